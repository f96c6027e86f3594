"""How a sheet is declared: columns, their types and their owners. Everything else derives from these declarations."""

from dataclasses import dataclass
from functools import cached_property

from xlsync.vocabulary.labels.headers import HEADERS, SHEET_NAMES
from xlsync.vocabulary.terms import Kind, Owner


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    ``choices`` names the list of the sheet 字典 (column 类型) or, as ``@units``, ``@people``, ``@categories``, a
    column of another sheet that a cell must be taken from. ``form`` says that the column stands in the unit's form
    (open there when the owner is UNIT, locked otherwise). ``width`` is in characters.
    """

    key: str
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.OFFICE
    required: bool = False
    choices: str = ""
    form: bool = False
    width: int = 12
    hidden: bool = False


@dataclass(frozen=True)
class SheetSchema:
    """One sheet of the master that holds a table: ``name`` is its English name, ``key`` its identifying column."""

    name: str
    key: str
    columns: tuple[Column, ...]
    positional: bool = False  # the key is a line number that the program gives; staff type nothing here

    @property
    def sheet(self) -> str:
        """Return the visible (Chinese) name of the sheet."""
        return SHEET_NAMES[self.name]

    @property
    def table_name(self) -> str:
        """Return the stable English name of the ListObject."""
        return f"tbl_{self.name}"

    def header(self, column: str) -> str:
        """Return the Chinese header of a column."""
        return HEADERS[self.name][column]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Return the columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def keys_by_header(self) -> dict[str, str]:
        """Return the column keys by Chinese header."""
        return {self.header(column.key): column.key for column in self.columns}

    def form_columns(self) -> tuple[Column, ...]:
        """Return the columns that stand in a unit's form, in order."""
        return tuple(column for column in self.columns if column.form)

    def owned_by(self, *owners: Owner) -> tuple[Column, ...]:
        """Return the columns of the given owners, in order."""
        return tuple(column for column in self.columns if column.owner in owners)
