"""What one answer says: against what was issued, and against what the unit itself said before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlsync.model.sheets import SHEETS
from xlsync.model.submission import Answer
from xlsync.model.table import Value
from xlsync.rules.absorb.arrival import Arrival
from xlsync.rules.merge import changed_by_unit, left_as_issued, said_by_unit
from xlsync.rules.shown import show
from xlsync.vocabulary.labels.merging import BLANK_SHOWN, CELL_SHOWN, CHANGE_LINE, CLAUSE_MARK, LIST_MARK
from xlsync.vocabulary.terms import Owner

MATTERS = SHEETS["matters"]
EXTRA = "extra"
_SHOWN_LENGTH = 60
_UNSAID: Mapping[str, Value] = {
    **{column.key: None for column in MATTERS.form_columns() if column.owner is Owner.UNIT},
    EXTRA: None,
}


@dataclass(frozen=True)
class Said:
    """One answer as heard.

    ``base`` is what the unit said last, else what was issued; ``given`` is new against both; ``changed`` against what
    was issued only; ``back`` are columns that stand as issued though the unit has said something else in between;
    ``extra`` is a new text of inserted columns.
    """

    answer: Answer
    base: Mapping[str, Value]
    given: Mapping[str, Value]
    changed: Mapping[str, Value]
    back: Mapping[str, Value]
    extra: str

    @property
    def is_news(self) -> bool:
        """Return whether anything new is said at all."""
        return bool(self.given or self.extra)

    @property
    def total(self) -> dict[str, Value]:
        """Return all that the unit has said of the matter by now: the base of its next answer.

        A cell of which this form says nothing is told as blank: what an earlier form said of it counts no more.
        """
        return {**_UNSAID, **self.base, **self.given, **({EXTRA: self.extra} if self.extra else {})}

    def in_full(self) -> str:
        """Return every new cell with its whole value, for a place that nothing else keeps it in."""
        cells = [cell_shown(column, value) for column, value in self.given.items()]
        return CLAUSE_MARK.join([*cells, *([self.extra] if self.extra else [])])


def hear(arrival: Arrival, answer: Answer) -> Said:
    """Return what an answer says."""
    matter = answer.matter_id
    issued, base = arrival.issued.get(matter, {}), arrival.bases.get(matter, {})
    return Said(
        answer,
        base,
        said_by_unit(issued, base, answer.values),
        changed_by_unit(issued, answer.values),
        left_as_issued(issued, base, answer.values),
        answer.extra if answer.extra != base.get(EXTRA) else "",
    )


def headers(columns: Iterable[str]) -> str:
    """Return the headers of ledger columns as a list in Chinese."""
    return LIST_MARK.join(MATTERS.header(column) for column in columns)


def cell_shown(column: str, value: Value) -> str:
    """Return a ledger cell as text, the value in full."""
    shown = show(value, MATTERS.by_key[column].kind)
    return CELL_SHOWN.format(column=MATTERS.header(column), value=BLANK_SHOWN if shown is None else shown)


def change_shown(column: str, before: Value, after: Value) -> str:
    """Return a change of a ledger cell as text, long values cut."""
    return CHANGE_LINE.format(
        column=MATTERS.header(column), before=short_value(column, before), after=short_value(column, after)
    )


def short_value(column: str, value: Value) -> str:
    """Return a ledger value as text, cut to a length that a line can hold."""
    text = show(value, MATTERS.by_key[column].kind)
    if text is None:
        return BLANK_SHOWN
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"
