"""A small office list that tests let grow: one sheet 台账 with a table, and whatever a test adds to it."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets

SHEET, TABLE, BOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"
Dress = Callable[[Any, Any], None]
NEW = ({1: "新一", 2: 40}, {1: "新二", 2: 50}, {1: "新三", 2: 60})


def workbook(dress: Dress | None = None, *, totals: bool = False, columns: list[dict[str, Any]] | None = None) -> bytes:
    """Return a workbook: 事项 | 金额 | 备注 in A3:C3, data in rows 4 to 6, a totals row in row 7 when asked for."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    shown = columns or [
        {"header": "事项", "total_string": "合计"},
        {"header": "金额", "total_function": "sum"},
        {"header": "备注"},
    ]
    data = [["甲", 10, None], ["乙", 20, None], ["丙", 30, None]]
    sheet.add_table(
        2, 0, 6 if totals else 5, 2, {"name": "事项表", "columns": shown, "data": data, "total_row": totals}
    )
    if dress is not None:
        dress(book, sheet)
    book.close()
    return out.getvalue()


def grown(content: bytes, rows: tuple[dict[int, Any], ...] = NEW) -> bytes:
    """Return the workbook with rows appended to its table."""
    return patch_sheets(content, {"台账": SheetEdit(appends=rows)})


def written(content: bytes, *cells: tuple[int, int], value: Any = "写") -> bytes:
    """Return the workbook with one value in each of these cells."""
    rows: dict[int, dict[int, Any]] = {}
    for row, column in cells:
        rows.setdefault(row, {})[column] = value
    return patch_sheets(content, {"台账": SheetEdit(rows)})


def part(content: bytes, name: str = SHEET) -> str:
    return Package(content).read(name).decode()


def with_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """Return the workbook with a text of one part replaced; it must be there."""
    text = part(content, name)
    assert old in text
    return Package(content).replaced({name: text.replace(old, new, 1).encode()})


def with_cells(content: bytes, cells: dict[int, str]) -> bytes:
    """Return the workbook with the XML of cells put at the end of its rows, by row."""
    for number, cell in cells.items():
        old = row(content, number)
        content = with_part(content, SHEET, old, old.replace("</row>", f"{cell}</row>"))
    return content


def with_extra(content: bytes, name: str, xml: str) -> bytes:
    """Return the workbook with one more part."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as zipped:
        zipped.writestr(name, xml)
    return out.getvalue()


def behind_rows(content: bytes, xml: str) -> bytes:
    """Return the workbook with XML put right behind the rows of its sheet."""
    return with_part(content, SHEET, "</sheetData>", f"</sheetData>{xml}")


def tail(content: bytes) -> str:
    """Return the XML of the sheet behind its rows."""
    text = part(content)
    return text[text.index("</sheetData>") :]


def row(content: bytes, number: int) -> str:
    """Return the XML of one row, '' when there is none."""
    found = re.search(rf'<row r="{number}"(?:[^>]*/>|.*?</row>)', part(content))
    return found[0] if found else ""


def values(content: bytes, sheet: str = "台账") -> list[list[Any]]:
    """Return the values of a sheet as calamine reads them."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
