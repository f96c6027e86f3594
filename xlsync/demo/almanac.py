"""Working days of the demo's years, so that nothing of the demo happens on a day of rest."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

from chinese_calendar import is_workday


@cache
def _workdays() -> tuple[date, ...]:
    first, last = date(2015, 1, 1), date(2018, 12, 31)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return tuple(day for day in days if is_workday(day))


def workday(day: date, plus: int = 0) -> date:
    """Return the working day ``plus`` working days after the first one on or after ``day``."""
    days = _workdays()
    return days[bisect_left(days, day) + plus]


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after ``start`` up to and with ``end``; negative when it is earlier."""
    days = _workdays()
    return bisect_left(days, end) - bisect_left(days, start)
