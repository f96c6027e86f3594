"""The light of a matter (domain.md 2.2). The first line that fits decides:

1 closed · 2 suspended (or cancelled) · 3 lit by hand with a reason · 4 blue: reported done in time, waiting for the
check · 5 red: the limit has passed, or progress is far behind time · 6 amber: the limit is near, or a feedback is
overdue, or progress is behind time · 7 green: in progress · 8 not lit. Each line is one function below; it gives a
result or None. Days are workdays; the due date itself is amber, the day after it red even when it is a holiday.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xlsync.model.calendar import WorkCalendar, quarter_of
from xlsync.model.finding import Finding
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, Row, Value, day_of
from xlsync.rules.assignment import is_secret
from xlsync.rules.deadlines import MatterDeadlines
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reporting import reported_on
from xlsync.vocabulary.labels import lights as labels
from xlsync.vocabulary.phrases.calendar import BY_QUARTER, CALENDAR_DAYS
from xlsync.vocabulary.terms import NO, YES, Light, Stage

_STAGES = {stage.value: stage for stage in Stage}
_IN_PROGRESS = frozenset({Stage.OPEN, Stage.RETURNED, Stage.EXTENDED, Stage.REPORTED})
_DUST = 9
_CLOSED_LATE = (labels.TEXT_CLOSED_LATE, labels.CLOSED_LATE)
_CLOSED_ON_REST_DAY = (labels.TEXT_CLOSED_ON_REST_DAY, labels.CLOSED_ON_REST_DAY)
_OVERDUE = {
    (False, True): (labels.TEXT_OVERDUE, labels.OVERDUE),
    (False, False): (labels.TEXT_PASSED, labels.PASSED),
    (True, True): (labels.TEXT_OVERDUE, labels.REPORTED_LATE),
    (True, False): (labels.TEXT_PASSED, labels.REPORTED_ON_REST_DAY),
}
"""Text and reason of a limit that has passed, by: reported done, late by workdays."""


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What the light of one matter depends on.

    ``due`` is the limit in force (调整后时限, else 完成时限), ``due_note`` why there is none; ``reported_on`` the day
    on which the unit reported it done; ``percent`` 0..1 or None when not known; ``amber_within`` counts in
    ``amber_unit``, ``urgency_within`` (None: the category alone decides) in workdays. ``can_answer`` is False for a
    matter with 密级: no form asks about it, so no feedback is missed.
    """

    stage: Stage | None
    stage_text: str = ""
    due: date | None = None
    due_note: str = ""
    is_recurring: bool = False
    is_provisional: bool = False
    next_feedback: date | None = None
    can_answer: bool = True
    registered_on: date | None = None
    reported_on: date | None = None
    done_on: date | None = None
    percent: float | None = None
    manual_light: Light | None = None
    manual_reason: str = ""
    amber_within: int = 0
    amber_unit: str = ""
    urgency_within: int | None = None
    extension_pending: bool = False


@dataclass(frozen=True, slots=True)
class LightResult:
    """The light, the text of the cell (such as ▲黄 余3) and the reason as a Chinese sentence."""

    light: Light
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Case:
    facts: LightFacts
    today: date
    calendar: WorkCalendar
    policy: OfficePolicy

    def workdays(self, start: date, end: date) -> int:
        return self.calendar.workdays_between(start, end)


def light_of(facts: LightFacts, *, today: date, calendar: WorkCalendar, policy: OfficePolicy) -> LightResult:
    """Return the light of a matter as it stands at the end of ``today``."""
    case = _Case(facts, today, calendar, policy)
    result = next(found for line in _LINES if (found := line(case)) is not None)
    counted = facts.due is not None and calendar.is_provisional(today, facts.due)
    if (facts.is_provisional or counted) and result.light in (Light.RED, Light.AMBER, Light.GREEN):
        result = replace(result, reason=result.reason + labels.PROVISIONAL)
    if facts.extension_pending and result.light not in (Light.CLOSED, Light.SUSPENDED):
        text = labels.TEXT_PENDING.format(text=result.text)
        result = LightResult(result.light, text, result.reason + labels.EXTENSION_PENDING)
    return result


