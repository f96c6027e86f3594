"""Splicing cells into the XML of a sheet: one pass over its rows, untouched bytes stay as they are.

A text may hold anything but ``<``: in a sheet without comments and CDATA, ``<c `` and ``<row`` are always tags.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from xlsync.adapters.workbook_file.cells import CellContent, CellWriter
from xlsync.adapters.workbook_file.heights import Heights, fitted
from xlsync.adapters.workbook_file.layout import column_number
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b")
_REF = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})\d+"')
_STYLE = re.compile(rb'\ss="(\d+)"')
_GROUP = re.compile(rb'<(?:\w+:)?f\b[^>]*?\s(?:ref=|t="(?:array|dataTable)")')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_KEPT_OF_ROW = re.compile(rb'\s(?:s|customFormat|ht|customHeight)="[^"]*"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_column = lru_cache(maxsize=1024)(column_number)
_letters = lru_cache(maxsize=1024)(column_letter)


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Where a row stands: from its tag to its end, ``cells`` being where its cells begin (None: it has no cells)."""

    start: int
    cells: int
    end: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Growth:
    """How the table of a sheet grows: new rows after ``end`` up to ``last``, over the columns ``left`` to ``right``."""

    end: int
    left: int
    right: int
    formulas: Mapping[int, CellContent] = field(default_factory=dict)
    last: int = 0


