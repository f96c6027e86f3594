"""A totals row makes room for new rows: it moves down as a whole, and its formulas reach over the new rows.

Only the columns of the table move, as in Excel; what else stands in that row of the sheet stays where it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from xml.sax.saxutils import escape

from xlsync.adapters.workbook_file.layout import Area, Layout, area_of, column_number
from xlsync.adapters.workbook_file.naming import Naming, namings
from xlsync.adapters.workbook_file.references import Reference, moved, moved_xml
from xlsync.adapters.workbook_file.row_finder import RowFinder
from xlsync.adapters.workbook_file.shared_formulas import Place, formulas_of, promoted, refuse_arrays
from xlsync.adapters.workbook_file.table import Grown, grown_reference
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_PREFIX = re.compile(rb"<((?:\w+:)?)worksheet\b")
_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})\d+"')
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_FORMULA = re.compile(rb"<((?:\w+:)?f)\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)")
_TOTALS_FORMULA = re.compile(rb"(<(?:\w+:)?totalsRowFormula\b[^>]*>)([^<]+)(?=</)")
_COMMENTED = re.compile(rb'<(?:\w+:)?(?:comment|threadedComment)\b[^>]*?\bref="([A-Z]{1,3}\d+)"')
_TYPE = re.compile(rb'\st="[^"]*"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?v>)")
_NUMBER = re.compile(rb'\sr="\d+"')
_SPANS = re.compile(rb'\sspans="[^"]*"')


def lowered(content: bytes, grown: Grown, sheet: str) -> bytes:
    """Return the sheet with the cells of the totals row below the rows that the table gains. Raises UnsafeMaster."""
    old, new = grown.old + 1, grown.new + 1
    places = {(old, column) for column in range(grown.left, grown.right + 1)}
    refuse_arrays(content, places, None, sheet)
    full = formulas_of(content, places, sheet)
    rows = _Rows(promoted(content, places, sheet), sheet)
    moving, staying = rows.parted(old, grown)
    blank, others = rows.parted(new, grown)
    if any(map(_FILLED.search, blank.values())):
        raise UnsafeMaster(words.FILLED_BELOW.format(sheet=sheet, row=new))
    if not moving:
        return rows.content
    cells = {column: _lowered_cell(cell, (old, column), grown, full, sheet) for column, cell in moving.items()}
    tag = rows.tag(new) or _NUMBER.sub(b' r="%d"' % new, rows.tag(old) or b"")
    return rows.replaced({old: (rows.tag(old) or b"", staying), new: (tag, dict(sorted((cells | others).items())))})


def lowered_table(part: bytes, grown: Grown, sheet: str) -> bytes:
    """Return the table part with the formulas of its totals row reaching over the new rows."""
    move = partial(grown_reference, grown, sheet, sheet)
    return _TOTALS_FORMULA.sub(lambda found: found[1] + moved_xml(found[2], move), part)


class _Rows:
    """Single rows of a sheet, taken apart and put together again."""

    def __init__(self, content: bytes, sheet: str) -> None:
        root = _PREFIX.search(content)
        self._prefix = root[1] if root else b""
        start, end = content.find(b"<%ssheetData>" % self._prefix), content.rfind(b"</%ssheetData>" % self._prefix)
        if start < 0 or end < 0:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=sheet))
        self.content = content
        self._sheet = sheet
        self._finder = RowFinder(content, self._prefix, start, end, sheet)

    def tag(self, number: int) -> bytes | None:
        """Return the tag of a row without its spans, open, None when there is no such row."""
        span = self._finder.span(number)
        if span is None:
            return None
        tag = _SPANS.sub(b"", self.content[span.start : span.cells])
        return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag

    def parted(self, number: int, grown: Grown) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """Return the cells of a row within the table and those beside it, by column."""
        cells = dict(self._cells(number))
        within = {column: cell for column, cell in cells.items() if grown.left <= column <= grown.right}
        return within, {column: cell for column, cell in cells.items() if column not in within}

    def replaced(self, rows: Mapping[int, tuple[bytes, Mapping[int, bytes]]]) -> bytes:
        """Return the sheet with these rows, by number in ascending order; a row without cells goes."""
        out: list[bytes] = []
        position = 0
        for number, span in self._finder.spans(rows):
            tag, cells = rows[number]
            row = b"".join((tag, *cells.values(), b"</%srow>" % self._prefix)) if cells else b""
            out += (self.content[position : span.start], row)
            position = span.end
        return b"".join((*out, self.content[position:]))

    def _cells(self, number: int) -> Iterator[tuple[int, bytes]]:
        span = self._finder.span(number)
        if span is None or span.cells == span.end:
            return
        start = b"<%sc " % self._prefix
        body = self.content[span.cells : span.end - len(self._prefix) - len(b"</row>")]
        _, *pieces = body.split(start)
        for piece in pieces:
            found = _COLUMN.search(b" " + piece, 0, piece.index(b">") + 1)
            if found is None:
                raise UnsafeMaster(words.ODD_SHEET.format(sheet=self._sheet))
            yield column_number(found[1].decode()), start + piece


def _lowered_cell(cell: bytes, place: Place, grown: Grown, full: Mapping[Place, str], sheet: str) -> bytes:
    """Return a cell of the totals row at its new place; a formula that it shared stands in full.

    A formula loses its stored value: LibreOffice would go on showing the old total.
    """
    ref = f"{column_letter(place[1])}{grown.new + 1}".encode()
    head, body = cell[: cell.index(b">")], cell[cell.index(b">") :]
    head = re.sub(rb'(\sr=")[A-Z]+\d+', lambda found: found[1] + ref, head, count=1)
    move = partial(grown_reference, grown, sheet, sheet)
    if _FORMULA.search(body):
        head, body = _TYPE.sub(b"", head), _VALUE.sub(b"", body)
    if place in full:
        text = escape(moved(full[place], move)).encode()
        return head + _FORMULA.sub(lambda found: b"<%s>%s</%s>" % (found[1], text, found[1]), body, count=1)
    return head + _FORMULA.sub(partial(_moved_formula, move), body, count=1)


def _moved_formula(move: Callable[[Reference], Area], found: re.Match[bytes]) -> bytes:
    if found[2] is None:
        return bytes(found[0])
    before, after = found[0][: found.start(2) - found.start()], found[0][found.end(2) - found.start() :]
    return before + moved_xml(found[2], move) + after


def refuse_named_totals(layout: Layout, grown: Grown, sheet: str) -> None:
    """Raise UnsafeMaster where anything but the totals row itself names one of its cells by address, or comments on it.

    A range that reaches on below the new totals row holds it before and after; a structured reference moves by itself.
    """
    old = grown.old + 1
    _refuse_comments(layout, grown, sheet)
    for naming in namings(layout.package, layout):
        area, own = naming.reference.area, area_of(naming.place)
        is_itself = naming.own == sheet and own is not None and own.top == old
        is_hit = (
            area.top <= old <= area.bottom < grown.new + 1 and grown.left <= area.right and area.left <= grown.right
        )
        if (
            is_hit
            and naming.reference.is_on(sheet, naming.own)
            and not is_itself
            and not _follows(naming, sheet, layout)
        ):
            raise UnsafeMaster(words.TOTALS_NAMED.format(sheet=sheet, place=naming.shown))


def _follows(naming: Naming, sheet: str, layout: Layout) -> bool:
    """Return whether a place moves along: names, rules of the sheet and its tables do, cells and charts do not."""
    return naming.part == layout.workbook or (naming.own == sheet and not naming.place)


def _refuse_comments(layout: Layout, grown: Grown, sheet: str) -> None:
    """Raise UnsafeMaster for comments on the totals row: they hang on parts that keep their bytes."""
    related = layout.related(layout.sheets[sheet]).values()
    parts = [part for part, kind in related if kind.endswith(("/comments", "/threadedComment"))]
    refs = [ref.decode() for part in parts for ref in _COMMENTED.findall(layout.package.read(part))]
    for ref in refs:
        area = area_of(ref)
        if area is not None and grown.totals_row is not None and area.meets(grown.totals_row):
            raise UnsafeMaster(words.TOTALS_GROUP.format(sheet=sheet, cell=ref))
