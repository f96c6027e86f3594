"""How far a sheet reaches, looked at in its bytes before a reader lays out the whole rectangle in memory.

Two cells, A1 and XFD1048576, make a rectangle of 17 thousand million cells; the reader aborts the process. A row or
column beyond the bounds is cut out when all it holds is blank (formats, a stray space), and refused when it does not.
Bounds: row 9,999 and column ZZ, so that one look for five digits or three letters finds what is beyond.
"""

import re
from collections.abc import Callable

from xlsync.adapters.reading.cells import XmlCell, xml_cells
from xlsync.adapters.reading.refusal import refusal
from xlsync.model.table import column_letter
from xlsync.vocabulary.labels import files as words

MAX_ROW, MAX_COLUMN = 9_999, 702
_TRIM_FROM = 1_000_000  # bytes; smaller sheets are read as they are
_FAR = re.compile(rb'\sr\s*=\s*["\'](?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})')
# The same look where every place is written as plainly as it can be: four times as quick.
_PLAINLY_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})')
# A row that has its number, and no cell but formatted blanks.
_BLANK_ROW = re.compile(rb'<row\b[^<>]*\br="\d+"[^<>]*(?:/>|(?<!/)>(?:<c\b[^<>]*/>)*</row>)')
_SHARED = re.compile(rb'\bt\s*=\s*["\']s["\']')

Strings = Callable[[], list[str]]
"""The shared texts of the workbook, made only when asked for."""


def within_bounds(xml: bytes, sheet: str, strings: Strings, max_cells: int) -> bytes:
    """Return the sheet's XML, its blank rows and cells far out cut away; raises UnreadableFile for far content."""
    if len(xml) > _TRIM_FROM:
        xml = _BLANK_ROW.sub(b"", xml)
    if xml.count(b"<c ") + xml.count(b":c ") > max_cells:
        raise refusal("too_large", detail=words.DETAIL_CELLS.format(sheet=sheet, limit=max_cells))
    if _is_plain(xml) and not _PLAINLY_FAR.search(xml):
        return xml
    return _cut_far(xml, sheet, strings)


def _is_plain(xml: bytes) -> bool:
    """Return whether every row and cell gives its own place as ` r="..."`, so that one look at the places suffices."""
    rows_placed = xml.count(b"<row") == xml.count(b'<row r="')
    return b"<sheetData" in xml and rows_placed and xml.count(b"<c ") + xml.count(b"<c>") == xml.count(b'<c r="')


def _cut_far(xml: bytes, sheet: str, strings: Strings) -> bytes:
    kept, done = [], 0
    for cell in xml_cells(xml):
        if cell.row <= MAX_ROW and cell.column <= MAX_COLUMN:
            continue
        if not _is_blank(cell, strings):
            raise refusal("too_far", sheet=sheet, cell=f"{column_letter(cell.column)}{cell.row}")
        kept.append(xml[done : cell.start])
        done = cell.end
    kept.append(xml[done:])
    cut = _BLANK_ROW.sub(b"", b"".join(kept))
    if _FAR.search(cut):
        raise refusal("damaged", detail=words.DETAIL_PLACES.format(sheet=sheet))
    return cut


def _is_blank(cell: XmlCell, strings: Strings) -> bool:
    text = cell.text.strip()
    if not text or not _SHARED.search(cell.attributes):
        return not text
    texts = strings() if text.isdigit() else []
    return int(text) < len(texts) and not texts[int(text)].strip() if texts else False
