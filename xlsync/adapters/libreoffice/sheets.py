"""The sheets of a workbook."""

from collections.abc import Iterator
from typing import Any

import xlwings as xw
from xlwings import base_classes

from xlsync.adapters.libreoffice.refusal import refusing
from xlsync.adapters.libreoffice.sheet import Sheet

USUAL_NAME = "Sheet{}"


@refusing
class Sheets(base_classes.Sheets):
    """All sheets of a book, hidden ones included; a name is found as Excel finds it, whatever its case."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """Return the sheets of the document."""
        return self.book.doc.Sheets

    @property
    def active(self) -> Sheet:
        """Return the sheet in front."""
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, self.api.getByIndex(position)) for position in range(len(self)))

    def __call__(self, name_or_index: str | int) -> Sheet:
        if isinstance(name_or_index, str):
            name = self.named(name_or_index)
            if name is None:
                raise xw.NoSuchObjectError(f"Sheet {name_or_index!r} doesn't exist.")
            return Sheet(self.book, self.api.getByName(name))
        if not 1 <= name_or_index <= len(self):
            raise IndexError(f"Sheet {name_or_index} of {len(self)}")
        return Sheet(self.book, self.api.getByIndex(int(name_or_index) - 1))

    def __contains__(self, name: str) -> bool:
        return self.named(name) is not None

    def named(self, name: str) -> str | None:
        """Return the name of a sheet as it is written, None without such a sheet."""
        if self.api.hasByName(name):
            return name
        return next((given for given in self.api.ElementNames if given.casefold() == name.casefold()), None)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Return a new sheet, now the active one: beside another, else before the active one."""
        place = after.index if after is not None else (before or self.active).index - 1
        name = name or self.free_name()
        self.api.insertNewByName(name, place)
        sheet = self(name)
        sheet.activate()
        return sheet

    def free_name(self) -> str:
        """Return the next usual name that no sheet has."""
        number = len(self) + 1
        while USUAL_NAME.format(number) in self:
            number += 1
        return USUAL_NAME.format(number)
