"""How values go to and fro between Python and cells, as xlwings' converters ask it of an engine.

As with Excel on Windows a cell with a date format is read as a datetime, one with a time or a duration alone as the
fraction of a day that it holds, and every other number as a float.
"""

import datetime as dt
import math
import numbers
from collections.abc import Callable, Iterable
from typing import Any

MILLISECONDS_OF_A_DAY = 86_400_000


class CellError(str):
    """What a cell with an error shows, e.g. #N/A; a plain text with the same letters is no CellError."""

    __slots__ = ()


def prepare_xl_data_element(value: Any, options: Any = None) -> Any:
    """Return one value as cells take it: None, bool, float, str or a datetime without time zone.

    Not-a-number and not-a-time of numpy and pandas are blank.  What Excel would refuse raises TypeError.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (dt.date, numbers.Number)) and is_nothing(value):
        return None
    if isinstance(value, dt.date):
        return as_datetime(value)
    if isinstance(value, numbers.Real) or hasattr(value, "as_tuple"):  # Decimal is no Real
        return None if math.isnan(number := float(value)) else number
    return prepared_foreign(value)


def prepared_foreign(value: Any) -> Any:
    """Return a scalar of numpy or pandas as cells take it; neither library is imported for it."""
    if is_nothing(value):
        return None
    if type(value).__module__ == "numpy" and not getattr(value, "shape", ()):
        days = value.astype("datetime64[us]") if type(value).__name__ == "datetime64" else value
        plain = days.item()
        if isinstance(plain, (dt.date, bool, str, numbers.Real)):
            return prepare_xl_data_element(plain)
    raise TypeError(f"a cell cannot hold {value!r} ({type(value).__name__}): Excel takes no such value")


def is_nothing(value: Any) -> bool:
    """Return whether a value stands for none: NaN and NaT differ from themselves, pandas' NA has its own type."""
    return type(value).__name__ == "NAType" or bool(value != value)


def as_datetime(value: dt.date) -> dt.datetime:
    """Return a day, or a moment without its time zone, as a plain datetime."""
    if isinstance(value, dt.datetime):
        clock = (value.hour, value.minute, value.second, value.microsecond)
        return dt.datetime(value.year, value.month, value.day, *clock)
    return dt.datetime(value.year, value.month, value.day)


def clean_value_data(
    data: Iterable[Iterable[Any]],
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Return rows of raw values as xlwings' reader wants them: blank, error, date and number each in its form."""

    def cleaned(value: Any) -> Any:
        if value is None or value == "":
            return empty_as
        if type(value) is float:
            return value if number_builder is None else number_builder(value)
        if isinstance(value, CellError):
            return str(value) if err_to_str else None
        if isinstance(value, dt.datetime) and datetime_builder is not dt.datetime:
            return built(value, datetime_builder)
        return value

    return [[cleaned(value) for value in row] for row in data]


def built(value: dt.datetime, datetime_builder: Callable[..., Any]) -> Any:
    """Return a moment as the builder makes it from its parts."""
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)


def moment_of(serial: float, null_date: dt.datetime) -> Any:
    """Return the moment of a serial number of a workbook; a number beyond the calendar stays one.

    Rounded to the millisecond, as Excel on Windows does: a file keeps 15 digits, some microseconds off.
    """
    milliseconds = round(serial * MILLISECONDS_OF_A_DAY)
    try:
        return null_date + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return serial


def serial_of(moment: dt.datetime, null_date: dt.datetime) -> float:
    """Return the serial number of a moment; raises ValueError for a day before the first that Excel knows."""
    first = dt.datetime(1900, 1, 1) if null_date.year < 1900 else null_date
    if moment < first:
        raise ValueError(f"Excel knows no date before {first:%Y-%m-%d}: {moment.isoformat(' ')}")
    return (moment - null_date) / dt.timedelta(days=1)
