"""Defined names: those of the book, those of single sheets, in Excel's notation."""

import re
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.connection import struct_of
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


class Names(base_classes.Names):
    """Names that can be found by name, whatever its case, or by place."""

    book: Any

    def members(self) -> list[Name]:
        """Return all names of the collection."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Name]:
        return iter(self.members())

    def __len__(self) -> int:
        return len(self.members())

    def find(self, text: str) -> Name | None:
        """Return the name that is called so, with or without the sheet before it."""
        wanted = text.casefold()
        return next((name for name in self.members() if name.name.casefold() == wanted), None)

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


@refusing
class BookNames(Names):
    """All names of a book: its own first, then those of single sheets."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """Return the document's names."""
        return self.book.doc.NamedRanges

    def members(self) -> list[Name]:
        """Return all names, those of single sheets included."""
        own = [Name(self.book, None, self.api.getByName(name)) for name in self.api.ElementNames]
        return own + [name for sheet in self.book.sheets for name in sheet.names]

    def add(self, name: str, refers_to: str) -> Name:
        """Return a new name, or the one of this name with a new meaning; "Sheet1!name" is only for that sheet."""
        scope, text = split(name)
        if scope is not None:
            return defined(self.book, self.book.sheets(scope), text, refers_to)
        return defined(self.book, None, text, refers_to)


@refusing
class SheetNames(Names):
    """The names that only one sheet knows."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.book = sheet.book

    @property
    def api(self) -> Any:
        """Return the sheet's names."""
        return self.sheet.xl.NamedRanges

    def members(self) -> list[Name]:
        """Return the names of the sheet."""
        return [Name(self.book, self.sheet, self.api.getByName(name)) for name in self.api.ElementNames]

    def find(self, text: str) -> Name | None:
        """Return the name that is called so, with or without the sheet before it."""
        wanted = split(text)[1].casefold()
        return next((name for name in self.members() if name.xl.Name.casefold() == wanted), None)

    def add(self, name: str, refers_to: str) -> Name:
        """Return a new name of this sheet, or the one of this name with a new meaning."""
        return defined(self.book, self.sheet, split(name)[1], refers_to)


def defined(book: Any, sheet: Any, text: str, refers_to: str) -> Name:
    """Return the name of this text in the book (``sheet`` None) or the sheet, with this meaning."""
    pool = book.doc.NamedRanges if sheet is None else sheet.xl.NamedRanges
    meaning = tokens(book.doc, refers_to)
    known = next((given for given in pool.ElementNames if given.casefold() == text.casefold()), None)
    if known is None:
        pool.addNewByName(text, "", origin(), 0)
    name = Name(book, sheet, pool.getByName(known or text))
    name.xl.setTokens(meaning)
    return name


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
