"""One sheet of an open workbook, read in whole blocks: its cells as the reader of files hands them over.

Not more than a handful of calls for a sheet, however many rows it has.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from xlsync.adapters.master_tables import Cells, SheetCells, TableEnd
from xlsync.adapters.workbook_live.blocks import Block
from xlsync.adapters.workbook_live.calls import patiently
from xlsync.model.sheets import HEADER_ROW
from xlsync.vocabulary.errors import XlsyncError

Places = dict[tuple[int, int], str]
_ERROR = re.compile("#[A-Z_0-9/]+[!?]?$")
_FIRST_DAY = datetime(1900, 3, 1)
_EPOCH = datetime(1899, 12, 30)
_NO_DAY = datetime(1899, 12, 31)
_LEAP_DAY = timedelta(days=1)
"""Excel counts a 29 February 1900 that never was: a date before it lies a day later in files than in calls."""
_DURATION = "[h"
_AS_IT_IS = frozenset({str, float, int, bool, type(None)})


@dataclass
class OpenSheet:
    """A sheet as read at one moment; ``name`` is its visible name, ``schema_table`` the usual name of its table."""

    sheet: Any
    name: str
    schema_table: str = ""
    cells: Cells = field(default_factory=list)
    errors: Places = field(default_factory=dict)
    table: Any = None
    end: TableEnd | None = None
    _formulas: list[list[str]] | None = None
    _known: tuple[Block, list[list[str]]] | None = None

    @property
    def width(self) -> int:
        """Return the number of columns that were read."""
        return len(self.cells[0]) if self.cells else 0

    def as_read(self) -> SheetCells:
        """Return what was read as a reader of files hands it over; the cells are a copy."""
        return SheetCells([list(line) for line in self.cells], self.errors, self.end)

    def at(self, block: Block) -> Any:
        """Return the range of a block."""
        return self.sheet.range((block.top, block.left), (block.bottom, block.right))

    def is_protected(self) -> bool:
        """Return whether the person has protected the sheet, as its own program says: Excel or LibreOffice."""
        native = self.sheet.api
        return bool(patiently(lambda: native.ProtectContents if sys.platform == "win32" else native.isProtected()))

    def value(self, row: int, column: int) -> Any:
        """Return the value of a cell, '' for blank and for a place beyond what was read."""
        return self.cells[row - 1][column - 1] if row <= len(self.cells) and column <= self.width else ""

    @property
    def formulas(self) -> list[list[str]]:
        """Return what each cell that was read holds as typed: a formula, or the text of its value.

        Asked for at the first need: before anything is written, where they are to be those of the moment of reading.
        """
        if self._formulas is None:
            self._formulas = self._typed(Block(1, 1, len(self.cells), self.width)) if self.cells else []
        return self._formulas

    def ask_formulas(self, block: Block) -> None:
        """Ask for what the cells of a block hold as typed: where no more is needed it takes less time than all."""
        within = Block(block.top, block.left, min(block.bottom, len(self.cells)), min(block.right, self.width))
        if self._formulas is None and within.rows and within.columns:
            self._known = within, self._typed(within)

    def _typed(self, block: Block) -> list[list[str]]:
        cells = self.at(block)
        found = patiently(lambda: cells.formula)
        if not isinstance(found, list | tuple):
            return [[found]]
        lines = found if isinstance(found[0], list | tuple) else [found]
        return [list(line) for line in lines]

    def typed(self, row: int, column: int) -> str:
        """Return what a cell that was read holds as typed, 1-based."""
        if self._formulas is None and self._known is not None:
            block, lines = self._known
            if row in block.rows and column in block.columns:
                return lines[row - block.top][column - block.left]
        return self.formulas[row - 1][column - 1]

    def has_formula(self, row: int, column: int) -> bool:
        """Return whether a cell holds a formula, 1-based; a text that begins like one is none."""
        if row > len(self.cells) or column > self.width:
            return False
        typed = self.typed(row, column)
        return isinstance(typed, str) and typed.startswith("=") and typed != self.value(row, column)

    def again(self, block: Block) -> Cells:
        """Return the values of a block as they are now."""
        now = OpenSheet(self.sheet, self.name, cells=_values(self.at(block), err_to_str=True))
        _mend(now, block.top, block.left)
        return now.cells

    def ends_as_read(self) -> bool:
        """Return whether the table under our header row still ends where it did."""
        return _table_of(self.sheet, self.schema_table)[1] == self.end


def read_sheet(sheet: Any, name: str, schema_table: str = "") -> OpenSheet:
    """Return a sheet with its cells, error cells, and the table under our header row if ``schema_table`` names one."""
    corner = patiently(lambda: sheet.used_range.last_cell)
    rows, columns = patiently(lambda: (corner.row, corner.column))
    seen = OpenSheet(sheet, name, schema_table)
    whole = seen.at(Block(1, 1, rows, columns))
    seen.cells = _values(whole, err_to_str=True)
    seen.errors = _errors(seen.cells, whole)
    _mend(seen)
    _trim(seen.cells)
    if schema_table:
        seen.table, seen.end = _table_of(sheet, schema_table)
    return seen


def _values(whole: Any, *, err_to_str: bool) -> Cells:
    found = patiently(lambda: whole.options(ndim=2, empty="", err_to_str=err_to_str).value)
    return [list(line) for line in found]


def _errors(cells: Cells, whole: Any) -> Places:
    """Return what error cells show; a typed text such as #REF! is none: it is there without them, too."""
    likely = [
        (row, column)
        for row, line in enumerate(cells)
        for column, value in enumerate(line)
        if type(value) is str and value[:1] == "#" and _ERROR.match(value)
    ]
    if not likely:
        return {}
    bare = _values(whole, err_to_str=False)
    return {(row + 1, column + 1): cells[row][column] for row, column in likely if bare[row][column] in ("", None)}


