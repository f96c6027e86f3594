"""A rectangle of cells of one sheet."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area, area_of
from xlsync.adapters.libreoffice.range_values import RangeValues
from xlsync.adapters.libreoffice.refusal import refusing


@refusing
class Range(RangeValues, base_classes.Range):
    """A range as xlwings asks it."""

    @classmethod
    def of(cls, sheet: Any, address: Any) -> "Range":
        """Return the range of a CellRangeAddress of LibreOffice on a sheet."""
        return cls(sheet, area_of(address))

    def __init__(self, sheet: Any, area: Area) -> None:
        super().__init__(sheet, area)
        self.options: dict[str, Any] = {}
