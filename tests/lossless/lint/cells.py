"""Rows and cells of one sheet as they stream by."""

import math
from collections.abc import Iterator, Set

from lxml import etree

from tests.lossless.lint.finding import Finding
from tests.lossless.lint.formulas import faults_of, sheets_named
from tests.lossless.lint.workbook import Counts
from tests.lossless.opc import LAST_COLUMN, LAST_ROW, MAIN, Box, box_of, cell_of, place_of
from tests.lossless.scan import Item, plain_text

_TYPES = {"n", "s", "str", "b", "e", "inlineStr", "d"}
_TRUTH = {None, "0", "1", "true", "false"}
_LONGEST_TEXT = 32_767
_LARGEST_ARRAY = 100_000


class CellCheck:
    """The state of one pass: the last row and column, formulas, texts of header rows, the used area."""

    def __init__(self, part: str, counts: Counts, headers: Set[int], sheets: Set[str]) -> None:
        self._part, self._counts, self._headers, self._sheets = part, counts, headers, sheets
        self._row = self._column = 0
        self._masters: set[str] = set()
        self._members: list[tuple[str, str]] = []
        self.formulas: set[str] = set()
        self.header_cells: dict[tuple[int, int], tuple[str, str | None]] = {}
        self.used: Box | None = None

    def row(self, item: Item) -> Iterator[Finding]:
        """Yield the faults of a row's start."""
        if not self._row < item.row <= LAST_ROW:
            yield self._found("row out of order or range", str(item.row))
        self._row, self._column = item.row, 0
        spans = item.element.get("spans", "")
        for span in spans.split():
            first, _, last = span.partition(":")
            if not (first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last) <= LAST_COLUMN):
                yield self._found("bad spans", str(item.row))

    def cell(self, item: Item) -> Iterator[Finding]:
        """Yield the faults of a cell."""
        element, written = item.element, item.element.get("r")
        if written is not None and not _is_in_row(written, item.row):
            yield self._found("cell reference does not fit its row", written)
        if not self._column < item.column <= LAST_COLUMN:
            yield self._found("cell out of order or range", item.place)
        self._column = item.column
        self._use(item)
        style = element.get("s")
        if style is not None and self._counts.formats is not None and int(style) >= self._counts.formats:
            yield self._found("style out of range", item.place)
        text, fault = self._value(element)
        if fault:
            yield self._found(fault, item.place)
        if item.row in self._headers:
            self.header_cells[item.row, item.column] = (element.get("t", "n"), text)
        formula = element.find(f"{MAIN}f")
        if formula is not None:
            yield from self._formula(formula, item.place)

    def end(self) -> Iterator[Finding]:
        """Yield what can only be said at the end of the sheet."""
        for group, place in self._members:
            if group not in self._masters:
                yield self._found("shared formula without its first cell", place)

    def _found(self, rule: str, place: str) -> Finding:
        return Finding(self._part, rule, place)

    def _use(self, item: Item) -> None:
        used = self.used or Box(item.row, item.column, item.row, item.column)
        rows, columns = sorted((used.top, used.bottom, item.row)), sorted((used.left, used.right, item.column))
        self.used = Box(rows[0], columns[0], rows[-1], columns[-1])

    def _value(self, element: etree._Element) -> tuple[str | None, str | None]:
        """Return the text of a cell, if it has one, and what is wrong with its value."""
        kind, written = element.get("t", "n"), element.findtext(f"{MAIN}v")
        if kind == "s":
            return self._shared(written)
        if kind == "inlineStr":
            text = plain_text(element)
            return text, "text too long" if len(text.encode("utf-16-le", "replace")) // 2 > _LONGEST_TEXT else None
        if kind == "str":
            return written, None
        if kind not in _TYPES:
            return None, "type of cell"
        if kind == "n" and written and not _is_number(written):
            return None, "not a number"
        return None, "not a truth value" if kind == "b" and written not in _TRUTH else None

    def _shared(self, written: str | None) -> tuple[str | None, str | None]:
        if written is None:
            return None, None
        strings = self._counts.header_texts
        if not written.strip().isdigit() or int(written) >= len(strings):
            return None, "shared string out of range"
        return strings[int(written)], None

    def _formula(self, formula: etree._Element, place: str) -> Iterator[Finding]:
        self.formulas.add(place)
        kind, area, text = formula.get("t"), formula.get("ref"), formula.text or ""
        if kind == "shared" and area:
            self._masters.add(formula.get("si", ""))
        elif kind == "shared":
            self._members.append((formula.get("si", ""), place))
        elif area:
            self.formulas |= _places(area)
        yield from (self._found(f"formula: {fault}", place) for fault in faults_of(text))
        missing = [sheet for sheet in sheets_named(text) if sheet.lower() not in self._sheets]
        yield from (self._found("formula names a missing sheet", f"{place} {sheet}") for sheet in missing)


def _is_in_row(written: str, row: int) -> bool:
    try:
        return cell_of(written)[0] == row
    except ValueError:
        return False


def _is_number(written: str) -> bool:
    try:
        return math.isfinite(float(written))
    except ValueError:
        return False


def _places(area: str) -> set[str]:
    """Return the cells of an array formula, which the calculation chain may name one by one."""
    try:
        box = box_of(area)
    except ValueError:
        return set()
    rows, columns = range(box.top, box.bottom + 1), range(box.left, box.right + 1)
    if len(rows) * len(columns) > _LARGEST_ARRAY:
        return set()
    return {place_of(row, column) for row in rows for column in columns}
