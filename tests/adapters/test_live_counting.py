"""How many calls the live master makes of an Excel in memory, and what it makes of that which only Excel answers so."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

from tests.adapters.excel_in_memory import Book
from xlsync.adapters.workbook_live.master import LiveMaster
from xlsync.adapters.workbook_live.sheet import read_sheet
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.model.table import Value
from xlsync.vocabulary.terms import Kind, Owner

MATTERS = SHEETS["matters"]
BY_TEST = Source("某局", "ab" * 32, "某局.xlsx", "L5")
NEW = {Kind.TEXT: "改", Kind.LONG_TEXT: "改写", Kind.INTEGER: 7, Kind.NUMBER: 0.5, Kind.PERCENT: 0.5}
COMPUTED = [column for column in MATTERS.columns if column.owner is Owner.COMPUTED and column.kind in NEW]
FEW = 60
"""Blocks, at most, that a plan over a whole ledger is written in."""


class Written(SimpleNamespace):
    """The calls of writing a plan and those of reading before it, by name; the table and how many cells changed."""

    calls: Counter[str]
    reading: Counter[str]


class Unsaving(LiveMaster):
    """Leaves out what comes after the writing: saving looks into the file, and there is none."""

    def save(self, standing: Sequence[Plan]) -> str:
        return ""


@cache
def written(matters: int, new: int = 0) -> Written:
    """Apply a plan that gives every second matter other values in all computed columns, and adds rows."""
    book = Book({"matters": [matter(number) for number in range(matters)]})
    file = SimpleNamespace(name="督查台账.xlsm", read=lambda: SimpleNamespace(sha256="", short_ranges=()))
    live = Unsaving(book, file)  # type: ignore[arg-type]
    seen = live.read()
    reading = book._calls.copy()
    changes = tuple(
        CellChange("matters", row.text("matter_id"), column.key, row[column.key], NEW[column.kind], BY_TEST)
        for row in seen["matters"].rows[::2]
        for column in COMPUTED
    )
    keys = [f"DC-2099-{number:04d}" for number in range(new)]
    appends = tuple(RowAppend("matters", key, {"matter_id": key, "task": "新任务"}, BY_TEST) for key in keys)
    book._calls.clear()
    live.apply(Plan("refresh", changes, appends, number=1), seen)
    calls = book._calls.copy()
    return Written(calls=calls, reading=reading, table=live.read()["matters"], changed=len(changes), keys=keys)


def matter(number: int) -> dict[str, Value]:
    texts: dict[str, Value] = {column.key: "旧" for column in COMPUTED if column.kind in (Kind.TEXT, Kind.LONG_TEXT)}
    return {**texts, "matter_id": f"DC-2016-{number:04d}", "task": "任务", "registered_on": date(2016, 1, 4)}


def test_a_plan_for_every_second_matter_takes_some_dozens_of_calls() -> None:
    """2,534 matters as 250: not a call more for a row, and not one for a cell."""
    few, many = written(250), written(2534)
    assert many.changed > 10_000
    for name in many.calls.keys() | few.calls.keys():
        assert many.calls[name] <= few.calls[name] + FEW, name
    assert many.calls["value ="] <= FEW
    assert sum(many.calls.values()) <= 3 * FEW
    assert all(row[column.key] == NEW[column.kind] for row in many.table.rows[::2] for column in COMPUTED)


def test_reading_takes_a_handful_of_calls_for_a_sheet() -> None:
    reading = written(2534).reading
    assert reading["value"] <= 2 * (len(SHEETS) + 1)
    assert sum(reading.values()) <= 20 * (len(SHEETS) + 1)
    assert reading == written(250).reading


def test_new_rows_cost_no_calls_of_their_own() -> None:
    few, many = written(250, new=2), written(250, new=200)
    assert many.calls == few.calls
    assert [row.text("matter_id") for row in many.table.rows[-200:]] == many.keys


def test_a_currency_of_excel_is_a_number() -> None:
    book = Book({"matters": [{"matter_id": "DC-2016-0001", "percent": 0.5}]})
    sheet = book.sheets[MATTERS.sheet]
    place = [column.key for column in MATTERS.columns].index("percent") + 1
    sheet._grid[HEADER_ROW + 1, place] = Decimal("0.25")
    value = read_sheet(sheet, MATTERS.sheet).value(HEADER_ROW + 1, place)
    assert (type(value), value) == (float, 0.25)


def test_a_table_that_was_renamed_is_found_by_its_place() -> None:
    """Asked for a table that is not there, Excel raises an error of COM."""
    book = Book({"matters": [{"matter_id": "DC-2016-0001"}]})
    (table,) = book.sheets[MATTERS.sheet].tables
    table._name = "表1"
    seen = read_sheet(book.sheets[MATTERS.sheet], MATTERS.sheet, MATTERS.table_name)
    assert seen.table is table
    assert seen.end == (HEADER_ROW + 1, HEADER_ROW + 1)
