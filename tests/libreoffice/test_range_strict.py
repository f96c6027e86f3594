"""What Excel would turn into something else when it is written into a cell that is not formatted as text."""

import pytest
import xlwings as xw

from xlsync.adapters.libreoffice.strict import MODE, ExcelWouldConvert, would_convert

CONVERTED = [
    *("00123", "1/2", "2025-3-1", "2025/3/1", "2025年3月1日", "TRUE", "false", "1e5"),
    *("3%", "¥5", "￥5", "$5", "12:30", "1,234", "(5)", "-5"),
    *("+1", "=1+1", "-甲", "@甲", "#N/A", "１２３", "Mar-5", "5-mar-2025"),
    *("3月1日", "9时30分", "9:30AM", "1.5", ".5", "十月"),
]
KEPT = [
    *("进展情况", "A1", "YS-2016-BG-001", "一", "一、二", "第3项", "3项", "50%以上"),
    *("2025-3-1至2025-4-1", "100元", "May", "上午", "-", "—", "①", "1~5"),
    *("Q1", "true？", "05A号楼", "'00123", "'=1+1", "(一)", "e5", "星期一"),
    *("http://a.cn", "a@b.cn"),
]


@pytest.fixture
def lenient():
    MODE.strict = False
    yield
    MODE.strict = True


@pytest.mark.parametrize("text", [*CONVERTED, " 7", "7 ", "1 1/2", "March 5, 2020", "Mon, 5 Jan"])
def test_what_excel_reads_as_a_number_a_date_or_a_formula_is_converted(text):
    assert would_convert(text)


@pytest.mark.parametrize("text", [*KEPT, "", " ", "第 1 季度\n完成 3 项", "已完成，详见附件1。"])
def test_what_is_surely_a_text_passes(text):
    assert not would_convert(text)


def test_a_text_that_excel_would_convert_is_refused_and_nothing_is_written(sheet: xw.Sheet):
    """00123 goes into B2 of a sheet without formats; A2 beside it stays empty, too."""
    with pytest.raises(ExcelWouldConvert, match=r"'00123' in Sheet1!B2") as stop:
        sheet["A2"].value = ["甲", "00123"]
    assert (stop.value.cell, stop.value.value) == ("Sheet1!B2", "00123")
    assert sheet["A2:B2"].value == [None, None]


def test_cells_of_the_text_format_take_any_text_as_it_is(sheet: xw.Sheet):
    sheet["A1:A4"].number_format = "@"
    sheet["A1"].options(transpose=True).value = ["00123", "=1+1", "2025-3-1", "TRUE"]
    assert sheet["A1:A4"].value == ["00123", "=1+1", "2025-3-1", "TRUE"]
    assert sheet["A2"].impl.xl.queryContentCells(16).Count == 0


def test_an_apostrophe_in_front_keeps_the_text_and_is_no_part_of_it(sheet: xw.Sheet):
    sheet["A1"].value = ["'00123", "''甲", "'"]
    assert sheet["A1:C1"].value == ["00123", "'甲", None]


def test_a_number_in_a_text_cell_would_become_a_text(sheet: xw.Sheet):
    sheet["A1"].number_format = "@"
    with pytest.raises(ExcelWouldConvert, match=r"5\.0 in Sheet1!A1"):
        sheet["A1"].value = 5


def test_without_strictness_a_text_is_stored_and_a_formula_is_one(sheet: xw.Sheet, lenient: None):
    sheet["A1"].value = ["00123", "=1+1"]
    assert sheet["A1:B1"].value == ["00123", 2.0]


def test_strictness_is_an_attribute_of_the_engine(office_app: xw.App):
    engine = office_app.engine.impl
    assert engine.strict
    engine.strict = False
    assert not MODE.strict
    engine.strict = True
