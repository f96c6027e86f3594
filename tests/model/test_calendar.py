"""The working calendar: 调休, years not yet published, and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.holidays import calendar_from, published_days
from xlsync.model.calendar import WorkCalendar, add_months
from xlsync.model.table import MasterImage, Row, Table, Value

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))


def office_calendar(*rows: dict[str, Value]) -> WorkCalendar:
    """Return the calendar of an office whose sheet 节假日 holds the rows."""
    sheet = Table("holidays", "day", [Row(number, row) for number, row in enumerate(rows, start=4)])
    return calendar_from(MasterImage({"holidays": sheet}, "", 0))


CALENDAR = office_calendar(*published_days([2016, 2017]))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2016-02-04", 3, "2016-02-14"),
        ("2016-02-05", 7, "2016-02-19"),
        ("2016-04-29", 5, "2016-05-09"),
        ("2016-06-08", 3, "2016-06-14"),
        ("2016-09-14", 3, "2016-09-20"),
        ("2016-09-29", 3, "2016-10-09"),
        ("2016-09-30", 15, "2016-10-26"),
        ("2016-12-28", 7, "2017-01-09"),
        ("2017-01-20", 5, "2017-01-26"),
    ],
)
def test_workdays_follow_the_published_holidays(start: str, count: int, due: str) -> None:
    """The nine vectors of 调休: the day of assignment is not counted."""
    assert CALENDAR.add_workdays(date.fromisoformat(start), count) == date.fromisoformat(due)


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_counting_back_gives_the_days_that_were_added(start: date, count: int) -> None:
    end = CALENDAR.add_workdays(start, count)
    assert CALENDAR.workdays_between(start, end) == count
    assert count == 0 or CALENDAR.is_workday(end)


@given(DAYS, st.integers(min_value=-60, max_value=60))
def test_the_count_is_what_a_finger_on_the_calendar_finds(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    first, last = sorted((start, end))
    walked = sum(CALENDAR.is_workday(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
    assert CALENDAR.workdays_between(start, end) == (walked if days >= 0 else -walked)


def test_the_sheet_overrides_the_package_day_by_day() -> None:
    """A local order: 2016-09-14 is a rest day, 2016-10-08 is none that is worked."""
    own = office_calendar(
        {"day": date(2016, 9, 14), "kind": "休", "name": "本地放假"},
        {"day": date(2016, 10, 8), "kind": "休", "name": "更正"},
    )
    assert not own.is_workday(date(2016, 9, 14))
    assert not own.is_workday(date(2016, 10, 8))
    assert own.is_workday(date(2016, 10, 9))


def test_a_year_without_holidays_counts_monday_to_friday_and_is_provisional() -> None:
    """2030 is known neither to the package nor to the sheet."""
    assert CALENDAR.add_workdays(date(2030, 9, 27), 3) == date(2030, 10, 2)
    assert CALENDAR.is_provisional(date(2026, 12, 30), date(2030, 1, 5))
    assert not CALENDAR.is_provisional(date(2016, 12, 30), date(2017, 1, 5))


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ("01-01 休", False),
        ("10-01 休", False),
        ("01-01 休, 10-01 班", False),
        ("01-01 休, 10-01 放假", False),
        ("02-06 休, 02-07 休, 05-01 休", False),
        ("01-01 休, 10-01 休", True),
    ],
)
def test_a_year_is_known_once_its_first_and_last_holiday_are_on_the_sheet(rows: str, known: bool) -> None:
    """One row typed ahead, or a local day off, does not end what is provisional: 元旦 and 国庆节 must be there."""
    typed = [row.split() for row in rows.split(", ")]
    own = office_calendar(*({"day": date.fromisoformat(f"2030-{day}"), "kind": kind} for day, kind in typed))
    assert own.is_published(2030) is known
    assert own.is_provisional(date(2030, 3, 1), date(2030, 4, 1)) is not known


@pytest.mark.parametrize("kind", ["上班", "补班", "调休", None])
def test_a_kind_of_day_that_nobody_knows_changes_no_day(kind: str | None) -> None:
    """2016-10-08 is a make-up Saturday, 2016-10-03 a holiday, 2016-10-12 an ordinary Wednesday."""
    days = [date(2016, 10, 8), date(2016, 10, 3), date(2016, 10, 12)]
    own = office_calendar(*({"day": day, "kind": kind} for day in days))
    assert [own.is_workday(day) for day in days] == [True, False, True]


def test_a_working_day_of_the_sheet_is_worked_whatever_the_package_says() -> None:
    """A local order: 2016-10-07, a day of 国庆节, and Saturday 2030-03-02 are worked."""
    own = office_calendar({"day": date(2016, 10, 7), "kind": "班"}, {"day": date(2030, 3, 2), "kind": "班"})
    assert own.is_workday(date(2016, 10, 7)) and own.is_workday(date(2030, 3, 2))


def test_the_next_workday_of_a_workday_is_that_day() -> None:
    assert CALENDAR.next_workday(date(2016, 10, 8)) == date(2016, 10, 8)
    assert CALENDAR.next_workday(date(2016, 10, 1)) == date(2016, 10, 8)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2015-11-30", 3, "2016-02-29"),
        ("2016-11-30", 3, "2017-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2016-03-31", -1, "2016-02-29"),
        ("2016-12-15", 12, "2017-12-15"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)
