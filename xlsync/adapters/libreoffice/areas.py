"""What ranges need of rectangles of cells beyond their addresses."""

from collections.abc import Iterable, Iterator
from typing import Any

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, Area, area_of, letters


def written(area: Area, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """Return an address as Excel writes it: whole columns as $A:$C, whole rows as $1:$3, no cells as $A$1{0x2}."""
    row_mark, column_mark = "$" * bool(row_absolute), "$" * bool(column_absolute)
    first = f"{column_mark}{letters(area.column)}"
    if not area.rows or not area.columns:
        return f"{first}{row_mark}{area.row}{{{area.rows}x{area.columns}}}"
    last = f"{column_mark}{letters(area.end_column)}"
    if area.columns == COLUMNS:
        return f"{row_mark}{area.row}:{row_mark}{area.end_row}"
    if area.rows == ROWS:
        return f"{first}:{last}"
    corner = f"{first}{row_mark}{area.row}"
    return corner if (area.rows, area.columns) == (1, 1) else f"{corner}:{last}{row_mark}{area.end_row}"


def overlap(one: Area, other: Area) -> Area | None:
    """Return what both areas cover, None without a common cell."""
    row, column = max(one.row, other.row), max(one.column, other.column)
    rows = min(one.end_row, other.end_row) - row + 1
    columns = min(one.end_column, other.end_column) - column + 1
    return Area(row, column, rows, columns) if rows > 0 and columns > 0 else None


def within(area: Area, outer: Area) -> Area:
    """Return an area with its first cell counted from 0 within another."""
    return Area(area.row - outer.row, area.column - outer.column, area.rows, area.columns)


def areas_of(ranges: Any) -> list[Area]:
    """Return the areas of a SheetCellRanges, in one call."""
    return [area_of(address) for address in ranges.getRangeAddresses()]


def cells_of(area: Area) -> Iterator[tuple[int, int]]:
    """Yield row and column of each cell."""
    for row in range(area.row, area.row + area.rows):
        for column in range(area.column, area.column + area.columns):
            yield row, column


def vertical_runs(cells: Iterable[tuple[int, int]]) -> Iterator[Area]:
    """Yield areas one column wide that cover the cells, given as (row, column)."""
    run: Area | None = None
    for column, row in sorted((column, row) for row, column in cells):
        if run and run.column == column and run.row + run.rows == row:
            run = run._replace(rows=run.rows + 1)
            continue
        if run:
            yield run
        run = Area(row, column)
    if run:
        yield run


def around(area: Area, holes: set[tuple[int, int]]) -> Iterator[Area]:
    """Yield areas that cover an area without the cells in ``holes``: whole blocks of columns that have none."""
    holed = {column for _, column in holes}
    start = area.column
    for column in [*sorted(holed), area.end_column + 1]:
        if column > start:
            yield Area(area.row, start, area.rows, column - start)
        start = column + 1
    yield from vertical_runs(
        (row, column) for column in holed for row in range(area.row, area.end_row + 1) if (row, column) not in holes
    )


def rectangles(cells: Iterable[tuple[int, int]]) -> Iterator[Area]:
    """Yield areas that cover the cells: vertical runs, those of the same rows side by side in one."""
    block: Area | None = None
    for run in sorted(vertical_runs(cells), key=lambda run: (run.row, run.rows, run.column)):
        if block and (block.row, block.rows, block.end_column + 1) == (run.row, run.rows, run.column):
            block = block._replace(columns=block.columns + 1)
            continue
        if block:
            yield block
        block = run
    if block:
        yield block
