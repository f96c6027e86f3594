"""Notes of cells."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area, area_of
from xlsync.adapters.libreoffice.areas import areas_of, cells_of
from xlsync.adapters.libreoffice.refusal import refusing

ANNOTATION = 8  # com.sun.star.sheet.CellFlags


@refusing
class Note(base_classes.Note):
    """The note of one cell."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell

    @property
    def api(self) -> Any:
        """Return LibreOffice's annotation."""
        return self.cell.xl.getCellByPosition(0, 0).Annotation

    @property
    def text(self) -> str:
        return str(self.api.String)

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Return who wrote it, as LibreOffice knows the user."""
        return str(self.api.Author)

    @property
    def location(self) -> Any:
        """Return its cell."""
        return self.cell

    def delete(self) -> None:
        """Take the note away."""
        self.cell.xl.clearContents(ANNOTATION)


def noted_cells(xl: Any) -> Iterator[Area]:
    """Yield the cells with notes of a range or sheet of LibreOffice, row by row."""
    found = {cell for part in areas_of(xl.queryContentCells(ANNOTATION)) for cell in cells_of(part)}
    yield from (Area(row, column) for row, column in sorted(found))


def add_note(cell: Any, text: str) -> Note:
    """Return a new note of a single cell."""
    place = cell.xl.getCellByPosition(0, 0).CellAddress
    cell.sheet.xl.getAnnotations().insertNew(place, text)
    return Note(cell)


def note_of(cell: Any) -> Note | None:
    """Return the note of the first cell of a range, None without one."""
    first = cell(1, 1)
    return Note(first) if area_of(first.xl.RangeAddress) in list(noted_cells(first.xl)) else None
