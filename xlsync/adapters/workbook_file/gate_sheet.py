"""The gate's look at a sheet: two streams side by side, row by row, in flat memory."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*>")
_EMPTY_ROW = re.compile(rb"\s*<(?:\w+:)?row\b[^>]*/>")
_PLAIN = b'<row r="'
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
_ODD_NUMBER = re.compile(rb"\sr\s*=")


class RawRow(NamedTuple):
    """A row with its number, as it stands in the file."""

    number: int
    xml: bytes


class SheetStream:
    """The rows of a sheet from pieces of its XML; ``head`` is known once rows are read, ``tail`` at their end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.head = b""
        self.tail = b""
        self._pieces = pieces
        self._rows = self._numbered()
        self._next: RawRow | None = None

    def peek(self) -> RawRow | None:
        """Return the row that comes next, None behind the last one."""
        if self._next is None:
            self._next = next(self._rows, None)
        return self._next

    def take(self) -> RawRow | None:
        """Return the next row and go on."""
        row = self.peek()
        self._next = None
        return row

    def _numbered(self) -> Iterator[RawRow]:
        number = 0
        for xml in self._cut():
            end = xml.index(b">")
            if xml.startswith(_PLAIN):
                number = int(xml[len(_PLAIN) : xml.index(b'"', len(_PLAIN), end)])
            else:
                found = _NUMBER.search(xml, 0, end)
                if found is None and _ODD_NUMBER.search(xml, 0, end):
                    raise ValueError("a number in odd quotes")
                number = int(found[1]) if found else number + 1
            yield RawRow(number, xml)

    def _cut(self) -> Iterator[bytes]:
        """Yield the rows; a row without cells stands before the next one."""
        rest = self._after_head()
        close = b"</%srow>" % _prefix(self.head)
        for piece in self._pieces:
            *rows, rest = (rest + piece).split(close)
            for row in rows:
                if row.find(b"/>", 0, row.index(b">") + 1) < 0:
                    yield row + close
                else:
                    yield from _parted(row + close)
        *rows, rest = rest.split(close)
        for row in rows:
            yield from _parted(row + close)
        while found := _EMPTY_ROW.match(rest):
            yield found[0]
            rest = rest[found.end() :]
        self.tail = rest

    def _after_head(self) -> bytes:
        """Return what is read already behind the tag that opens the rows."""
        buffer = b""
        for piece in self._pieces:
            buffer += piece
            found = _DATA.search(buffer)
            if found is not None:
                self.head = buffer[: found.end()]
                return buffer[found.end() :]
        self.head = buffer
        return b""


def _parted(xml: bytes) -> Iterator[bytes]:
    """Yield the rows without cells that stand before a row, then the row."""
    while found := _EMPTY_ROW.match(xml):
        yield found[0]
        xml = xml[found.end() :]
    yield xml


def _prefix(head: bytes) -> bytes:
    name = head[head.rindex(b"<") + 1 :]
    return name[: name.index(b":") + 1] if b":" in name.split(b"sheetData")[0] else b""
