"""xlsync demo: the office of the seed's year, built and worked through, ready to be looked at."""

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office, given_text
from xlsync.vocabulary.errors import FolderExists, UsageMistake
from xlsync.vocabulary.labels import reports as words

MARK = "demo"
"""A file of this name in .xlsync says that the folder was made by the demo and may be made anew."""


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Build the demo office; a folder that an earlier demo made is replaced after asking, any other is left alone."""
    root = Path(str(options["folder"])).absolute()
    if ignored := given_text(office):
        raise UsageMistake("no_set", ignored.strip().replace("\n", words.SETTINGS_JOINT))
    _make_room(root, console, dry_run=bool(options["dry_run"]))
    if options["dry_run"]:
        return Report({"office": root, "dry_run": True}, [words.would(words.DEMO_WOULD.format(office=root), True)])
    from xlsync.demo.run import run_demo

    made = run_demo(root, console, words.DEMO_STEPS, MARK)
    states = Counter(str(outcome.state) for outcome in made.outcomes)
    data = {
        "office": root,
        "matters": made.status["matters"],
        "by_family": made.status["by_family"],
        "units": made.status["units"],
        "forms": len(made.forms),
        "submissions": dict(states),
        "conflicts": made.status["conflicts"],
        "lights": made.status["lights"],
        "documents": made.documents,
        "charts": [],
    }
    lines = [
        words.DEMO_DONE.format(
            office=root,
            master=made.office.master,
            forms=made.office.forms,
            receipts=made.office.receipts,
            document=made.documents[0],
            matters=data["matters"],
            returns=len(made.outcomes),
            filed=states["FILED"],
            rejected=states["REJECTED"],
            held=states["HELD"],
            quarantined=states["QUARANTINED"],
            conflicts=data["conflicts"],
        ),
        words.lights_line(made.status["lights"]),
    ]
    return Report(data, lines)


def _make_room(root: Path, console: Console, *, dry_run: bool) -> None:
    if not root.exists() or not any(root.iterdir()):
        return
    if not (root / ".xlsync" / MARK).is_file():
        raise FolderExists(str(root))
    if not dry_run:
        console.confirm(words.DEMO_REPLACE.format(office=root))
        shutil.rmtree(root)
