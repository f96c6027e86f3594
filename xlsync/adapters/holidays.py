"""The published holidays: the package chinesecalendar, with the sheet 节假日 on top, day by day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsync.model.calendar import WorkCalendar
from xlsync.model.table import MasterImage
from xlsync.vocabulary.labels.holidays import MAKE_UP_DAY, SOURCE
from xlsync.vocabulary.phrases.calendar import DAY_KINDS, REST, WORK

_FIRST_AND_LAST = (1, 10)  # the months of 元旦 and 国庆节


def published_days(years: Iterable[int]) -> list[dict[str, Any]]:
    """Return the rows of 节假日 (day, kind 休 or 班, name, source) of the years that the package knows, in order."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    wanted = set(years)
    names = {kind.value: kind.chinese for kind in Holiday}
    rows = [(day, REST, names.get(name, name)) for day, name in holidays.items() if day.year in wanted]
    rows += [
        (day, WORK, MAKE_UP_DAY.format(name=names.get(name, name)))
        for day, name in workdays.items()
        if day.year in wanted
    ]
    return [
        {"day": day, "kind": kind, "name": name, "source": SOURCE.format(year=day.year)}
        for day, kind, name in sorted(rows)
    ]


def calendar_from(image: MasterImage) -> WorkCalendar:
    """Return the working calendar of an office.

    A row of 节假日 overrides the package for its day. A row without a day, or with a kind other than 休 and 班, is
    passed over (the checks of the ledger ask about it). A year that the package does not know is published when the
    sheet covers it.
    """
    from chinese_calendar.constants import holidays, workdays

    sheet = {day: row["kind"] for row in image["holidays"] if (day := row.day("day")) and row["kind"] in DAY_KINDS}
    own_rest = {day for day, kind in sheet.items() if kind == REST}
    rest = (holidays.keys() - sheet.keys()) | own_rest
    work = (workdays.keys() - sheet.keys()) | (sheet.keys() - own_rest)
    published = {day.year for day in holidays} | _covered(own_rest)
    return WorkCalendar(frozenset(rest), frozenset(work), frozenset(published))


def _covered(rest: Iterable[date]) -> set[int]:
    """Return the years whose notice has been entered as a whole.

    The notice of a year runs from 元旦 to 国庆节: with a rest day in January and one in October the first and the last
    holiday are there. A local day off, or a first row typed ahead, does not end what is provisional.
    """
    months = {(day.year, day.month) for day in rest}
    return {year for year, _ in months if {(year, month) for month in _FIRST_AND_LAST} <= months}
