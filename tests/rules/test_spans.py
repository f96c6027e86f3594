"""Periods are read as they are typed, and know their first and last day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.rules.spans import Month, Quarter, Year, read_span


@pytest.mark.parametrize(
    ("text", "span", "first", "last"),
    [
        ("2016-02", Month(2016, 2), date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-12", Month(2016, 12), date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-Q4", Quarter(2016, 4), date(2016, 10, 1), date(2016, 12, 31)),
        ("2015", Year(2015), date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_a_period_is_read_as_it_is_typed(text, span, first, last):
    assert (read_span(text), span.code, span.first, span.last) == (span, text, first, last)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_and_after_the_quarter_before_it(day):
    month, before = Month.of(day), Quarter.before(day)
    assert month.first <= day <= month.last
    assert before.last < day and (day - before.last).days <= 92
    assert (before.last.month, before.last.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
