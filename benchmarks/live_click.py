"""One 刷新 in the open workbook, as its button does it. Usage: -m benchmarks.live_click OFFICE DAY STARTED-AT

``STARTED-AT`` is the moment of the click (seconds since 1970). Prints one line of JSON: seconds from the click until
all cells stand in the open workbook, until it is saved, and what each step took.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.settings import find_office

_STEPS = ("ready_for", "apply", "save")


def main(root: str, day: str, clicked: float) -> None:
    """Refresh once and tell how long it took."""
    took: dict[str, float] = {"imports": time.time() - clicked}
    with changing(find_office(Path(root), [("today", day)])) as desk:
        master = desk.work.master
        if not master.is_open:
            raise SystemExit("the workbook is not open within reach")
        for step in _STEPS:
            setattr(master, step, _timed(step, getattr(master, step), took, clicked))
        took["opening"] = time.time() - clicked - took["imports"]
        result = refresh_desk(desk)
    took["all"] = time.time() - clicked
    print(json.dumps({**took, "changed": result.changed_cells}))


def _timed(step: str, work: Callable[..., Any], took: dict[str, float], clicked: float) -> Callable[..., Any]:
    """Return a step that notes what it takes; saving begins when all cells stand in the open workbook."""

    def timed(*given: Any) -> Any:
        start = time.time()
        if step == "save":
            took["shown"] = start - clicked
        try:
            return work(*given)
        finally:
            took[step] = time.time() - start

    return timed


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
