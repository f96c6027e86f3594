"""Names in Excel's notation, and the tables of a sheet."""

import pytest

from xlsync.adapters.libreoffice.refusal import Unsupported


@pytest.mark.parametrize(
    "formula",
    [
        "=Sheet1!$A$1:$B$3",
        "='督查 台账'!$A$1",
        "=SUM(Sheet1!$A$1:$B$3,'督查 台账'!$C$3)&\"a!b,c\"",
        "=0.5",
        '="亮灯"',
    ],
)
def test_what_a_name_refers_to_is_written_as_in_excel(book, formula):
    book.sheets.add("督查 台账")
    name = book.names.add("甲名", formula)
    assert name.refers_to == formula
    assert book.names["甲名"].refers_to == formula


def test_a_name_of_one_sheet_is_shown_with_the_sheet(book, sheet):
    sheet.names.add("own_name", "=Sheet1!$B$2")
    book.names.add("of_all", "=Sheet1!$A$1")
    assert [name.name for name in book.names] == ["of_all", "Sheet1!own_name"]
    assert [name.name for name in sheet.names] == ["Sheet1!own_name"]
    assert sheet.range("OWN_NAME").address == "$B$2"
    book.names["Sheet1!own_name"].delete()
    assert len(sheet.names) == 0


def test_a_name_gets_another_meaning_and_another_name(book):
    book.names.add("sum_of", "=Sheet1!$A$1")
    book.names.add("SUM_OF", "=Sheet1!$A$2")
    assert len(book.names) == 1
    book.names["sum_of"].refers_to = "=Sheet1!$A$3"
    book.names["sum_of"].name = "renamed"
    assert book.names["renamed"].refers_to_range.address == "$A$3"


def test_a_name_that_excel_would_not_take_is_refused(book):
    with pytest.raises(ValueError, match="A1"):
        book.names.add("A1", "=Sheet1!$A$1")


def test_a_constant_refers_to_no_cells(book):
    assert book.names.add("rate", "=0.5").impl.refers_to_range is None


@pytest.fixture
def table(sheet):
    """Return a table of two rows in B2:C4, a cell below it and one beside it."""
    sheet["B2:C4"].value = [["事项", "得分"], ["甲", 1], ["乙", 2]]
    sheet["B7"].value = "below"
    sheet["E3"].value = "beside"
    return sheet.tables.add(sheet["B2:C4"], name="ledger")


def test_a_table_knows_its_parts(sheet, table):
    assert table.range.address == "$B$2:$C$4"
    assert table.header_row_range.value == ["事项", "得分"]
    assert table.data_body_range.address == "$B$3:$C$4"
    assert table.totals_row_range is None and table.insert_row_range is None
    assert [column.name for column in table.columns] == ["事项", "得分"]
    assert table.columns["得分"].data_body_range.value == [1, 2]
    assert sheet["C3"].table == table
    assert sheet.range("LEDGER") == table.data_body_range
    assert "Ledger" in sheet.tables


def test_a_table_grows_and_keeps_filter_and_totals(sheet, table):
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", 3]
    table.resize(sheet["B2:C6"])
    assert table.totals_row_range.address == "$B$6:$C$6"
    assert table.totals_row_range.value == ["Total", 3]
    assert table.data_body_range.address == "$B$3:$C$5"
    assert table.show_autofilter
    assert sheet["B7"].value == "below"


def test_totals_make_room_for_themselves(sheet, table):
    table.resize(sheet["B2:C6"])
    table.show_totals = True
    assert table.totals_row_range.address == "$B$7:$C$7"
    assert sheet["B8"].value == "below"
    table.show_totals = False
    assert (table.range.address, sheet["B7"].value) == ("$B$2:$C$6", None)


def test_a_table_keeps_its_first_row(sheet, table):
    with pytest.raises(ValueError, match=r"\$B\$2:\$C\$4"):
        table.resize(sheet["B3:C6"])


def test_rows_are_added_and_removed(sheet, table):
    table.rows.add(["丙", 3])
    table.rows.add(["零", 0], index=1)
    assert table.data_body_range.value == [["零", 0], ["甲", 1], ["乙", 2], ["丙", 3]]
    table.rows[1].delete()
    assert table.columns[0].data_body_range.value == ["零", "乙", "丙"]
    assert sheet["E3"].value == "beside"
    assert "below" in [cell.value for cell in sheet["B6:B9"]]


def test_columns_are_added_and_removed(sheet, table):
    table.columns.add("备注")
    table.columns.add("单位", index=2)
    assert table.header_row_range.value == ["事项", "单位", "得分", "备注"]
    table.columns["单位"].delete()
    assert table.header_row_range.value == ["事项", "得分", "备注"]
    assert table.columns["得分"].data_body_range.value == [1, 2]


def test_hidden_headers_come_back(sheet, table):
    table.show_headers = False
    assert (table.header_row_range, sheet["B2"].value, table.range.address) == (None, None, "$B$3:$C$4")
    table.show_headers = True
    assert table.header_row_range.value == ["事项", "得分"]


def test_a_table_of_nothing_waits_for_its_first_row(sheet):
    table = sheet.tables.add(sheet["G2:H2"])
    assert table.header_row_range.value == ["Column1", "Column2"]
    assert table.insert_row_range.address == "$G$3:$H$3"
    assert len(table.rows) == 0
    table.rows.add(["甲", 1])
    assert (len(table.rows), table.range.address) == (1, "$G$2:$H$3")


def test_two_tables_share_no_cell_and_no_name(sheet, table):
    with pytest.raises(ValueError, match="ledger"):
        sheet.tables.add(sheet["C4:D5"])
    with pytest.raises(ValueError, match="LEDGER"):
        sheet.tables.add(sheet["G2:H5"], name="LEDGER")


def test_an_imported_table_is_a_table(office_app, book, table, tmp_path):
    book.save(tmp_path / "t.xlsx")
    book.close()
    opened = office_app.books.open(tmp_path / "t.xlsx")
    again = opened.sheets[0].tables["ledger"]
    assert (again.range.address, again.show_headers, again.show_autofilter) == ("$B$2:$C$4", True, True)
    opened.close()


def test_libreoffice_has_no_table_styles_and_the_engine_says_so(sheet, table):
    with pytest.raises(Unsupported, match=r"Table\.table_style"):
        _ = table.table_style
    with pytest.raises(Unsupported, match="table style"):
        sheet.tables.add(sheet["G2:H5"], table_style_name="TableStyleLight1")