class SheetXml:
    """One sheet part that cells are put into."""

    def __init__(self, content: bytes, sheet: str, styles: Styles, is_1904: bool) -> None:
        root = _ROOT.search(content)
        if root is None or b"<!--" in content or b"<![CDATA[" in content:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        self._sheet = sheet
        self._prefix = root[1]
        self._content = self._with_open_data(content)
        self._styles = styles
        self._writer = CellWriter(sheet, self._prefix, is_1904)
        self._cell_tag = b"<%sc " % self._prefix
        self._row_above: tuple[bytes, dict[int, int]] | None = None
        self.has_lost_formulas = False

    def _with_open_data(self, content: bytes) -> bytes:
        """Return the content with an empty sheetData written as two tags."""
        return re.sub(rb"<(%ssheetData)\s*/>" % self._prefix, rb"<\1></\1>", content, count=1)

    @cached_property
    def _data(self) -> tuple[int, int]:
        opened = re.search(rb"<%ssheetData\b[^>]*>" % self._prefix, self._content)
        closed = self._content.rfind(b"</%ssheetData>" % self._prefix)
        if opened is None or closed < 0:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
        return opened.end(), closed

    @cached_property
    def rows(self) -> dict[int, RowSpan]:
        """Return where the rows stand, by row number, in the order of the sheet."""
        tag = re.compile(rb'<%srow\b(?:[^>]*?\sr="(\d+)")?[^>]*>' % self._prefix)
        close = b"</%srow>" % self._prefix
        rows: dict[int, RowSpan] = {}
        number = 0
        for found in tag.finditer(self._content, *self._data):
            number = int(found[1]) if found[1] else number + 1
            is_empty = self._content[found.end() - 2] == ord("/")
            end = found.end() if is_empty else self._content.index(close, found.end()) + len(close)
            rows[number] = RowSpan(found.start(), found.end(), end, is_empty)
        return rows

    def spliced(self, edits: Mapping[int, Mapping[int, CellContent]], growth: Growth, heights: Heights) -> bytes:
        """Return the sheet with the edits (by row and column, 1-based) and new row heights. Raises UnsafeMaster."""
        order = sorted(self.rows)
        out: list[bytes] = []
        position = 0
        for number in sorted(edits):
            span = self.rows.get(number)
            at = span.start if span else self._start_after(order, number)
            row = self._row(number, span, edits[number], growth, heights.get(number))
            out += (self._content[position:at], row)
            position = span.end if span else at
        out.append(self._content[position:])
        return b"".join(out)

    def _start_after(self, order: list[int], number: int) -> int:
        """Return where a row that does not exist yet belongs."""
        place = bisect_left(order, number)
        return self.rows[order[place]].start if place < len(order) else self._data[1]

    def _row(
        self,
        number: int,
        span: RowSpan | None,
        values: Mapping[int, CellContent],
        growth: Growth,
        height: int | None,
    ) -> bytes:
        tag, cells = self._parts(number, span, growth)
        tag = fitted(tag, height)
        if growth.end < number <= growth.last:
            self._refuse_filled(number, cells, growth)
            values = {**dict.fromkeys(self._template(growth)[1]), **growth.formulas, **values}
        fresh: dict[int, bytes] = {}
        for column, value in values.items():
            if column in cells:
                cells[column] = self._changed(number, column, cells[column], value)
            else:
                style = self._styles.suited(self._style_for(column, tag, growth), value)
                if value is not None or style is not None:
                    fresh[column] = self._writer.cell(f"{_letters(column)}{number}", style, value)
        if fresh:
            tag = _SPANS.sub(b"", tag)
            cells = dict(sorted((cells | fresh).items()))
        return b"".join((tag, *cells.values(), b"</%srow>" % self._prefix))

    def _parts(self, number: int, span: RowSpan | None, growth: Growth) -> tuple[bytes, dict[int, bytes]]:
        """Return the tag of a row and its cells by column; a row that does not exist yet is dressed as its template."""
        if span is None:
            return b'<%srow r="%d"%s>' % (self._prefix, number, self._template(growth)[0]), {}
        tag = self._content[span.start : span.cells]
        if span.is_empty:
            return tag[:-2].rstrip() + b">", {}
        return tag, dict(self._cells(span))

    def _cells(self, span: RowSpan) -> Iterator[tuple[int, bytes]]:
        """Yield the cells of a row by column, each as its whole element."""
        body = self._content[span.cells : span.end - len(self._prefix) - 6]
        blank, *pieces = body.split(self._cell_tag)
        if blank.strip() or b"<%sextLst" % self._prefix in body:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
        for piece in pieces:
            ref = _REF.match(piece) or _REF.search(piece, 0, piece.index(b">"))
            if ref is None:
                raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
            yield _column(ref[1].decode()), self._cell_tag + piece

    def _changed(self, number: int, column: int, old: bytes, value: CellContent) -> bytes:
        """Return a cell with its new value and its old style."""
        ref = f"{_letters(column)}{number}"
        if _GROUP.search(old):
            raise UnsafeMaster(words.GROUP_FORMULA.format(sheet=self._sheet, cell=ref))
        if _FORMULA.search(old):
            self.has_lost_formulas = True
        return self._writer.cell(ref, self._styles.suited(_style_of(old), value), value)

    def _refuse_filled(self, number: int, cells: Mapping[int, bytes], growth: Growth) -> None:
        """Refuse to write over what stands below the table."""
        if any(growth.left <= column <= growth.right and _FILLED.search(cell) for column, cell in cells.items()):
            raise UnsafeMaster(words.FILLED_BELOW.format(sheet=self._sheet, row=number))

    def _style_for(self, column: int, tag: bytes, growth: Growth) -> int | None:
        """Return the style of a cell that does not exist yet: of the row above, of its row, of its column."""
        return self._template(growth)[1].get(column, _style_of(tag) or self._column_styles.get(column))

    def _template(self, growth: Growth) -> tuple[bytes, dict[int, int]]:
        """Return attributes and cell styles of the table's last row, which new rows take after."""
        if self._row_above is None:
            span = self.rows.get(growth.end)
            self._row_above = self._dress(span, growth) if span is not None else (b"", {})
        return self._row_above

    def _dress(self, span: RowSpan, growth: Growth) -> tuple[bytes, dict[int, int]]:
        attributes = b"".join(_KEPT_OF_ROW.findall(self._content[span.start : span.cells]))
        cells = {} if span.is_empty else dict(self._cells(span))
        styles = {
            column: _style_of(cells[column]) for column in range(growth.left, growth.right + 1) if column in cells
        }
        return attributes, {column: style for column, style in styles.items() if style is not None}

    @cached_property
    def _column_styles(self) -> dict[int, int]:
        """Return the default styles of columns."""
        styles: dict[int, int] = {}
        for found in _COLUMN.finditer(self._content, 0, self._data[0]):
            facts = {name: int(number) for name, number in re.findall(rb'\s(min|max|style)="(\d+)"', found[1])}
            if b"style" in facts:
                styles |= dict.fromkeys(range(facts[b"min"], facts[b"max"] + 1), facts[b"style"])
        return styles


def _style_of(element: bytes) -> int | None:
    """Return the style named in the tag of a cell or row, None when there is none."""
    found = _STYLE.search(element, 0, element.index(b">"))
    return int(found[1]) if found else None
