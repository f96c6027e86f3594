"""Books and sheets: what is opened, saved, renamed, copied, hidden."""

import zipfile

import pytest
import xlwings as xw

from xlsync.adapters.libreoffice.refusal import Unsupported

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def test_a_book_is_found_by_name_whatever_its_case_and_by_its_chinese_path(office_app, book, tmp_path):
    path = tmp_path / "督查 台账.xlsx"
    book.save(path)
    assert book.fullname == str(path)
    assert office_app.books["督查 台账.XLSX"] == book
    assert office_app.books.open(path) == book
    with pytest.raises(KeyError):
        office_app.books["别的.xlsx"]


def test_saving_keeps_the_format_of_the_file(office_app, book, tmp_path):
    path = tmp_path / "台账.xlsm"
    book.save(path)
    book.close()
    again = office_app.books.open(path)
    again.sheets[0]["A1"].value = 7
    again.save()
    assert again.fullname == str(path)
    again.close()
    with zipfile.ZipFile(path) as parts:
        assert MACROS in parts.read("[Content_Types].xml").decode()


def test_a_format_that_libreoffice_cannot_write_is_refused_and_nothing_is_written(book, tmp_path):
    with pytest.raises(Unsupported, match=r"\.xlsb"):
        book.save(tmp_path / "x.xlsb")
    assert list(tmp_path.iterdir()) == []


def test_a_book_with_password_opens_with_it(office_app, book, tmp_path):
    book.sheets[0]["A1"].value = 5
    book.save(tmp_path / "secret.xlsx", password="pass")
    book.close()
    opened = office_app.books.open(tmp_path / "secret.xlsx", password="pass")
    assert opened.sheets[0]["A1"].value == 5
    opened.close()


def test_a_book_opened_read_only_says_so(office_app, book, tmp_path):
    book.save(tmp_path / "r.xlsx")
    book.close()
    opened = office_app.books.open(tmp_path / "r.xlsx", read_only=True)
    assert opened.impl.doc.isReadonly()
    opened.close()


def test_books_stand_in_the_order_of_their_opening_and_the_last_is_active(office_app, book):
    other = office_app.books.add()
    assert [office_app.books[-2], office_app.books[-1]] == [book, other]
    assert office_app.books.active == other
    book.activate()
    assert office_app.books.active == book
    other.close()


def test_a_book_becomes_a_pdf(book, tmp_path):
    book.sheets[0]["A1"].value = "x"
    book.to_pdf(tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_is_found_whatever_its_case(book):
    book.sheets[0].name = "Kpi指标"
    assert book.sheets["kPI指标"].name == "Kpi指标"
    assert "KPI指标" in book.sheets.impl
    with pytest.raises(xw.NoSuchObjectError, match="没有"):
        book.sheets["没有"]


def test_sheets_are_added_where_asked_and_are_in_front_then(book):
    first = book.sheets[0]
    after = book.sheets.add("乙", after=first)
    before = book.sheets.add("甲", before=first)
    assert book.sheet_names == ["甲", "Sheet1", "乙"]
    assert book.sheets.active == before
    after.move(before=before)
    assert book.sheet_names == ["乙", "甲", "Sheet1"]
    after.move(after=book.sheets[2])
    assert book.sheet_names == ["甲", "Sheet1", "乙"]


def test_copies_of_a_sheet_are_numbered_as_in_excel(book):
    names = [book.sheets[0].copy().name for _ in range(2)]
    assert names == ["Sheet1 (2)", "Sheet1 (3)"]


def test_a_sheet_is_copied_into_another_book(office_app, book):
    book.sheets[0]["A1"].value = "甲"
    other = office_app.books.add()
    copied = book.sheets[0].copy(after=other.sheets[0])
    assert copied.name == "Sheet1 (2)"
    assert copied["A1"].value == "甲"
    other.close()


def test_a_hidden_sheet_is_hidden_and_counted(book):
    hidden = book.sheets.add("历史")
    hidden.visible = False
    assert not hidden.visible
    assert len(book.sheets) == 2
    hidden.visible = True
    assert book.sheets["历史"].visible


def test_the_used_range_is_the_rectangle_of_the_contents(sheet):
    sheet["B2:C4"].value = 1
    assert sheet.used_range.address == "$B$2:$C$4"


def test_a_sheet_object_outlives_the_removal_of_cells(sheet):
    """LibreOffice cuts the sheet objects that are held when cells are removed and others move up."""
    sheet["B3:C5"].value = [["甲", 1], ["乙", 2], ["丙", 3]]
    sheet["B4:C4"].delete("up")
    assert sheet["B3:C5"].value == [["甲", 1], ["丙", 3], [None, None]]
    sheet.tables.add(sheet["B2:C4"]).rows[0].delete()
    assert sheet["B3:C5"].value == [["丙", 3], [None, None], [None, None]]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("b2", "$B$2"),
        ("$A$1:B2", "$A$1:$B$2"),
        ("B2:A1", "$A$1:$B$2"),
        ((2, 3), "$C$2"),
        ("B:C", "$B:$C"),
        ("2:3", "$2:$3"),
    ],
)
def test_a_range_is_found_by_its_address(sheet, asked, address):
    assert sheet.range(asked).address == address


@pytest.mark.parametrize("asked", ["", "A", "A0", "XFE1", "A1048577", "不存在", "A1:B", "Sheet1!A1"])
def test_what_is_no_range_of_the_sheet_is_a_mistake(sheet, asked):
    with pytest.raises(ValueError):
        sheet.range(asked)


def test_print_areas_and_frozen_rows(book, sheet):
    assert sheet.page_setup.print_area is None
    sheet.page_setup.print_area = "A1:B2"
    assert sheet.page_setup.print_area == "$A$1:$B$2"
    sheet.page_setup.print_area = None
    assert sheet.page_setup.print_area is None
    front = book.sheets.add()
    sheet.freeze_panes.freeze_at("1:3")
    assert book.sheets.active == front
    sheet.activate()
    assert book.impl.doc.CurrentController.hasFrozenPanes()
    sheet.freeze_panes.unfreeze()
    assert not book.impl.doc.CurrentController.hasFrozenPanes()
    with pytest.raises(Unsupported, match="freeze_at"):
        sheet.freeze_panes.freeze_at("B2:C3")
