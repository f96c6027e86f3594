"""The calls of docs/xlwings-calls.md in the shapes in which the product makes them."""

from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

from xlsync.adapters.libreoffice.strict import ExcelWouldConvert
from xlsync.adapters.workbook_live.quiet import quiet

HEAD = ["事项", "得分"]


@pytest.mark.parametrize("name", ["display_alerts", "enable_events", "screen_updating", "interactive"])
def test_a_setting_of_the_program_reads_as_it_was_set(office_app: xw.App, book: xw.Book, name: str):
    before = getattr(office_app, name)
    for value in (False, True, before):
        setattr(office_app, name, value)
        assert getattr(office_app, name) is value


def test_a_workbook_is_saved_over_its_file_without_a_question(book: xw.Book, tmp_path: Path):
    path = tmp_path / "台账.xlsx"
    book.save(path)
    before = path.read_bytes()
    book.sheets[0]["A1"].value = "甲"
    with quiet(book.app, computes=True):
        book.save()
    assert path.read_bytes() != before
    assert (book.name, book.fullname, book.app.calculation) == (path.name, str(path), "automatic")


def test_a_workbook_that_was_never_saved_has_no_path(book: xw.Book):
    assert not Path(book.fullname).is_absolute()


def test_sheets_are_listed_by_name_and_in_their_order(book: xw.Book):
    book.sheets.add("乙", after=book.sheets[0])
    assert book.sheet_names == [sheet.name for sheet in book.sheets] == ["Sheet1", "乙"]
    assert book.sheets["乙"].book == book


def test_the_caller_is_the_workbook_that_was_named(book: xw.Book, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        xw.Book, "_mock_caller", None, raising=False
    )  # taken away again with all that the next line did
    book.set_mock_caller()
    assert xw.Book.caller() == book


@pytest.mark.parametrize("value", [7, "甲"])
def test_what_was_read_from_a1_to_the_last_cell_holds_all_that_is_filled(sheet: xw.Sheet, value):
    sheet["D9"].value = value
    corner = sheet.used_range.last_cell
    assert (corner.row, corner.column) == (9, 4)
    whole = sheet.range((1, 1), (corner.row, corner.column))
    assert (whole.address, whole.shape) == ("$A$1:$D$9", (9, 4))
    assert whole.value[8] == [None, None, None, value]


def test_a_sheet_without_anything_has_one_used_cell(sheet: xw.Sheet):
    corner = sheet.used_range.last_cell
    assert (corner.row, corner.column) == (1, 1)
    assert sheet.range((1, 1), (1, 1)).options(ndim=2, empty="").value == [[""]]


def test_a_block_is_read_in_rows_with_blanks_as_empty_texts_and_errors_as_shown(sheet: xw.Sheet):
    """A moment, a number, a blank; a truth, an error, a text that looks like an error."""
    moment = datetime(2016, 9, 5, 8, 30)
    sheet["C2"].number_format = "@"
    sheet["A1"].value = [[moment, 0.5, None], [True, None, "#REF!"]]
    sheet["B2"].formula = "=NA()"
    block = sheet.range((1, 1), (2, 3))
    shown = block.options(ndim=2, empty="", err_to_str=True).value
    assert shown == [[moment, 0.5, ""], [True, "#N/A", "#REF!"]]
    assert block.options(ndim=2, empty="", err_to_str=False).value[1] == [True, None, "#REF!"]
    assert sheet["A1:A2"].options(ndim=2).value == [[moment], [True]]


def test_the_formulas_of_a_block_keep_the_shape_that_excel_gives_them(sheet: xw.Sheet):
    sheet["A1"].formula = [["=1+1", "甲"], [3, None]]
    shapes = [sheet[address].formula for address in ("A1:B2", "A1:B1", "A1:A2", "A1")]
    assert shapes == [(("=1+1", "甲"), ("3", "")), (("=1+1", "甲"),), (("=1+1",), ("3",)), "=1+1"]


