"""Any small workbook, patched three times over: openpyxl reads what a plain account says, and the rest is untouched."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.model.table import Value
from xlsync.vocabulary.errors import UnsafeMaster

LEDGER, OTHER, CALM = "台账", "别的", "不动"
HEADERS = ("编号", "进展", "数量", "日期")
WIDTH, HEADER = len(HEADERS), 3
LOOKS = ({}, {"bold": True}, {"num_format": "yyyy-mm-dd"}, {"num_format": "0.00%"}, {"num_format": "@"})
MAY_CHANGE = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2)} | {
    *("xl/tables/table1.xml", "xl/workbook.xml", "xl/styles.xml")
}

TEXTS = st.text(alphabet="甲乙完成&<>\"'=-+@%_xA0 \n\t", max_size=12).filter(lambda text: "_x" not in text)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2099, 12, 31)),
    st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)
BESIDE = st.tuples(st.integers(1, 20), st.integers(WIDTH + 2, WIDTH + 4))
ABOVE = st.tuples(st.integers(1, HEADER - 1), st.integers(1, WIDTH))
ANYWHERE = st.tuples(st.integers(1, 12), st.integers(1, 30))
SERIALS = VALUES.filter(lambda value: not isinstance(value, int | float) or 0 <= value < 60000)  # under any look
DRESSED = st.tuples(SERIALS, st.integers(0, len(LOOKS) - 1))
Cells = dict[tuple[int, int], Any]


@dataclass(frozen=True)
class Step:
    """One patch: cells within the table (row counted from its first one), beside or above it, elsewhere; new rows."""

    inside: Cells = field(default_factory=dict)
    beside: Cells = field(default_factory=dict)
    elsewhere: Cells = field(default_factory=dict)
    appends: Sequence[dict[int, Value]] = ()


ROWS = st.lists(st.dictionaries(st.integers(1, WIDTH), VALUES, min_size=1), max_size=3)
STEPS = st.builds(
    Step,
    st.dictionaries(st.tuples(st.integers(0, 30), st.integers(1, WIDTH)), VALUES, max_size=4),
    st.dictionaries(st.one_of(BESIDE, ABOVE), VALUES, max_size=4),
    st.dictionaries(ANYWHERE, VALUES, max_size=4),
    ROWS,
)


@dataclass
class Account:
    """What each sheet must show, kept by hand: values by sheet, row and column; the table's last row."""

    cells: dict[str, Cells]
    last: int

    def take(self, step: Step) -> dict[str, SheetEdit]:
        """Note a step and return it as edits."""
        rows = self.last - HEADER
        inside = {(HEADER + 1 + row % rows, column): value for (row, column), value in step.inside.items()}
        new = {(self.last + at, column): v for at, row in enumerate(step.appends, 1) for column, v in row.items()}
        edits = {
            LEDGER: SheetEdit(_rows({**inside, **step.beside}), step.appends),
            OTHER: SheetEdit(_rows(step.elsewhere)),
        }
        self.cells[LEDGER] |= inside | step.beside | new
        self.cells[OTHER] |= step.elsewhere
        self.last += len(step.appends)
        return edits


def _rows(cells: Cells) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    return rows


def made(table: Sequence[Sequence[tuple[Value, int]]], beside: Cells, elsewhere: Cells) -> tuple[bytes, Account]:
    """Return a workbook of XlsxWriter with these values and looks, and the account of it."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    ledger, other, calm = (book.add_worksheet(name) for name in (LEDGER, OTHER, CALM))
    looks = [book.add_format(look) for look in LOOKS]
    last = HEADER + len(table)
    ledger.add_table(HEADER - 1, 0, last - 1, WIDTH - 1, {"columns": [{"header": text} for text in HEADERS]})
    ledger.conditional_format(HEADER, 2, last - 1, 2, {"type": "duplicate", "format": looks[1]})
    calm.write(0, 0, "不动")
    rows = enumerate(table, HEADER + 1)
    inside = {(row, column): cell for row, cells in rows for column, cell in enumerate(cells, 1)}
    for sheet, cells in ((ledger, inside | beside), (other, elsewhere)):
        for (row, column), (value, look) in cells.items():
            _put(sheet, row - 1, column - 1, value, looks[look])
    book.close()
    plain = [{place: value for place, (value, _) in cells.items()} for cells in (inside | beside, elsewhere)]
    header = {(HEADER, column): text for column, text in enumerate(HEADERS, 1)}
    return out.getvalue(), Account({LEDGER: header | plain[0], OTHER: plain[1]}, last)


def _put(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if isinstance(value, str) and value:
        sheet.write_string(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write(row, column, value, look)


def shown(value: Value) -> object:
    """Return a value as openpyxl reads it; whether a number means a date is the look's affair."""
    if value == "" or value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def wrong_places(content: bytes, account: Account, unset: set[tuple[str, int, int]]) -> list[str]:
    """Return the places that hold something else than the account says, leaving out those that nobody set yet."""
    book = load_workbook(BytesIO(content))
    wrong = []
    for name, cells in account.cells.items():
        held = {(cell.row, cell.column): cell.value for row in book[name].iter_rows() for cell in row}
        for place in held.keys() | cells.keys():
            if (name, *place) not in unset and held.get(place) != shown(cells.get(place)):
                wrong.append(f"{name} {place}: {held.get(place)!r} {cells.get(place)!r}")
    table = next(iter(book[LEDGER].tables.values()))
    return wrong if table.ref == f"A{HEADER}:D{account.last}" else [*wrong, table.ref]


