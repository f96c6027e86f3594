"""A1 addresses and rectangles of cells."""

import re
from typing import Any, NamedTuple

from xlsync.adapters.libreoffice.connection import struct_of

ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet in .xlsx
LETTERS = 26
A1 = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?(?::\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?)?")


class Area(NamedTuple):
    """A rectangle of cells: first row and column from 1, and how many of each."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def end_row(self) -> int:
        """Return its last row."""
        return self.row + self.rows - 1

    @property
    def end_column(self) -> int:
        """Return its last column."""
        return self.column + self.columns - 1

    def on(self, sheet: int) -> Any:
        """Return the address as LibreOffice takes it, on the sheet of this index from 0."""
        return struct_of(
            "com.sun.star.table.CellRangeAddress",
            Sheet=sheet,
            StartRow=self.row - 1,
            EndRow=self.end_row - 1,
            StartColumn=self.column - 1,
            EndColumn=self.end_column - 1,
        )

    def holds(self, other: "Area") -> bool:
        """Return whether every cell of the other rectangle is one of this."""
        inside_rows = self.row <= other.row and other.end_row <= self.end_row
        return inside_rows and self.column <= other.column and other.end_column <= self.end_column

    def meets(self, other: "Area") -> bool:
        """Return whether both have a cell in common."""
        beside = self.end_row < other.row or other.end_row < self.row
        return not (beside or self.end_column < other.column or other.end_column < self.column)

    def with_(self, other: "Area") -> "Area":
        """Return the smallest rectangle around both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        end_row, end_column = max(self.end_row, other.end_row), max(self.end_column, other.end_column)
        return Area(row, column, end_row - row + 1, end_column - column + 1)

    @property
    def address(self) -> str:
        """Return it as Excel writes it, e.g. $A$1:$B$2 or $A$1."""
        first = f"${letters(self.column)}${self.row}"
        last = f"${letters(self.end_column)}${self.end_row}"
        return first if first == last else f"{first}:{last}"


WHOLE = Area(1, 1, ROWS, COLUMNS)


def area_of(address: Any) -> Area:
    """Return the rectangle of an address of LibreOffice."""
    rows = address.EndRow - address.StartRow + 1
    return Area(address.StartRow + 1, address.StartColumn + 1, rows, address.EndColumn - address.StartColumn + 1)


def parsed(text: str) -> Area | None:
    """Return the rectangle of an A1 address (A1, A1:B2, A:B, 1:2), None when it is none."""
    match = A1.fullmatch(text)
    if match is None:
        return None
    column, row, last_column, last_row = match.groups()
    if ":" not in text:
        last_column, last_row = column, row
    kinds = bool(column), bool(row)
    if not any(kinds) or kinds != (bool(last_column), bool(last_row)) or (":" not in text and not all(kinds)):
        return None
    first = Area(int(row or 1), number(column or "A"))
    last = Area(int(last_row or ROWS), number(last_column) if last_column else COLUMNS)
    area = first.with_(last)
    return area if WHOLE.holds(area) else None


def number(letters: str) -> int:
    """Return the number of a column, A is 1."""
    total = 0
    for letter in letters.upper():
        total = total * LETTERS + ord(letter) - ord("A") + 1
    return total


def letters(number: int) -> str:
    """Return the letters of a column, 1 is A."""
    rest, letter = divmod(number - 1, LETTERS)
    return (letters(rest) if rest else "") + chr(ord("A") + letter)
