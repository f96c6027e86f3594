"""The cells of a sheet's XML, found in one pass over its tags; broken or hostile XML costs no more than good XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsync.model.raw import Place

# "<" never stands inside a tag, so no search runs on beyond the next one.
_OPENING = re.compile(rb"<(?:\w+:)?(?:(row)|c)\b([^<>]*)>")
_REF = re.compile(rb'\br\s*=\s*["\']([A-Za-z]*)(\d{1,10})["\']')
_TEXT = re.compile(rb"<(?:\w+:)?[vt]\b[^<>]*>([^<]*)")
_FILLED = re.compile(rb'<c r="([A-Za-z]{1,3})(\d{1,7})"([^<>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_END = b"</c>"
_CLOSING = re.compile(rb"</(?:\w+:)?c\s*>")


@dataclass(frozen=True, slots=True)
class XmlCell:
    """One cell: its 1-based place, its attributes, what stands in it, and where it starts and ends in the XML."""

    row: int
    column: int
    attributes: bytes
    body: bytes
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Return (row, column)."""
        return self.row, self.column

    @property
    def text(self) -> bytes:
        """Return the content of <v> or of the first <t>, b'' when there is none."""
        found = _TEXT.search(self.body)
        return found[1] if found else b""


def xml_cells(xml: bytes) -> Iterator[XmlCell]:
    """Yield all cells; a row or cell without a place of its own stands next to the one before it."""
    row = column = 0
    openings = list(_OPENING.finditer(xml))
    ends = [opening.start() for opening in openings[1:]] + [len(xml)]
    for opening, next_start in zip(openings, ends, strict=True):
        place = _REF.search(opening[2])
        if opening[1]:
            row, column = (int(place[2]) if place else row + 1), 0
            continue
        column = column_number(place[1]) if place else column + 1
        end = opening.end() if opening[2].endswith(b"/") else _end_of_cell(xml, opening.end(), next_start)
        yield XmlCell(
            int(place[2]) if place else row, column, opening[2], xml[opening.end() : end], opening.start(), end
        )


def is_plain(xml: bytes) -> bool:
    """Return whether every row and cell gives its own place as ` r="..."`, so that one look at the places suffices."""
    rows_placed = xml.count(b"<row") == xml.count(b'<row r="')
    return b"<sheetData" in xml and rows_placed and xml.count(b"<c ") + xml.count(b"<c>") == xml.count(b'<c r="')


def filled_cells(xml: bytes) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """Yield (letters, row, attributes, body) of the filled cells of a sheet that is plain."""
    end = xml.rfind(_END) + len(_END)  # beyond it, each cell would be looked for up to the end of the sheet
    for found in _FILLED.finditer(xml, 0, end):
        letters, row, attributes, body = found.groups()
        if body:
            yield letters, row, attributes, body


def _end_of_cell(xml: bytes, start: int, limit: int) -> int:
    closing = _CLOSING.search(xml, start, limit)
    return closing.end() if closing else limit


def column_number(letters: bytes) -> int:
    """Return the 1-based number of a column's letters (AB -> 28)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
