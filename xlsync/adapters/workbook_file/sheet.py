"""Splicing cells into the XML of a sheet: what is not touched is neither parsed nor copied.

A text may hold anything but ``<``: in a sheet without comments and CDATA, ``<c `` and ``<row`` are always tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsync.adapters.workbook_file.cells import CellContent, CellWriter, letters
from xlsync.adapters.workbook_file.heights import fitted
from xlsync.adapters.workbook_file.new_rows import NewRows, RowDress
from xlsync.adapters.workbook_file.row_cells import cells_of, places_in, style_of
from xlsync.adapters.workbook_file.row_finder import RowFinder, RowSpan
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

Chunk = bytes | memoryview
"""A piece of a part: new bytes, or a slice of the old ones."""
Cells = Mapping[int, CellContent]
"""Values by 1-based column."""

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b")
# A program that writes tags with single quotes, blanks round "=" or line breaks does so from the first one on.
_ODD_TAG = re.compile(rb"<(?:\w+:)?(?:row|c)(?:[\t\r\n]|\b[^<>]*?\sr(?:\s|=\s*'|=\s))")
_BEGINNING = 1 << 16
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FACT = re.compile(rb'\s(min|max|style)="(\d+)"')
_KEPT_OF_ROW = re.compile(rb'\s(?:s|customFormat|ht|customHeight)="[^"]*"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")


@dataclass(frozen=True, slots=True)
class Growth:
    """How the table of a sheet grows: new rows after ``end`` up to ``last``, over the columns ``left`` to ``right``."""

    end: int
    last: int
    left: int
    right: int


class SheetXml:
    """One sheet part that cells are put into."""

    def __init__(self, content: bytes, sheet: str, styles: Styles, is_1904: bool) -> None:
        root = _ROOT.search(content)
        is_odd = b"!" in content and (b"<!--" in content or b"<![CDATA[" in content)
        if root is None or is_odd:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        self._sheet = sheet
        self._prefix = root[1]
        self._content = content
        self._styles = styles
        self._writer = CellWriter(sheet, self._prefix, is_1904)
        start, end = self._data
        if _ODD_TAG.search(content, start, min(start + _BEGINNING, end)):
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        self._finder = RowFinder(content, self._prefix, start, end, sheet)
        self.has_lost_formulas = False

    @cached_property
    def _data(self) -> tuple[int, int]:
        """Return where the rows begin and end."""
        name = b"%ssheetData" % self._prefix
        opened = re.compile(rb"<%s\b[^>]*>" % name).search(self._content)
        if opened is None:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
        if opened[0].endswith(b"/>"):
            return opened.end(), opened.end()
        closed = self._content.rfind(b"</%s>" % name)
        if closed < 0:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
        return opened.end(), closed

    @property
    def head(self) -> bytes:
        """Return what stands before the rows, the opening tag of sheetData included."""
        head = self._content[: self._data[0]]
        return head[:-2].rstrip() + b">" if head.endswith(b"/>") else head

    @property
    def tail(self) -> bytes:
        """Return what stands after the rows, the closing tag of sheetData first."""
        tail = self._content[self._data[1] :]
        close = b"</%ssheetData>" % self._prefix
        return tail if tail.startswith(close) else close + tail

    def rows(self, edits: Mapping[int, Cells], growth: Growth, heights: Mapping[int, int]) -> Iterator[Chunk]:
        """Yield the rows with the edits (by sheet row) and new heights in them. Raises UnsafeMaster."""
        view = memoryview(self._content)
        position, end = self._data
        new = self._new_rows(growth)
        for number, span in self._finder.spans(sorted(edits)):
            if span.start > position:
                yield view[position : span.start]
            position = span.end
            if growth.end < number <= growth.last:
                yield self._new_row(new, number, span, edits[number], growth, heights.get(number))
            else:
                yield self._changed_row(new, number, span, edits[number], heights.get(number))
        yield view[position:end]

    def _new_row(
        self, new: NewRows, number: int, span: RowSpan, values: Cells, growth: Growth, height: int | None
    ) -> bytes:
        """Return a row that the table takes in: one that exists already keeps what stands beside the table."""
        if span.end == span.start:
            return new.row(number, values, height)
        cells = cells_of(self._body(span), self._prefix, self._sheet)
        if any(growth.left <= column <= growth.right and _FILLED.search(cell) for column, cell in cells.items()):
            raise UnsafeMaster(words.FILLED_BELOW.format(sheet=self._sheet, row=number))
        return self._changed_row(new, number, span, {**new.dressed(), **values}, height)

    def _changed_row(self, new: NewRows, number: int, span: RowSpan, values: Cells, height: int | None) -> bytes:
        tag = self._content[span.start : span.cells] or b'<%srow r="%d">' % (self._prefix, number)
        tag = fitted(tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag, height)
        body = self._body(span)
        ordered = sorted(values)
        places = places_in(body, self._prefix, [f"{letters(column)}{number}" for column in ordered])
        if places is None:
            return self._remade_row(new, number, tag, body, values)
        pieces = [tag]
        position = 0
        for column, (start, end) in zip(ordered, places, strict=True):
            pieces += (body[position:start], self._changed(number, column, body[start:end], values[column]))
            position = end
        return b"".join((*pieces, body[position:], b"</%srow>" % self._prefix))

    def _remade_row(self, new: NewRows, number: int, tag: bytes, body: bytes, values: Cells) -> bytes:
        """Return a row that gets cells which it had not."""
        cells = cells_of(body, self._prefix, self._sheet)
        row_style = style_of(tag)
        for column, value in values.items():
            if column in cells:
                cells[column] = self._changed(number, column, cells[column], value)
            else:
                style = self._styles.suited(new.style(column, row_style), value)
                if value is not None or style is not None:
                    cells[column] = self._writer.cell(number, column, style, value)
        ordered = (cells[column] for column in sorted(cells))
        return b"".join((_SPANS.sub(b"", tag), *ordered, b"</%srow>" % self._prefix))

    def _body(self, span: RowSpan) -> bytes:
        """Return what stands between the tags of a row."""
        return self._content[span.cells : max(span.end - len(self._prefix) - len("</row>"), span.cells)]

    def _changed(self, number: int, column: int, old: bytes, value: CellContent) -> bytes:
        """Return a cell with its new value and its old style."""
        if b"f" in old and _FORMULA.search(old):
            self.has_lost_formulas = True
        return self._writer.cell(number, column, self._styles.suited(style_of(old), value), value)

    def _new_rows(self, growth: Growth) -> NewRows:
        """Return the writer of new rows, which take after the table's last row."""
        span = self._finder.span(growth.end) if growth.end else None
        dress = self._dress(span, growth) if span is not None else RowDress(b"", {}, self._column_styles)
        return NewRows(self._writer, self._styles, dress)

    def _dress(self, span: RowSpan, growth: Growth) -> RowDress:
        """Return how a row looks: attributes of its tag, styles of its cells within the table."""
        tag = self._content[span.start : span.cells]
        cells = cells_of(self._body(span), self._prefix, self._sheet)
        found = {column: style_of(cells[column]) for column in range(growth.left, growth.right + 1) if column in cells}
        styles = {column: style for column, style in found.items() if style is not None}
        return RowDress(b"".join(_KEPT_OF_ROW.findall(tag)), styles, self._column_styles)

    @cached_property
    def _column_styles(self) -> dict[int, int]:
        """Return the default styles of columns."""
        styles: dict[int, int] = {}
        for found in _COLUMN.finditer(self._content, 0, self._data[0]):
            facts = {name: int(number) for name, number in _FACT.findall(found[1])}
            if b"style" in facts:
                styles |= dict.fromkeys(range(facts[b"min"], facts[b"max"] + 1), facts[b"style"])
        return styles
