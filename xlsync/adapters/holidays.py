"""The published holidays: the package chinesecalendar, with the sheet 节假日 on top, day by day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsync.model.calendar import WorkCalendar
from xlsync.model.table import MasterImage
from xlsync.vocabulary.labels.holidays import MAKE_UP_DAY, SOURCE
from xlsync.vocabulary.phrases.calendar import REST, WORK


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

    A row of 节假日 overrides the package for its day; a year is published when the package or any row knows it.
    """
    from chinese_calendar.constants import holidays, workdays

    rest, work = set(holidays), set(workdays)
    published = {day.year for day in rest}
    for row in image["holidays"]:
        day = row["day"]
        if not isinstance(day, date):
            continue
        published.add(day.year)
        (rest, work)[row["kind"] == WORK].add(day)
        (work, rest)[row["kind"] == WORK].discard(day)
    return WorkCalendar(frozenset(rest), frozenset(work), frozenset(published))
