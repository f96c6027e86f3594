"""Reading date cells of a returned sheet (domain.md 7, rows 12 to 18)."""

from datetime import date, datetime, timedelta

from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.days import FARTHEST_YEARS, FoundDay, find_day, is_far
from xlsync.rules.reading.result import Doubt, Note, Reading
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.phrases import dates as words

# Excel keeps the leap-year bug of 1900 on purpose, so serials after 59 count from 30 December 1899.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_SERIAL = 100_000
_YEARS_WITH_DECIMALS = range(1900, 2100)


def read_date(value: Value, *, around: date, policy: OfficePolicy, date_1904: bool = False) -> Reading:
    """Return the day that a cell means; ``around`` (the day of the form) gives a missing year.

    Whatever does not name one day of the calendar is a doubt; a text such as 3月底 gives the last day with a note.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _within_reach(value, around, ())
    if isinstance(value, int | float):
        return _numeric_date(value, around, policy, date_1904)
    if value is None:
        return Reading()
    return _text_date(value, around, policy)


def day_of_serial(number: float, *, date_1904: bool = False) -> date | None:
    """Return the day of a serial number of the workbook's date system, None where it cannot be one."""
    if not 60 < number < _LAST_SERIAL:
        return None
    return (EPOCH_1904 if date_1904 else EPOCH_1900) + timedelta(days=int(number))


def _within_reach(day: date, around: date, notes: tuple[Note, ...]) -> Reading:
    if abs(day.year - around.year) > FARTHEST_YEARS:
        return Reading(doubt=Doubt.FAR_DATE)
    return Reading(day, notes)


def _numeric_date(number: float, around: date, policy: OfficePolicy, date_1904: bool) -> Reading:
    if int(number) in _YEARS_WITH_DECIMALS:
        return Reading(doubt=Doubt.LOST_ZERO)
    if number == int(number) and number > _LAST_SERIAL:
        return _text_date(str(int(number)), around, policy)
    day = day_of_serial(number, date_1904=date_1904)
    if day is None:
        return Reading(doubt=Doubt.NOT_A_DATE)
    return _within_reach(day, around, (Note.SERIAL,))


def _text_date(value: str, around: date, policy: OfficePolicy) -> Reading:
    text = clean_text(words.TIME_OF_DAY.sub("", value.strip())).rstrip(words.MARKS_AT_END)
    if policy.is_null(text):
        return Reading(notes=(Note.NULL_WORD,) if text else ())
    found = find_day(text, around=around, policy=policy, short=True)
    if found is None:
        return Reading(doubt=why_no_day(text, policy))
    if isinstance(found, Doubt):
        return Reading(doubt=found)
    if not found.year_given and is_far(found.day, around, policy.date_drift_months):
        return Reading(doubt=Doubt.FAR_DATE)
    return _within_reach(found.day, around, _notes(found)).noting_width(value)


def why_no_day(text: str, policy: OfficePolicy) -> Doubt:
    """Return why a cleaned text is no day, as far as it can be told."""
    if policy.is_open_ended(text):
        return Doubt.OPEN_ENDED
    if words.LOST_ZERO.fullmatch(text):
        return Doubt.LOST_ZERO
    if words.HOLIDAY_NAMES.search(text):
        return Doubt.HOLIDAY_NAME
    return Doubt.RELATIVE if words.LOOKS_RELATIVE.search(text) else Doubt.NOT_A_DATE


def _notes(found: FoundDay) -> tuple[Note, ...]:
    notes = [Note.PERIOD if found.is_period else Note.TEXT_DATE]
    return tuple(notes if found.year_given else [*notes, Note.YEAR_ADDED])
