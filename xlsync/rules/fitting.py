"""Texts that one cell can hold: a longer one stops the writing of the whole master, so it is cut before that. Pure.

A unit's own cell is never cut (it is not taken, M43-over); what the program joins from several may be, and says so.
"""

from dataclasses import replace

from xlsync.model.plan import Plan
from xlsync.model.table import Value
from xlsync.vocabulary.labels.merging import CUT_MARK

CELL_HOLDS = 32_767
"""What Excel holds in one cell, in UTF-16 units."""


def fits_a_cell(text: str) -> bool:
    """Return whether one cell can hold a text."""
    return len(text) <= CELL_HOLDS // 2 or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * CELL_HOLDS


def fitted(plan: Plan) -> Plan:
    """Return a plan whose every text fits its cell; one that is cut ends with a mark that says so."""
    changes = tuple(
        change if _fits(change.after) else replace(change, after=_cut(change.after)) for change in plan.changes
    )
    appends = tuple(
        append
        if all(map(_fits, append.values.values()))
        else replace(append, values={column: _cut(value) for column, value in append.values.items()})
        for append in plan.appends
    )
    return replace(plan, changes=changes, appends=appends)


def _fits(value: Value) -> bool:
    return not isinstance(value, str) or fits_a_cell(value)


def _cut(value: Value) -> Value:
    if not isinstance(value, str) or fits_a_cell(value):
        return value
    room = 2 * (CELL_HOLDS - len(CUT_MARK))
    return value.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + CUT_MARK
