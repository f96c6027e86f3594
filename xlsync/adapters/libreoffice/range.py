"""A rectangle of cells of one sheet."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area, area_of
from xlsync.adapters.libreoffice.hyperlinks import hyperlink_of, put_hyperlink
from xlsync.adapters.libreoffice.notes import Note, add_note, note_of
from xlsync.adapters.libreoffice.range_editing import RangeEditing
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing


@refusing
class Range(RangeEditing, base_classes.Range):
    """A range as xlwings asks it."""

    @classmethod
    def of(cls, sheet: Any, address: Any) -> "Range":
        """Return the range of a CellRangeAddress of LibreOffice on a sheet."""
        return cls(sheet, area_of(address))

    def __init__(self, sheet: Any, area: Area) -> None:
        super().__init__(sheet, area)
        self.options: dict[str, Any] = {}

    @property
    def name(self) -> Any:
        """Return the name of the book or sheet for exactly this range, None without one."""
        for name in (*self.sheet.book.names, *self.sheet.names):
            there = name.refers_to_range
            if there is not None and (there.sheet.name, there.area) == (self.sheet.name, self.area):
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        quoted = self.sheet.name.replace("'", "''")
        self.sheet.book.names.add(value, f"='{quoted}'!{self.address}")

    @property
    def table(self) -> Any:
        """Return the table to which the first cell belongs, None without one."""
        here = self.area._replace(rows=1, columns=1)
        return next((table for table in self.sheet.tables if table.range.area.holds(here)), None)

    @property
    def note(self) -> Note | None:
        """Return the note of the first cell, None without one."""
        return note_of(self)

    def add_note(self, text: str) -> Note:
        """Return a new note of the cell."""
        return add_note(self, text)

    @property
    def hyperlink(self) -> str:
        """Return where the link of the first cell leads."""
        return hyperlink_of(self.xl.getCellByPosition(0, 0))

    def add_hyperlink(self, address: str, text_to_display: Any = None, screen_tip: str | None = None) -> None:
        """Write a link into the single cell; LibreOffice shows its address as tip."""
        if len(self) != 1:
            raise Unsupported("Range.add_hyperlink of several cells")
        put_hyperlink(self.sheet.book.doc, self.xl.getCellByPosition(0, 0), address, text_to_display or address)
