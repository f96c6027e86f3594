"""The demo: an office is founded, forms go out, some sixty returns come in as units write them, a bulletin goes out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.demo.returns import Wave, office_edits, write_returns
from xlsync.entry.bootstrap import Desk, changing, workplace
from xlsync.entry.commands.document import publish_from
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.commands.status import status_of
from xlsync.entry.console import Console
from xlsync.entry.founding import found_office
from xlsync.entry.settings import Office, office_at
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.submission import Outcome
from xlsync.rules.spans import Quarter
from xlsync.services.kinds import BY_KEY

DEMO_SECRET = b"xlsync demo office 2016: not a secret"
"""Fixed, so that the ready-made returns (saved by LibreOffice) stay genuine; a real office draws its own."""

ISSUED_ON = date(2016, 10, 12)
ON_TIME = date(2016, 10, 18)
QUARTER = "2016-Q3"
_SETTINGS = "today = {day:%Y-%m-%d}\n"


@dataclass
class DemoResult:
    """What the demo made: the office, counts, the outcome of every return, the documents."""

    office: Office
    outcomes: list[Outcome] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)
    forms: list[Path] = field(default_factory=list)
    status: Mapping[str, Any] = field(default_factory=dict)


def run_demo(root: Path, console: Console, say: Sequence[str], mark: str = "") -> DemoResult:
    """Build the demo office in a new folder and run the main job on it; ``say`` are the sentences of its five steps.

    ``mark`` names the file in .xlsync that tells a demo from a real office, there from the first moment.
    """
    steps = iter(say)
    console.note(next(steps))
    settings = _SETTINGS.format(day=DEMO_TODAY)
    office = found_office(root, office_tables(), secret=DEMO_SECRET, settings=settings, mark=mark)
    result = DemoResult(office)
    console.note(next(steps))
    _issue(result, console)
    _type_in_excel(office)
    for wave, day in ((Wave.ON_TIME, ON_TIME), (Wave.LATE, DEMO_TODAY)):
        console.note(next(steps))
        _merge_wave(result, wave, day, console)
    console.note(next(steps))
    with changing(office) as desk:
        result.documents.append(publish_from(desk, BY_KEY["circular"], Quarter.read(QUARTER)).path)
    with changing(office) as desk:
        result.status = status_of(desk)
    return result


def _issue(result: DemoResult, console: Console) -> None:
    with _on(result.office, ISSUED_ON) as desk:
        refresh_desk(desk)
    with _on(result.office, ISSUED_ON) as desk:
        report = issue_desk(desk, {"dry_run": False, "unit": (), "period": QUARTER, "mail": True}, console)
    result.forms = [Path(form["path"]) for form in report.data["forms"]]


def _type_in_excel(office: Office) -> None:
    """Change some cells as staff do while the forms are out: in the workbook, so that only observation notices."""
    work = workplace(office)
    image = work.master.read()
    rows = image["matters"].by_key()
    changes = [
        CellChange("matters", matter, column, rows[matter][column], value, Source(""))
        for (matter, column), value in office_edits(image).items()
    ]
    work.master.apply(Plan("", tuple(changes), number=image.plan_number), image)


def _merge_wave(result: DemoResult, wave: Wave, day: date, console: Console) -> None:
    paths = write_returns(result.forms, result.office.inbox, wave)
    with _on(result.office, day) as desk:
        result.outcomes += merge_paths(desk, paths, console).outcomes


@contextmanager
def _on(office: Office, day: date) -> Iterator[Desk]:
    with changing(office_at(office.root, [("today", day.isoformat())])) as desk:
        yield desk
