"""Values with the place they came from: cells, rows and tables of the master, held in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | date | datetime | None
"""A cell value. Blank is None (never ''); numbers are int or float; dates without time are date."""


def day_of(value: Value) -> date | None:
    """Return a value as a date (the day of a moment), None for anything that is none."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def column_letter(column: int) -> str:
    """Return the letters of a 1-based column number (28 -> AB)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place in a workbook; ``sheet`` is the visible sheet name, row and column are 1-based."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """Return the address within the sheet, such as C7."""
        return f"{column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its sheet row number (1-based) and its values by column key (absent = blank)."""

    number: int
    values: Mapping[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values.get(key)

    def text(self, key: str) -> str:
        """Return the value as text, '' for blank."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def day(self, key: str) -> date | None:
        """Return the value as a date (the day of a moment), None for anything that is none."""
        return day_of(self.values.get(key))


@dataclass(frozen=True)
class Table:
    """The table of one sheet of the master: our columns only, rows in sheet order, blank rows left out.

    ``positions`` maps column key to 1-based sheet column; ``blank_rows`` are the sheet rows inside the table in
    which all our columns are blank (an append fills them first); ``last_row`` is the last sheet row of the table.
    """

    sheet: str
    key: str
    rows: Sequence[Row]
    positions: Mapping[str, int] = field(default_factory=dict)
    blank_rows: Sequence[int] = ()
    last_row: int = 0

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def by_key(self) -> dict[str, Row]:
        """Return the rows by the text of their key column; of doubled keys the first row counts."""
        index: dict[str, Row] = {}
        for row in self.rows:
            index.setdefault(row.text(self.key), row)
        return index


@dataclass(frozen=True, slots=True)
class ShortRange:
    """A range written by address that begins with a table's first row and ends before its last one.

    ``table`` is the schema name; ``kind`` says what holds the range: chart, pivot, formula, rule, name, or source (a
    chart or pivot table of an unknown sheet); ``sheet`` and ``cell`` say where ('' where unknown), ``name`` is a
    defined name; ``end`` is the range's last row.
    """

    table: str
    kind: str
    sheet: str
    cell: str
    name: str
    written: str
    end: int


@dataclass(frozen=True)
class MasterImage:
    """All tables of the master as read at one moment, by schema name; with the SHA-256 of the file, its plan number.

    ``strays`` are, by schema name, the sheet rows below a table that hold something in our columns and are no part of
    it; tables without such rows are left out. ``errors`` are, by schema name, what cells show that hold an error such
    as #REF!, by sheet row and column key; that text is the cell's value in its row, too. ``short_ranges`` are what
    reads only a part of a table.
    """

    tables: Mapping[str, Table]
    sha256: str
    plan_number: int
    strays: Mapping[str, Sequence[int]] = field(default_factory=dict)
    errors: Mapping[str, Mapping[tuple[int, str], str]] = field(default_factory=dict)
    short_ranges: Sequence[ShortRange] = ()

    def __getitem__(self, schema: str) -> Table:
        return self.tables[schema]
