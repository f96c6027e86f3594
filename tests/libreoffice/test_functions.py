"""The worksheet functions read the workbook they are called from as it stands before the person, saved or not."""

from datetime import datetime

import pytest
import xlwings as xw

from tests.services.small_ledger import ROAD, small_office
from xlsync import functions
from xlsync.entry import functions as entry
from xlsync.entry.calling_workbook import Readings
from xlsync.model.sheets import HEADER_ROW, SHEETS

HOLIDAYS = SHEETS["holidays"]


@pytest.fixture
def book(tmp_path, office_app, monkeypatch):
    """The master of a small office, open; functions are called from it."""
    opened = office_app.books.open(str(small_office(tmp_path / "office").master))
    monkeypatch.setattr(xw.Book, "caller", classmethod(lambda _: opened))
    monkeypatch.setattr(entry, "_readings", Readings())
    yield opened
    opened.close()


def test_an_open_workbook_answers_with_its_own_rules(book) -> None:
    """Due 20 December 2016: in time, then far behind with its 20 %, then overdue."""
    lights = [functions.ducha_light(ROAD, datetime(2016, month, day)) for month, day in ((9, 5), (12, 12), (12, 21))]
    assert [light[:4] for light in lights] == ["●绿 余", "■红 落", "■红 逾"]
    assert functions.ducha_deadline("5个工作日内", datetime(2016, 9, 29)) == datetime(2016, 10, 11)
    assert functions.ducha_score(ROAD, datetime(2016, 9, 5)) == 0.0


def test_a_holiday_typed_a_moment_ago_counts(book, monkeypatch) -> None:
    before = functions.ducha_workdays(datetime(2016, 12, 12), datetime(2016, 12, 16))
    sheet = book.sheets[HOLIDAYS.sheet]
    day, kind = (list(HOLIDAYS.by_key).index(key) + 1 for key in ("day", "kind"))
    row = HEADER_ROW + 1
    while sheet.range((row, kind)).value != "休":
        row += 1
    sheet.range((row, day)).value = datetime(2016, 12, 14)
    monkeypatch.setattr(entry, "_readings", Readings())
    assert (before, functions.ducha_workdays(datetime(2016, 12, 12), datetime(2016, 12, 16))) == (4, 3)