def on_time(facts: LightFacts, *, today: date) -> bool | None:
    """Return whether a matter was or is on time, None while that is open or cannot be known."""
    ended = _ended_on(facts, today)
    if facts.due is None or ended is None:
        return None
    if ended > facts.due:
        return False
    return True if facts.stage is Stage.CLOSED else None


def overdue_workdays(facts: LightFacts, *, today: date, calendar: WorkCalendar) -> int | None:
    """Return the workdays past the limit (0: late by rest days only, or closed on time), None where not overdue."""
    late = on_time(facts, today=today)
    ended = _ended_on(facts, today)
    if late is None or facts.due is None or ended is None:
        return None
    return max(0, calendar.workdays_between(facts.due, ended))


def _ended_on(facts: LightFacts, today: date) -> date | None:
    """Return the day up to which lateness counts: closed, reported done, or today; None where nothing counts."""
    if facts.stage is Stage.CLOSED:
        return facts.done_on
    if facts.stage in (Stage.SUSPENDED, Stage.CANCELLED):
        return None
    if facts.stage is Stage.REPORTED and facts.reported_on:
        return facts.reported_on
    return today


def matter_light(
    row: Row,
    deadlines: MatterDeadlines,
    *,
    today: date,
    calendar: WorkCalendar,
    policy: OfficePolicy,
    answers: Sequence[Row] = (),
    positions: Mapping[str, int] | None = None,
) -> tuple[LightResult, dict[str, Value], tuple[Finding, ...]]:
    """Return the light of a row of 督查事项, its values and its findings.

    The values are light, light_reason, on_time and overdue_workdays, by column key. ``answers`` are those of the lead
    unit, oldest first; ``positions`` (of the table) give the findings their cells.
    """
    facts = facts_of(row, deadlines, policy=policy, answers=answers)
    result = light_of(facts, today=today, calendar=calendar, policy=policy)
    punctual = on_time(facts, today=today)
    values: dict[str, Value] = {
        "light": result.text,
        "light_reason": result.reason,
        "on_time": None if punctual is None else YES if punctual else NO,
        "overdue_workdays": overdue_workdays(facts, today=today, calendar=calendar),
    }
    return result, values, _findings(row, facts, positions or {})


def facts_of(row: Row, deadlines: MatterDeadlines, *, policy: OfficePolicy, answers: Sequence[Row] = ()) -> LightFacts:
    """Return the facts of a row of 督查事项 with its computed deadlines and the answers of its lead unit."""
    category = policy.categories.get(row.text("category"))
    reason = row.text("manual_light_reason").strip()
    percent = row["percent"]
    stage = _STAGES.get(row.text("stage") or Stage.WAITING)
    return LightFacts(
        stage=stage,
        stage_text=row.text("stage"),
        due=deadlines.in_force,
        due_note=str(deadlines.values["due_note"] or ""),
        is_recurring=deadlines.is_recurring,
        is_provisional=deadlines.is_provisional,
        next_feedback=day_of(deadlines.values["next_feedback"]),
        can_answer=not is_secret(row),
        registered_on=row.day("registered_on"),
        reported_on=reported_on(row, answers) if stage is Stage.REPORTED else None,
        done_on=row.day("done_on") or row.day("closed_on"),
        percent=float(percent) if isinstance(percent, int | float) else None,
        manual_light=labels.MANUAL_LIGHTS.get(row.text("manual_light")) if reason else None,
        manual_reason=reason,
        amber_within=category.amber_within if category else 0,
        amber_unit=category.amber_unit if category else "",
        urgency_within=policy.urgency_amber(row.text("urgency")),
        extension_pending=deadlines.extension_pending,
    )


def _findings(row: Row, facts: LightFacts, positions: Mapping[str, int]) -> tuple[Finding, ...]:
    found = []
    if row["manual_light"] and not facts.manual_reason:
        found.append(("L01", "manual_light"))
    if facts.stage is None:
        found.append(("L02", "stage"))
    return tuple(_finding(code, row, column, positions.get(column)) for code, column in found)


def _finding(code: str, row: Row, column: str, position: int | None) -> Finding:
    schema = SHEETS["matters"]
    return Finding(
        code,
        sheet=schema.sheet,
        cell=CellRef(schema.sheet, row.number, position).a1 if position else "",
        matter=row.text("matter_id"),
        unit=row.text("lead_unit"),
        column=schema.header(column),
        value=row[column],
    )


