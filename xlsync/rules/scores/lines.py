"""The point line: one unit x matter x event, with what a unit needs in order to check it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from xlsync.model.calendar import quarter_of
from xlsync.model.table import Row, Value
from xlsync.rules.scores.casebook import Casebook
from xlsync.rules.scores.rulebook import JOINT_FACTOR, Rule
from xlsync.vocabulary.labels import scores as words
from xlsync.vocabulary.terms import PointState, Role


@dataclass(frozen=True, slots=True)
class PointLine:
    """One line of 扣分明细. ``points`` = rule_points x factor, less what a cap cuts; unrounded; < 0 deducts."""

    unit: str
    role: str
    matter_id: str
    period: str
    rule: Rule
    due: date | None
    happened_on: date | None
    workdays: float | None
    rule_points: float
    factor: float
    points: float
    state: PointState
    evidence: str

    @property
    def is_confirmed(self) -> bool:
        """Return whether the points count in 已核定得分."""
        return self.state is PointState.CONFIRMED

    def add(self, text: str) -> "PointLine":
        """Return the line with more evidence."""
        return replace(self, evidence=self.evidence + text)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened in a matter and which rule answers to it; ``day`` tells the period and is never blank."""

    rule: Rule
    day: date
    evidence: str
    due: date | None = None
    happened_on: date | None = None
    workdays: float | None = None
    points: float | None = None  # other than the rule's first points

    @property
    def rule_points(self) -> float:
        """Return the points of the event before any factor."""
        return self.rule.points if self.points is None else self.points


def line_of(event: Event, unit: str, role: str, matter_id: str, factor: float = 1.0) -> PointLine:
    """Return the line of a unit for an event; points of a rule of mode 自动建议 are proposed."""
    return PointLine(
        unit=unit,
        role=role,
        matter_id=matter_id,
        period=quarter_name(event.day),
        rule=event.rule,
        due=event.due,
        happened_on=event.happened_on,
        workdays=event.workdays,
        rule_points=event.rule_points,
        factor=factor,
        points=event.rule_points * factor,
        state=PointState.PROPOSED if event.rule.is_proposed else PointState.CONFIRMED,
        evidence=event.evidence,
    )


def shared_line(book: Casebook, event: Event, unit: str, matter: Row, role: Role) -> PointLine:
    """Return the line of a party of a matter: the lead unit bears the whole, a joint unit the share of rule S04."""
    matter_id = matter.text("matter_id")
    if role is Role.LEAD:
        return line_of(event, unit, role, matter_id)
    factor = book.rules.value(JOINT_FACTOR, event.day, 1.0)
    return line_of(event, unit, role, matter_id, factor).add(words.JOINT_SHARE.format(factor=factor))


def quarter_name(day: date) -> str:
    """Return the period of a day, such as 2016-Q3."""
    return words.QUARTER.format(year=day.year, quarter=quarter_of(day))


def shown(day: date) -> str:
    """Return a day as evidence names it: 2016-03-05."""
    return day.isoformat()


def as_row(number: int, line: PointLine) -> dict[str, Value]:
    """Return a line as a row of 扣分明细, numbers exact to 1e-9."""
    return {
        "line_no": number,
        "unit": line.unit,
        "role": line.role or None,
        "matter_id": line.matter_id or None,
        "period": line.period,
        "rule_no": line.rule.number,
        "case": line.rule.case,
        "clause": line.rule.clause or None,
        "due": line.due,
        "happened_on": line.happened_on,
        "workdays": None if line.workdays is None else int(line.workdays),
        "rule_points": exact(line.rule_points),
        "factor": exact(line.factor),
        "points": exact(line.points),
        "state": str(line.state),
        "evidence": line.evidence,
    }


def exact(value: float) -> float:
    """Return a figure without the dust of binary sums (1e-9 is far below what is printed)."""
    return round(value, 9) + 0.0


def total(lines: Iterable[PointLine]) -> float:
    """Return the sum of the points of lines, exact to 1e-9."""
    return exact(sum(line.points for line in lines))
