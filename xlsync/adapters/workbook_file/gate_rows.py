"""The gate's look at rows: an untouched one keeps its bytes, a touched one all cells but those of the edit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn
from xml.etree import ElementTree

from xlsync.adapters.workbook_file.cells import CellContent, letters
from xlsync.adapters.workbook_file.gate_cells import holds, is_filled_in, is_moved, is_same_but_formula
from xlsync.adapters.workbook_file.gate_parts import Slack
from xlsync.adapters.workbook_file.layout import column_number
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"]*)"')
_REF = re.compile(rb'(?:^|\s)r="([A-Z]+\d+)"')
_ADDRESS = b'r="'
_MAY_CHANGE = {b"spans", b"ht"}
_ENOUGH = 4096
"""Cells that are parsed at once."""


@dataclass(frozen=True)
class Expected:
    """What a sheet must hold: values by row and column; new rows from ``first`` to ``last``; the table around them.

    ``formulas`` are those of calculated columns; ``delta`` is by how many rows the table grows, ``totals`` how many
    rows of totals move.
    """

    sheet: str
    rows: Mapping[int, Mapping[int, CellContent]]
    first: int
    last: int
    left: int
    right: int
    is_1904: bool
    formulas: Mapping[int, str] = field(default_factory=dict)
    delta: int = 0
    totals: int = 0

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
        self._mark, self._end = b"<%sc " % self._prefix, b"</%sc>" % self._prefix
        self._pieces: list[bytes] = []
        self._meant: list[tuple[str, CellContent, str]] = []
        self._totals: dict[str, bytes] = {}

    def look(self, number: int, old: bytes, new: bytes) -> None:
        """Compare a row with what it was (b'' when there was none); its touched cells are parsed later, see done."""
        self._look_at_tag(number, old, new)
        meant = {f"{letters(column)}{number}": v for column, v in self._expected.rows.get(number, {}).items()}
        if not self._is_in_place(number, self._split(old), self._split(new), meant):
            self._look_at_all(number, self._cells(number, old), self._cells(number, new), meant)
        if len(self._meant) > _ENOUGH:
            self.done()

    def _is_in_place(self, number: int, old: list[bytes], new: list[bytes], meant: dict[str, CellContent]) -> bool:
        """Look at a row whose cells stand where they stood; return whether it is such a row."""
        is_special = number == self._expected.totals_row or self._expected.first <= number <= self._expected.last
        if is_special or len(old) != len(new) or not all(cell.startswith(_ADDRESS) for cell in new):
            return False
        left = dict(meant)
        for before, after in zip(old, new, strict=True):
            if before != after:
                ref = _ref_of(after)
                if ref != _ref_of(before):
                    return False
                self._look_at(number, ref, after, before, meant)
                left.pop(ref, None)
        for ref in left:
            cell = next((cell for cell in new if cell.startswith(b'r="%s"' % ref.encode())), None)
            if cell is not None:
                self._keep(ref, cell, meant[ref], "")
            elif meant[ref] not in (None, ""):
                self._refuse(number, ref)
        return True

    def _look_at_all(
        self, number: int, before: dict[str, bytes], after: dict[str, bytes], meant: Mapping[str, CellContent]
    ) -> None:
        """Look at a row cell by cell."""
        columns = [_column_of(ref) for ref in after]
        if columns != sorted(set(columns)):
            self._refuse(number, "")
        if self._expected.totals_row and number == self._expected.first:
            self._totals = self._of_table(before)
            before = {ref: cell for ref, cell in before.items() if ref not in self._totals}
        if number == self._expected.totals_row:
            after = self._without_totals(number, after)
            before = self._without_blanks(before)
        for ref in before.keys() - after.keys():
            self._refuse(number, ref)
        for ref in meant.keys() - after.keys():
            if meant[ref] not in (None, ""):
                self._refuse(number, ref)
        for ref, cell in after.items():
            self._look_at(number, ref, cell, before.get(ref), meant)

    def done(self) -> None:
        """Parse the touched cells that were collected, and compare each with its value."""
        document = b"".join((self._open, *self._pieces, b"</%sworksheet>" % self._prefix))
        try:
            cells = list(ElementTree.fromstring(document))
        except ElementTree.ParseError:
            raise UnsafeMaster(words.GATE_ROW.format(sheet=self._expected.sheet, row="?")) from None
        if len(cells) != len(self._meant):
            raise UnsafeMaster(words.GATE_ROW.format(sheet=self._expected.sheet, row="?"))
        for cell, (ref, value, formula) in zip(cells, self._meant, strict=True):
            is_right = is_filled_in(cell, formula) if formula else holds(cell, value, self._expected.is_1904)
            if cell.get("r") != ref or not is_right:
                raise UnsafeMaster(words.GATE_CELL.format(sheet=self._expected.sheet, cell=ref))
        self._pieces, self._meant = [], []

    def _look_at(
        self, number: int, ref: str, cell: bytes, before: bytes | None, meant: Mapping[str, CellContent]
    ) -> None:
        """Sort a cell: to be parsed, as it was, or wrong."""
        if ref in meant:
            self._keep(ref, cell, meant[ref], "")
        elif before is not None:
            if before != cell and not is_same_but_formula(before, cell):
                self._refuse(number, ref)
        elif self._expected.first <= number <= self._expected.last:
            self._keep(ref, cell, None, self._expected.formulas.get(_column_of(ref), ""))
        else:
            self._refuse(number, ref)

    def _keep(self, ref: str, cell: bytes, value: CellContent, formula: str) -> None:
        self._pieces.append(self._mark + cell)
        self._meant.append((ref, value, formula))

    def _of_table(self, cells: Mapping[str, bytes]) -> dict[str, bytes]:
        within = range(self._expected.left, self._expected.right + 1)
        return {ref: cell for ref, cell in cells.items() if _column_of(ref) in within}

    def _without_totals(self, number: int, after: dict[str, bytes]) -> dict[str, bytes]:
        """Return the cells of the totals row that do not belong to the table; those that do must be as they were."""
        moved, slack = self._of_table(after), Slack({0, self._expected.delta})
        old = {f"{ref.rstrip('0123456789')}{number}": cell for ref, cell in self._totals.items()}
        if moved.keys() != old.keys() or not all(is_moved(old[ref], moved[ref], slack.allows) for ref in old):
            self._refuse(number, "")
        return {ref: cell for ref, cell in after.items() if ref not in moved}

    def _without_blanks(self, before: dict[str, bytes]) -> dict[str, bytes]:
        """Return the cells of a row without the table's blank ones: a totals row brings its own looks."""
        blank = {ref for ref, cell in self._of_table(before).items() if b"<" not in cell.removesuffix(self._end)}
        return {ref: cell for ref, cell in before.items() if ref not in blank}

    def _split(self, row: bytes) -> list[bytes]:
        """Return the cells of a row, each from its attributes on."""
        if not row or row.endswith(b"/>"):
            return []
        start = row.index(b">") + 1
        body = row[start : row.rindex(b"</")]
        for bare in (b"%s>" % self._mark[:-1], b"%s/>" % self._mark[:-1]):
            body = body.replace(bare, b"%s %s" % (self._mark[:-1], bare[len(self._mark) - 1 :]))
        return body.split(self._mark)[1:]

    def _cells(self, number: int, row: bytes) -> dict[str, bytes]:
        """Return the cells of a row by address; one without an address by its order."""
        cells: dict[str, bytes] = {}
        column = 0
        for piece in self._split(row):
            ref = _ref_of(piece) or f"{letters(column + 1)}{number}"
            if ref in cells:
                self._refuse(number, ref)
            cells[ref] = piece
            column = _column_of(ref)
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
                self._refuse(number, "")

    def _refuse(self, number: int, ref: str) -> NoReturn:
        if ref:
            raise UnsafeMaster(words.GATE_CELL.format(sheet=self._expected.sheet, cell=ref))
        raise UnsafeMaster(words.GATE_ROW.format(sheet=self._expected.sheet, row=number))


def _ref_of(cell: bytes) -> str:
    """Return the address of a cell, '' when it has none."""
    if cell.startswith(_ADDRESS):
        return cell[3 : cell.index(b'"', 3)].decode()
    found = _REF.search(cell, 0, cell.index(b">"))
    return found[1].decode() if found else ""


def _column_of(ref: str) -> int:
    return _number(ref.rstrip("0123456789"))


_number = lru_cache(maxsize=1024)(column_number)
