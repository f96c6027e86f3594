"""Buttons in a real LibreOffice: the master stands open before somebody, and changes under their eyes."""

import time
from datetime import date

import pytest

from tests.services.small_ledger import EAST, HOUSING, ROAD, SCHOOL, fill, merge, small_office, table, type_in_excel
from xlsync.entry.doctor import check_lock
from xlsync.entry.ribbon import macro
from xlsync.entry.ribbon.opening import is_stale
from xlsync.entry.ribbon.pressing import run_button
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.services.buttons import BY_KEY

SAID = "路基完成8公里"
_MATTERS = SHEETS["matters"]


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


@pytest.fixture
def opened(monkeypatch, office_app, office):
    """The master, open in a LibreOffice that commands can reach."""
    monkeypatch.setenv("XLSYNC_PIPE", office_app.impl.office.connection.pipe)
    books = []

    def open_it():
        books.append(office_app.books.open(str(office.master)))
        return books[-1]

    yield open_it
    for book in books:
        book.close()


def shown(book, matter: str, column: str):
    """Return what the open workbook shows of a matter."""
    rows = book.sheets[_MATTERS.sheet].used_range.value
    head = rows[HEADER_ROW - 1]
    place = head.index(_MATTERS.header("matter_id"))
    (row,) = [row for row in rows if row[place] == matter]
    return row[head.index(_MATTERS.header(column))]


def said_by(log) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_a_refresh_changes_the_lights_before_ones_eyes_and_nothing_else(monkeypatch, office, opened):
    """21 December, the road was due the day before. The cell that was selected still is."""
    monkeypatch.setenv("XLSYNC_TODAY", date(2016, 12, 21).isoformat())
    book = opened()
    before = shown(book, ROAD, "light")
    book.sheets["单位"].activate()
    book.sheets["单位"].range("B5").select()
    began = time.monotonic()
    assert run_button(BY_KEY["refresh"], book, seconds_shown=0) == 0
    print(f"refresh of a small ledger, click to result: {time.monotonic() - began:.2f} s")
    assert shown(book, ROAD, "light") != before
    assert shown(book, ROAD, "light") == table(office, "matters")[ROAD]["light"]  # and it is saved
    assert (book.sheets.active.name, book.app.selection.address) == ("单位", "$B$5")
    assert book.app.status_bar.startswith("已刷新：改动") and book.app.screen_updating


def test_the_board_is_brought_to_the_front(office, opened):
    book = opened()
    book.sheets["单位"].activate()
    before = office.master.read_bytes()
    assert run_button(BY_KEY["board"], book, seconds_shown=0) == 0
    assert book.sheets.active.name == "看板" and office.master.read_bytes() == before


def test_resolve_selects_the_choice_that_is_open(office, opened):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    merge(office, path)
    (row,) = table(office, "conflicts").values()
    book = opened()
    assert run_button(BY_KEY["resolve"], book, seconds_shown=0) == 1
    assert (book.sheets.active.name, book.app.selection.address) == ("冲突", f"$K${row.number}")


def test_a_long_button_finds_the_open_workbook_from_a_process_of_its_own(office, opened):
    fill(office, HOUSING, {ROAD: {"progress": SAID}})
    book = opened()
    macro.press(BY_KEY["merge"], book)
    until = time.monotonic() + 60
    while "button merge" not in said_by(office.log) and time.monotonic() < until:
        time.sleep(0.2)
    assert "button merge: exit code 0" in said_by(office.log)
    assert shown(book, ROAD, "progress") == SAID
    assert table(office, "matters")[ROAD]["progress"] == SAID


def test_the_day_of_the_lights_is_read_from_the_open_workbook(opened):
    assert is_stale(opened())


def test_the_check_up_knows_that_the_open_workbook_can_be_written(office, opened):
    opened()
    lock = check_lock(office)
    assert lock.ok and "不必关闭" in lock.hint
