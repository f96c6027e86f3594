"""Defined names: those of the book, those of single sheets, in Excel's notation."""

import re
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.connection import struct_of, uno_error
from xlsync.adapters.libreoffice.refusal import refusing

EXCEL_A1 = 1  # com.sun.star.sheet.AddressConvention
PLAIN = re.compile(r"[^\W\d]\w*")


def parser(doc: Any) -> Any:
    """Return LibreOffice's reader of formulas, set to Excel's notation in English."""
    made = doc.createInstance("com.sun.star.sheet.FormulaParser")
    made.FormulaConvention = EXCEL_A1
    made.CompileEnglish = True
    return made


@refusing
class Name(base_classes.Name):
    """A defined name; ``sheet`` is the sheet that alone knows it, None for a name of the book."""

    def __init__(self, book: Any, sheet: Any, xl: Any) -> None:
        self.book = book
        self.sheet = sheet
        self.xl = xl

    @property
    def api(self) -> Any:
        """Return LibreOffice's name."""
        return self.xl

    @property
    def name(self) -> str:
        """Return it as Excel shows it, with the sheet before it when only that knows it."""
        return str(self.xl.Name) if self.sheet is None else f"{quoted(self.sheet.name)}!{self.xl.Name}"

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = split(value)[1]

    @property
    def refers_to(self) -> str:
        """Return its formula with an equal sign before it, in Excel's notation."""
        formula = parser(self.book.doc).printFormula(self.xl.getTokens(), self.xl.ReferencePosition)
        return f"={formula}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.setTokens(tokens(self.book.doc, value))

    @property
    def refers_to_range(self) -> Any:
        """Return its cells, None for a constant, a formula or a broken reference."""
        cells = self.xl.getReferredCells()
        return None if cells is None else self.book.sheets(cells.Spreadsheet.Name).at(cells.RangeAddress)

    def delete(self) -> None:
        """Remove it."""
        pool = self.book.doc.NamedRanges if self.sheet is None else self.sheet.xl.NamedRanges
        pool.removeByName(self.xl.Name)


@refusing
class Names(base_classes.Names):
    """Defined names, found by name, whatever its case, or by place: those that one sheet alone knows.

    Without a sheet they are all names of the book, its own first.
    """

    def __init__(self, book: Any, sheet: Any = None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """Return LibreOffice's names of the sheet or of the document."""
        return (self.book.doc if self.sheet is None else self.sheet.xl).NamedRanges

    def members(self) -> list[Name]:
        """Return all names of the collection."""
        own = [Name(self.book, self.sheet, self.api.getByName(name)) for name in self.api.ElementNames]
        others = self.book.sheets if self.sheet is None else ()
        return own + [name for sheet in others for name in sheet.names]

    def __iter__(self) -> Iterator[Name]:
        return iter(self.members())

    def __len__(self) -> int:
        return len(self.members())

    def find(self, text: str) -> Name | None:
        """Return the name that is called so; a sheet's own names need no sheet before them."""
        scope, local = split(text)
        if self.sheet is None and scope is not None:
            return self.book.sheets(scope).names.find(local) if scope in self.book.sheets else None
        own = (Name(self.book, self.sheet, self.api.getByName(name)) for name in self.api.ElementNames)
        return next((name for name in own if name.xl.Name.casefold() == local.casefold()), None)

    def __call__(self, name_or_index: str | int) -> Name:
        found = self.find(name_or_index) if isinstance(name_or_index, str) else self.members()[name_or_index - 1]
        if found is None:
            raise KeyError(name_or_index)
        return found

    def contains(self, name_or_index: str | int) -> bool:
        """Return whether there is such a name."""
        if isinstance(name_or_index, str):
            return self.find(name_or_index) is not None
        return 1 <= name_or_index <= len(self)

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return all names with what they are called."""
        return [(name.name, name) for name in self.members()]

    def add(self, name: str, refers_to: str) -> Name:
        """Return a new name, or the one of this name with a new meaning; "Sheet1!name" is only for that sheet."""
        scope, text = split(name)
        sheet = self.sheet if self.sheet is not None or scope is None else self.book.sheets(scope)
        return defined(self.book, sheet, text, refers_to)


def defined(book: Any, sheet: Any, text: str, refers_to: str) -> Name:
    """Return the name of this text in the book (``sheet`` None) or the sheet, with this meaning."""
    pool = book.doc.NamedRanges if sheet is None else sheet.xl.NamedRanges
    meaning = tokens(book.doc, refers_to)
    known = next((given for given in pool.ElementNames if given.casefold() == text.casefold()), None)
    if known is None:
        add_to(pool, text)
    name = Name(book, sheet, pool.getByName(known or text))
    name.xl.setTokens(meaning)
    return name


def add_to(pool: Any, text: str) -> None:
    """Put a name without meaning into a pool; raises ValueError for one that Excel would not take either."""
    try:
        pool.addNewByName(text, "", origin(), 0)
    except uno_error("com.sun.star.uno.RuntimeException") as refused:
        raise ValueError(f"{text!r} cannot be a name: it reads as an address or holds a wrong sign") from refused


def tokens(doc: Any, formula: str) -> Any:
    """Return a formula in Excel's notation, with or without the equal sign, as LibreOffice keeps it."""
    return parser(doc).parseFormula(formula.removeprefix("="), origin())


def origin() -> Any:
    """Return the cell from which relative references count: the first of the first sheet."""
    return struct_of("com.sun.star.table.CellAddress", Sheet=0, Column=0, Row=0)


def split(name: str) -> tuple[str | None, str]:
    """Return the sheet before a name, None without one, and the name."""
    scope, mark, text = name.rpartition("!")
    return (scope.strip("'").replace("''", "'") if mark else None), text


def quoted(sheet: str) -> str:
    """Return a sheet's name as it stands before an exclamation mark."""
    return sheet if PLAIN.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
