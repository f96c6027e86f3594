"""Three-way merge of one cell: what the unit was given, what the ledger holds, what the unit sends back.

    base = theirs             the unit changed nothing             -> KEEP
    theirs blank              blank never erases                   -> KEEP
    ours = theirs             both say the same                    -> KEEP
    ours shows an error       a formula of the office stands there -> CONFLICT
    ours = base or awaited    only the unit changed it             -> TAKE
    else                      both changed it, differently         -> CONFLICT: ours stays, a person chooses

``awaited`` are stages that the office set only to ask the unit for an answer (待签收, 退回): an answer replaces them.
The base is the unit's last accepted value from this very form (so a corrected re-send replaces its own earlier answer),
else the value that the form went out with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xlsync.model.table import Value
from xlsync.rules.plan import same
from xlsync.vocabulary.phrases.cell_errors import CELL_ERRORS
from xlsync.vocabulary.terms import Stage

AWAITED: frozenset[Value] = frozenset({Stage.WAITING.value, Stage.RETURNED.value})


class Decision(Enum):
    """What happens to one cell."""

    KEEP_OURS = "keep"
    TAKE_THEIRS = "take"
    CONFLICT = "conflict"


def decide(base: Value, ours: Value, theirs: Value, *, awaited: bool = False) -> Decision:
    """Return the decision for one cell; the table stands at the top of this file."""
    if theirs is None or same(base, theirs) or same(ours, theirs):
        return Decision.KEEP_OURS
    if ours in CELL_ERRORS:
        return Decision.CONFLICT
    if same(ours, base) or awaited:
        return Decision.TAKE_THEIRS
    return Decision.CONFLICT


@dataclass(frozen=True, slots=True)
class MergedRow:
    """The outcome for one matter: cells to take, and cells where both sides changed, with their base."""

    taken: Mapping[str, Value]
    conflicts: Mapping[str, Value]


def merge_row(base: Mapping[str, Value], ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> MergedRow:
    """Return what of a unit's answer (column key -> value) enters the ledger row and what a person must choose."""
    taken: dict[str, Value] = {}
    conflicts: dict[str, Value] = {}
    for column, value in theirs.items():
        awaited = column == "stage" and ours.get(column) in AWAITED
        decision = decide(base.get(column), ours.get(column), value, awaited=awaited)
        if decision is Decision.TAKE_THEIRS:
            taken[column] = value
        elif decision is Decision.CONFLICT:
            conflicts[column] = base.get(column)
    return MergedRow(taken, conflicts)


def changed_by_unit(base: Mapping[str, Value], theirs: Mapping[str, Value]) -> dict[str, Value]:
    """Return the cells that the unit filled in or changed against what stood there before."""
    return {
        column: value for column, value in theirs.items() if value is not None and not same(base.get(column), value)
    }


def said_by_unit(
    issued: Mapping[str, Value], base: Mapping[str, Value], theirs: Mapping[str, Value]
) -> dict[str, Value]:
    """Return the cells in which a file says something new: other than issued, and other than the unit said before.

    A cell left as it was issued says nothing, also where the unit has answered on another copy of the form since: two
    desks of one unit may fill in different rows of the same form.
    """
    return changed_by_unit(base, changed_by_unit(issued, theirs))


def left_as_issued(
    issued: Mapping[str, Value], base: Mapping[str, Value], theirs: Mapping[str, Value]
) -> dict[str, Value]:
    """Return the cells that stand as issued though the unit has said something else since: taken back, or an old copy.

    Which of the two it is, only a person can tell. A blank says nothing here either.
    """
    return {
        column: value
        for column, value in theirs.items()
        if value is not None and same(issued.get(column), value) and not same(base.get(column), value)
    }
