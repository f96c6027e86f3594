"""Taking the person to a sheet, and there to the cell that waits for them; nothing is written."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xlsync.services.buttons import Button
from xlsync.vocabulary.errors import SheetAbsent
from xlsync.vocabulary.labels.headers import SHEET_NAMES

if TYPE_CHECKING:
    import xlwings


def go(book: "xlwings.Book", button: Button, found: Mapping[str, Any] | None) -> str:
    """Show the sheet of a button and return its name, '' where the person stays; raises SheetAbsent.

    After a command (``found`` is its data) the way leads to the first row that is open, and nowhere without one.
    """
    if not button.sheet or (found is not None and not found.get("open")):
        return ""
    name = SHEET_NAMES[button.sheet]
    sheet = _visible(book, name)
    sheet.activate()  # and its workbook, if another one is in front
    cell = found["open"][0]["cell"] if found is not None else ""
    if cell:
        sheet.range(cell).select()
    return name


def _visible(book: "xlwings.Book", name: str) -> "xlwings.Sheet":
    if name not in book.sheet_names or not book.sheets[name].visible:
        raise SheetAbsent(name)
    return book.sheets[name]