def test_cells_inserted_below_a_table_move_its_columns_only_and_go_again(sheet: xw.Sheet):
    """A B | beside: two rows are inserted in A:B above the total; what stands beside stays."""
    sheet["A1"].value = [[1, 2, "旁"], [3, 4, "旁"], [None, None, "旁"]]
    sheet["A3:B3"].formula = "=SUM(A1:A2)"
    below = [["=SUM(A1:A2)", "=SUM(B1:B2)"], ["旁"] * 3]
    rows = sheet.range((3, 1), (4, 2))
    rows.insert("down")
    assert [list(sheet["A5:B5"].formula[0]), sheet["C1:C3"].value] == below
    assert sheet["A3:B4"].value == [[None, None], [None, None]]
    sheet.range((3, 1), (4, 2)).delete("up")
    assert [list(sheet["A3:B3"].formula[0]), sheet["C1:C3"].value] == below


def test_new_rows_get_the_looks_of_the_row_above_and_none_of_its_contents(sheet: xw.Sheet):
    sheet["A2:C2"].value = [7, "甲", None]
    sheet["A2"].number_format, sheet["B2"].color = "0.00", (255, 255, 0)
    sheet["A2:C2"].autofill(sheet["A2:C4"], "fill_formats")
    assert sheet["A2:C4"].value == [[7, "甲", None], [None] * 3, [None] * 3]
    assert (sheet["A2:A4"].number_format, sheet["B2:B4"].color) == ("0.00", (255, 255, 0))
    assert sheet["A3:B3"].number_format is None  # they differ: General beside 0.00


def test_cells_are_merged_or_not_or_some_of_them(sheet: xw.Sheet):
    sheet["B2:C2"].merge()
    assert [sheet[address].merge_cells for address in ("A1:D1", "B2:C2", "A1:D4")] == [False, True, None]


def test_tables_are_found_by_name_or_one_after_the_other(sheet: xw.Sheet):
    for corner in ("A1", "E1"):
        sheet[corner].value = [HEAD, ["甲", 1]]
    made = [sheet.tables.add(sheet[cells], name=name) for cells, name in (("A1:B2", "tbl_a"), ("E1:F2", "tbl_b"))]
    assert list(sheet.tables) == made
    assert sheet.tables["tbl_b"].range.address == "$E$1:$F$2"
    with pytest.raises((KeyError, xw.NoSuchObjectError)):
        _ = sheet.tables["tbl_c"]


def test_a_table_reaches_down_and_back(sheet: xw.Sheet):
    sheet["B3"].value = [HEAD, ["甲", 1], ["乙", 2]]
    table = sheet.tables.add(sheet["B3:C4"], name="tbl_a")
    for bottom, rows in ((5, 3), (4, 2)):
        table.resize(sheet.range((3, 2), (bottom, 3)))
        area = table.range
        assert (area.row, area.column, area.shape, table.show_totals) == (3, 2, (rows, 2), False)
    assert sheet["B5:C5"].value == ["乙", 2]


def test_a_text_cell_holds_what_a_program_would_convert(sheet: xw.Sheet):
    cells = sheet.range((1, 1), (3, 1))
    with pytest.raises(ExcelWouldConvert, match="00123"):
        cells.value = [["00123"], ["1/2"], ["=1+1"]]
    assert cells.value == [None] * 3
    cells.number_format = "@"
    cells.value = [["00123"], ["1/2"], ["=1+1"]]
    assert cells.options(ndim=2).value == [["00123"], ["1/2"], ["=1+1"]]
    cells.clear_contents()
    assert (cells.value, cells.number_format) == ([None] * 3, "@")


def test_a_person_is_led_to_a_cell_of_another_sheet(office_app: xw.App, book: xw.Book):
    target = book.sheets.add("看板", after=book.sheets[0])
    book.sheets[0].activate()
    assert target.visible
    target.activate()
    target.range("K7").select()
    assert (book.sheets.active.name, office_app.selection.address) == ("看板", "$K$7")
