"""The gate before a new master replaces the old one: read again, it must hold the plan and, beside it, what it held."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from xlsync.adapters.workbook_file.edits import Rows, edits_of, rows_of
from xlsync.model.plan import Plan
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Table, Value
from xlsync.rules.plan import same
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_CLOCK = timedelta(seconds=1)


def check(after: MasterImage, plan: Plan, seen: MasterImage) -> None:
    """Raise UnsafeMaster unless ``after`` is ``seen`` with the plan in it, cell by cell, in every table."""
    if after.plan_number != plan.number:
        raise UnsafeMaster(words.GATE_NUMBER)
    edits = edits_of(plan, seen)
    for name, table in seen.tables.items():
        _check_table(edits[name].rows_after() if name in edits else rows_of(table), after[name])


def _check_table(expected: Rows, after: Table) -> None:
    found: Rows = {row.number: row.values for row in after.rows}
    if found == expected:
        return
    for number in expected.keys() | found.keys():
        _check_row(expected.get(number, {}), found.get(number, {}), after)


def _check_row(expected: Mapping[str, Value], found: Mapping[str, Value], table: Table) -> None:
    for key in expected.keys() | found.keys():
        if not _alike(expected.get(key), found.get(key)):
            schema = SHEETS[table.sheet]
            row = str(expected.get(table.key) or found.get(table.key) or "")
            raise UnsafeMaster(words.GATE.format(sheet=schema.sheet, key=row, column=schema.header(key)))


def _alike(expected: Value, found: Value) -> bool:
    """Return whether a cell holds what was meant; a moment may lose the fraction of its second."""
    if isinstance(expected, datetime) and isinstance(found, datetime):
        return abs(expected - found) < _CLOCK
    return same(expected, found)
