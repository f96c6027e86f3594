"""One day of the calendar out of a Chinese text: full match or nothing, checked against the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from re import Match

from xlsync.model.calendar import add_months, last_of_month, quarter_of
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.numerals import whole_number
from xlsync.rules.reading.result import Doubt
from xlsync.vocabulary.phrases import dates as words

CENTURY = 2000
FARTHEST_YEARS = 10  # a plan of the office reaches five years; beyond ten it is a slip of the pen


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and how it was found; ``year_given`` is False where the context gave the year."""

    day: date
    year_given: bool
    is_period: bool = False
    is_quarter: bool = False
    before: bool = False


def find_day(text: str, *, around: date, policy: OfficePolicy, short: bool) -> FoundDay | Doubt | None:
    """Return the day that a cleaned text names, a doubt when no calendar has it, None when it is no day at all.

    ``short`` allows month and day alone in digits (3.5), which is a number to anybody who does not expect a date.
    """
    for pattern in (*words.FULL_DAYS, words.SHORT_DAY) if short else words.FULL_DAYS:
        if found := pattern.fullmatch(text):
            return _exact(found, around)
    for pattern in words.PERIODS:
        if found := pattern.fullmatch(text):
            return _period(found.groupdict(), around, policy)
    return None


def is_far(day: date, around: date, months: int) -> bool:
    """Return whether two days lie more than ``months`` apart."""
    return not add_months(around, -months) <= day <= add_months(around, months)


def _exact(found: Match[str], around: date) -> FoundDay | Doubt:
    groups = found.groupdict()
    before = bool(groups.get("before"))
    if groups.get("near_week"):
        return FoundDay(_weekday(groups["near_week"], groups["weekday"], around), True, before=before)
    try:
        year, month = _year_and_month(groups, around)
        day = date(year, month, _whole(groups["day"]))
    except ValueError:
        return Doubt.IMPOSSIBLE_DATE
    return FoundDay(day, _year_is_given(groups), before=before)


def _weekday(week: str, weekday: str, around: date) -> date:
    monday = around - timedelta(days=around.weekday())
    weeks = 1 if week in words.NEXT_WEEK else 0
    return monday + timedelta(weeks=weeks, days=words.WEEKDAYS[weekday])


def _period(groups: dict[str, str | None], around: date, policy: OfficePolicy) -> FoundDay | Doubt:
    try:
        year, month = _year_and_month(groups, around)
        day = _last_day(groups, last_of_month(year, month), policy)
    except ValueError:
        return Doubt.IMPOSSIBLE_DATE
    is_quarter = any(groups.get(name) for name in ("quarter", "this_quarter", "within_quarter"))
    return FoundDay(day, _year_is_given(groups), is_period=True, is_quarter=is_quarter)


def _last_day(groups: dict[str, str | None], last: date, policy: OfficePolicy) -> date:
    days = {
        words.EARLY: policy.early_ten_days,
        words.MIDDLE: policy.middle_ten_days,
        words.MIDMONTH: policy.month_middle,
    }
    return last.replace(day=days.get(groups.get("part") or "", last.day))


def _year_and_month(groups: dict[str, str | None], around: date) -> tuple[int, int]:
    """Return year and month of a match; ValueError where a number is not written properly or no month."""
    if near_month := groups.get("near_month"):
        month = add_months(around.replace(day=1), 1 if near_month in words.NEXT_MONTH else 0)
        return month.year, month.month
    year = _year(groups, around)
    if month_text := groups.get("month"):
        return year, _whole(month_text)
    if quarter := groups.get("quarter"):
        return year, 3 * _whole(quarter)
    if groups.get("this_quarter") or groups.get("within_quarter"):
        return year, 3 * quarter_of(around)
    if half := groups.get("half"):
        return year, 6 if half == words.FIRST_HALF else 12
    return year, 12 if groups.get("year_end") or groups.get("this_year") else around.month


def _year(groups: dict[str, str | None], around: date) -> int:
    if near := groups.get("near"):
        return around.year + (near in words.NEXT_YEAR)
    text = groups.get("year")
    if not text:
        return around.year
    year = _whole(text)
    return year if len(text) == 4 else CENTURY + year


def _year_is_given(groups: dict[str, str | None]) -> bool:
    named = groups.get("near") or groups.get("near_month")
    return bool(named) or len(groups.get("year") or "") == 4


def _whole(text: str | None) -> int:
    number = whole_number(text or "")
    if number is None:
        raise ValueError(text)
    return number
