"""What scoring knows of an office, joined once: parties of each matter, answers and urges of each unit in it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from xlsync.model.table import MasterImage, Row
from xlsync.rules.reporting import lead_answers, reported_on
from xlsync.rules.scores.rulebook import NO_ANSWER_TO_URGE, Rulebook, is_counted_in
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.labels.scores import URGE_LEVELS
from xlsync.vocabulary.terms import Role, RuleMeasure, Stage

UNSCORED = frozenset({Stage.CANCELLED, Stage.SUSPENDED})


class WorkdayCounter(Protocol):
    """What scoring asks of a calendar."""

    def workdays_between(self, start: date, end: date) -> int:
        """Return the working days after ``start`` up to and with ``end`` (negative when end is earlier)."""
        ...


def due_of(matter: Row) -> date | None:
    """Return the deadline that counts: the adjusted one, else the due date (in which a manual one has won already)."""
    return matter.day("adjusted_due") or matter.day("due")


def is_scored(matter: Row) -> bool:
    """Return whether a matter can bring points: a cancelled or suspended one cannot, while it is so."""
    return matter["stage"] not in UNSCORED


@dataclass(frozen=True)
class Casebook:
    """The office on one day: tables joined by matter and unit, rules, calendar."""

    image: MasterImage
    calendar: WorkdayCounter
    today: date

    @cached_property
    def rules(self) -> Rulebook:
        """Return the rulebook of the sheet 考核办法."""
        return Rulebook(self.image["rules"])

    @cached_property
    def names(self) -> UnitNames:
        """Return the resolver of unit names, its answers remembered."""
        return UnitNames(self.image)

    @cached_property
    def units(self) -> dict[str, Row]:
        """Return the rows of 单位 by name."""
        return self.image["units"].by_key()

    @cached_property
    def matters(self) -> dict[str, Row]:
        """Return the matters by id."""
        return self.image["matters"].by_key()

    @cached_property
    def parties(self) -> dict[str, dict[str, Role]]:
        """Return, by matter id, its units with their roles: the lead first, then the joint ones, each once."""
        return {matter_id: self._parties_of(row) for matter_id, row in self.matters.items()}

    def _parties_of(self, matter: Row) -> dict[str, Role]:
        day = matter.day("registered_on")
        lead = self.unit_named(matter.text("lead_unit"), day)
        parties = {lead: Role.LEAD} if lead else {}
        for unit in self.names.resolve(matter.text("joint_units"), day).units:
            if unit in self.units:
                parties.setdefault(unit, Role.JOINT)
        return parties

    def unit_named(self, text: str, day: date | None) -> str | None:
        """Return the one unit of the sheet 单位 that a cell names, None unless it is exactly one."""
        if text in self.units:
            return text
        unit = self.names.one(text, day) if text else None
        return unit if unit in self.units else None

    def lead_of(self, matter_id: str) -> str | None:
        """Return the lead unit of a matter."""
        return next((unit for unit, role in self.parties[matter_id].items() if role is Role.LEAD), None)

    @cached_property
    def answers(self) -> dict[tuple[str, str], list[Row]]:
        """Return the rows of 反馈登记 by (matter, unit), oldest first."""
        return self._by_matter_and_unit("feedback", "received_on")

    @cached_property
    def urges(self) -> dict[tuple[str, str], list[Row]]:
        """Return the rows of 催办记录 by (matter, unit), oldest first; a blank unit is the lead unit."""
        return self._by_matter_and_unit("urges", "urged_on")

    def ended_on(self, matter: Row) -> date | None:
        """Return the day up to which lateness counts: closing, or reporting it done while the check is awaited."""
        if matter["stage"] == Stage.CLOSED:
            return matter.day("done_on") or matter.day("closed_on")
        if matter["stage"] == Stage.REPORTED:
            return reported_on(matter, self._lead_answers.get(matter.text("matter_id"), ()))
        return None

    @cached_property
    def _lead_answers(self) -> Mapping[str, Sequence[Row]]:
        return lead_answers(self.image["feedback"], today=self.today)

    def _by_matter_and_unit(self, sheet: str, moment: str) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.image[sheet]:
            matter_id, day = row.text("matter_id"), row.day(moment)
            if day is None or day > self.today or matter_id not in self.matters:
                continue
            unit = self.unit_named(row.text("unit"), day) if row["unit"] else self.lead_of(matter_id)
            if unit:
                found[matter_id, unit].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: row.day(moment) or date.min)
        return dict(found)

    @cached_property
    def proposals(self) -> dict[str, Row]:
        """Return the rows of 建议提案 by matter id."""
        return self.image["proposals"].by_key()

    @cached_property
    def urge_rules(self) -> dict[str, tuple[str, ...]]:
        """Return the rule numbers that an urge brings, by its level (字典 催办级别); a blank level is a plain urge."""
        levels: dict[str, tuple[str, ...]] = {"": (NO_ANSWER_TO_URGE,)}
        for row in self.image["dictionary"]:
            if row["list"] == URGE_LEVELS:
                levels[row.text("word")] = tuple(filter(None, row.text("meaning").replace(" ", "").split(",")))
        return levels

    def days_late(self, due: date, day: date) -> Callable[[str], float | None]:
        """Return the counter of days from a deadline to a day, in the measure of a rule; None in any other measure."""
        return lambda measure: self._distance(measure, due, day)

    def days_early(self, due: date, day: date) -> Callable[[str], float | None]:
        """Return the counter of days from a day to a later deadline, in the measure of a rule."""
        return lambda measure: self._distance(measure, day, due)

    def _distance(self, measure: str, start: date, end: date) -> float | None:
        if is_counted_in(measure, RuleMeasure.WORKDAYS):
            return self.calendar.workdays_between(start, end)
        return (end - start).days if is_counted_in(measure, RuleMeasure.DAYS) else None

    def scored_matters(self) -> Iterator[Row]:
        """Yield the matters that can bring points."""
        return (row for row in self.matters.values() if is_scored(row))
