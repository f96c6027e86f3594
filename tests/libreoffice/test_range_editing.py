"""Ranges as places: addresses, jumps, copies, insertions; notes, links, pictures."""

import struct
import zlib
from pathlib import Path

import pytest
import xlwings as xw

from xlsync.adapters.libreoffice.addresses import Area
from xlsync.adapters.libreoffice.areas import around, rectangles, vertical_runs
from xlsync.adapters.libreoffice.refusal import Unsupported


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Return a white picture of 40 x 20 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\0" + b"\xff" * 40 for _ in range(20)))
    path = tmp_path / "white.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(
    ("address", "written"),
    [("B2", "$B$2"), ("B2:D5", "$B$2:$D$5"), ("A:C", "$A:$C"), ("2:3", "$2:$3"), ("B2:B2", "$B$2")],
)
def test_addresses_are_written_as_excel_does(sheet: xw.Sheet, address, written):
    assert sheet[address].address == written


def test_a_range_without_cells_holds_nothing(sheet: xw.Sheet):
    sheet["A1"].value = "甲"
    empty = sheet["A1:B2"][0:0, :]
    assert (empty.shape, empty.raw_value, empty.formula) == ((0, 2), None, None)
    empty.clear_contents()
    assert sheet["A1"].value == "甲"


def test_ctrl_and_arrow_jump_over_values(sheet: xw.Sheet):
    """Column A: 1 2 blank 4 blank ="" 7; E7 stands alone."""
    sheet["A1"].formula = [[1], [2], [None], [4], [None], ['=""'], [7]]
    sheet["E7"].value = 1
    down = [sheet[start].end("down").address for start in ("A1", "A2", "A4", "A6", "A7", "B1")]
    assert down == ["$A$2", "$A$4", "$A$6", "$A$7", "$A$1048576", "$B$1048576"]
    assert [sheet[start].end("up").address for start in ("A7", "A4", "A1")] == ["$A$6", "$A$2", "$A$1"]
    assert (sheet["A7"].end("right").address, sheet["E7"].end("left").address) == ("$E$7", "$A$7")
    assert sheet["XFD7"].end("left").address == "$E$7"


def test_tables_expand_and_regions_end_at_blanks(sheet: xw.Sheet):
    sheet["B2"].value = [["甲", "乙"], [1, 2], [3, None]]
    assert sheet["B2"].expand().address == "$B$2:$C$4"
    assert (sheet["B2"].expand("right").address, sheet["B2"].expand("down").address) == ("$B$2:$C$2", "$B$2:$B$4")
    assert sheet["C3"].current_region.address == "$B$2:$C$4"


def test_cells_are_inserted_deleted_moved_and_copied(sheet: xw.Sheet):
    sheet["A1"].value = [["甲", "乙"], ["丙", "丁"]]
    sheet["1:1"].insert("down")
    sheet["A2"].insert("right")
    assert sheet["A1:C3"].value == [[None] * 3, [None, "甲", "乙"], ["丙", "丁", None]]
    sheet["A2"].delete("left")
    sheet["1:1"].delete()
    sheet["A1:B2"].copy(sheet["D1"])
    sheet["A1:A2"].move(sheet["A5"])
    assert sheet["D1:E2"].value == [["甲", "乙"], ["丙", "丁"]]
    assert sheet["A1:A6"].value == [None, None, None, None, "甲", "丙"]
    sheet["D1:E1"].copy()
    sheet["D4"].paste(paste="values", transpose=True)
    assert sheet["D4:D5"].value == ["甲", "乙"]


def test_a_copy_of_one_row_fills_the_rows_of_its_target(sheet: xw.Sheet):
    sheet["A1"].formula = [[1, "=A1*2"]]
    sheet["A1:B1"].copy(sheet["A2:B3"])
    assert sheet["A1:B3"].formula == (("1", "=A1*2"), ("1", "=A2*2"), ("1", "=A3*2"))


def test_contents_formats_and_notes_are_cleared_apart(sheet: xw.Sheet):
    cell = sheet["A1"]
    cell.value, cell.color = "甲", (255, 0, 0)
    cell.add_note("理由")
    cell.clear_contents()
    assert (cell.value, cell.color, cell.note.text) == (None, (255, 0, 0), "理由")
    cell.clear_formats()
    assert (cell.color, cell.note.text) == (None, "理由")
    cell.clear()
    assert cell.note is None


