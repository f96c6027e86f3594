"""The working calendar: Monday to Friday, with the exceptions that the State Council publishes (调休)."""

import calendar as months
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

DAYS_A_WEEK, WORKDAYS_A_WEEK, MONTHS_A_YEAR = 7, 5, 12


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, months.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """Return the same day ``count`` months later, or the last day of that month (11-30 + 3 months = 02-28 or 29)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + count, MONTHS_A_YEAR)
    last = last_of_month(year, month + 1)
    return last if day.day > last.day else last.replace(day=day.day)


def quarter_of(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month + 2) // 3


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: ``rest`` and ``work`` are the exceptions to Monday to Friday.

    ``published`` are the years whose exceptions are known. Any other year counts Monday to Friday and never raises;
    ask ``is_provisional`` before a result that touches one is shown as final.
    """

    rest: frozenset[date] = field(default=frozenset())
    work: frozenset[date] = field(default=frozenset())
    published: frozenset[int] = field(default=frozenset())

    def is_workday(self, day: date) -> bool:
        """Return whether a day is worked; a day named both rest and work is a rest day."""
        if day in self.rest:
            return False
        return day.weekday() < WORKDAYS_A_WEEK or day in self.work

    def is_published(self, year: int) -> bool:
        """Return whether the holidays of a year are known."""
        return year in self.published

    def is_provisional(self, start: date, end: date) -> bool:
        """Return whether the days from ``start`` to ``end`` touch a year whose holidays are not known."""
        first, last = sorted((start.year, end.year))
        return any(year not in self.published for year in range(first, last + 1))

    def workdays_between(self, start: date, end: date) -> int:
        """Return the workdays after ``start`` up to and including ``end``; negative when ``end`` comes first."""
        return self._worked_until(end.toordinal()) - self._worked_until(start.toordinal())

    def workdays_until(self, due: date, *, today: date) -> int:
        """Return the workdays left after ``today`` up to and including ``due``; negative after it."""
        return self.workdays_between(today, due)

    def add_workdays(self, start: date, count: int) -> date:
        """Return the ``count``-th workday after ``start``, which is not counted; ``start`` itself for 0."""
        if count < 0:
            raise ValueError(count)
        begin = start.toordinal()
        target = self._worked_until(begin) + count
        # Twice as long as workdays alone, a week, and every published rest day: the answer is always inside.
        reach = range(begin, begin + 2 * count + DAYS_A_WEEK + len(self.rest))
        return date.fromordinal(begin + bisect_left(reach, target, key=self._worked_until)) if count else start

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is worked, else the first workday after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def _worked_until(self, ordinal: int) -> int:
        """Return the workdays from the first day of the proleptic calendar (a Monday) to a day, the day included."""
        weeks, rest = divmod(ordinal, DAYS_A_WEEK)
        days, shifts = self._exceptions
        return weeks * WORKDAYS_A_WEEK + min(rest, WORKDAYS_A_WEEK) + shifts[bisect_right(days, ordinal)]

    @cached_property
    def _exceptions(self) -> tuple[list[int], list[int]]:
        """Return the days that differ from Monday to Friday, and the running sum of what they add or take."""
        lost = [(day.toordinal(), -1) for day in self.rest if day.weekday() < WORKDAYS_A_WEEK]
        won = [(day.toordinal(), 1) for day in self.work - self.rest if day.weekday() >= WORKDAYS_A_WEEK]
        marked = sorted(lost + won)
        return [day for day, _ in marked], list(accumulate((shift for _, shift in marked), initial=0))
