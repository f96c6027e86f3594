"""How cells look: number formats, fonts, colours, borders, alignment, sizes."""

from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from xlsync.adapters.libreoffice.number_formats import excel_code
from xlsync.adapters.libreoffice.refusal import Unsupported

CODES = [
    *("General", "@", "0.00%", "#,##0.00", "yyyy-mm-dd", "yyyy/m/d h:mm", "[h]:mm:ss", "h:mm AM/PM", "0.00E+00"),
    *('yyyy"年"m"月"d"日"', '0"万元"', "¥#,##0.00", "[Red]0;[Blue]-0", "mm/dd/yy;@", "# ?/?", "_ * #,##0.00_ ;_ @_ "),
]


@pytest.mark.parametrize("code", CODES)
def test_a_number_format_reads_as_it_was_set(sheet: xw.Sheet, code):
    sheet["A1:B2"].number_format = code
    assert sheet["A1:B2"].number_format == code


def test_number_formats_are_saved_without_the_mark_of_a_language(sheet: xw.Sheet, tmp_path: Path):
    for row, code in enumerate(CODES, start=1):
        sheet[f"A{row}"].value = 1
        sheet[f"A{row}"].number_format = code
    sheet.book.save(tmp_path / "saved.xlsx")
    saved = load_workbook(tmp_path / "saved.xlsx").active
    kept = [saved[f"A{row}"].number_format for row in range(1, len(CODES) + 1)]
    assert [code for code in kept if "[$-" in code] == []
    assert [code.lower().replace("\\", "").replace('"', "") for code in kept[:5]] == [c.lower() for c in CODES[:5]]


def test_a_code_that_is_none_is_refused(sheet: xw.Sheet):
    with pytest.raises(ValueError, match="number format"):
        sheet["A1"].number_format = "[红色]0"


def test_letters_in_quotes_stay_as_they_are():
    assert excel_code('YYYY"Y"MM\\D[RED][HH]') == 'yyyy"Y"mm\\D[Red][hh]'


def test_what_the_cells_do_not_share_is_none(sheet: xw.Sheet):
    first, both = sheet["A1"], sheet["A1:B1"]
    first.font.bold, first.color, first.wrap_text, first.horizontal_alignment = True, "#ff0000", True, "left"
    first.number_format, first.font.name, first.font.size = "0.00", "SimSun", 20
    shared = (both.font.bold, both.color, both.wrap_text, both.horizontal_alignment, both.number_format, both.font.name)
    assert shared == (None,) * 6
    assert (first.font.bold, first.color, first.wrap_text, first.font.size) == (True, (255, 0, 0), True, 20)


def test_fonts_reach_chinese_characters_too(sheet: xw.Sheet):
    sheet["A1"].value = "甲"
    sheet["A1"].font.set(bold=True, italic=True, size=14, color=(0, 0, 255), name="SimSun")
    cell = sheet["A1"].impl.xl
    assert (cell.CharWeightAsian, cell.CharHeightAsian, cell.CharFontNameAsian) == (150.0, 14.0, "SimSun")
    assert sheet["A1"].font.color == (0, 0, 255)


def test_part_of_a_text_has_a_font_of_its_own(sheet: xw.Sheet):
    sheet["A1"].value = "甲乙丙丁"
    sheet["A1"].characters[1:3].font.bold = True
    assert [sheet["A1"].characters[place].font.bold for place in range(4)] == [False, True, True, False]
    assert sheet["A1"].characters[1:3].text == "乙丙"


def test_borders_have_style_weight_and_colour(sheet: xw.Sheet):
    borders = sheet["B2:C3"].borders
    borders.set("outside", line_style="double", color="#ff0000")
    borders.set("inside", line_style="continuous", weight="medium")
    assert (borders["edge_top"].line_style, borders["edge_top"].color) == ("double", (255, 0, 0))
    assert (borders["inside_vertical"].line_style, borders["inside_vertical"].weight) == ("continuous", "medium")
    assert sheet["B2"].borders["edge_bottom"].weight == "medium"
    borders.clear()
    assert {border.line_style for border in borders} == {"none"}
    with pytest.raises(Unsupported, match="slant"):
        borders.line_style = "slant_dash_dot"


@pytest.mark.parametrize("name", ["general", "left", "center", "right", "fill", "justify", "distributed"])
def test_horizontal_alignment(sheet: xw.Sheet, name):
    sheet["A1:B1"].horizontal_alignment = name
    assert sheet["A1:B1"].horizontal_alignment == name


@pytest.mark.parametrize("name", ["top", "center", "bottom", "justify", "distributed"])
def test_vertical_alignment(sheet: xw.Sheet, name):
    sheet["A1:B1"].vertical_alignment = name
    assert sheet["A1:B1"].vertical_alignment == name


def test_widths_and_heights_are_read_as_they_were_set(sheet: xw.Sheet):
    sheet["A1:B2"].column_width, sheet["A1:B2"].row_height = 12, 30
    assert (sheet["A1:B2"].column_width, sheet["A1:B2"].row_height) == (12.0, 30.0)
    sheet["B2"].column_width, sheet["B2"].row_height = 20, 15
    assert (sheet["A1:B2"].column_width, sheet["A1:B2"].row_height) == (None, None)
    assert (sheet["B2"].left, sheet["B2"].top) == (sheet["A1"].width, 30.0)
    sheet["A1"].value = "很长很长很长很长很长很长的文字"
    sheet["A1"].columns.autofit()
    assert sheet["A1"].column_width > 12


def test_rows_and_columns_are_hidden_and_shown(sheet: xw.Sheet):
    sheet["B2"].rows.hidden = sheet["B2"].columns.hidden = True
    assert (sheet["A1:C3"].rows.hidden, sheet["A1:C3"].columns.hidden) == (None, None)
    assert (sheet["A2"].rows.hidden, sheet["B1"].columns.hidden, sheet["A1"].rows.hidden) == (True, True, False)
    sheet["A1:C3"].rows.hidden = False
    assert sheet["A1:C3"].rows.hidden is False


def test_merged_cells_keep_the_first_content(sheet: xw.Sheet):
    sheet["A1"].value = [["甲", "乙"], ["丙", "丁"]]
    sheet["A1:B2"].merge()
    assert sheet["A1:B2"].value == [["甲", None], [None, None]]
    assert (sheet["B2"].merge_area.address, sheet["B2"].merge_cells, sheet["A1:C3"].merge_cells) == (
        "$A$1:$B$2",
        True,
        None,
    )
    sheet["A1:B2"].unmerge()
    assert (sheet["A1"].merge_cells, sheet["A1"].merge_area.address) == (False, "$A$1")


def test_merging_that_would_lose_the_only_content_is_refused(sheet: xw.Sheet):
    sheet["B1"].value = "甲"
    with pytest.raises(Unsupported, match="merging"):
        sheet["A1:B1"].merge()
    assert sheet["B1"].value == "甲"


def test_many_cells_are_coloured_at_once(sheet: xw.Sheet):
    sheet["A1:B2"].set_colors([["#ff0000", None], [..., (0, 0, 255)]])
    assert [cell.color for cell in sheet["A1:B2"]] == [(255, 0, 0), None, None, (0, 0, 255)]
