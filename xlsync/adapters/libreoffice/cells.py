"""Small deeds on cells that tables are made of, by LibreOffice's own sheet."""

from typing import Any

from xlsync.adapters.libreoffice.addresses import Area, area_of
from xlsync.adapters.libreoffice.connection import load_uno, struct_of

CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
FILLED = CONTENTS
TEXTS = 4
SUM, COUNT = 109, 103  # of SUBTOTAL: visible cells only
USUAL_TITLE = "Column{}"


def cells(sheet: Any, area: Area) -> Any:
    """Return LibreOffice's range of a rectangle."""
    return sheet.getCellRangeByPosition(area.column - 1, area.row - 1, area.end_column - 1, area.end_row - 1)


def part(area: Area, row: int) -> Area:
    """Return one row of a rectangle, counted from 0, from the end when negative."""
    return Area(area.row + (row if row >= 0 else area.rows + row), area.column, 1, area.columns)


def blank(sheet: Any, area: Area) -> bool:
    """Return whether no cell holds anything."""
    return not cells(sheet, area).queryContentCells(FILLED).getRangeAddresses()


def clear(sheet: Any, area: Area) -> None:
    """Empty cells, formats stay."""
    cells(sheet, area).clearContents(CONTENTS)


def current_region(sheet: Any, area: Area) -> Area:
    """Return the filled rectangle around a cell."""
    cursor = sheet.createCursorByRange(cells(sheet, area))
    cursor.collapseToCurrentRegion()
    return area_of(cursor.RangeAddress)


def column_titles(sheet: Any, header: Area) -> list[str]:
    """Return what the cells of a row of headers show."""
    return [str(value) for value in cells(sheet, header).getFormulaArray()[0]]


def fill_headers(sheet: Any, area: Area) -> None:
    """Name each blank cell of the first row as Excel does: Column1, Column2, whichever is free."""
    titles = column_titles(sheet, part(area, 0))
    taken, number = {title.casefold() for title in titles}, 0
    for place, title in enumerate(titles):
        if title:
            continue
        number += 1
        while USUAL_TITLE.format(number).casefold() in taken:
            number += 1
        sheet.getCellByPosition(area.column - 1 + place, area.row - 1).String = USUAL_TITLE.format(number)


def subtotal(sheet: Any, column: Area) -> str:
    """Return the formula that sums a column up, or counts it where it holds texts."""
    texts = cells(sheet, column).queryContentCells(TEXTS).getRangeAddresses()
    return f"=SUBTOTAL({COUNT if texts else SUM};{column.address})"


def push_down(sheet: Any, area: Area, index: int) -> None:
    """Put new cells at a rectangle: what stands there moves down."""
    sheet.insertCells(area.on(index), load_uno().Enum("com.sun.star.sheet.CellInsertMode", "DOWN"))


def push_right(sheet: Any, area: Area, index: int) -> None:
    """Put new cells at a rectangle: what stands there moves right."""
    sheet.insertCells(area.on(index), load_uno().Enum("com.sun.star.sheet.CellInsertMode", "RIGHT"))


def pull_up(sheet: Any, area: Area, index: int) -> None:
    """Take cells away: what stands below moves up."""
    sheet.removeRange(area.on(index), load_uno().Enum("com.sun.star.sheet.CellDeleteMode", "UP"))


def pull_left(sheet: Any, area: Area, index: int) -> None:
    """Take cells away: what stands on the right moves left."""
    sheet.removeRange(area.on(index), load_uno().Enum("com.sun.star.sheet.CellDeleteMode", "LEFT"))


def shift(sheet: Any, area: Area, rows: int, index: int) -> None:
    """Move cells that many rows down, up when negative; what they meet is overwritten."""
    target = struct_of("com.sun.star.table.CellAddress", Sheet=index, Column=area.column - 1, Row=area.row - 1 + rows)
    sheet.moveRange(target, area.on(index))
