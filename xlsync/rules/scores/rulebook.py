"""The sheet 考核办法 as rules in force on a day: every number of scoring; the code knows only rule numbers.

``K09-2`` is a further row of rule ``K09``: all rows of one *base* number answer to the same kind of event.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xlsync.model.table import Row, Table, Value
from xlsync.vocabulary.terms import CapScope, RuleMeasure, RuleMode

LATE_CLOSING = ("K01", "K02", "K03")
LATE_FEEDBACK, NO_ANSWER_TO_URGE, RETURNED_FEEDBACK = "K04", "K05", "K06"
FRAUD, UNSATISFIED_PROPOSAL, EARLY_CLOSING = "K08", "K10", "J01"
WORKLOAD, FEW_MATTERS, BASE, JOINT_FACTOR, FLOOR = "W01", "S02", "S03", "S04", "S05"
NEEDED = (BASE, JOINT_FACTOR, FLOOR)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of 考核办法. ``points`` are signed; ``lower`` and ``upper`` are inclusive, in ``measure``."""

    number: str
    case: str
    clause: str
    mode: str
    points: float
    points_next: float
    lower: float
    upper: float
    measure: str
    cap: float | None
    cap_scope: str
    valid_from: date
    valid_to: date

    @property
    def base(self) -> str:
        """Return the number without its row suffix."""
        return base_of(self.number)

    @property
    def is_proposed(self) -> bool:
        """Return whether a person has to confirm what the rule finds."""
        return self.mode == RuleMode.PROPOSED

    def is_in_force(self, day: date) -> bool:
        """Return whether the rule holds on a day; the day of abolition (废止日期) is no longer covered."""
        return self.valid_from <= day < self.valid_to

    def fits(self, count: float) -> bool:
        """Return whether a count lies in the band."""
        return self.lower <= count <= self.upper


def base_of(number: str) -> str:
    """Return a rule number without its row suffix: K09-2 -> K09."""
    return number.partition("-")[0]


def _number(value: Value, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


def _rule(row: Row) -> Rule:
    points = _number(row["points"], 0.0)
    cap = row["cap"]
    return Rule(
        number=row.text("rule_no"),
        case=row.text("case"),
        clause=row.text("clause"),
        mode=row.text("mode"),
        points=points,
        points_next=_number(row["points_next"], points),
        lower=_number(row["lower"], float("-inf")),
        upper=_number(row["upper"], float("inf")),
        measure=row.text("measure"),
        cap=float(cap) if isinstance(cap, int | float) else None,
        cap_scope=row.text("cap_scope"),
        valid_from=row.day("valid_from") or date.min,
        valid_to=row.day("valid_to") or date.max,
    )


class Rulebook:
    """All rules of the office, by number and day. A row whose 分值 is no number gives 0 points (错误清单 says so)."""

    def __init__(self, table: Table) -> None:
        self.rules = tuple(_rule(row) for row in table if row.text("rule_no"))
        self._by_base: dict[str, list[Rule]] = {}
        for rule in self.rules:
            self._by_base.setdefault(rule.base, []).append(rule)

    def of(self, bases: Iterable[str], day: date) -> list[Rule]:
        """Return the rules of some base numbers in force on a day, in sheet order."""
        return [rule for base in bases for rule in self._by_base.get(base, ()) if rule.is_in_force(day)]

    def rule(self, number: str, day: date) -> Rule | None:
        """Return the one row of a full number in force on a day."""
        return next((rule for rule in self.of((base_of(number),), day) if rule.number == number), None)

    def value(self, number: str, day: date, default: float) -> float:
        """Return the points of a factor or base row; the neutral ``default`` when no row is in force."""
        rule = self.rule(number, day)
        return default if rule is None else rule.points

    def band(self, bases: Iterable[str], day: date, count: Callable[[str], float | None]) -> tuple[Rule, float] | None:
        """Return the weightiest rule whose band holds the count in its own measure, with the count."""
        best: tuple[Rule, float] | None = None
        for rule in self.of(bases, day):
            counted = count(rule.measure)
            if counted is None or not rule.fits(counted):
                continue
            if best is None or abs(rule.points) > abs(best[0].points):
                best = rule, counted
        return best

    def matter_cap(self, day: date) -> float | None:
        """Return the (negative) cap over all automatic rules in one matter, None when no row sets one."""
        caps = [rule.cap for rule in self.rules if _caps_matter(rule) and rule.is_in_force(day)]
        return min((cap for cap in caps if cap is not None), default=None)


def _caps_matter(rule: Rule) -> bool:
    return rule.cap is not None and rule.cap_scope == CapScope.MATTER


def is_counted_in(measure: str, wanted: RuleMeasure) -> bool:
    """Return whether a band counts in the wanted measure; a blank measure counts working days."""
    return (measure or RuleMeasure.WORKDAYS) == wanted
