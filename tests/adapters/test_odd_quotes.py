"""XML may quote in two ways and put blanks around the sign: no cell is ever put, or lost, beside its own place.

Excel, WPS and LibreOffice write r="B3" everywhere; a workbook of another program may hold r='B3' or r = "B3".
"""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from xlsync.adapters.workbook_file import row_cells, row_finder, sheet
from xlsync.adapters.workbook_file.gate import check
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets, written
from xlsync.vocabulary.errors import UnsafeMaster

SHEET = "xl/worksheets/sheet1.xml"
EDIT = {"S": SheetEdit({5: {3: "新"}})}
NEVER = re.compile(rb"(?!)")
SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "single quotes": lambda rows: rows.replace(b'"', b"'"),
    "blanks": lambda rows: re.sub(rb'(\w)="', rb'\1 = "', rows),
    "rows only": lambda rows: re.sub(rb'<row r="(\d+)"', rb"<row r='\1'", rows),
    "cells only": lambda rows: re.sub(rb'<c r="(\w+)"', rb"<c r='\1'", rows),
}


def workbook(spelled: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with cells in B3:D7, whose rows are spelled in another way."""
    plain, out = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "S"
    for row in range(3, 8):
        for column in range(2, 5):
            page.cell(row, column, f"{row}-{column}")
    book.save(plain)
    with ZipFile(plain) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            head, mark, rows = old.read(name).partition(b"<sheetData>")
            new.writestr(name, head + mark + spelled(rows) if name == SHEET else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_sheet_whose_addresses_cannot_be_told_is_refused(spelling: str) -> None:
    with pytest.raises(UnsafeMaster, match="另存"):
        patch_sheets(workbook(SPELLINGS[spelling]), EDIT)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_gate_sees_by_itself_that_a_writer_miscounted(spelling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = workbook(SPELLINGS[spelling])
    monkeypatch.setattr(sheet, "_ODD_TAG", NEVER)
    monkeypatch.setattr(row_finder, "_ODD_NUMBER", NEVER)
    monkeypatch.setattr(row_cells, "_ODD_REF", NEVER)
    after = written(before, EDIT)
    with pytest.raises(UnsafeMaster):
        check(before, after, EDIT)
