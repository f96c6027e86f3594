"""The gate's look at single cells: read by a parser and by patterns of its own, decoded here, then compared."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from xlsync.adapters.workbook_file.cells import CellContent, Formula
from xlsync.adapters.workbook_file.layout import column_number

Cells = Mapping[int, CellContent]
"""Values by 1-based column."""
Read = tuple[str, str, str, str, str, str]
"""Letters, row, type, number, text and formula of a cell as they stand in the XML, '' where there is none."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HALF_SECOND = timedelta(milliseconds=500)
_DIGITS = re.compile(r"\d+")
_CELL = (
    r'<{0}c r="([A-Z]+)(\d+)"(?: s="\d+")?(?: t="(\w+)")?(?:/>|>(?:<{0}v>([^<]*)</{0}v>'
    r'|<{0}is><{0}t(?: xml:space="preserve")?>([^<]*)</{0}t></{0}is>|<{0}f>([^<]*)</{0}f>)</{0}c>)'
)
_number = lru_cache(maxsize=1024)(column_number)


class Touched(NamedTuple):
    """Cells of one row to be compared: how many stand in the document, what they must hold, formulas of columns."""

    number: int
    size: int
    meant: Cells
    formulas: Mapping[int, str]


class TouchedCells:
    """Compares cells of a sheet with what they must hold; ``prefix`` is that of its XML."""

    def __init__(self, is_1904: bool, prefix: str) -> None:
        self._is_1904 = is_1904
        self._pattern = re.compile(_CELL.format(prefix))

    def wrong(self, document: bytes, rows: Sequence[Touched]) -> tuple[int, int] | None:
        """Return row and column (0: the row as a whole) of the first cell that is not as meant, None when all are."""
        try:
            expat.ParserCreate().Parse(document, True)
        except expat.ExpatError:
            return (rows[0].number if rows else 0), 0
        found: list[Read] = self._pattern.findall(document.decode())
        if len(found) != sum(row.size for row in rows):
            return (rows[0].number if rows else 0), 0
        at = 0
        for row in rows:
            column = self._wrong_column(row, found[at : at + row.size])
            if column is not None:
                return row.number, column
            at += row.size
        return None

    def _wrong_column(self, row: Touched, cells: Iterable[Read]) -> int | None:
        """Return the first column that is wrong, 0 when a cell is missing, None when all is right."""
        number = str(row.number)
        last = filled = 0
        for cell in cells:
            letters, address, kind, _, text, _ = cell
            column = _number(letters)
            value = row.meant.get(column)
            is_right = text == value and kind == "inlineStr" if value else False
            if column <= last or address != number or not (is_right or self._holds(cell, value, row, column)):
                return column
            last = column
            filled += value is not None and value != ""
        return None if filled == sum(value is not None and value != "" for value in row.meant.values()) else 0

    def _holds(self, cell: Read, value: CellContent, row: Touched, column: int) -> bool:
        """Return whether a cell holds exactly this value; a moment may lose the fraction of its second."""
        _, _, kind, number, text, formula = cell
        if value is None or value == "":
            is_filled_in = column not in row.meant and formula != "" and column in row.formulas
            return _is_alike(unescape(formula), row.formulas[column]) if is_filled_in else not any(cell[2:])
        if isinstance(value, str):
            return kind == "inlineStr" and _decoded(text) == value
        if isinstance(value, Formula):
            return not kind and unescape(formula) == value.text
        if isinstance(value, bool):
            return (kind, number) == ("b", str(int(value)))
        return not kind and _is_number(number, value, self._is_1904)


def _is_alike(formula: str, other: str) -> bool:
    """Return whether two formulas are the same, rows apart."""
    return _DIGITS.sub("", formula) == _DIGITS.sub("", other)


@lru_cache(maxsize=4096)
def _is_number(text: str, value: float | date, is_1904: bool) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    if not isinstance(value, date):
        return number == float(value)
    meant = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    return abs(epoch + timedelta(days=number) - meant) < _HALF_SECOND


def _decoded(text: str) -> str:
    text = unescape(text)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
