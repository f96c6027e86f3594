"""Values and formulas of a block of cells, read in a number of calls that does not grow with the cells."""

from typing import Any

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, Area, area_of
from xlsync.adapters.libreoffice.areas import areas_of, cells_of, overlap, within
from xlsync.adapters.libreoffice.formulas import function_names, to_excel
from xlsync.adapters.libreoffice.number_formats import LOGICAL, NumberFormats, null_date
from xlsync.adapters.libreoffice.values import CellError, moment_of

FORMULA = 16  # com.sun.star.sheet.CellFlags
LARGE = 2_000_000  # cells; above it only the used part of a sheet is asked for
ERRORS = {
    **{502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"},
    32767: "#N/A",
}
LOGICAL_CONSTANTS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}  # what LibreOffice makes of the bools of a file
TAB = "\x01"
OTHER_ERROR = "#VALUE!"  # what Excel has for errors that only LibreOffice tells apart


def read_values(sheet: Any, area: Area, dates: bool = True) -> list[list[Any]]:
    """Return the rows of an area: None, float, bool, str, CellError and, with ``dates``, datetime."""
    if area.rows * area.columns <= LARGE:
        return read_block(sheet, area, dates)
    cursor = sheet.xl.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = area_of(cursor.RangeAddress)
    used = overlap(area, Area(1, 1, last.end_row, last.end_column))
    rows = read_block(sheet, used, dates) if used else []
    beside = [None] * (area.columns - (used.columns if used else 0))
    return [row + beside for row in rows] + [[None] * area.columns for _ in range(area.rows - len(rows))]


def read_block(sheet: Any, area: Area, dates: bool) -> list[list[Any]]:
    """Return the rows of an area, every cell of which is asked for."""
    cells = cells_at(sheet, area)
    rows = [list(row) for row in cells.getDataArray()]
    mark_errors(cells, rows)
    give_types(sheet.book, cells, area, rows, dates)
    return [[shown(value) if type(value) is str else value for value in row] for row in rows]


def shown(text: str) -> str | None:
    """Return None for a blank; in a text of several lines LibreOffice gives another sign for a tab."""
    return (text.replace(TAB, "\t") if TAB in text else text) or None


def mark_errors(cells: Any, rows: list[list[Any]]) -> None:
    """Put the error in the place of each None, which is what LibreOffice gives for one; a call for each error."""
    with_errors = (row for row, values in enumerate(rows) if None in values)
    places = [(row, column) for row in with_errors for column, value in enumerate(rows[row]) if value is None]
    for row, column in places:
        number = cells.getCellByPosition(column, row).getError()
        rows[row][column] = CellError(ERRORS.get(number, OTHER_ERROR))


def give_types(book: Any, cells: Any, area: Area, rows: list[list[Any]], dates: bool) -> None:
    """Make datetimes and bools of the numbers whose cells are formatted so."""
    formats, epoch = NumberFormats(book), null_date(book.doc)
    for part in with_numbers(rows):
        groups = cells.getCellRangeByPosition(
            part.column, part.row, part.end_column, part.end_row
        ).getUniqueCellFormatRanges()
        for group in (groups.getByIndex(place) for place in range(groups.Count)):
            kind = formats.kind(group.NumberFormat)
            if dates and formats.is_date(kind):
                convert(rows, covered(group, area), lambda value: moment_of(value, epoch))
            elif kind & LOGICAL:
                convert(rows, covered(group, area), bool)


def with_numbers(rows: list[list[Any]]) -> list[Area]:
    """Return areas, counted from 0, that hold all numbers: columns side by side that have any are one.

    Asking for the formats of texts would be in vain, and each format of an area costs more than a thousand cells.
    """
    parts: list[Area] = []
    for column, values in enumerate(zip(*rows, strict=True)):
        places = [row for row, value in enumerate(values) if type(value) is float]
        if not places:
            continue
        part = Area(places[0], column, places[-1] - places[0] + 1, 1)
        if parts and parts[-1].column + parts[-1].columns == column:
            part = joined(parts.pop(), part)
        parts.append(part)
    return parts


def joined(one: Area, other: Area) -> Area:
    """Return the smallest area that covers both; ``other`` is the column to the right of ``one``."""
    top = min(one.row, other.row)
    bottom = max(one.row + one.rows, other.row + other.rows)
    return Area(top, one.column, bottom - top, one.columns + 1)


def convert(rows: list[list[Any]], areas: list[Area], made: Any) -> None:
    """Replace each number in the areas, counted from 0, by what is made of it."""
    for area in areas:
        first, last = area.column, area.column + area.columns
        for row in rows[area.row : area.row + area.rows]:
            row[first:last] = [made(value) if type(value) is float else value for value in row[first:last]]


def formatted_areas(cells: Any, area: Area) -> list[tuple[int, list[Area]]]:
    """Return the keys of the number formats in an area with their cells, counted from 0 within the area."""
    groups = cells.getUniqueCellFormatRanges()
    members = (groups.getByIndex(place) for place in range(groups.Count))
    return [(group.NumberFormat, covered(group, area)) for group in members]


def covered(group: Any, area: Area) -> list[Area]:
    """Return the cells of one format, counted from 0 within an area."""
    return [within(part, area) for part in areas_of(group)]


def read_formulas(sheet: Any, area: Area) -> tuple[tuple[str, ...], ...]:
    """Return what Excel shows as the formula of each cell: of a constant its value as typed, of a blank ""."""
    cells = cells_at(sheet, area)
    rows = [[constant_text(value) for value in row] for row in read_values(sheet, area, dates=False)]
    found = areas_of(cells.queryContentCells(FORMULA))
    if not found:
        return tuple(map(tuple, rows))
    written = cells.getFormulaArray()
    names = function_names(sheet.book.doc).to_excel
    for part in found:
        for row, column in cells_of(within(part, area)):
            formula = bare(written[row][column])
            rows[row][column] = LOGICAL_CONSTANTS.get(formula) or to_excel(formula, names)
    return tuple(map(tuple, rows))


def bare(formula: str) -> str:
    """Return a formula without the braces that LibreOffice puts around an array formula."""
    return formula[1:-1] if formula.startswith("{=") else formula


def constant_text(value: Any) -> str:
    """Return a value as Excel gives it where a formula is asked for: a number in English, a date as its number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).upper()
    return str(value)


def cells_at(sheet: Any, area: Area) -> Any:
    """Return LibreOffice's range of an area."""
    last_column, last_row = area.end_column - 1, area.end_row - 1
    assert 0 <= last_column < COLUMNS and 0 <= last_row < ROWS
    return sheet.xl.getCellRangeByPosition(area.column - 1, area.row - 1, last_column, last_row)