def touched_others(before: bytes, after: bytes) -> list[str]:
    """Return the parts that changed and may not."""
    old, new = Package(before), Package(after)
    assert list(old.entries) == list(new.entries)
    return [name for name in old.entries if name not in MAY_CHANGE and old.read(name) != new.read(name)]


def follow(table: Any, beside: Cells, elsewhere: Cells, steps: Sequence[Step]) -> None:
    content, account = made(table, beside, elsewhere)
    # What XlsxWriter put under a look of another kind is read by that look, until it is set.
    unset = {(name, *place) for name, cells in account.cells.items() for place in cells}
    first = content
    for step in steps:
        edits = account.take(step)
        rows = {LEDGER: account.last - len(step.appends)}
        unset -= {
            (name, row, column) for name, edit in edits.items() for row, cells in edit.cells.items() for column in cells
        }
        unset -= {(LEDGER, rows[LEDGER] + at, c) for at, row in enumerate(step.appends, 1) for c in row}
        content = patch_sheets(content, edits)
        assert wrong_places(content, account, unset) == []
        assert touched_others(first, content) == []
    _untouched_are_as_before(first, content, unset)


def _untouched_are_as_before(before: bytes, after: bytes, places: set[tuple[str, int, int]]) -> None:
    old, new = load_workbook(BytesIO(before)), load_workbook(BytesIO(after))
    for sheet, row, column in places:
        one, other = old[sheet].cell(row, column), new[sheet].cell(row, column)
        assert (one.value, one.number_format, one.font.b) == (other.value, other.number_format, other.font.b)


TABLES = st.lists(st.tuples(*[DRESSED] * WIDTH), min_size=1, max_size=4)
OTHERS = st.dictionaries(st.one_of(BESIDE, ABOVE), DRESSED, max_size=4), st.dictionaries(ANYWHERE, DRESSED, max_size=6)
FULL = [[("DC-1", 0), ("已开工", 1), (3, 3), (date(2016, 5, 6), 2)]]


@given(TABLES, *OTHERS, st.lists(STEPS, min_size=3, max_size=3))
@example(FULL, {}, {}, [Step({(0, 4): 12, (0, 3): date(2016, 7, 1)}, appends=[{1: " = ", 4: 5}])] * 3)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_patched_three_times_holds_what_was_written_and_nothing_else(table, beside, elsewhere, steps):
    follow(table, beside, elsewhere, steps)


@pytest.mark.proof
@given(TABLES, *OTHERS, st.lists(STEPS, min_size=3, max_size=6))
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_many_workbooks_patched_many_times(table, beside, elsewhere, steps):
    follow(table, beside, elsewhere, steps)


@pytest.mark.parametrize("tag", ["<row  r = '4'", '<row\nr="4"', "<row r ='4'"])
def test_tags_written_in_a_way_that_is_not_followed_are_refused(tag):
    content, account = made(FULL, {}, {})
    sheet = "xl/worksheets/sheet1.xml"
    odd = Package(content).read(sheet).replace(b'<row r="4"', tag.encode())
    with pytest.raises(UnsafeMaster):
        patch_sheets(Package(content).replaced({sheet: odd}), account.take(Step({(0, 1): "改"}, appends=[{1: "新"}])))
