"""Where the rows of a sheet stand in its XML: looked up by their tags, never parsed."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_NUMBER = re.compile(rb'\sr="(\d+)"')
_ODD_NUMBER = re.compile(rb"\sr\s*=")
"""A number in other quotes or with blanks around its sign, which XML allows and no known program writes."""


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Where a row stands: its tag from ``start`` to ``cells``, then its cells up to ``end``, all in bytes.

    A row that does not exist yet has its place in all three.
    """

    start: int
    cells: int
    end: int


class RowFinder:
    """The rows between ``start`` and ``end`` of a sheet's XML; ``prefix`` is that of its tags, such as b'x:'."""

    def __init__(self, content: bytes, prefix: bytes, start: int, end: int, sheet: str) -> None:
        self._content = content
        self._start, self._end = start, end
        self._sheet = sheet
        self._open = b"<%srow" % prefix
        self._close = b"</%srow>" % prefix

    def spans(self, numbers: Iterable[int]) -> Iterator[tuple[int, RowSpan]]:
        """Yield the place of each row, numbers ascending. Raises UnsafeMaster where rows are out of order."""
        position = self._start
        for number in numbers:
            position = self._from(number, position)
            yield number, self._span(number, position)

    def span(self, number: int) -> RowSpan | None:
        """Return the place of one row, None when there is none."""
        found = self._span(number, self._from(number, self._start))
        return found if found.end > found.start else None

    @cached_property
    def last(self) -> int:
        """Return the number of the last row, 0 when there are none."""
        at = self._content.rfind(self._open + b" ", self._start, self._end)
        found = _NUMBER.search(self._tag(at)) if at >= 0 else None
        return int(found[1]) if found else max(self._starts, default=0)

    def _from(self, number: int, position: int) -> int:
        """Return where the row stands or belongs, from a place that is not behind it."""
        if number > self.last:
            return self._end
        at = self._content.find(b'%s r="%d"' % (self._open, number), position, self._end)
        return at if at >= 0 else self._listed(number)

    def _listed(self, number: int) -> int:
        """Return where the row stands or belongs, for rows that are missing or whose tag begins in another way."""
        if number in self._starts:
            return self._starts[number]
        place = bisect_left(self._numbers, number)
        return self._starts[self._numbers[place]] if place < len(self._numbers) else self._end

    @cached_property
    def _starts(self) -> dict[int, int]:
        """Return the start of each row; a row without a number follows the one before."""
        starts: dict[int, int] = {}
        number = 0
        for found in re.finditer(re.escape(self._open) + rb"\b[^>]*>", self._content[self._start : self._end]):
            given = _NUMBER.search(found[0])
            following = int(given[1]) if given else number + 1
            if following <= number or (given is None and _ODD_NUMBER.search(found[0])):
                raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
            number = following
            starts[number] = self._start + found.start()
        return starts

    @cached_property
    def _numbers(self) -> list[int]:
        return list(self._starts)

    def _tag(self, at: int) -> bytes:
        return self._content[at : self._content.index(b">", at) + 1]

    def _span(self, number: int, at: int) -> RowSpan:
        tag = self._tag(at) if at < self._end else b""
        if not self._is(number, tag, at):
            return RowSpan(at, at, at)
        cells = at + len(tag)
        is_empty = tag.endswith(b"/>")
        return RowSpan(at, cells, cells if is_empty else self._content.index(self._close, cells) + len(self._close))

    def _is(self, number: int, tag: bytes, at: int) -> bool:
        """Return whether the tag at a place is that of the row."""
        given = _NUMBER.search(tag)
        return int(given[1]) == number if given else bool(tag) and self._starts.get(number) == at
