"""Cells moved, copied, inserted, deleted and looked for."""

from typing import Any, Self

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, Area
from xlsync.adapters.libreoffice.areas import areas_of, cells_of
from xlsync.adapters.libreoffice.clipboard import CLIPBOARD, paste
from xlsync.adapters.libreoffice.connection import load_uno
from xlsync.adapters.libreoffice.range_layout import RangeLayout
from xlsync.adapters.libreoffice.reading import read_values
from xlsync.adapters.libreoffice.refusal import Unsupported

ABOVE_OR_LEFT = "format_from_left_or_above"
CONSTANTS, FORMULA = 1 | 2 | 4, 16  # com.sun.star.sheet.CellFlags


class RangeEditing(RangeLayout):
    """What is done to the cells of a range as a whole."""

    def insert(self, shift: str | None = None, copy_origin: str | None = ABOVE_OR_LEFT) -> None:
        """Make room for new cells: "down" or "right"; whole rows and columns move as such."""
        if copy_origin not in (None, ABOVE_OR_LEFT):
            raise Unsupported(f"Range.insert(copy_origin={copy_origin!r})")
        shift = shift or ("right" if self.area.rows > self.area.columns else "down")
        mode = self.whole_lines() or {"down": "DOWN", "right": "RIGHT"}[shift]
        self.sheet.xl.insertCells(self.xl.RangeAddress, load_uno().Enum("com.sun.star.sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        """Take the cells away; what is below moves "up", or what is to the right "left"."""
        shift = shift or ("up" if self.area.columns > self.area.rows else "left")
        mode = self.whole_lines() or {"up": "UP", "left": "LEFT"}[shift]
        self.sheet.xl.removeRange(self.xl.RangeAddress, load_uno().Enum("com.sun.star.sheet.CellDeleteMode", mode))

    def whole_lines(self) -> str | None:
        """Return ROWS or COLUMNS for a range of whole ones, None for any other."""
        if self.area.columns == COLUMNS:
            return "ROWS"
        return "COLUMNS" if self.area.rows == ROWS else None

    def copy(self, destination: Any = None) -> None:
        """Copy the range to the place of another, or keep it for ``paste``; the system's clipboard is left alone."""
        if destination is None:
            CLIPBOARD.append(self)
            del CLIPBOARD[:-1]
            return
        paste(self, getattr(destination, "impl", destination), "all", False)

    def paste(
        self, paste: str | None = None, operation: str | None = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Write what was copied last into the range."""
        if operation is not None:
            raise Unsupported(f"Range.paste(operation={operation!r})")
        if not CLIPBOARD:
            raise ValueError("no range was copied that could be pasted")
        self.copy_from(CLIPBOARD[-1], paste or "all", skip_blanks, transpose)

    def copy_from(
        self, source_range: Any, copy_type: str = "all", skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Write a range of the same book here: all of it, or its values, formulas or formats."""
        if skip_blanks:
            raise Unsupported("Range.copy_from(skip_blanks=True)")
        paste(getattr(source_range, "impl", source_range), self, copy_type, transpose)

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        """Give the empty cells below the range its formats ("fill_formats"); no other filling is done."""
        there = getattr(destination, "impl", destination)
        below = self.area._replace(row=self.area.end_row + 1, rows=there.area.rows - self.area.rows)
        if type_ != "fill_formats" or there.area != self.area._replace(rows=there.area.rows):
            raise Unsupported(f"Range.autofill(type_={type_!r}) to {there.address}")
        if self.area.rows != 1 or areas_of(self.on(below).xl.queryContentCells(CONSTANTS | FORMULA)):
            raise Unsupported("Range.autofill of several rows, or over cells with content")
        there.xl.fillAuto(load_uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)
        self.on(below).xl.clearContents(CONSTANTS | FORMULA)

    def move(self, destination: Any) -> None:
        """Move the cells; references to them follow."""
        there = getattr(destination, "impl", destination)
        first = there.xl.getCellByPosition(0, 0).CellAddress
        self.sheet.xl.moveRange(first, self.xl.RangeAddress)

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Self | None:
        """Return the first cell that shows the text, None without one; blocks of values are searched, no wildcards."""
        if any(sign in text for sign in "*?~"):
            raise Unsupported(f"Range.find with a wildcard ({text!r})")
        rows = read_values(self.sheet, self.area, dates=False)
        places = list(cells_of(Area(0, 0, self.area.rows, self.area.columns)))
        if order == "columns":
            places.sort(key=lambda place: (place[1], place[0]))
        for row, column in places if direction == "forward" else reversed(places):
            if shows(self.seen(rows[row][column]), text, whole, match_case):
                return self.on(Area(self.row + row, self.column + column))
        return None

    def seen(self, value: Any) -> str:
        """Return a value as a search sees it; numbers without their format."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).upper()
        return f"{value:.15g}" if isinstance(value, float) else str(value)


def shows(seen: str, text: str, whole: bool, match_case: bool) -> bool:
    """Return whether a cell that shows one text answers to another."""
    if not match_case:
        seen, text = seen.casefold(), text.casefold()
    return seen == text if whole else text in seen
