"""The main job by mouse: the master of the demo open in LibreOffice, 合并收件箱 and 督查通报 clicked on the toolbar."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from tests.e2e.screen import Calc, Screen, wait_for
from xlsync.adapters.office_extension.building import extension, start_here
from xlsync.adapters.office_extension.installing import install
from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.demo.returns import Wave, write_returns
from xlsync.demo.run import DEMO_SECRET, ISSUED_ON, QUARTER
from xlsync.entry.bootstrap import changing, master_of, workplace
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.entry.founding import found_office
from xlsync.entry.settings import Office, office_at
from xlsync.model.sheets import STATE_SHEET
from xlsync.model.table import MasterImage
from xlsync.services.buttons import BY_KEY
from xlsync.vocabulary.labels.headers import SHEET_NAMES

pytestmark = pytest.mark.libreoffice
PATIENCE = 150.0
RETURNS = 10  # of 54: the master is of full size, the inbox that of one morning


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return the demo's office at full size: forms are issued, and some returns lie in the inbox."""
    office = found_office(tmp_path / "office", office_tables(), secret=DEMO_SECRET, settings=f"today = {DEMO_TODAY}\n")
    issued = on(office, ISSUED_ON)
    with changing(issued) as desk:
        refresh_desk(desk)
    with changing(issued) as desk:
        options = {"dry_run": False, "unit": (), "period": QUARTER, "mail": False}
        forms = issue_desk(desk, options, Console()).data["forms"]
    with changing(office) as desk:
        refresh_desk(desk)
    came = write_returns([Path(form["path"]) for form in forms], office.inbox, Wave.ON_TIME)
    for path in set(office.inbox.iterdir()) - set(came[:RETURNS]):
        path.unlink()
    return office


@pytest.fixture
def calc(tmp_path: Path, office: Office) -> Iterator[Calc]:
    """Yield LibreOffice before a clerk who has opened the master; our extension was installed before."""
    pipe, profile = f"xlsync-test-{uuid4().hex[:8]}", tmp_path / "profile"
    install(extension(start_here(pipe)), profile)
    with Screen(tmp_path) as screen, Calc(screen, profile, pipe, office.master) as calc:
        yield calc


def on(office: Office, day: date) -> Office:
    return office_at(office.root, [("today", day.isoformat())])


def shown(calc: Calc, sheet: str) -> tuple[tuple[object, ...], ...]:
    """Return the cells of a sheet of the open workbook, as its person sees them."""
    cells = calc.document.Sheets.getByName(sheet)
    cursor = cells.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return cells.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).getDataArray()


def test_the_inbox_is_merged_and_the_bulletin_written_by_two_clicks(calc: Calc, office: Office, record_property):
    before = master_of(office).read()
    cells = {name: shown(calc, SHEET_NAMES.get(name, name)) for name in ("matters", "feedback", "documents")}
    number = shown(calc, STATE_SHEET)[0][1]
    calc.screen.picture("before")

    said = click(calc, "merge", record_property)
    assert f"已处理{RETURNS}个" in said
    merged = master_of(office).read()
    assert shown(calc, STATE_SHEET)[0][1] == merged.plan_number > number == before.plan_number
    assert differing(cells["matters"], shown(calc, SHEET_NAMES["matters"])) > RETURNS
    assert len(shown(calc, SHEET_NAMES["feedback"])) > len(cells["feedback"])
    assert lights(merged) != lights(before)
    assert len([path for path in office.receipts.rglob("*") if path.is_file()]) >= RETURNS
    assert unfinished(office) == []

    said = click(calc, "circular", record_property)
    documents = list(office.documents.rglob("*.docx"))
    assert len(documents) == 1
    registered = master_of(office).read()["documents"]
    assert len(registered.rows) == len(before["documents"].rows) + 1
    number = [row.text("number") for row in registered][-1]
    assert number in said and number in documents[0].name
    assert number in {cell for row in shown(calc, SHEET_NAMES["documents"]) for cell in row}
    assert unfinished(office) == []
    calc.screen.picture("after")


def click(calc: Calc, key: str, record_property) -> str:
    """Click a button and wait until its work is told; return what was said."""
    start = time.monotonic()
    calc.press(BY_KEY[key].label)
    said = wait_for(calc.message, PATIENCE)
    record_property(f"seconds, {key}", round(time.monotonic() - start, 1))
    print(f"{key}: {time.monotonic() - start:.1f} s: {said}")
    calc.screen.picture(f"{key} told")
    calc.agree()
    return said


def differing(before: tuple[tuple[object, ...], ...], after: tuple[tuple[object, ...], ...]) -> int:
    """Return how many cells differ."""
    return sum(one != two for row, now in zip(before, after, strict=True) for one, two in zip(row, now, strict=True))


def lights(image: MasterImage) -> list[object]:
    return [row["light"] for row in image["matters"]]


def unfinished(office: Office) -> list[int]:
    """Return the numbers of the plans that the journal does not know to be saved."""
    work = workplace(office, master_of(office))
    try:
        return [plan.number for plan in work.journal.unfinished_plans()]
    finally:
        work.journal.close()
