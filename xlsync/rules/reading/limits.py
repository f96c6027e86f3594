"""Reading the limit of a matter: a date, a count from a start, or something that comes back (domain.md 3).

A wrong date is worse than none: a text that this grammar does not match as a whole is refused with a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from re import Match, Pattern

from xlsync.model.calendar import WorkCalendar, add_months
from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.dates import day_of_serial, why_no_day
from xlsync.rules.reading.days import FARTHEST_YEARS, FoundDay, find_day
from xlsync.rules.reading.numerals import whole_number
from xlsync.rules.reading.recurrence import Recurrence
from xlsync.rules.reading.result import Doubt
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.labels import deadlines as labels
from xlsync.vocabulary.phrases import dates as date_words
from xlsync.vocabulary.phrases import limits as words
from xlsync.vocabulary.terms import LimitKind

_HOURS_A_DAY, _DAYS_A_WEEK, _MONTHS_A_YEAR = 24, 7, 12
_YEAR_NUMBERS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as read. ``due`` is its last day, None for a recurring one (``every``); ``note`` is 时限说明.

    ``count`` is in the measure of ``kind`` (weeks become 7 days, half a year 6 months). ``rolled_from`` is the rest
    day that the limit moved from; ``provisional`` says that a year without published holidays was counted.
    """

    kind: LimitKind
    count: int = 0
    due: date | None = None
    every: Recurrence | None = None
    includes_day: bool = False
    rolled_from: date | None = None
    provisional: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A limit that cannot be turned into a day without guessing: why, and the text as typed."""

    reason: Doubt
    text: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a limit is read against."""

    anchor: date
    policy: OfficePolicy
    calendar: WorkCalendar


@lru_cache(maxsize=16384)
def read_limit(
    value: Value, *, anchor: date, policy: OfficePolicy, calendar: WorkCalendar, feedback: bool = False
) -> Limit | Refused:
    """Return the limit that a cell names, counted from ``anchor`` (not counted itself), or the reason of refusal.

    ``feedback`` admits the verbs of a first answer (7日内反馈), which no limit of completion may carry.
    """
    setting = _Setting(anchor, policy, calendar)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _of_day(FoundDay(value, True), str(value), setting)
    if isinstance(value, int | float):
        return _of_number(value, setting)
    return _of_text(value or "", setting, feedback)


def _of_number(number: float, setting: _Setting) -> Limit | Refused:
    text = f"{number:g}" if number != int(number) else str(int(number))
    if int(number) in _YEAR_NUMBERS:
        return Refused(Doubt.LOST_ZERO, text)
    day = day_of_serial(number)
    if day is not None:
        return _of_day(FoundDay(day, True), text, setting)
    return _of_text(text, setting, feedback=False)


def _of_text(typed: str, setting: _Setting, feedback: bool) -> Limit | Refused:
    text = clean_text(date_words.TIME_OF_DAY.sub("", typed.strip())).rstrip(date_words.MARKS_AT_END)
    if setting.policy.is_open_ended(text):
        return Refused(Doubt.OPEN_ENDED, typed)
    text = words.DONE_VERB.sub("", words.LEAD.sub("", text))
    if feedback:
        text = words.FEEDBACK_VERB.sub("", text)
    for pattern, read in _COUNTED:
        if found := pattern.fullmatch(text):
            return read(found, setting) or Refused(Doubt.NOT_A_DATE, typed)
    for pattern, months in _RECURRING:
        if found := pattern.fullmatch(text):
            return _recurring(found, months, typed, setting)
    return _named_day(text, typed, setting)


def _named_day(text: str, typed: str, setting: _Setting) -> Limit | Refused:
    # 6.30前 is a day; 6.30 alone may be a number as well.
    short = date_words.SHORT_DAY.fullmatch(text)
    found = find_day(text, around=setting.anchor, policy=setting.policy, short=bool(short and short["before"]))
    if found is None:
        return Refused(why_no_day(text, setting.policy), typed)
    return Refused(found, typed) if isinstance(found, Doubt) else _of_day(found, typed, setting)


def _of_day(found: FoundDay, typed: str, setting: _Setting) -> Limit | Refused:
    policy, anchor = setting.policy, setting.anchor
    leaves_out = found.before and not policy.before_includes_day
    day = found.day - timedelta(days=1) if leaves_out else found.day
    if not found.year_given and day < anchor:
        return Refused(Doubt.PAST_DATE, typed)
    if day < add_months(anchor, -policy.date_drift_months) or day.year > anchor.year + FARTHEST_YEARS:
        return Refused(Doubt.FAR_DATE, typed)
    kind = LimitKind.QUARTER_END if found.is_quarter else LimitKind.DATE
    return Limit(kind, due=day, includes_day=found.before and not leaves_out, note=_note_of_day(found, day, policy))


