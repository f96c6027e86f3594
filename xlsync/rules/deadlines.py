"""The two limits of a matter (first feedback, completion), what extensions make of them, and the next feedback.

Order of precedence of the completion limit: extension granted > manual_due > limit_text > the category's default.
An extension counts when it was granted and asked on or before the limit then in force; asked later it changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.model.calendar import WORKDAYS_A_WEEK, WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, Row, Value
from xlsync.rules.policy import CategoryPolicy, OfficePolicy
from xlsync.rules.reading.limits import Limit, Refused, read_limit
from xlsync.rules.reading.recurrence import Recurrence
from xlsync.rules.reading.result import Doubt
from xlsync.vocabulary.labels import deadlines as labels
from xlsync.vocabulary.phrases import limits as words
from xlsync.vocabulary.terms import ExtensionState, LimitKind, Stage

__all__ = ["Limit", "MatterDeadlines", "Refused", "matter_deadlines", "read_limit"]

FINDING_OF = {
    Doubt.LOST_ZERO: "D02",
    Doubt.IMPOSSIBLE_DATE: "D03",
    Doubt.OPEN_ENDED: "D04",
    Doubt.PAST_DATE: "D05",
    Doubt.FAR_DATE: "D05",
    Doubt.HOLIDAY_NAME: "D06",
}
_ENDED = frozenset({Stage.CLOSED, Stage.CANCELLED, Stage.SUSPENDED})
_QUARTERS = (3, 6, 9, 12)
_FREQUENCIES = {
    words.DAILY: Recurrence(),
    words.WEEKLY: Recurrence(weekday=WORKDAYS_A_WEEK - 1),
    words.MONTHLY: Recurrence(tuple(range(1, 13))),
    words.QUARTERLY: Recurrence(_QUARTERS),
}
_NO_CATEGORY = CategoryPolicy("", "", 0, "", "", "", "")


@dataclass(frozen=True)
class MatterDeadlines:
    """What the limits of one matter come to.

    ``values`` by ledger column: limit_kind, feedback_due, due, adjusted_due, due_note, next_feedback,
    extension_count. ``in_force`` is the day that decides (adjusted_due, else due); ``is_recurring`` says that the
    completion limit comes back and has no last day; ``extension_pending`` that a request waits for its answer.
    """

    values: Mapping[str, Value]
    findings: tuple[Finding, ...] = ()
    in_force: date | None = None
    is_recurring: bool = False
    is_provisional: bool = False
    extension_pending: bool = False


@dataclass(frozen=True, slots=True)
class _Extended:
    until: date | None = None
    count: int = 0
    pending: bool = False


def matter_deadlines(
    row: Row,
    *,
    policy: OfficePolicy,
    calendar: WorkCalendar,
    extensions: Sequence[Row] = (),
    answered_until: date | None = None,
    positions: Mapping[str, int] | None = None,
) -> MatterDeadlines:
    """Return the limits of one row of 督查事项; what cannot be read is a finding and leaves its day blank.

    ``answered_until`` is the due day (应反馈日期) of the last accepted answer; without it the column last_feedback
    answers the period that it falls in. ``positions`` (of the table) give the findings their cells.
    """
    category = policy.categories.get(row.text("category"), _NO_CATEGORY)
    matter = _Matter(row, policy, calendar, positions or {})
    completion = matter.limit("limit_text", category.due_limit)
    feedback = matter.limit("feedback_limit", category.feedback_limit, feedback=True)
    due = row.day("manual_due") or (completion.due if completion else None)
    extended = matter.extended(due, extensions)
    matter.check(completion, due)
    values: dict[str, Value] = {
        "limit_kind": (completion.kind if completion else LimitKind.NONE).value,
        "feedback_due": matter.first_feedback(feedback),
        "due": due,
        "adjusted_due": extended.until,
        "due_note": matter.note(completion, due, extended),
        "next_feedback": _next_feedback(row, feedback, matter, category, answered_until),
        "extension_count": extended.count,
    }
    return MatterDeadlines(
        values,
        tuple(matter.findings),
        extended.until or due,
        is_recurring=completion is not None and completion.every is not None and due is None,
        is_provisional=completion is not None and completion.provisional and not row["manual_due"],
        extension_pending=extended.pending,
    )


class _Matter:
    """One row with what is found on the way."""

    def __init__(self, row: Row, policy: OfficePolicy, calendar: WorkCalendar, positions: Mapping[str, int]) -> None:
        self.row, self.policy, self.calendar, self.positions = row, policy, calendar, positions
        self.start = row.day("limit_from") or row.day("instructed_on") or row.day("registered_on")
        self.findings: list[Finding] = []
        self.unread = ""

    def find(self, code: str, column: str, **facts: object) -> None:
        """Keep a finding at a cell of this row."""
        place = self.positions.get(column)
        schema = SHEETS["matters"]
        self.findings.append(
            Finding(
                code,
                sheet=schema.sheet,
                cell=CellRef(schema.sheet, self.row.number, place).a1 if place else "",
                matter=self.row.text("matter_id"),
                unit=self.row.text("lead_unit"),
                column=schema.header(column),
                value=self.row[column],
                facts=facts,
            )
        )

    def limit(self, column: str, default: str, *, feedback: bool = False) -> Limit | None:
        """Return the limit of a column, of the category where the cell is blank; refused ones become findings."""
        value = self.row[column] or default
        if not value:
            return None
        if self.start is None:
            if not any(finding.code == "D10" for finding in self.findings):
                self.find("D10", "registered_on")
            return None
        read = read_limit(value, anchor=self.start, policy=self.policy, calendar=self.calendar, feedback=feedback)
        if isinstance(read, Limit):
            return read
        self.find(FINDING_OF.get(read.reason, "D01"), column, text=read.text)
        self.unread = self.unread if feedback else read.text
        return None

    def check(self, completion: Limit | None, due: date | None) -> None:
        """Keep findings about a missing limit, a manual one without reason and a provisional one."""
        if completion is None and due is None and not self.unread and self.start:
            self.find("D07", "limit_text")
        if self.row["manual_due"] and not self.row["manual_due_reason"]:
            self.find("D08", "manual_due")
        if completion and completion.provisional and not self.row["manual_due"]:
            self.find("D12", "limit_text", due=due)

    def first_feedback(self, feedback: Limit | None) -> date | None:
        """Return the day of the first feedback."""
        if feedback is None or self.start is None:
            return None
        return feedback.every.next_after(self.start) if feedback.every else feedback.due

    def extended(self, due: date | None, extensions: Sequence[Row]) -> _Extended:
        """Return what the granted extensions make of the limit, in the order in which they were asked."""
        until, count = None, 0
        pending = any(row["state"] == ExtensionState.ASKED for row in extensions)
        granted = [row for row in extensions if row["state"] == ExtensionState.GRANTED]
        for row in sorted(granted, key=lambda row: (row.day("asked_on") or date.max, row.text("extension_id"))):
            moved = self._moved(until or due, row)
            until, count = moved or until, count + (moved is not None)
        if count > self.policy.extension_limit:
            self.find("D11", "adjusted_due", count=count, limit=self.policy.extension_limit)
        return _Extended(until, count, pending)

    def _moved(self, in_force: date | None, extension: Row) -> date | None:
        """Return the day that one extension moves the limit to, None where it changes nothing."""
        asked_on, until = extension.day("asked_on"), extension.day("granted_until")
        number = extension.text("extension_id")
        if asked_on is None or until is None or (in_force and until <= in_force):
            self.find("D13", "adjusted_due", extension=number)
            return None
        if in_force and asked_on > in_force:
            self.find("D09", "adjusted_due", extension=number, asked_on=asked_on, due=in_force)
            return None
        return until

    def note(self, completion: Limit | None, due: date | None, extended: _Extended) -> str:
        """Return 时限说明."""
        parts = [self._origin(completion, due)]
        if extended.until:
            parts.append(labels.EXTENDED.format(until=extended.until))
        return labels.JOIN.join(parts)

    def _origin(self, completion: Limit | None, due: date | None) -> str:
        if self.row.day("manual_due"):
            counted = completion.due if completion else None
            return labels.MANUAL_AGAINST.format(due=counted) if counted and counted != due else labels.MANUAL
        if completion is None:
            return labels.UNREAD.format(text=self.unread) if self.unread else labels.NO_LIMIT
        if self.row["limit_text"]:
            return completion.note
        default = self.policy.categories[self.row.text("category")].due_limit
        return labels.BY_CATEGORY.format(text=default) + labels.JOIN + completion.note


def _next_feedback(
    row: Row, feedback: Limit | None, matter: _Matter, category: CategoryPolicy, answered_until: date | None
) -> date | None:
    """Return the day of the next feedback; it stays on a missed day until that one is answered."""
    if row["stage"] in _ENDED:
        return None
    first, last = matter.first_feedback(feedback), row.day("last_feedback")
    frequency = row.text("feedback_frequency") or category.feedback_frequency
    every = (feedback.every if feedback else None) or _FREQUENCIES.get(frequency)
    if answered_until is None and last is None:
        return first or (every.next_after(matter.start) if every and matter.start else None)
    if every is None:
        return None
    answered = answered_until or (_answered(last, first, every) if last else None)
    return every.next_after(answered) if answered else None


def _answered(last: date, first: date | None, every: Recurrence) -> date:
    """Return the day that an answer stands for: the first feedback, else the end of the period that it came in."""
    if first is not None and last <= first:
        return first
    return every.next_after(last - timedelta(days=1))
