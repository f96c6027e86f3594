"""Reading date cells of a returned sheet (domain.md 7, rows 12 to 18)."""

from datetime import date

from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.result import Reading


def read_date(value: Value, *, around: date, policy: OfficePolicy, date_1904: bool = False) -> Reading:
    """Return the day that a cell means; ``around`` (the day of the form) gives a missing year.

    Whatever does not name one day of the calendar is a doubt; a text such as 3月底 gives the last day with a note.
    """
    raise NotImplementedError
