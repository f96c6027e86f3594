"""Error cells such as #REF! of a sheet, which the reader of cells shows as blank."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from xlsync.adapters.workbook_file.layout import column_number

_MARK, _IN_SINGLE_QUOTES = b't="e"', b"t='e'"
_BEGINNING = 2000
_ROW, _VALUE = "{*}row", "{*}v"


def error_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """Return what error cells show by row and column, both 1-based; a sheet without any costs one look for the mark.

    Raises ValueError where the sheet is no XML.
    """
    has_single_quotes = b"='" in xml[:_BEGINNING]
    return _parsed(xml) if _MARK in xml or (has_single_quotes and _IN_SINGLE_QUOTES in xml) else {}


def _parsed(xml: bytes) -> dict[tuple[int, int], str]:
    from lxml import etree

    found: dict[tuple[int, int], str] = {}
    number = 0
    try:
        for _, row in etree.iterparse(BytesIO(xml), tag=_ROW, resolve_entities=False, huge_tree=True):
            number = int(row.get("r", number + 1))
            found |= {(number, column): shown for column, shown in _errors_of(row)}
            row.clear()
    except etree.XMLSyntaxError:
        raise ValueError(number) from None
    return found


def _errors_of(row: Any) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row whose cells show an error, with what they show."""
    column = 0
    for cell in row:
        letters = cell.get("r", "").rstrip("0123456789")
        column = column_number(letters) if letters else column + 1
        shown = cell.findtext(_VALUE) if cell.get("t") == "e" else None
        if shown:
            yield column, shown
