"""Worksheet functions for staff's own sheets: date, deadline, workdays, light and score of a matter.

They compute with the rules and the calendar of the workbook they are called from, unsaved input included. The sheets of
the master hold none of them: values there are written by commands, so the file is right without Python. What cannot be
read is answered with a sentence, never with a day that was guessed.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from xlsync.adapters.workbook_live.importing import xlwings
from xlsync.entry.calling_workbook import CallingWorkbook, Readings
from xlsync.model.table import Row, Value, day_of
from xlsync.rules.deadlines import FINDING_OF
from xlsync.rules.reading.dates import day_of_serial, read_date
from xlsync.rules.reading.limits import Limit, read_limit
from xlsync.rules.reading.result import Doubt
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels.findings import FINDINGS
from xlsync.vocabulary.labels.functions import CATEGORY, FUNCTIONS, NO_DAY, NO_LAST_DAY, NO_MATTER, NO_START, PHRASE

if TYPE_CHECKING:
    import xlwings as xw
else:
    xw = xlwings()

__all__ = list(FUNCTIONS)

_readings = Readings()
Answer = date | float | str | None


class _Refused(Exception):
    """What was asked has no answer; the message is the sentence for the cell."""


def _for_the_sheet(function: Callable[..., Answer]) -> Callable[..., Any]:
    """Return the function as Excel calls it: with Chinese help, days as moments, and a sentence where it refuses."""
    meaning, arguments = FUNCTIONS[function.__name__]

    @wraps(function)
    def called(*given: Any) -> Any:
        try:
            answer = function(*given)
        except (_Refused, XlsyncError) as refusal:
            return str(refusal)
        return datetime(answer.year, answer.month, answer.day) if isinstance(answer, date) else answer

    called.__doc__ = meaning
    called.__annotations__["return"] = Any  # xlwings takes annotations for converters, and has none for a union
    for name, text in arguments.items():
        called = xw.arg(name, doc=text)(called)
    return xw.func(category=CATEGORY)(called)


@_for_the_sheet
def ducha_date(phrase: Any, near_day: Any = None) -> Answer:
    """Return the day that a phrase names; ``near_day`` (today) gives a missing year."""
    read = read_date(_value(phrase), around=_day(near_day), policy=_caller().policy)
    if read.doubt:
        raise _Refused(_doubt(read.doubt, phrase))
    return day_of(read.value)


@_for_the_sheet
def ducha_deadline(phrase: Any, start_day: Any) -> Answer:
    """Return the last day of a limit that counts from ``start_day``."""
    if start_day in (None, ""):
        raise _Refused(NO_START)
    book, value = _caller(), _value(phrase)
    if value is None:
        return ""
    limit = read_limit(value, anchor=_day(start_day), policy=book.policy, calendar=book.calendar)
    if not isinstance(limit, Limit):
        raise _Refused(_doubt(limit.reason, limit.text))
    return limit.due or NO_LAST_DAY.format(note=limit.note)


@_for_the_sheet
def ducha_workdays(start_day: Any, end_day: Any) -> Answer:
    """Return the workdays after ``start_day`` up to and including ``end_day``; negative when that comes first."""
    if start_day in (None, "") or end_day in (None, ""):
        return ""
    return _caller().calendar.workdays_between(_day(start_day), _day(end_day))


@_for_the_sheet
def ducha_light(matter: Any, on_day: Any = None) -> Answer:
    """Return the light of a matter on a day (today) as 刷新 would write it."""
    return _matter(matter, on_day).text("light")


@_for_the_sheet
def ducha_score(matter: Any, on_day: Any = None) -> Answer:
    """Return what a matter has brought its units by a day (today): points added less points deducted."""
    row = _matter(matter, on_day)
    added, lost = (row[key] for key in ("bonus", "deduction"))
    return _points(added) - _points(lost)


def _points(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _matter(matter: Any, day: Any) -> Row:
    number = str(matter or "").strip()
    row = _caller().matters_on(_day(day)).get(number) if number else None
    if row is None:
        raise _Refused(NO_MATTER.format(number=number))
    return row


def _caller() -> CallingWorkbook:
    return _readings.of(xw.Book.caller())


def _value(given: Any) -> Value:
    """Return an argument as a value of a cell: blank is None, a moment its day."""
    value: Value = day_of(given) or given
    return None if value == "" else value


def _day(given: Any) -> date:
    """Return an argument as a day, today where there is none; a serial number counts as its day."""
    if given in (None, ""):
        return datetime.now().date()
    day = day_of(given) or (day_of_serial(given) if isinstance(given, int | float) else None) or _iso(given)
    if day is None:
        raise _Refused(NO_DAY.format(given=given))
    return day


def _iso(given: Any) -> date | None:
    read = read_date(str(given), around=datetime.now().date(), policy=_caller().policy)
    return day_of(read.value) if read.doubt is None else None


def _doubt(doubt: Doubt, text: Any) -> str:
    said = FINDINGS[FINDING_OF.get(doubt, "D01")]
    return said.message.format(column=PHRASE, text=text) + said.remedy
