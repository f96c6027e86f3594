"""Periods of the calendar that a document speaks of: a month, a quarter, a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from xlsync.model.calendar import quarter_of

_QUARTER_MARK, _MONTH_MARK = "-Q", "-"
_MONTHS, _MONTHS_OF_QUARTER = 12, 3


class Span(Protocol):
    """A period: its code such as 2016-Q3, its first and its last day."""

    @property
    def code(self) -> str:
        """Return how it is typed: 2016, 2016-Q3 or 2016-09."""
        ...

    @property
    def first(self) -> date:
        """Return its first day."""
        ...

    @property
    def last(self) -> date:
        """Return its last day."""
        ...


@dataclass(frozen=True)
class Month:
    """A month of a year; ``number`` is 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def code(self) -> str:
        """Return it as typed, such as 2016-09."""
        return f"{self.year}{_MONTH_MARK}{self.number:02d}"

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return _before(date(self.year + self.number // _MONTHS, self.number % _MONTHS + 1, 1))


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """Return the quarter of a text such as 2016-Q3."""
        year, _, number = text.partition(_QUARTER_MARK)
        return cls(int(year), int(number))

    @classmethod
    def before(cls, today: date) -> "Quarter":
        """Return the last quarter that had ended before a day."""
        last = _before(cls(today.year, quarter_of(today)).first)
        return cls(last.year, quarter_of(last))

    @property
    def code(self) -> str:
        """Return it as typed, such as 2016-Q3."""
        return f"{self.year}{_QUARTER_MARK}{self.number}"

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * _MONTHS_OF_QUARTER + 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return Month(self.year, self.number * _MONTHS_OF_QUARTER).last


@dataclass(frozen=True)
class Year:
    """A whole year."""

    year: int

    @property
    def code(self) -> str:
        """Return it as typed, such as 2016."""
        return str(self.year)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return Month(self.year, _MONTHS).last


def read_span(text: str) -> Span:
    """Return the period of a text such as 2016, 2016-Q3 or 2016-09."""
    if _QUARTER_MARK in text:
        return Quarter.read(text)
    year, _, month = text.partition(_MONTH_MARK)
    return Month(int(year), int(month)) if month else Year(int(year))


def _before(day: date) -> date:
    return day - timedelta(days=1)
