"""The ledger as it stands on a day: its computed columns, from answers, urges, extensions, deadlines and lights."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.deadlines import matter_deadlines
from xlsync.rules.lights import matter_light
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reporting import lead_answers
from xlsync.vocabulary.terms import FeedbackState, Role


@dataclass
class Standing:
    """Computed values by matter id and column, and what was found on the way."""

    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Answered:
    """What 反馈登记 says of one matter, by its lead unit: days, and how many answers came and went back."""

    last: date | None = None
    until: date | None = None
    count: int = 0
    returned: int = 0

    def add(self, row: Row) -> None:
        """Count one answer; a returned one is no feedback yet."""
        self.count += 1
        if row["state"] == FeedbackState.RETURNED:
            self.returned += 1
            return
        self.last = _later(self.last, row.day("received_on"))
        self.until = _later(self.until, row.day("due_on"))


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def standing(image: MasterImage, *, policy: OfficePolicy, calendar: WorkCalendar, today: date) -> Standing:
    """Return the computed columns of all numbered matters but for points; of doubled numbers the first row counts."""
    answered, found = _answers(image), Standing()
    answers = lead_answers(image["feedback"], today=today)
    urged = Counter(row.text("matter_id") for row in image["urges"])
    extensions: dict[str, list[Row]] = {}
    for row in image["extensions"]:
        extensions.setdefault(row.text("matter_id"), []).append(row)
    positions = image["matters"].positions
    for matter_id, row in image["matters"].by_key().items():
        if not matter_id:  # typed and not yet registered: nothing can be said of it
            continue
        given = answered.get(matter_id, Answered())
        counts: dict[str, Value] = {
            "last_feedback": given.last,
            "feedback_count": given.count or None,
            "return_count": given.returned or None,
            "urge_count": urged[matter_id] or None,
        }
        row = Row(row.number, {**row.values, **counts})
        deadlines = matter_deadlines(
            row,
            policy=policy,
            calendar=calendar,
            extensions=extensions.get(matter_id, ()),
            answered_until=given.until,
            positions=positions,
        )
        _, lit, findings = matter_light(
            row,
            deadlines,
            today=today,
            calendar=calendar,
            policy=policy,
            answers=answers.get(matter_id, ()),
            positions=positions,
        )
        found.values[matter_id] = {**counts, **deadlines.values, **lit}
        found.findings += (*deadlines.findings, *findings)
    return found


def _answers(image: MasterImage) -> dict[str, Answered]:
    answered: dict[str, Answered] = {}
    for row in image["feedback"]:
        if row["role"] != Role.JOINT:
            answered.setdefault(row.text("matter_id"), Answered()).add(row)
    return answered


def with_values(image: MasterImage, values: Mapping[str, Mapping[str, Value]]) -> MasterImage:
    """Return the image with values put into the ledger rows (the first row of each number)."""
    table = image["matters"]
    first = table.by_key()
    rows = []
    for row in table:
        given = values.get(row.text("matter_id"))
        is_first = given is not None and first[row.text("matter_id")] is row
        rows.append(Row(row.number, {**row.values, **given}) if given is not None and is_first else row)
    return replace(image, tables={**image.tables, "matters": replace(table, rows=rows)})
