"""A workbook in the making: XlsxWriter's workbook in memory, with its formats made once each and its cells written by type."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template.styling import FONT_SIZE
from xlsync.model.schema import Column
from xlsync.model.table import Value
from xlsync.vocabulary.labels.template import CREATOR, FONT

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
}


class Book:
    """A workbook written into memory; ``content`` closes it. Equal input gives equal bytes."""

    def __init__(self, title: str, created: datetime) -> None:
        self._target = BytesIO()
        self.workbook = Workbook(self._target, dict(_OPTIONS))
        self.workbook.set_properties({"title": title, "author": CREATOR, "created": created})
        self._formats: dict[str, Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet at the end."""
        return self.workbook.add_worksheet(name)

    def format(self, look: Mapping[str, Any]) -> Format:
        """Return the format of a look; equal looks share one."""
        name = repr(sorted(look.items()))
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format(dict(look))
        return self._formats[name]

    def content(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self._target.getvalue()


def write_rows(
    sheet: Worksheet,
    first: int,
    left: int,
    rows: Sequence[Mapping[str, Value]],
    columns: Sequence[Column],
    formats: Sequence[Format],
) -> None:
    """Write rows of values by column key, from 0-based row ``first`` and column ``left``; blank cells get their format too."""
    for number, values in enumerate(rows, first):
        for place, (column, look) in enumerate(zip(columns, formats, strict=True), left):
            write_cell(sheet, number, place, values.get(column.key), look)


def write_cell(sheet: Worksheet, row: int, place: int, value: Value, look: Format) -> None:
    """Write one value as what it is: text stays text even when it begins with an equals sign."""
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    else:
        sheet.write_number(row, place, value, look)