def _closed(case: _Case) -> LightResult | None:
    facts, mark = case.facts, labels.MARKS[Light.CLOSED]
    if facts.stage is not Stage.CLOSED:
        return None
    if facts.done_on is None:
        return LightResult(Light.CLOSED, mark, labels.CLOSED_NO_DAY)
    if facts.due is None:
        return LightResult(Light.CLOSED, mark, labels.CLOSED_NO_DUE.format(done=facts.done_on))
    if facts.done_on <= facts.due:
        return LightResult(Light.CLOSED, mark, labels.CLOSED_ON_TIME.format(done=facts.done_on, due=facts.due))
    days = case.workdays(facts.due, facts.done_on)
    text, reason = _CLOSED_LATE if days else _CLOSED_ON_REST_DAY
    said = reason.format(done=facts.done_on, due=facts.due, days=days)
    return LightResult(Light.CLOSED, text.format(mark=mark, days=days), said)


def _put_aside(case: _Case) -> LightResult | None:
    if case.facts.stage is Stage.SUSPENDED:
        return LightResult(Light.SUSPENDED, labels.MARKS[Light.SUSPENDED], labels.SUSPENDED)
    if case.facts.stage is Stage.CANCELLED:
        return LightResult(Light.GREY, labels.MARKS[Light.GREY], labels.CANCELLED)
    return None


def _by_hand(case: _Case) -> LightResult | None:
    light = case.facts.manual_light
    if light is None:
        return None
    text = labels.TEXT_MANUAL.format(mark=labels.MARKS[light])
    return LightResult(light, text, labels.MANUAL.format(reason=case.facts.manual_reason.rstrip(labels.FULL_STOP)))


def _waiting_for_check(case: _Case) -> LightResult | None:
    facts = case.facts
    if facts.stage is not Stage.REPORTED or facts.reported_on is None:
        return None
    if facts.due and facts.reported_on > facts.due:
        return None
    days = max(0, case.workdays(facts.reported_on, case.today))
    reason = labels.CHECK if facts.due else labels.CHECK_NO_DUE
    text = labels.TEXT_CHECK.format(mark=labels.MARKS[Light.BLUE], days=days)
    return LightResult(Light.BLUE, text, reason.format(reported=facts.reported_on, due=facts.due, days=days))


def _overdue(case: _Case) -> LightResult | None:
    facts = case.facts
    days = overdue_workdays(facts, today=case.today, calendar=case.calendar)
    if facts.due is None or days is None:
        return None
    text, reason = _OVERDUE[facts.reported_on is not None, days > 0]
    said = reason.format(due=facts.due, today=case.today, reported=facts.reported_on, days=days)
    return LightResult(Light.RED, text.format(mark=labels.MARKS[Light.RED], days=days), said)


def _far_behind(case: _Case) -> LightResult | None:
    lag = lag_points(case.facts, today=case.today)
    return _behind(case, Light.RED, labels.BEHIND_RED) if lag is not None and lag > case.policy.red_lag else None


def _near(case: _Case) -> LightResult | None:
    facts = case.facts
    if facts.due is None or not _is_near(case, facts.due):
        return None
    days = case.calendar.workdays_until(facts.due, today=case.today)
    urgent = facts.urgency_within is not None and _by_urgency(facts)
    within, unit = (facts.urgency_within, "") if urgent else (facts.amber_within, facts.amber_unit)
    reason = labels.NEAR.format(due=facts.due, days=days, within=within, unit=unit or labels.WORKDAYS)
    return LightResult(Light.AMBER, labels.TEXT_LEFT.format(mark=labels.MARKS[Light.AMBER], days=days), reason)


def _is_near(case: _Case, due: date) -> bool:
    """Return whether the limit is within the smaller of both thresholds: it must be within each of them."""
    facts = case.facts
    workdays = case.calendar.workdays_until(due, today=case.today)
    left = (due - case.today).days if facts.amber_unit == CALENDAR_DAYS else workdays
    urgent = facts.urgency_within is None or workdays <= facts.urgency_within
    return left <= facts.amber_within and urgent