def test_a_note_is_read_changed_and_deleted(sheet: xw.Sheet):
    note = sheet["B2"].add_note("甲")
    note.text = "甲\n乙"
    assert (sheet["B2"].note.text, note.location.address, len(sheet.notes)) == ("甲\n乙", "$B$2", 1)
    note.delete()
    assert sheet["B2"].note is None


def test_a_link_shows_its_text_and_leads_somewhere(sheet: xw.Sheet):
    sheet["A1"].add_hyperlink("http://a.example/", "甲")
    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("甲", "http://a.example/")
    with pytest.raises(ValueError, match="no hyperlink"):
        _ = sheet["A2"].hyperlink


def test_texts_are_found_row_by_row_and_backwards(sheet: xw.Sheet):
    sheet["A1"].value = [["Abc", "abcd"], ["x", "ABC"]]
    cells = sheet["A1:B2"]
    assert cells.find("abc").address == "$A$1"
    assert cells.find("abc", direction="backward").address == "$B$2"
    assert cells.find("ABC", match_case=True, whole=True).address == "$B$2"
    assert cells.find("丙") is None


def test_names_and_tables_know_their_range(sheet: xw.Sheet):
    sheet["A1"].value = [["甲", "乙"], [1, 2]]
    sheet["A2:B2"].name = "first_row"
    assert (sheet["A2:B2"].name.name, sheet["A2"].name) == ("first_row", None)
    sheet.tables.add(sheet["A1:B2"], name="台账")
    assert (sheet["B2"].table.name, sheet["C2"].table) == ("台账", None)


def test_pictures_are_placed_scaled_and_replaced(sheet: xw.Sheet, picture: Path):
    made = sheet.pictures.add(picture, name="印章", left=20, top=40)
    assert (made.left, made.top, made.width, made.height) == (20, 40, 30, 15)
    made.width = 60
    assert (made.width, made.height) == (60, 30)
    sheet.shapes["印章"].scale_height(2)
    assert (made.width, made.height) == (120, 60)
    sheet.pictures.add(picture, name="印章", update=True)
    assert [(shape.name, shape.type) for shape in sheet.shapes] == [("印章", "picture")]
    sheet["A1"].add_note("甲")
    assert len(sheet.shapes) == 1
    made.delete()
    assert len(sheet.pictures) == 0


@pytest.mark.parametrize(
    "deed",
    [
        lambda sheet: sheet["A1"].autofilter.apply_values(1, ["甲"]),
        lambda sheet: sheet["A1"].add_comment("甲"),
        lambda sheet: sheet["A1:B2"].paste(operation="add"),
        lambda sheet: sheet["A1:B2"].remove_duplicates(1),
        lambda sheet: sheet["A1"].replace_all("甲", "乙"),
        lambda sheet: sheet["A1:A2"].add_hyperlink("http://a.example/"),
        lambda sheet: sheet["A1"].data_validation.type,
        lambda sheet: len(sheet["A1"].conditional_formats),
        lambda sheet: sheet["A1"].copy_picture(),
    ],
)
def test_what_the_engine_does_not_do_says_so(sheet: xw.Sheet, deed):
    sheet["A1"].copy()
    with pytest.raises(Unsupported, match="not supported by the LibreOffice engine"):
        deed(sheet)


def test_cells_are_covered_by_few_areas():
    assert list(vertical_runs([(1, 1), (2, 1), (4, 1)])) == [Area(1, 1, 2, 1), Area(4, 1, 1, 1)]
    assert list(rectangles([(1, 1), (2, 1), (1, 2), (2, 2)])) == [Area(1, 1, 2, 2)]
    left = list(around(Area(0, 0, 3, 3), {(1, 1)}))
    assert sorted(left) == [Area(0, 0, 3, 1), Area(0, 1, 1, 1), Area(0, 2, 3, 1), Area(2, 1, 1, 1)]


def test_special_cells_are_refused(sheet: xw.Sheet) -> None:
    """Excel's answer depends on hidden rows, errors and the used part of the sheet; none is better than a wrong one."""
    with pytest.raises(Unsupported, match=r"Range\.get_special_cells"):
        sheet["A1:B2"].get_special_cells("constants")