def _note_of_day(found: FoundDay, day: date, policy: OfficePolicy) -> str:
    if found.is_period:
        return labels.PERIOD_END.format(due=day)
    if not found.before:
        return labels.BY_DATE.format(due=day)
    if policy.before_includes_day:
        return labels.BY_DATE.format(due=day) + labels.JOIN + labels.INCLUDES_DAY.format(time=policy.closing_time)
    return labels.BY_DATE.format(due=day) + labels.JOIN + labels.EXCLUDES_DAY


def _counted(
    kind: LimitKind, each: int = 1, *, needs_start: bool = False
) -> Callable[[Match[str], _Setting], Limit | None]:
    def read(found: Match[str], setting: _Setting) -> Limit | None:
        groups = found.groupdict()
        count = (whole_number(groups["count"]) if "count" in groups else 1) or 0
        if not count or (needs_start and not (groups["since"] or groups["within"])):
            return None
        return _count_off(kind, count * each, setting)

    return read


def _count_off(kind: LimitKind, count: int, setting: _Setting) -> Limit:
    anchor, calendar = setting.anchor, setting.calendar
    if kind is LimitKind.WORKDAYS:
        due = calendar.add_workdays(anchor, count)
    elif kind is LimitKind.DAYS:
        due = anchor + timedelta(days=count)
    elif kind is LimitKind.MONTHS:
        due = add_months(anchor, count)
    else:
        due = anchor + timedelta(days=-(-count // _HOURS_A_DAY))
    note = labels.BY_COUNT.format(start=anchor, count=count, measure=labels.MEASURES[kind])
    return _settled(Limit(kind, count, due, note=note), due, setting)


def _settled(limit: Limit, due: date, setting: _Setting) -> Limit:
    """Return the limit moved off a rest day where the office does so, marked as provisional where it is."""
    calendar, notes = setting.calendar, [limit.note]
    rolls = setting.policy.roll_rest_days and limit.kind in (LimitKind.DAYS, LimitKind.MONTHS)
    if rolls and not calendar.is_workday(due):
        notes.append(labels.ROLLED.format(day=due))
        limit = replace(limit, due=calendar.next_workday(due), rolled_from=due)
    counts = rolls or limit.kind is LimitKind.WORKDAYS
    first = setting.anchor if limit.kind is LimitKind.WORKDAYS else due
    provisional = counts and calendar.is_provisional(first, limit.due or due)
    if provisional:
        notes.append(labels.PROVISIONAL)
    return replace(limit, provisional=provisional, note=labels.JOIN.join(notes))


def _recurring(found: Match[str], months: tuple[int, ...], typed: str, setting: _Setting) -> Limit | Refused:
    groups = found.groupdict()
    day = _small(groups.get("day"), last=31)
    month = _small(groups.get("month"), last=_MONTHS_A_YEAR)
    if day is None or month is None:
        return Refused(Doubt.IMPOSSIBLE_DATE, typed)
    weekday = date_words.WEEKDAYS[groups["weekday"]] if "weekday" in groups else None
    leaves_out = bool(groups.get("before") and day and not setting.policy.before_includes_day)
    every = Recurrence((month,) if month else months, day, weekday, -1 if leaves_out else 0)
    includes = bool(groups.get("before")) and not leaves_out
    return Limit(LimitKind.RECURRING, every=every, includes_day=includes, note=labels.EVERY.format(text=found[0]))


def _small(text: str | None, *, last: int) -> int | None:
    """Return 0 for no text, the number from 1 to ``last``, None for any other."""
    if text is None:
        return 0
    number = whole_number(text)
    return number if number and number <= last else None


_COUNTED: list[tuple[Pattern[str], Callable[[Match[str], _Setting], Limit | None]]] = [
    (words.WORKDAYS, _counted(LimitKind.WORKDAYS)),
    (words.DAYS, _counted(LimitKind.DAYS)),
    (words.MONTHS, _counted(LimitKind.MONTHS)),
    (words.HOURS, _counted(LimitKind.HOURS)),
    (words.WEEKS, _counted(LimitKind.DAYS, _DAYS_A_WEEK, needs_start=True)),
    (words.HALF_YEAR, _counted(LimitKind.MONTHS, _MONTHS_A_YEAR // 2)),
    (words.YEARS, _counted(LimitKind.MONTHS, _MONTHS_A_YEAR)),
]
_ALL_MONTHS = tuple(range(1, _MONTHS_A_YEAR + 1))
_RECURRING: list[tuple[Pattern[str], tuple[int, ...]]] = [
    (words.EVERY_MONTH, _ALL_MONTHS),
    (words.EVERY_QUARTER, _ALL_MONTHS[2::3]),
    (words.EVERY_HALF, _ALL_MONTHS[5::6]),
    (words.EVERY_YEAR, _ALL_MONTHS[11:]),
    (words.EVERY_WEEK, ()),
    (words.EVERY_DAY, ()),
]
