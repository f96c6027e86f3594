"""How far a sheet reaches, looked at in its bytes before a reader lays out the whole rectangle in memory.

Two cells, A1 and XFD1048576, make a rectangle of 17 thousand million cells; the reader aborts the process. A row or
column beyond the bounds is cut out when all it holds is blank (formats, a stray space), and refused when it does not.
Bounds: row 99,999 and column ZZ, so that one look for six digits or three letters finds what is beyond; within them
the rectangles of all sheets together have a limit.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xlsync.adapters.reading.cells import XmlCell, column_number, is_plain, xml_cells
from xlsync.adapters.reading.package import Limits
from xlsync.adapters.reading.refusal import refusal
from xlsync.model.table import column_letter
from xlsync.vocabulary.labels import files as words

MAX_ROW, MAX_COLUMN = 99_999, 702
_TRIM_FROM = 1_000_000  # bytes; smaller sheets are read as they are
_FAR = re.compile(rb'\sr\s*=\s*["\'](?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{6})')
# The same look where every place is written as plainly as it can be: four times as quick.
_PLAINLY_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{6})')
# A row that has its number, and no cell but formatted blanks.
_BLANK_ROW = re.compile(rb'<row\b[^<>]*\br="\d+"[^<>]*(?:/>|(?<!/)>(?:<c\b[^<>]*/>)*</row>)')
_ROW = b'<row r="'
_TWO_LETTERS = re.compile(rb' r="([A-Za-z]{2})\d')
_ONE_LETTER = 26
_SHARED = re.compile(rb'\bt\s*=\s*["\']s["\']')

Strings = Callable[[], list[str]]
"""The shared texts of the workbook, made only when asked for."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The furthest row and column of a sheet that hold anything, 1-based; 0 for an empty one."""

    sheet: str
    row: int
    column: int


def refuse_reach(reaches: Iterable[Reach], limits: Limits) -> None:
    """Raise UnreadableFile where a sheet reaches too far, or all sheets together have too large an area."""
    area = 0
    for reach in reaches:
        area += reach.row * reach.column
        if reach.row > MAX_ROW or reach.column > MAX_COLUMN or area > limits.area:
            cell = f"{column_letter(max(1, reach.column))}{reach.row}"
            raise refusal("too_far", sheet=reach.sheet, cell=cell)


def within_bounds(xml: bytes, sheet: str, strings: Strings, limits: Limits) -> tuple[bytes, Reach]:
    """Return the sheet's XML, its blank rows and cells far out cut away, and how far it reaches then.

    Of a sheet whose cells give their places plainly, the columns may be counted too many, up to Z. Raises
    UnreadableFile for far content, and for more than a reader could take.
    """
    if len(xml) > _TRIM_FROM:
        xml = _BLANK_ROW.sub(b"", xml)
    if len(xml) > min(limits.cells, limits.merged, limits.formulas):
        _refuse_many(xml, sheet, limits)
    if is_plain(xml) and not _PLAINLY_FAR.search(xml):
        last = int(xml[xml.rfind(_ROW) + len(_ROW) :].partition(b'"')[0] or 0) if _ROW in xml else 0
        return xml, Reach(sheet, last, max(map(column_number, set(_TWO_LETTERS.findall(xml))), default=_ONE_LETTER))
    return _cut_far(xml, sheet, strings, limits)


def _refuse_many(xml: bytes, sheet: str, limits: Limits) -> None:
    # The first look counts a few other tags, too; the limit is far from honest numbers.
    for tag, most, detail in (
        (b"<c", limits.cells, words.DETAIL_CELLS),
        (b"mergeCell ", limits.merged, words.DETAIL_MERGED),
        (b"<f", limits.formulas, words.DETAIL_FORMULAS),
    ):
        if xml.count(tag) > most:
            raise refusal("too_large", detail=detail.format(sheet=sheet, limit=most))


def _cut_far(xml: bytes, sheet: str, strings: Strings, limits: Limits) -> tuple[bytes, Reach]:
    kept, done, reach = [], 0, Reach(sheet, 0, 0)
    for count, cell in enumerate(xml_cells(xml)):
        if count > limits.singly:
            raise refusal("too_large", detail=words.DETAIL_CELLS.format(sheet=sheet, limit=limits.singly))
        if cell.row <= MAX_ROW and cell.column <= MAX_COLUMN:
            reach = Reach(sheet, max(reach.row, cell.row), max(reach.column, cell.column))
            continue
        if not _is_blank(cell, strings):
            raise refusal("too_far", sheet=sheet, cell=f"{column_letter(cell.column)}{cell.row}")
        kept.append(xml[done : cell.start])
        done = cell.end
    kept.append(xml[done:])
    cut = _BLANK_ROW.sub(b"", b"".join(kept))
    if _FAR.search(cut):
        raise refusal("damaged", detail=words.DETAIL_PLACES.format(sheet=sheet))
    return cut, reach


def _is_blank(cell: XmlCell, strings: Strings) -> bool:
    text = cell.text.strip()
    if not text or not _SHARED.search(cell.attributes):
        return not text
    texts = strings() if text.isdigit() else []
    return int(text) < len(texts) and not texts[int(text)].strip() if texts else False
