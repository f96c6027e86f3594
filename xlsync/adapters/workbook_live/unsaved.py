"""What a person has done in the open workbook that the saved file does not hold, beside the cells of our tables.

Sheets and constants are compared: formulas compute themselves (TODAY() is no work). Formats, charts, comments and
formulas changed by hand cannot be seen through the public interface: they alone are taken for no work, and are saved
with the rest when a plan is.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsync.adapters.master_tables import Cells
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_live.sheet import OpenSheet
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage, Table

_EPOCH = datetime(1899, 12, 30)
_SCHEMAS = {schema.sheet: schema.name for schema in SHEETS.values()}
Masked = Callable[[int], Sequence[int] | None]
"""The columns (1-based) of a row that are to be compared, None for all."""


def has_other_work(sheets: Mapping[str, OpenSheet], image: MasterImage, content: bytes, saved: MasterImage) -> bool:
    """Return whether the open workbook differs from the saved file elsewhere than in the cells of our tables.

    ``sheets`` are all of the open workbook, ``image`` our tables there; ``saved`` is the image of ``content``.
    """
    written = _saved_cells(content)
    if set(written) != set(sheets):
        return True
    totals = _totals_rows(content)
    for name, sheet in sheets.items():
        if name == STATE_SHEET:
            continue
        tables = [each[_SCHEMAS[name]] for each in (image, saved)] if name in _SCHEMAS else []
        places = list(_differences(sheet, written[name], tables, totals.get(name, range(0))))
        if any(not sheet.has_formula(*place) and place not in sheet.errors for place in places):
            return True
    return False


def _saved_cells(content: bytes) -> dict[str, Cells]:
    """Return the cells of all worksheets of a file by visible name."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}


def _totals_rows(content: bytes) -> dict[str, range]:
    """Return the totals rows of our tables by sheet: they move down as the table grows."""
    layout = Layout(Package(content))
    return {
        name: range(table.last_row + 1, table.area.bottom + 1)
        for name in _SCHEMAS
        for table in layout.tables(name)
        if table.area.top == HEADER_ROW
    }


def _differences(sheet: OpenSheet, written: Cells, tables: Sequence[Table], totals: range) -> Iterator[tuple[int, int]]:
    """Yield the places where the two differ, our tables and their totals rows left out."""
    width = max(sheet.width, max(map(len, written), default=0))
    ours = {place for table in tables for place in table.positions.values()}
    others = [column for column in range(1, width + 1) if column not in ours]
    last = max((table.last_row for table in tables), default=HEADER_ROW)
    now_totals = range(sheet.end.last_row + 1, sheet.end.bottom + 1) if sheet.end else range(0)
    for row in range(1, max(len(sheet.cells), len(written)) + 1):
        if row in totals or row in now_totals:
            continue
        line = written[row - 1] if row <= len(written) else ()
        for column in others if HEADER_ROW < row <= last else range(1, width + 1):
            old = line[column - 1] if column <= len(line) else ""
            if not _is_alike(sheet.value(row, column), old):
                yield row, column


def _is_alike(now: Any, saved: Any) -> bool:
    """Return whether an open cell and a saved one hold the same, however each program tells it."""
    if now == saved:
        return True
    if isinstance(now, str) or isinstance(saved, str):
        return _text(now) == _text(saved)
    one, other = _number(now), _number(saved)
    return one is not None and other is not None and math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-8)


def _text(value: Any) -> str:
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _number(value: Any) -> float | None:
    """Return a number, or the number that stands for a moment; None for what is neither."""
    if isinstance(value, datetime):
        return (value - _EPOCH).total_seconds() / 86400
    if isinstance(value, date):
        return float((value - _EPOCH.date()).days)
    return float(value) if isinstance(value, int | float) else None
