"""A walk over the records of an .xls workbook (BIFF 8): how far its cells reach, and what stands beside the values."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from xlsync.adapters.reading.marks import RED, STRIKE
from xlsync.adapters.reading.oddities import Oddities
from xlsync.adapters.reading.package import Counter
from xlsync.adapters.reading.refusal import refusal
from xlsync.vocabulary.labels import files as words

BOUND_SHEET, FILE_PASS, DATE_MODE, FONT, FORMAT_OF_CELL, SUP_BOOK, EOF = 0x85, 0x2F, 0x22, 0x31, 0xE0, 0x1AE, 0x0A
DIMENSIONS, ROW, COLUMNS, FORMULA, YES_OR_ERROR, NOTE, OBJECT, TEXT_OBJECT, CONTINUE = (
    (0x200, 0x208, 0x7D, 0x06, 0x205, 0x1C, 0x5D, 0x1B6, 0x3C)
)  # fmt: skip
FILTER_MODE = 0x9B
_VALUE_RECORDS = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xBD, FORMULA, YES_OR_ERROR})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_RED_COLOURS = (2, 10)
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
_STRUCK = 0x08
_MACRO_SHEET = 1


@dataclass
class Globals:
    """What the workbook says of itself before its sheets: offsets by sheet name, and the marks by cell format."""

    offsets: dict[str, int] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    has_macro_sheet: bool = False
    has_external_links: bool = False
    date_1904: bool = False
    fonts: list[str] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)


@dataclass
class SheetWalk:
    """One sheet as walked: its oddities, its furthest cell with a value (1-based), and texts of comment boxes."""

    odd: Oddities = field(default_factory=Oddities)
    last_row: int = 0
    last_column: int = 0
    marks: dict[int, str] = field(default_factory=dict)
    boxes: dict[int, str] = field(default_factory=dict)
    box: int = 0
    expected: int = 0


def records(stream: bytes, offset: int, counter: Counter) -> Iterator[tuple[int, bytes]]:
    """Yield (type, data) of the records from an offset up to the end of that substream, each one counted."""
    depth = 0
    while offset + 4 <= len(stream):
        counter.add()
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size
        depth += (kind == 0x809) - (kind == EOF)  # a chart inside a sheet is a substream of its own
        if kind == EOF and depth <= 0:
            return


def read_globals(stream: bytes, counter: Counter) -> Globals:
    """Return the workbook's globals; raises UnreadableFile when it is encrypted or broken."""
    found = Globals()
    for kind, data in records(stream, 0, counter):
        _note_global(kind, data, found)
    found.marks = {
        number: found.fonts[font]
        for number, font in enumerate(found.formats)
        if font < len(found.fonts) and found.fonts[font]
    }
    return found


def _note_global(kind: int, data: bytes, found: Globals) -> None:
    match kind:
        case 0x2F:
            raise refusal("encrypted")
        case 0x85:
            offset, _, sheet_type, length, wide = struct.unpack_from("<IBBBB", data)
            name = data[8 : 8 + length * 2].decode("utf-16-le") if wide & 1 else data[8 : 8 + length].decode("latin-1")
            if name in found.offsets or offset in found.offsets.values():
                raise refusal("damaged", detail=words.DETAIL_SHEET_TWICE.format(sheet=name))
            found.offsets[name] = offset
            found.has_macro_sheet |= sheet_type == _MACRO_SHEET
        case 0x22:
            found.date_1904 = data[:1] == b"\x01"
        case 0x31:
            _, flags, colour = struct.unpack_from("<HHH", data)
            found.fonts.append(STRIKE if flags & _STRUCK else RED if colour in _RED_COLOURS else "")
            if len(found.fonts) == 4:
                found.fonts.append("")  # font number 4 is left out by the format since Excel 3
        case 0xE0:
            found.formats.append(struct.unpack_from("<H", data)[0])
        case 0x1AE:
            found.has_external_links |= len(data) > 4


def walk_sheet(stream: bytes, offset: int, marks: dict[int, str], counter: Counter) -> SheetWalk:
    """Return what one sheet's records say; raises UnreadableFile when its size is a lie."""
    walk = SheetWalk(marks=marks)
    for kind, data in records(stream, offset, counter):
        if kind in _VALUE_RECORDS:
            _note_cell(kind, data, walk)
        elif kind in _NOTERS:
            _NOTERS[kind](data, walk)
    return walk


def _note_cell(kind: int, data: bytes, walk: SheetWalk) -> None:
    row, column, style = struct.unpack_from("<HHH", data)
    place = (row + 1, column + 1)
    walk.last_row, walk.last_column = max(walk.last_row, row + 1), max(walk.last_column, column + 1)
    if walk.marks.get(style):
        walk.odd.marked[place] = walk.marks[style]
    if kind == YES_OR_ERROR and data[7]:
        walk.odd.errors[place] = _ERRORS.get(data[6], "#ERR!")
    if kind == FORMULA:
        walk.odd.formulas.add(place)
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            walk.odd.errors[place] = _ERRORS.get(data[8], "#ERR!")


def _note_size(data: bytes, walk: SheetWalk) -> None:
    _, rows, _, columns = struct.unpack_from("<IIHH", data)
    if rows > _MAX_ROWS or columns > _MAX_COLUMNS:
        raise refusal("damaged", detail=words.DETAIL_CONTENT)


def _note_row(data: bytes, walk: SheetWalk) -> None:
    walk.odd.hidden_rows += bool(struct.unpack_from("<H", data, 12)[0] & 0x20)


def _note_columns(data: bytes, walk: SheetWalk) -> None:
    first, last, _, _, flags = struct.unpack_from("<HHHHH", data)
    if flags & 1:
        walk.odd.hidden_columns += 1 if last >= _MAX_COLUMNS - 1 else last - first + 1


def _note_filter(data: bytes, walk: SheetWalk) -> None:
    walk.odd.filtered = True


def _note_object(data: bytes, walk: SheetWalk) -> None:
    walk.box = struct.unpack_from("<H", data, 6)[0]


def _note_text_object(data: bytes, walk: SheetWalk) -> None:
    walk.expected = struct.unpack_from("<H", data, 10)[0]


def _note_continuation(data: bytes, walk: SheetWalk) -> None:
    """Take the text that follows a text box; the formatting runs that follow it are left."""
    if walk.expected:
        wide = data[:1] == b"\x01"
        text = data[1:].decode("utf-16-le" if wide else "latin-1", "replace")[: walk.expected]
        walk.boxes[walk.box] = walk.boxes.get(walk.box, "") + text
        walk.expected -= len(text)


def _note_comment(data: bytes, walk: SheetWalk) -> None:
    row, column, _, box = struct.unpack_from("<HHHH", data)
    walk.odd.comments[row + 1, column + 1] = walk.boxes.get(box, "")


_NOTERS: dict[int, Callable[[bytes, SheetWalk], None]] = {
    DIMENSIONS: _note_size,
    ROW: _note_row,
    COLUMNS: _note_columns,
    FILTER_MODE: _note_filter,
    OBJECT: _note_object,
    TEXT_OBJECT: _note_text_object,
    CONTINUE: _note_continuation,
    NOTE: _note_comment,
}
