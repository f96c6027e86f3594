"""One sheet of a workbook."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import WHOLE, Area, area_of
from xlsync.adapters.libreoffice.finding import found_area
from xlsync.adapters.libreoffice.names import Names
from xlsync.adapters.libreoffice.notes import Note, noted_cells
from xlsync.adapters.libreoffice.pictures import Pictures
from xlsync.adapters.libreoffice.refusal import refusing
from xlsync.adapters.libreoffice.shapes import Shapes
from xlsync.adapters.libreoffice.tables import Tables
from xlsync.adapters.libreoffice.view import FreezePanes, PageSetup


@refusing
class Sheet(base_classes.Sheet):
    """A sheet of a book."""

    book: Any

    def __init__(self, book: Any, xl: Any) -> None:
        self.book = book
        self.known = xl

    @property
    def xl(self) -> Any:
        """Return LibreOffice's sheet, asked for anew when the one we hold has lost rows or columns.

        LibreOffice 7.4 cuts every sheet object that is held at the place where cells were removed and others moved.
        """
        if area_of(self.known.RangeAddress) != WHOLE:
            self.known = self.book.doc.Sheets.getByName(self.known.Name)
        return self.known

    @property
    def api(self) -> Any:
        """Return LibreOffice's sheet."""
        return self.xl

    @property
    def name(self) -> str:
        """Return its name."""
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value

    @property
    def index(self) -> int:
        """Return its place among the sheets, from 1."""
        return int(self.xl.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        """Return the names that only this sheet knows."""
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        """Return its tables."""
        return Tables(self)

    @property
    def notes(self) -> list[Note]:
        """Return the notes of its cells, row by row."""
        return [Note(self.of(area)) for area in noted_cells(self.xl)]

    @property
    def shapes(self) -> Shapes:
        """Return its drawing objects."""
        return Shapes(self)

    @property
    def pictures(self) -> Pictures:
        """Return its pictures."""
        return Pictures(self)

    @property
    def page_setup(self) -> PageSetup:
        """Return how it prints."""
        return PageSetup(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        """Return what stays in place when it is scrolled."""
        return FreezePanes(self)

    @property
    def visible(self) -> bool:
        """Return whether its tab can be seen."""
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    def at(self, address: Any) -> Any:
        """Return the range of an address of LibreOffice."""
        from xlsync.adapters.libreoffice.range import Range

        return Range.of(self, address)

    def of(self, area: Area) -> Any:
        """Return the range of a rectangle."""
        return self.at(area.on(self.index - 1))

    def range(self, arg1: Any, arg2: Any = None) -> Any:
        """Return a range by address, name, table, (row, column) or two corners; ValueError for what is none."""
        return self.of(found_area(self, arg1, arg2))

    @property
    def cells(self) -> Any:
        """Return all its cells."""
        return self.of(WHOLE)

    @property
    def used_range(self) -> Any:
        """Return the rectangle around all cells with content or format, as LibreOffice counts them."""
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        start = area_of(cursor.RangeAddress)
        cursor.gotoEndOfUsedArea(False)
        return self.of(start.with_(area_of(cursor.RangeAddress)))

    def activate(self) -> None:
        """Bring it to the front of its window."""
        self.book.doc.CurrentController.setActiveSheet(self.xl)

    select = activate

    def clear_contents(self) -> None:
        """Empty all cells, formats stay."""
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        """Take the formats from all cells, contents stay."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty all cells and take their formats."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Fit rows ("rows", "r"), columns ("columns", "c") or both to their contents."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Remove it from its book."""
        self.book.doc.Sheets.removeByName(self.name)

    def copy(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Copy it beside a sheet of this or another book of the same office, by its name or with a number behind."""
        beside = after if after is not None else before
        assert beside is not None
        place = beside.index if after is not None else beside.index - 1
        there = beside.book.sheets
        if beside.book.doc.RuntimeUID == self.book.doc.RuntimeUID:
            self.book.doc.Sheets.copyByName(self.name, self.numbered(there), place)
            return
        name = self.name if self.name not in there else self.numbered(there)
        position = there.api.importSheet(self.book.doc, self.name, place)
        there.api.getByIndex(position).Name = name

    def numbered(self, sheets: Any) -> str:
        """Return its name with the first free number behind, as Excel names a copy."""
        number = 2
        while f"{self.name} ({number})" in sheets:
            number += 1
        return f"{self.name} ({number})"

    def move(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Move it beside a sheet of its book."""
        beside = after if after is not None else before
        assert beside is not None
        place = beside.index if after is not None else beside.index - 1
        self.book.doc.Sheets.moveByName(self.name, place)
