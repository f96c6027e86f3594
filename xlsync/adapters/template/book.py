"""A workbook in the making: XlsxWriter's workbook in memory, each format made once, cells written by type."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template.styling import FONT_SIZE, lines_of, row_height
from xlsync.model.table import Value
from xlsync.vocabulary.labels.template import CREATOR, FONT

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
}


class Place(NamedTuple):
    """A cell by its 0-based row and column."""

    row: int
    column: int


class Cells(NamedTuple):
    """How the cells of a column are written; ``room`` for text is in half-width characters, 0 when it is not seen."""

    key: str
    look: Format
    room: int


def height_of(values: Mapping[str, Value], rooms: Iterable[tuple[str, int]]) -> int:
    """Return the height in points that a row needs for its texts; ``rooms`` are the seen widths by column key."""
    texts = ((values.get(key), room) for key, room in rooms if room)
    return row_height(max((lines_of(text, room) for text, room in texts if isinstance(text, str)), default=1))


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


def write_rows(sheet: Worksheet, place: Place, rows: Sequence[Mapping[str, Value]], columns: Sequence[Cells]) -> None:
    """Write rows of values by column key from ``place`` on, each as high as its text needs; blank cells too."""
    rooms = [(column.key, column.room) for column in columns if column.room]
    for number, values in enumerate(rows, place.row):
        height = height_of(values, rooms)
        if height > row_height(1):  # a row without a height is fitted by Excel when it opens the file
            sheet.set_row(number, height)
        for left, (key, look, _) in enumerate(columns, place.column):
            write_cell(sheet, number, left, values.get(key), look)


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
