"""The demo as it runs: every return ends as its entry in the table of returns asks for."""

from pathlib import Path

import pytest

from tools.failure_table import differences, paired
from tools.ready_returns import made_anew, ready_entries
from xlsync.adapters.reading.reader import WorkbookReader
from xlsync.demo.returns.making import Desk, ready_folder
from xlsync.demo.returns.table import returns
from xlsync.demo.run import DemoResult, run_demo
from xlsync.entry.console import Console
from xlsync.model.raw import RawWorkbook
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.terms import SubmissionState as State

FINAL = {State.FILED, State.REJECTED, State.HELD, State.QUARANTINED}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> DemoResult:
    return run_demo(tmp_path_factory.mktemp("demo") / "office", Console(), words.DEMO_STEPS)


def test_every_return_ends_as_the_table_says(demo):
    wrong = {entry.name: list(differences(entry, outcome)) for entry, outcome in paired(demo.outcomes)}
    assert {name: difference for name, difference in wrong.items() if difference} == {}


def test_every_return_is_in_a_final_state_and_says_why(demo):
    assert [outcome.file for outcome in demo.outcomes if outcome.state not in FINAL or not outcome.reason] == []
    assert len(demo.outcomes) >= 60


def test_what_the_office_edited_meanwhile_becomes_a_conflict(demo):
    assert sum(outcome.conflicts for outcome in demo.outcomes) >= 6


def test_only_what_is_no_submission_stays_in_the_inbox(demo):
    left = {path.name for path in demo.office.inbox.iterdir()}
    assert left == {entry.name for entry in returns() if not entry.counted}


def test_the_same_forms_give_the_same_files(demo):
    """Zip times and the time of saving are fixed, so a copy is known by its content."""
    entry = next(entry for entry in returns() if entry.do and entry.unit)
    assert Desk(demo.forms).content(entry) == Desk(demo.forms).content(entry)


def test_the_ready_made_returns_are_of_todays_forms(demo):
    """Mend with: python tools/ready_returns.py"""
    tokens = {entry.unit: _cover_token(Desk(demo.forms), entry) for entry in ready_entries()}
    carried = {entry.unit: _strings(_read(ready_folder() / entry.ready)) for entry in ready_entries()}
    assert [unit for unit, token in tokens.items() if token not in carried[unit]] == []


@pytest.mark.libreoffice
def test_libreoffice_saves_today_what_is_carried_ready_made(demo, tmp_path):
    """The same cells in the same places, in .xls, .ods and .xlsx."""
    for entry, path in made_anew(demo.forms, tmp_path):
        anew, carried = _read(path), _read(ready_folder() / entry.ready)
        assert anew.format == carried.format
        assert [sheet.rows for sheet in anew.sheets] == [sheet.rows for sheet in carried.sheets], entry.ready


def _read(path: Path) -> RawWorkbook:
    return WorkbookReader().read(path.read_bytes(), path.name)


def _strings(book: RawWorkbook) -> set[str]:
    return {value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str)}


def _cover_token(desk: Desk, entry) -> str:
    return str(desk.filled(entry).cover_cell("form_id").value)