def _mend(seen: OpenSheet, top: int = 1, left: int = 1) -> None:
    """Turn currencies into numbers, and moments into what a file says of them; the cells begin at ``top``, ``left``."""
    for row, line in enumerate(seen.cells, top):
        for column, value in enumerate(line):
            if type(value) in _AS_IT_IS:
                continue
            if isinstance(value, datetime):
                line[column] = _moment(seen, row, left + column, value)
            elif isinstance(value, Decimal):
                line[column] = float(value)


def _moment(seen: OpenSheet, row: int, column: int, value: datetime) -> Any:
    """Return a moment to the millisecond; a bare time or duration as the text that a file's reader shows."""
    value = value.replace(tzinfo=None)
    if value.microsecond % 1000:
        value += timedelta(microseconds=500)
        value = value.replace(microsecond=value.microsecond // 1000 * 1000)
    if value >= _FIRST_DAY:
        return value
    if _DURATION in str(patiently(lambda: seen.at(Block(row, column, row, column)).number_format)):
        return str(value - _EPOCH)
    return str(value.time()) if value < _NO_DAY else value + _LEAP_DAY


def _trim(cells: Cells) -> None:
    """Drop what is blank at the bottom and on the right: formats reach further than values."""
    while cells and not any(value != "" for value in cells[-1]):
        cells.pop()
    width = max(map(_last_filled, cells), default=0)
    for line in cells:
        del line[width:]


def _last_filled(line: list[Any]) -> int:
    return next((place for place in range(len(line), 0, -1) if line[place - 1] != ""), 0)


def _table_of(sheet: Any, usual_name: str) -> tuple[Any, TableEnd | None]:
    """Return the table under our header row and where it ends; most often it has its usual name."""
    for table in _tables(sheet, usual_name):
        top, rows, has_totals = patiently(partial(_facts, table))
        if top == HEADER_ROW:
            bottom = top + rows - 1
            return table, TableEnd(bottom - int(has_totals), bottom)
    return None, None


def _tables(sheet: Any, usual_name: str) -> Iterator[Any]:
    """Yield the tables of a sheet, the one with the usual name first: to look at each takes its time."""
    try:
        yield patiently(lambda: sheet.tables[usual_name])
    except XlsyncError:
        raise
    except Exception:  # there is none of this name: Excel and our engine have different errors for that
        pass
    yield from patiently(lambda: list(sheet.tables))


def _facts(table: Any) -> tuple[int, int, bool]:
    area = table.range
    return area.row, area.shape[0], bool(table.show_totals)
