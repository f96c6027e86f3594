"""The watch merges into the workbook open in LibreOffice; whatever becomes of that, each plan counts once."""

import contextlib
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.screen import wait_for
from tests.e2e.test_watch_command import Watch, copy_in, filled_outside
from tests.services.small_ledger import EAST, FINANCE, FUND, HOUSING, ROAD, SCHOOL, small_office
from xlsync.adapters.libreoffice.connection import PIPE_VARIABLE, Connection, connect, properties
from xlsync.adapters.libreoffice.soffice import PROGRAM, command, started
from xlsync.entry.bootstrap import changing, master_of
from xlsync.entry.cli import main
from xlsync.entry.settings import Office
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.vocabulary.errors import NoOffice

pytestmark = pytest.mark.libreoffice
PATIENCE = 60.0
ANSWERS = {
    FUND: (FINANCE, "资金已全部拨付到位"),
    SCHOOL: (EAST, "主体封顶"),
    ROAD: (HOUSING, "路基完成"),
}


class OpenWorkbook:
    """A person's LibreOffice without windows, on the pipe that the watch looks at, with the master open in it."""

    def __init__(self, office: Office, profile: Path, pipe: str) -> None:
        self.process: subprocess.Popen[bytes] = started(command(PROGRAM, profile, pipe, headless=True), PROGRAM, {})
        self.connection = wait_for(lambda: _connected(pipe), PATIENCE)
        self.path = office.master
        self.document = self.connection.desktop.loadComponentFromURL(
            office.master.as_uri(), "_blank", 0, properties(Hidden=False)
        )

    def cell(self, matter: str, column: str) -> Any:
        """Return a cell of the ledger as it stands open."""
        schema = SHEETS["matters"]
        keys = [one.key for one in schema.columns]
        sheet = self.document.Sheets.getByName(schema.sheet)
        rows = sheet.getCellRangeByPosition(0, HEADER_ROW, len(keys) - 1, HEADER_ROW + len(ANSWERS) + 1).getDataArray()
        row = next(number for number, row in enumerate(rows) if row[keys.index(schema.key)] == matter)
        return sheet.getCellByPosition(keys.index(column), HEADER_ROW + row)

    def kill(self) -> None:
        """End it as a power cut does; the lock file goes, as when its person agrees to open the master all the same."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for lock in self.path.parent.glob(".~lock.*#"):
            lock.unlink()

    def close_without_saving(self) -> None:
        """Close the workbook as a person does who answers that nothing is to be saved, and leave LibreOffice."""
        self.document.close(True)
        self.connection.desktop.terminate()
        self.process.wait(30)


def _connected(pipe: str) -> Connection | None:
    try:
        return connect(pipe)
    except NoOffice:
        return None


@pytest.fixture
def open_in_libreoffice(tmp_path: Path, monkeypatch) -> Iterator[Callable[[Office], OpenWorkbook]]:
    pipe, opened = f"xlsync-test-{uuid4().hex[:8]}", []
    monkeypatch.setenv(PIPE_VARIABLE, pipe)

    def begin(office: Office) -> OpenWorkbook:
        opened.append(OpenWorkbook(office, tmp_path / "profile", pipe))
        return opened[-1]

    yield begin
    for book in opened:
        book.kill()


def test_a_workbook_that_is_never_saved_loses_and_doubles_nothing(open_in_libreoffice, tmp_path: Path):
    """The person types a remark and does not save. Three forms arrive:

    form of | the workbook                 | afterwards
    市财政局  | open, with a remark typed      | LibreOffice dies
    东区     | open again, a remark again    | closed without saving
    住建局    | open again, nothing typed     | saved by us
    """
    office = small_office(tmp_path / "office")
    (office.root / "xlsync.toml").write_text("today = 2016-10-20\nrescan_seconds = 1\n", encoding="utf-8")
    forms = {
        matter: filled_outside(office, unit, {matter: {"progress": text}}, tmp_path / "out")
        for matter, (unit, text) in ANSWERS.items()
    }
    watch = Watch(office)
    try:
        assert watch.ready.wait(PATIENCE)
        book = open_in_libreoffice(office)
        merged(watch, office, book, forms[FUND], FUND, typed="口头了解过")
        assert in_file(office, FUND) != ANSWERS[FUND][1]
        book.kill()
        wait_for(lambda: in_file(office, FUND) == ANSWERS[FUND][1], PATIENCE)

        book = open_in_libreoffice(office)
        assert book.cell(FUND, "progress").String == ANSWERS[FUND][1]
        merged(watch, office, book, forms[SCHOOL], SCHOOL, typed="再次了解")
        assert in_file(office, SCHOOL) != ANSWERS[SCHOOL][1]
        book.close_without_saving()
        wait_for(lambda: in_file(office, SCHOOL) == ANSWERS[SCHOOL][1], PATIENCE)

        book = open_in_libreoffice(office)
        merged(watch, office, book, forms[ROAD], ROAD)
        wait_for(lambda: in_file(office, ROAD) == ANSWERS[ROAD][1], PATIENCE)
        book.close_without_saving()
        assert watch.interrupt() == 0
    finally:
        watch.close()
    each_counts_once(office)


def merged(watch: Watch, office: Office, book: OpenWorkbook, form: Path, matter: str, typed: str = "") -> None:
    """Let a form arrive, and see its answer in the open workbook, beside what the person typed."""
    if typed:
        book.cell(ROAD, "remarks").String = typed
    copy_in(form, office)
    wait_for(lambda: watch.event().get("file") == form.name, PATIENCE)  # an earlier one is told again once it is saved
    assert book.cell(matter, "progress").String == ANSWERS[matter][1]
    assert book.cell(ROAD, "remarks").String == typed


def in_file(office: Office, matter: str) -> object:
    """Return the progress of a matter as the saved file holds it."""
    return master_of(office).read()["matters"].by_key()[matter]["progress"]


def each_counts_once(office: Office) -> None:
    """Compare ledger and journal: each answer stands once on 反馈登记, each of its cells in one line of the journal."""
    with changing(office) as desk:
        journal = desk.work.journal
        assert journal.unfinished_plans() == []
        texts = {text for _, text in ANSWERS.values()}
        received = Counter(row.text("matter_id") for row in desk.image["feedback"] if row["progress"] in texts)
        assert received == Counter(list(ANSWERS))
        for matter, (_, text) in ANSWERS.items():
            assert desk.image["matters"].by_key()[matter]["progress"] == text
            assert len([line for line in journal.history(matter, "progress") if line["after"] == text]) == 1
    assert main(["verify", str(office.root)]) == 0
