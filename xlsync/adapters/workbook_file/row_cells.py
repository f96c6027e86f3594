"""The cells of one row, cut out of its XML without parsing it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from xlsync.adapters.workbook_file.layout import column_number
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_REF = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})\d+"')
_ODD_REF = re.compile(rb"\sr\s*=")
_STYLE = re.compile(rb'\ss="(\d+)"')
_EXTENSION = b"extLst>"
_FIRST = b'r="'


def cells_of(body: bytes, prefix: bytes, sheet: str) -> dict[int, bytes]:
    """Return the cells by column, each as its whole element; a cell without an address follows the one before.

    ``body`` is what stands between the tags of the row. Raises UnsafeMaster where cells are out of order.
    """
    blank, *elements = _split(body, b"<%sc" % prefix)
    cells: dict[int, bytes] = {}
    column = 0
    at = len(prefix) + len("<c ")
    for element in elements:
        letters = _letters_of(element, at)
        following = _column(letters) if letters else column + 1
        if following <= column or (not letters and _ODD_REF.search(element, 0, element.index(b">"))):
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        column = following
        cells[column] = element
    if blank.strip() or body.rstrip().endswith(_EXTENSION):
        raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
    return cells


def places_in(body: bytes, prefix: bytes, refs: Iterable[str]) -> list[tuple[int, int]] | None:
    """Return start and end of the cells with these addresses, in order; None where one is not easily found."""
    mark = b"<%sc" % prefix
    if mark + b">" in body or mark + b"/>" in body or body.rstrip().endswith(_EXTENSION):
        return None
    mark += b" "
    places = []
    end = 0
    for ref in refs:
        start = body.find(b'%sr="%s"' % (mark, ref.encode()), end)
        if start < 0:
            return None
        end = body.find(mark, start + 1)
        end = len(body) if end < 0 else end
        places.append((start, end))
    return places


def style_of(element: bytes) -> int | None:
    """Return the style named in the tag of a cell or row, None when there is none."""
    found = _STYLE.search(element, 0, element.index(b">"))
    return int(found[1]) if found else None


def _split(body: bytes, mark: bytes) -> list[bytes]:
    """Return what stands before the first cell, then each cell with what follows it."""
    if mark + b">" in body or mark + b"/>" in body:  # a bare tag: no address, no style
        return re.split(rb"(?=%s[\s/>])" % re.escape(mark), body)
    blank, *pieces = body.split(mark + b" ")
    return [blank, *(mark + b" " + piece for piece in pieces)]


def _letters_of(element: bytes, at: int) -> bytes:
    """Return the letters of the address of a cell, b'' when it has none."""
    if element.startswith(_FIRST, at):
        return element[at + 3 : element.index(b'"', at + 3)].rstrip(b"0123456789")
    found = _REF.search(element, 0, element.index(b">"))
    return found[1] if found else b""


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())
