"""A plan resolved to places: which row of which sheet, which column, which value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import NoReturn

from xlsync.model.plan import Plan
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Table, Value
from xlsync.rules.plan import named_rows
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

Rows = dict[int, Mapping[str, Value]]
"""Values by sheet row and column key."""


@dataclass
class TableEdit:
    """What changes in one table: values by sheet row and column key, and the table's last row after it."""

    table: Table
    rows: dict[int, dict[str, Value]] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Return the last row of the table once all is written."""
        return max((self.table.last_row, *self.rows))

    def rows_after(self) -> Rows:
        """Return the values that the rows hold once all is written, by sheet row; blank rows left out."""
        rows = rows_of(self.table)
        for number, values in self.rows.items():
            full = {**rows.get(number, {}), **values}
            rows[number] = {key: value for key, value in full.items() if value is not None}
        return {number: values for number, values in rows.items() if values}

    def cells(self) -> dict[int, dict[int, Value]]:
        """Return the values by sheet row and 1-based sheet column."""
        places = self.table.positions
        return {number: {places[key]: value for key, value in row.items()} for number, row in self.rows.items()}


def rows_of(table: Table) -> Rows:
    """Return the rows of a table by their number."""
    return {row.number: row.values for row in table.rows}


def edits_of(plan: Plan, seen: MasterImage) -> dict[str, TableEdit]:
    """Return the edits by schema name; new rows fill blank rows first. Raises UnsafeMaster for an unknown place."""
    touched = [change.sheet for change in plan.changes] + [append.sheet for append in plan.appends]
    edits = {name: TableEdit(seen[name]) for name in dict.fromkeys(touched)}
    rows = {name: named_rows(edit.table, plan) for name, edit in edits.items()}
    free = {name: chain(sorted(edit.table.blank_rows), count(edit.table.last_row + 1)) for name, edit in edits.items()}
    for change in plan.changes:
        row = rows[change.sheet].get(change.key)
        if row is None:
            raise UnsafeMaster(words.UNKNOWN_ROW.format(sheet=SHEETS[change.sheet].sheet, key=change.key))
        _put(edits[change.sheet], row.number, change.column, change.after)
    for append in plan.appends:
        edit = edits[append.sheet]
        for column in append.values.keys() - edit.table.positions.keys():
            _refuse_column(edit, column)
        held = edit.rows.setdefault(next(free[append.sheet]), {})
        held |= {column: None if value == "" else value for column, value in append.values.items()}
    return edits


def _put(edit: TableEdit, number: int, column: str, value: Value) -> None:
    if column not in edit.table.positions:
        _refuse_column(edit, column)
    edit.rows.setdefault(number, {})[column] = None if value == "" else value


def _refuse_column(edit: TableEdit, column: str) -> NoReturn:
    raise UnsafeMaster(words.UNKNOWN_COLUMN.format(sheet=SHEETS[edit.table.sheet].sheet, column=column))