def _by_urgency(facts: LightFacts) -> bool:
    return facts.amber_unit == CALENDAR_DAYS or (facts.urgency_within or 0) < facts.amber_within


def _owes_feedback(case: _Case) -> LightResult | None:
    facts = case.facts
    if facts.next_feedback is None or facts.next_feedback >= case.today or not facts.can_answer:
        return None
    reason = labels.NO_FEEDBACK if facts.due else labels.NO_FEEDBACK_NO_DUE
    text = labels.TEXT_NO_FEEDBACK.format(mark=labels.MARKS[Light.AMBER])
    return LightResult(Light.AMBER, text, reason.format(day=facts.next_feedback, due=facts.due))


def _slightly_behind(case: _Case) -> LightResult | None:
    lag = lag_points(case.facts, today=case.today)
    return _behind(case, Light.AMBER, labels.BEHIND_AMBER) if lag is not None and lag >= case.policy.amber_lag else None


def lag_points(facts: LightFacts, *, today: date) -> float | None:
    """Return how many points of 100 progress is behind the time that has passed, None where it is not known."""
    elapsed = _elapsed(facts, today)
    if facts.percent is None or elapsed is None:
        return None
    return round((elapsed - facts.percent) * 100, _DUST)


def _elapsed(facts: LightFacts, today: date) -> float | None:
    """Return the share of the time between registration and limit that has passed, 0..1."""
    if facts.registered_on is None or facts.due is None or facts.due <= facts.registered_on:
        return None
    share = (today - facts.registered_on) / (facts.due - facts.registered_on)
    return min(1.0, max(0.0, share))


def _behind(case: _Case, light: Light, reason: str) -> LightResult:
    facts, policy = case.facts, case.policy
    points = lag_points(facts, today=case.today) or 0.0
    said = reason.format(
        percent=(facts.percent or 0) * 100,
        elapsed=(_elapsed(facts, case.today) or 0) * 100,
        points=points,
        limit=policy.red_lag if light is Light.RED else policy.amber_lag,
    )
    return LightResult(light, labels.TEXT_BEHIND.format(mark=labels.MARKS[light], points=points), said)


def _in_progress(case: _Case) -> LightResult | None:
    facts = case.facts
    if facts.stage not in _IN_PROGRESS:
        return None
    mark = labels.MARKS[Light.GREEN]
    if facts.due is not None:
        days = case.calendar.workdays_until(facts.due, today=case.today)
        text = labels.TEXT_LEFT.format(mark=mark, days=days)
        return LightResult(Light.GREEN, text, labels.IN_PROGRESS.format(due=facts.due, days=days))
    day = facts.next_feedback
    if (
        not facts.is_recurring
        or day is None
        or day < case.today
        or not _same_period(day, case.today, case.policy.form_frequency)
    ):
        return None
    days = case.calendar.workdays_until(day, today=case.today)
    text = labels.TEXT_NODE.format(mark=mark, days=days)
    return LightResult(Light.GREEN, text, labels.NEXT_NODE.format(day=day, days=days))


def _same_period(one: date, other: date, frequency: str) -> bool:
    if one.year != other.year:
        return False
    return quarter_of(one) == quarter_of(other) if frequency == BY_QUARTER else one.month == other.month


def _not_lit(case: _Case) -> LightResult:
    facts = case.facts
    if facts.due is None:
        reason = labels.NO_NODE if facts.is_recurring else labels.NO_DUE.format(why=facts.due_note)
    elif facts.stage is None:
        reason = labels.UNKNOWN_STAGE.format(stage=facts.stage_text, due=facts.due)
    else:
        days = case.calendar.workdays_until(facts.due, today=case.today)
        reason = labels.NOT_STARTED.format(due=facts.due, days=days)
    return LightResult(Light.GREY, labels.MARKS[Light.GREY], reason)


_LINES: tuple[Callable[[_Case], LightResult | None], ...] = (
    _closed,
    _put_aside,
    _by_hand,
    _waiting_for_check,
    _overdue,
    _far_behind,
    _near,
    _owes_feedback,
    _slightly_behind,
    _in_progress,
    _not_lit,
)
