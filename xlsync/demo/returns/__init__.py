"""What the units send back in the demo, file by file as declared in workbooks/demo/returns.toml."""

from collections.abc import Sequence
from pathlib import Path

from xlsync.demo.returns.edits import office_edits
from xlsync.demo.returns.making import Desk
from xlsync.demo.returns.table import Wave, returns

__all__ = ["Wave", "office_edits", "write_returns"]


def write_returns(forms: Sequence[Path], inbox: Path, wave: Wave) -> list[Path]:
    """Write the files of one wave into the inbox; return the submissions among them in the order in which they came.

    ``forms`` are the issued forms of all units. Locks and half downloads are written too and not returned.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    desk = Desk(forms)
    came = []
    for entry in returns():
        if entry.wave is wave:
            path = inbox / entry.name
            path.write_bytes(desk.content(entry))
            came += [path] if entry.counted else []
    return came
