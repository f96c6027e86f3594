"""A plan's cells written into a sheet of an open workbook: in blocks, each with a format that keeps its value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from xlsync.adapters.workbook_file.cells import CellWriter
from xlsync.adapters.workbook_file.edits import TableEdit
from xlsync.adapters.workbook_live.blocks import Block, blocks_of
from xlsync.adapters.workbook_live.calls import patiently
from xlsync.adapters.workbook_live.conversions import Form, form_of, is_converted, suits
from xlsync.adapters.workbook_live.growing import grow
from xlsync.adapters.workbook_live.sheet import OpenSheet
from xlsync.adapters.workbook_live.undoing import Steps
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.model.table import Table, Value, column_letter
from xlsync.rules.plan import same
from xlsync.vocabulary.errors import SheetProtected, UnsafeMaster
from xlsync.vocabulary.labels import live as words
from xlsync.vocabulary.terms import Owner

_APOSTROPHE = "'"
_PROGRAM_S = frozenset({Owner.COMPUTED, Owner.SYSTEM})
Matrix = list[list[Any]]


@dataclass
class SheetWriting:
    """What one table gets, and the sheet that it stands in, as read just before: cells and formulas."""

    edit: TableEdit
    seen: OpenSheet
    now: Table
    steps: Steps
    _formats: dict[int, str | None] = field(default_factory=dict)
    _filled: frozenset[int] = frozenset()

    def write(self) -> None:
        """Let the table grow, write all cells, look whether they stand there. Raises UnsafeMaster, SheetProtected."""
        if self.seen.is_protected():
            raise SheetProtected(self.seen.name)
        cells = self.edit.cells()
        self._refuse_impossible(cells)
        last = max(self.now.last_row, *cells) if cells else 0
        self._filled = grow(self.seen, self.now.last_row, last, self.steps)
        blocks = blocks_of(cells, self._joinable)
        for block in blocks:
            self._write(block, self._matrix(block, cells))
        if blocks:
            self._look(blocks, cells)

    def _refuse_impossible(self, cells: Mapping[int, Mapping[int, Value]]) -> None:
        """Raise UnsafeMaster for a value that no cell can hold, in the words of the writer of closed files."""
        writer = CellWriter(self.seen.name, b"", is_1904=False)
        for row, values in cells.items():
            for column, value in values.items():
                writer.cell(row, column, None, value)

    def _joinable(self, row: int, column: int) -> bool:
        """Return whether a cell between two that change may be written again as it is.

        Such are plain values in computed columns, and what is blank in our columns of a row that is new.
        """
        key = self._keys.get(column)
        if key is None or self.seen.has_formula(row, column) or (row, column) in self.seen.errors:
            return False
        value = self.seen.value(row, column)
        if row in self._new_rows:
            return value == "" and not (row > self.now.last_row and column in self._filled)
        return key in self._computed and not (
            isinstance(value, bool) or (isinstance(value, str) and is_converted(value))
        )

    def _matrix(self, block: Block, cells: Mapping[int, Mapping[int, Value]]) -> Matrix:
        """Return the values of a block: new ones, and those that stay."""
        return [
            [
                cells[row][column] if column in cells.get(row, {}) else self._held(row, column)
                for column in block.columns
            ]
            for row in block.rows
        ]

    def _held(self, row: int, column: int) -> Any:
        value = self.seen.value(row, column)
        return None if value == "" else value

    def _write(self, block: Block, values: Matrix) -> None:
        self.steps.at(self.seen.name, block.a1)
        for place, column in enumerate(block.columns):
            self._fit(column, block.top, [line[place] for line in values])
        self.steps.write(partial(_set_values, self.seen, block, values), partial(self._put_back, block))

    def _fit(self, column: int, top: int, values: list[Value]) -> None:
        """Give the cells of a column below each other formats that keep their values, where they have none."""
        forms = [form_of(value) for value in values]
        usual = self._usual_format(column) if any(form is not Form.OPEN for form in forms) else None
        if all(suits(usual, form) for form in set(forms)):
            return
        row = top
        for form, run in groupby(forms):
            bottom = row + len(list(run)) - 1
            if not suits(usual, form):
                self._fit_run(Block(row, column, bottom, column), form)
            row = bottom + 1

    def _fit_run(self, block: Block, form: Form) -> None:
        cells = self.seen.at(block)
        held = patiently(lambda: cells.number_format)
        if not suits(held, form):
            back = partial(setattr, cells, "number_format", held) if held is not None else _nothing
            self.steps.write(partial(setattr, cells, "number_format", form.value), back)

    def _usual_format(self, column: int) -> str | None:
        """Return the number format of all data cells of a column, None where they differ."""
        if column not in self._formats:
            rows = Block(HEADER_ROW + 1, column, max(self.now.last_row, self.edit.end), column)
            self._formats[column] = patiently(lambda: self.seen.at(rows).number_format)
        return self._formats[column]

    def _put_back(self, block: Block) -> None:
        """Write what stood in a block when it was read: values, then formulas."""
        held = [[self._held(row, column) for column in block.columns] for row in block.rows]
        _set_values(self.seen, block, held)
        for column in block.columns:
            for row in block.rows:
                if self.seen.has_formula(row, column):
                    cell = self.seen.at(Block(row, column, row, column))
                    patiently(partial(setattr, cell, "formula", self.seen.typed(row, column)))

    def _look(self, blocks: list[Block], cells: Mapping[int, Mapping[int, Value]]) -> None:
        """Read what was written, in one call. Raises UnsafeMaster where a cell does not hold what it should.

        A program takes an apostrophe at the beginning for a sign that a text follows: such a text gets a second one.
        """
        wrong = list(self._wrong(blocks, cells))
        swallowed = [(row, column) for row, column in wrong if str(cells[row][column]).startswith(_APOSTROPHE)]
        for row, column in swallowed:
            cell = Block(row, column, row, column)
            self.steps.at(self.seen.name, cell.a1)
            _set_values(self.seen, cell, [[f"{_APOSTROPHE}{cells[row][column]}"]])
        if swallowed:
            wrong = list(self._wrong(blocks, cells))
        for row, column in wrong:
            raise UnsafeMaster(words.NOT_AS_WRITTEN.format(sheet=self.seen.name, cell=f"{column_letter(column)}{row}"))

    def _wrong(self, blocks: list[Block], cells: Mapping[int, Mapping[int, Value]]) -> Iterator[tuple[int, int]]:
        """Yield the cells that do not hold what was written."""
        whole = Block(
            min(block.top for block in blocks),
            min(block.left for block in blocks),
            max(block.bottom for block in blocks),
            max(block.right for block in blocks),
        )
        found = patiently(lambda: self.seen.at(whole).options(ndim=2).value)
        for row, values in cells.items():
            for column, value in values.items():
                if not _is_same(found[row - whole.top][column - whole.left], value):
                    yield row, column

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {place: key for key, place in self.now.positions.items()}

    @cached_property
    def _computed(self) -> frozenset[str]:
        schema = SHEETS[self.edit.table.sheet]
        return frozenset(column.key for column in schema.columns if column.owner in _PROGRAM_S)

    @cached_property
    def _new_rows(self) -> frozenset[int]:
        held = {row.number for row in self.now.rows}
        return frozenset(self.edit.rows.keys() - held)


def _set_values(seen: OpenSheet, block: Block, values: Matrix) -> None:
    cells = seen.at(block)
    patiently(lambda: setattr(cells, "value", values))


def _nothing() -> None:
    """Change nothing: formats that differed among the cells stay as they were set."""


def _is_same(found: Any, value: Value) -> bool:
    """Return whether a cell shows a value: a day comes back as the moment at its midnight."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(found, datetime) and isinstance(value, datetime):
        return abs((found.replace(tzinfo=None) - value.replace(tzinfo=None)).total_seconds()) < 0.001
    return same(None if found == "" else found, None if value == "" else value)
