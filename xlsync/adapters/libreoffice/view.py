"""How a sheet is looked at and printed: frozen rows and columns, print area."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, area_of, parsed
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing


@refusing
class PageSetup(base_classes.PageSetup):
    """How a sheet prints."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """Return the sheet, which holds its print areas itself."""
        return self.sheet.xl

    @property
    def print_area(self) -> str | None:
        """Return the address of what prints, None where all does."""
        areas = self.api.getPrintAreas()
        return ",".join(area_of(area).address for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        areas = [parsed(word.strip()) for word in value.split(",")] if value else []
        if None in areas:
            raise ValueError(f"{value!r} is no address")
        self.api.setPrintAreas(tuple(area.on(self.sheet.index - 1) for area in areas if area is not None))


@refusing
class FreezePanes(base_classes.FreezePanes):
    """What stays in place when a sheet is scrolled."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze the rows and columns that an address covers from the top left, A:A or 1:2 or A1:B3."""
        area = parsed(frozen_range)
        if area is None or (area.row, area.column) != (1, 1):
            raise Unsupported(f"FreezePanes.freeze_at({frozen_range!r})")
        columns = 0 if area.columns == COLUMNS else area.columns
        self.freeze(columns, 0 if area.rows == ROWS else area.rows)

    def unfreeze(self) -> None:
        """Let everything scroll."""
        self.freeze(0, 0)

    def freeze(self, columns: int, rows: int) -> None:
        """Freeze that many columns and rows; the sheet in front is in front again afterwards."""
        controller = self.sheet.book.doc.CurrentController
        front = controller.ActiveSheet
        controller.setActiveSheet(self.sheet.xl)
        controller.freezeAtPosition(columns, rows)
        controller.setActiveSheet(front)
