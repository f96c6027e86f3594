"""The XML of a sheet as a stream of rows, cells and other elements: a sheet of any size in little memory."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import IO, NamedTuple

from lxml import etree

from tests.lossless.opc import MAIN, cell_of, place_of

ROW, CELL = f"{MAIN}row", f"{MAIN}c"
_SHEET_CHILD, _ROW_DEPTH, _CELL_DEPTH = 2, 3, 4


class Kind(Enum):
    """What a stream of a sheet holds."""

    ROOT = auto()
    ROW = auto()
    CELL = auto()
    PART = auto()
    """Any child of the sheet, sheetData included; it comes when it ends, sheetData without its rows."""


class Item(NamedTuple):
    """One step of the stream; row and column are where a reader puts it, whatever is written."""

    kind: Kind
    element: etree._Element
    row: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        return place_of(self.row, self.column)

    @property
    def name(self) -> str:
        return etree.QName(self.element).localname


def walk(stream: IO[bytes]) -> Iterator[Item]:
    """Yield what a sheet holds, in its order; elements are emptied once the reader has gone on."""
    depth = row = column = 0
    for event, element in etree.iterparse(stream, ("start", "end"), huge_tree=True, resolve_entities=False):
        if event == "start":
            depth += 1
            if depth == 1:
                yield Item(Kind.ROOT, element)
            elif depth == _ROW_DEPTH and element.tag == ROW:
                row, column = _row_of(element, row), 0
                yield Item(Kind.ROW, element, row)
            continue
        if depth == _CELL_DEPTH and element.tag == CELL:
            column = _column_of(element, column)
            yield Item(Kind.CELL, element, row, column)
            element.clear()
        elif depth == _SHEET_CHILD:
            yield Item(Kind.PART, element)
            element.clear()
        elif depth == _ROW_DEPTH and element.tag == ROW:
            _forget(element)
        depth -= 1


def _row_of(element: etree._Element, last: int) -> int:
    written = element.get("r", "")
    return int(written) if written.isdigit() else last + 1


def _column_of(element: etree._Element, last: int) -> int:
    try:
        return cell_of(element.get("r", ""))[1]
    except ValueError:
        return last + 1


def _forget(element: etree._Element) -> None:
    """Take a row out of memory that has been passed."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def plain_text(element: etree._Element) -> str:
    """Return the text of a string item; phonetic runs are not part of it."""
    found = element.iter(f"{MAIN}t")
    return "".join(t.text or "" for t in found if (parent := t.getparent()) is None or parent.tag != f"{MAIN}rPh")
