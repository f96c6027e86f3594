"""A limit that comes back: every month on the 25th, every quarter's end, every Friday."""

from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.model.calendar import DAYS_A_WEEK, MONTHS_A_YEAR, add_months, last_of_month


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a limit comes back.

    With ``months`` (1..12) on ``day`` of these months (0 or a day the month lacks: its last day); else with
    ``weekday`` (Monday 0) every week; else every day. ``shift`` moves each day, -1 where “X日前” leaves X out.
    """

    months: tuple[int, ...] = ()
    day: int = 0
    weekday: int | None = None
    shift: int = 0

    def next_after(self, day: date) -> date:
        """Return the first day of the recurrence after ``day``."""
        moved = timedelta(days=self.shift)
        if self.months:
            return self._in_months(day - moved) + moved
        if self.weekday is None:
            return day + timedelta(days=1)
        start = day - moved
        return start + timedelta(days=(self.weekday - start.weekday() - 1) % DAYS_A_WEEK + 1) + moved

    def _in_months(self, day: date) -> date:
        months = (add_months(day.replace(day=1), step) for step in range(MONTHS_A_YEAR + 1))
        return next(found for month in months if month.month in self.months and (found := self._day_of(month)) > day)

    def _day_of(self, month: date) -> date:
        last = last_of_month(month.year, month.month)
        return last.replace(day=min(self.day or last.day, last.day))
