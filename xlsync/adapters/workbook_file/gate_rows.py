"""The gate's look at rows: an untouched one keeps its bytes, a touched one all cells but those of the edit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn

from xlsync.adapters.workbook_file.cells import letters
from xlsync.adapters.workbook_file.gate_cells import Cells, Touched, TouchedCells
from xlsync.adapters.workbook_file.gate_formulas import is_blank, is_moved, is_same_but_formula
from xlsync.adapters.workbook_file.gate_parts import Slack
from xlsync.adapters.workbook_file.layout import column_number
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"]*)"')
_REF = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+\d+)[\"']")
_ODD_REF = re.compile(rb"(?:^|\s)r\s*=")
_ADDRESS = b'r="'
_MAY_CHANGE = {b"spans", b"ht"}
_ENOUGH = 1024
"""Rows whose cells are parsed at once."""


@dataclass(frozen=True)
class Expected:
    """What a sheet must hold: values by row and column; new rows from ``first`` to ``last``; the table around them.

    ``formulas`` are those of calculated columns; ``delta`` is by how many rows the table grows, ``totals`` how many
    rows of totals move, ``table`` is the part of the table.
    """

    sheet: str
    rows: Mapping[int, Cells]
    first: int
    last: int
    left: int
    right: int
    is_1904: bool
    formulas: Mapping[int, str] = field(default_factory=dict)
    delta: int = 0
    totals: int = 0
    table: str = ""

    @property
    def totals_row(self) -> int:
        """Return where the totals row stands afterwards, 0 when none moves."""
        return self.last + 1 if self.totals and self.last >= self.first else 0


class RowGate:
    """Looks at the rows of one sheet; ``head`` is the XML before them. Raises UnsafeMaster for the first odd one."""

    def __init__(self, expected: Expected, head: bytes) -> None:
        self._expected = expected
        root = _ROOT.search(head)
        if root is None:
            raise UnsafeMaster(words.ODD_SHEET.format(sheet=expected.sheet))
        self._open, self._prefix = root[0], root[1]
        self._mark = b"<%sc " % self._prefix
        self._reader = TouchedCells(expected.is_1904, self._prefix.decode())
        self._pieces: list[bytes] = []
        self._touched: list[Touched] = []
        self._totals: dict[int, bytes] = {}

    def look(self, number: int, old: bytes, new: bytes) -> None:
        """Compare a row with what it was (b'' when there was none); its touched cells are parsed later, see done."""
        meant = self._expected.rows.get(number, {})
        is_new = self._expected.first <= number <= self._expected.last
        if is_new and not old and number != self._expected.totals_row:
            body = _body(new)
            self._add(number, [body], body.count(self._mark), meant)
        else:
            self._look_at_tag(number, old, new)
            is_special = is_new or number == self._expected.totals_row
            before, after = self._split(old), self._split(new)
            if is_special or not self._is_in_place(number, before, after, meant):
                self._look_at_all(number, self._by_column(number, before), self._by_column(number, after), meant)
        if len(self._touched) > _ENOUGH:
            self.done()

    def done(self) -> None:
        """Parse the touched cells that were collected, and compare each with its value."""
        document = b"".join((self._open, *self._pieces, b"</%sworksheet>" % self._prefix))
        wrong = self._reader.wrong(document, self._touched)
        if wrong is not None:
            self._refuse(*wrong)
        self._pieces, self._touched = [], []

    def _is_in_place(self, number: int, old: list[bytes], new: list[bytes], meant: Cells) -> bool:
        """Look at a row whose cells stand where they stood; return whether it is such a row."""
        if len(old) != len(new):
            return False
        pairs = [(before, after) for before, after in zip(old, new, strict=True) if before != after]
        places = [_column_of(after) for _, after in pairs]
        if 0 in places or places != [_column_of(before) for before, _ in pairs]:
            return False
        touched = {}
        for column, (before, after) in zip(places, pairs, strict=True):
            if column in meant:
                touched[column] = after
            elif not is_same_but_formula(before, after):
                self._refuse(number, column)
        for column in meant.keys() - touched.keys():  # written as it stood, or not at all
            start = b'r="%s%d"' % (letters(column).encode(), number)
            touched.update((column, cell) for cell in new if cell.startswith(start))
        self._add(number, [self._mark + touched[column] for column in sorted(touched)], len(touched), meant)
        return True

    def _look_at_all(self, number: int, before: dict[int, bytes], after: dict[int, bytes], meant: Cells) -> None:
        """Look at a row cell by cell."""
        if self._expected.totals_row and number == self._expected.first:
            self._totals = self._of_table(before)
            before = {column: cell for column, cell in before.items() if column not in self._totals}
        if number == self._expected.totals_row:
            after = self._without_totals(number, after)
            blank = {column for column, cell in self._of_table(before).items() if is_blank(cell)}
            before = {column: cell for column, cell in before.items() if column not in blank}
            before = {c: cell for c, cell in before.items() if not (self._of_table({c: cell}) and cell.endswith(b"/>"))}
        for column in before.keys() - after.keys():
            self._refuse(number, column)
        is_new = self._expected.first <= number <= self._expected.last
        touched = []
        for column, cell in after.items():
            held = before.get(column)
            if column in meant or (held is None and is_new):
                touched.append(self._mark + cell)
            elif held is None or (held != cell and not is_same_but_formula(held, cell)):
                self._refuse(number, column)
        self._add(number, touched, len(touched), meant)

    def _add(self, number: int, cells: list[bytes], count: int, meant: Cells) -> None:
        """Keep cells of a row to be parsed."""
        is_new = self._expected.first <= number <= self._expected.last
        self._pieces += cells
        self._touched.append(Touched(number, count, meant, self._expected.formulas if is_new else {}))

    def _of_table(self, cells: Mapping[int, bytes]) -> dict[int, bytes]:
        within = range(self._expected.left, self._expected.right + 1)
        return {column: cell for column, cell in cells.items() if column in within}

    def _without_totals(self, number: int, after: dict[int, bytes]) -> dict[int, bytes]:
        """Return the cells of the totals row that do not belong to the table; those that do must be as they were."""
        moved, old, allows = self._of_table(after), self._totals, Slack({0, self._expected.delta}).allows
        if moved.keys() != old.keys() or not all(is_moved(old[column], moved[column], allows) for column in old):
            self._refuse(number)
        return {column: cell for column, cell in after.items() if column not in moved}

    def _split(self, row: bytes) -> list[bytes]:
        """Return the cells of a row, each from its attributes on."""
        body = _body(row)
        for bare in (b"%s>" % self._mark[:-1], b"%s/>" % self._mark[:-1]):
            if bare in body:
                body = body.replace(bare, b"%s %s" % (self._mark[:-1], bare[len(self._mark) - 1 :]))
        return body.split(self._mark)[1:]

    def _by_column(self, number: int, pieces: list[bytes]) -> dict[int, bytes]:
        """Return the cells of a row by column, which must ascend; one without an address by its order."""
        cells: dict[int, bytes] = {}
        column = 0
        for piece in pieces:
            following = _column_of(piece) or column + 1
            if following <= column:
                self._refuse(number, following)
            column = following
            cells[column] = piece
        return cells

    def _look_at_tag(self, number: int, old: bytes, new: bytes) -> None:
        """Refuse a row whose attributes changed, apart from its height and its hint which columns it spans."""
        makes_room = self._expected.totals_row and number == self._expected.first
        if not old or makes_room:
            return
        old_tag, new_tag = (row[: row.index(b">")].rstrip(b"/") for row in (old, new))
        if old_tag != new_tag:
            before, after = (
                {name: text for name, text in _ATTRIBUTE.findall(tag) if name not in _MAY_CHANGE}
                for tag in (old_tag, new_tag)
            )
            if before != after:
                self._refuse(number)

    def _refuse(self, number: int, column: int = 0) -> NoReturn:
        if column:
            raise UnsafeMaster(words.GATE_CELL.format(sheet=self._expected.sheet, cell=f"{letters(column)}{number}"))
        raise UnsafeMaster(words.GATE_ROW.format(sheet=self._expected.sheet, row=number))


def _body(row: bytes) -> bytes:
    """Return what stands between the tags of a row."""
    if not row or row.endswith(b"/>"):
        return b""
    return row[row.index(b">") + 1 : row.rindex(b"</")]


def _column_of(cell: bytes) -> int:
    """Return the column of a cell's address, 0 when it has none."""
    if cell.startswith(_ADDRESS):
        return _number(cell[3 : cell.index(b'"', 3)])
    end = cell.index(b">")
    found = _REF.search(cell, 0, end)
    if found is None and _ODD_REF.search(cell, 0, end):
        raise ValueError("an address in odd quotes")
    return _number(found[1]) if found else 0


@lru_cache(maxsize=65536)
def _number(address: bytes) -> int:
    return column_number(address.rstrip(b"0123456789").decode())
