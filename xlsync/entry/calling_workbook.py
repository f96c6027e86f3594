"""The open workbook in which a worksheet function stands: its tables, its rules, its calendar, and what follows today.

A reading of the workbook holds for two seconds: while a whole column of functions is computed, Excel is asked once for
all cells, not once for each cell. What has changed counts with the next calculation.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from xlsync.adapters.holidays import calendar_from
from xlsync.adapters.master_tables import SHEET_WORDS
from xlsync.adapters.workbook_live.image import read_open, read_sheets
from xlsync.model.calendar import WorkCalendar
from xlsync.model.table import MasterImage, Row
from xlsync.rules.plan import foresee
from xlsync.rules.policy import OfficePolicy, read_policy

HOLDS_SECONDS = 2.0


@dataclass
class CallingWorkbook:
    """The tables as read once; what is computed from them is computed when first asked for."""

    image: MasterImage
    _refreshed: dict[date, dict[str, Row]] = field(default_factory=dict)

    @cached_property
    def policy(self) -> OfficePolicy:
        """Return the rules of the office; raises SettingsInvalid."""
        return read_policy(self.image)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Return the working calendar."""
        return calendar_from(self.image)

    def matters_on(self, day: date) -> dict[str, Row]:
        """Return the rows of 督查事项 as 刷新 on that day would leave them, by number."""
        if day not in self._refreshed:
            self._refreshed[day] = self._refresh(day)
        return self._refreshed[day]

    def _refresh(self, day: date) -> dict[str, Row]:
        from xlsync.services.refresh import refresh

        plan = refresh(self.image, policy=self.policy, calendar=self.calendar, today=day).plan
        return foresee(self.image, plan)["matters"].by_key()


class Readings:
    """Keeps the last reading of the calling workbook for as long as it holds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._name, self._until = "", 0.0
        self._held: CallingWorkbook | None = None

    def of(self, book: Any) -> CallingWorkbook:
        """Return the reading of a workbook (an ``xlwings.Book``), a fresh one where the last is too old."""
        name = book.fullname
        if self._held is None or name != self._name or self._clock() > self._until:
            self._held, self._name = CallingWorkbook(_read(book)), name
            self._until = self._clock() + HOLDS_SECONDS
        return self._held


def _read(book: Any) -> MasterImage:
    """Return all tables of an open master, each sheet read in one piece. Raises NotAMaster, HeaderChanged."""
    return read_open(read_sheets(book, SHEET_WORDS, book.name), "", book.name)
