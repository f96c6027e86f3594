"""Values of ranges: what goes in comes out, in few calls, and a blank is a blank."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlwings as xw
from hypothesis import given, settings
from hypothesis import strategies as st

from xlsync.adapters.libreoffice.addresses import Area
from xlsync.adapters.libreoffice.reading import read_formulas, read_values
from xlsync.adapters.libreoffice.strict import would_convert
from xlsync.adapters.libreoffice.writing import write_values

DAYS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 30)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
VALUES = st.none() | st.booleans() | NUMBERS | DAYS | TEXTS
BLOCKS = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[VALUES] * width), min_size=1, max_size=5))


@pytest.fixture(scope="module")
def shared_sheet(office_app: xw.App):
    book = office_app.books.add()
    yield book.sheets[0]
    book.close()


def typed(value):
    """Return a value as a person types it so that it stays: with an apostrophe where Excel would convert."""
    return f"'{value}" if isinstance(value, str) and (would_convert(value) or value.startswith("'")) else value


@settings(max_examples=40)
@given(block=BLOCKS)
def test_any_block_written_and_read_back_is_equal(shared_sheet: xw.Sheet, block):
    shared_sheet.clear()
    shared_sheet["B2"].value = [[typed(value) for value in row] for row in block]
    back = shared_sheet["B2"].resize(len(block), len(block[0])).options(ndim=2).value
    assert back == [[None if value == "" else value for value in row] for row in block]
    assert [[type(v) for v in row] for row in back] == [
        [type(None) if v == "" else float if type(v) is int else type(v) for v in row] for row in block
    ]


def test_values_are_read_by_the_format_of_their_cells(sheet: xw.Sheet):
    """46082.5 in four formats; only a date is read as a moment, as Excel on Windows does:

    General | yyyy-m-d | h:mm | 0.00%
    """
    sheet["A1:D1"].value = 46082.5
    for cell, code in zip(sheet["A1:D1"], ["General", "yyyy-m-d", "h:mm", "0.00%"], strict=True):
        cell.number_format = code
    assert sheet["A1:D1"].value == [46082.5, dt.datetime(2026, 3, 1, 12), 46082.5, 46082.5]


def test_days_moments_decimals_and_whole_numbers_are_taken(sheet: xw.Sheet):
    zone = dt.timezone(dt.timedelta(hours=8))
    sheet["A1"].value = [dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 9, 30, tzinfo=zone), Decimal("1.5"), 7]
    assert sheet["A1:D1"].value == [dt.datetime(2026, 3, 1), dt.datetime(2026, 3, 1, 9, 30), 1.5, 7.0]
    assert sheet["A1:B1"].number_format is None
    assert [cell.number_format for cell in sheet["A1:B1"]] == ["yyyy/m/d", "yyyy/m/d h:mm"]


def test_a_date_keeps_the_format_that_its_cell_has(sheet: xw.Sheet):
    sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A1"].value = dt.date(2026, 3, 1)
    assert sheet["A1"].number_format == 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize(
    "value", [dt.time(9), dt.timedelta(1), object(), dt.date(1899, 1, 1), float("inf"), "x\ry", "x\x00", "甲" * 32_768]
)
def test_what_no_cell_of_excel_holds_is_refused(sheet: xw.Sheet, value):
    with pytest.raises((TypeError, ValueError)):
        sheet["A1"].value = value
    assert sheet["A1"].value is None


def test_the_longest_text_of_excel_is_taken(sheet: xw.Sheet):
    sheet["A1"].value = "甲" * 32_767
    assert len(sheet["A1"].value) == 32_767


def test_errors_are_blank_or_their_text(sheet: xw.Sheet):
    sheet["A1"].formula = [["=1/0", "=NA()", "=nosuch()", '=VALUE("x")', "=SQRT(-1)"]]
    assert sheet["A1:E1"].value == [None] * 5
    shown = sheet["A1:E1"].options(err_to_str=True).value
    assert shown[:4] == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!"]


def test_none_leaves_no_cell_in_the_saved_file(sheet: xw.Sheet, tmp_path: Path):
    """甲 | 乙 | 丙 is overwritten by 甲 | blank | blank."""
    sheet["A1"].value = ["甲", "乙", "丙"]
    sheet["A1"].value = ["甲", None, ""]
    sheet.book.save(tmp_path / "saved.xlsx")
    part = ZipFile(tmp_path / "saved.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="([A-Z]+\d+)"[^>]*>\s*<v>', part) == ["A1"]


def test_a_workbook_that_counts_from_1904_gives_the_same_days(sheet: xw.Sheet):
    document = sheet.book.impl.doc
    document.NullDate = type(document.NullDate)(1, 1, 1904)
    sheet["A1"].value = dt.date(2026, 3, 1)
    assert sheet["A1"].value == dt.datetime(2026, 3, 1)
    assert sheet["A1"].impl.xl.getDataArray() == ((44620.0,),)


def test_notes_outlive_values_that_are_written_over_them(sheet: xw.Sheet):
    """Notes stand in A1, B2 and B3; all of A1:C3 is written twice."""
    for address in ("A1", "B2", "B3"):
        sheet[address].add_note(f"理由 {address}")
    for block in (
        [["甲", 1, None], [2, "'007", True], [None, dt.datetime(2026, 3, 1), "乙"]],
        [[None] * 3, [1, 2, 3], [4, "乙", 6]],
    ):
        sheet["A1"].value = block
        assert sheet["A1:C3"].value == [["007" if value == "'007" else value for value in row] for row in block]
        assert [note.text for note in sheet.notes] == ["理由 A1", "理由 B2", "理由 B3"]
    sheet["B1:B3"].formula = "=A1"
    assert sheet["B1:B3"].formula == (("=A1",), ("=A2",), ("=A3",))
    assert len(sheet.notes) == 3


def test_a_number_in_the_place_of_a_bool_is_a_number(sheet: xw.Sheet):
    sheet["A1"].value = [True, False, True]
    sheet["A1"].value = [1, None, dt.datetime(2026, 3, 1)]
    assert sheet["A1:C1"].value == [1.0, None, dt.datetime(2026, 3, 1)]
    assert type(sheet["A1"].value) is float


def test_bools_of_a_file_are_no_formulas(sheet: xw.Sheet, tmp_path: Path):
    sheet["A1"].value = [True, False]
    sheet.book.save(tmp_path / "bools.xlsx")
    sheet.book.close()
    book = sheet.book.app.books.open(tmp_path / "bools.xlsx")
    try:
        assert book.sheets[0]["A1:B1"].value == [True, False]
        assert book.sheets[0]["A1:B1"].formula == (("TRUE", "FALSE"),)
    finally:
        book.close()


def test_numpy_and_pandas_go_both_ways(sheet: xw.Sheet):
    import numpy as np
    import pandas as pd

    sheet["A1"].value = [
        np.float64(1.5),
        np.int64(2),
        np.bool_(True),
        np.nan,
        np.datetime64("2026-03-01T09:30"),
        pd.NaT,
        pd.NA,
    ]
    assert sheet["A1:G1"].value == [1.5, 2.0, True, None, dt.datetime(2026, 3, 1, 9, 30), None, None]
    frame = pd.DataFrame({"甲": [1.0, 2.0], "乙": ["x", "y"]})
    sheet["A3"].options(index=False).value = frame
    assert sheet["A3"].options(pd.DataFrame, index=False, expand="table").value.values.tolist() == [
        [1.0, "x"],
        [2.0, "y"],
    ]


class Counting:
    """Stands before a UNO object and counts each call and each property, also on what comes of it."""

    def __init__(self, target, counts):
        self.__dict__.update(target=target, counts=counts)

    def __getattr__(self, name):
        found = getattr(self.target, name)
        if not callable(found):
            self.counts.append(name)
            return self.of(found)
        return lambda *given: (self.counts.append(name), self.of(found(*map(self.bare, given))))[1]

    def __setattr__(self, name, value):
        self.counts.append(name)
        setattr(self.target, name, self.bare(value))

    def of(self, found):
        return Counting(found, self.counts) if type(found).__name__ == "pyuno" else found

    @staticmethod
    def bare(value):
        return value.target if isinstance(value, Counting) else value


def calls(sheet: xw.Sheet, deed) -> int:
    """Return how many calls into LibreOffice a deed on a sheet makes."""
    counts = []
    watched = type(sheet.impl)(
        type(sheet.book.impl)(sheet.book.impl.app, Counting(sheet.book.impl.doc, counts)),
        Counting(sheet.impl.xl, counts),
    )
    deed(watched)
    return len(counts)


def mixed(rows: int):
    day = dt.datetime(2026, 3, 1)
    return [[f"事项{row}", float(row), row % 2 == 0, day, None if row % 3 else "一般"] for row in range(rows)]


def test_the_calls_of_a_write_and_a_read_do_not_grow_with_the_rows(sheet: xw.Sheet):
    """Ten rows and a thousand rows of text, number, bool, date and blank."""
    few, many = Area(1, 1, 10, 5), Area(1, 1, 1000, 5)
    sheet["A1:E1000"].value = mixed(1000)
    sheet["F1:F1000"].formula = "=B1*2"
    calls(sheet, lambda s: write_values(s, few, mixed(10)))  # what the formats mean is asked once for a document
    assert calls(sheet, lambda s: write_values(s, few, mixed(10))) == calls(
        sheet, lambda s: write_values(s, many, mixed(1000))
    )
    assert calls(sheet, lambda s: read_values(s, few)) == calls(sheet, lambda s: read_values(s, many))
    few_formulas, many_formulas = Area(1, 6, 10, 1), Area(1, 6, 1000, 1)
    assert calls(sheet, lambda s: read_formulas(s, few_formulas)) == calls(
        sheet, lambda s: read_formulas(s, many_formulas)
    )
    assert calls(sheet, lambda s: read_values(s, many)) < 60
