"""What reading one cell gives: a value, what was put right on the way, or a doubt for a person.

=====================  =======================================================================================
``doubt`` is None      ``value`` may be merged; None means that the cell says nothing (blank or a null word)
``doubt`` is set       a person must answer; ``value`` is None, except for a suspected stage (基本完成), where it is
                       what the ledger may hold until the answer comes. Never merge a None that carries a doubt.
=====================  =======================================================================================

``notes`` say what was put right (severity 已自动更正). What is said of notes and doubts stands
with the findings of their area.
"""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from xlsync.model.table import Value


class Note(StrEnum):
    """What was put right while reading a cell."""

    WIDTH = "width"  # full-width signs were read as plain ones
    TEXT_DATE = "text_date"  # a date written as text
    YEAR_ADDED = "year_added"  # the year came from the context
    PERIOD = "period"  # 3月底, 上半年: the last day of the period
    SERIAL = "serial"  # a serial number shown instead of a date
    TEXT_NUMBER = "text_number"  # a number written as text
    UNIT = "unit"  # converted to the measure of the column
    PERCENT = "percent"  # 85 or 85% read as 0.85
    STAGE_WORD = "stage_word"  # 已办结 read as the ledger's word
    NULL_WORD = "null_word"  # 无, — : nothing was said


class Doubt(StrEnum):
    """Why a cell needs a person's answer."""

    LOST_ZERO = "lost_zero"  # 2016.1: January or October
    FAR_DATE = "far_date"  # the date lies further off than the office allows without asking
    IMPOSSIBLE_DATE = "impossible_date"  # 2016.2.30
    PAST_DATE = "past_date"  # a limit before its own start
    HOLIDAY_NAME = "holiday_name"  # 国庆节前
    OPEN_ENDED = "open_ended"  # 长期坚持
    RELATIVE = "relative"  # 会后一周内
    NOT_A_DATE = "not_a_date"
    APPROXIMATE = "approximate"  # 约5亿, 2000余万
    RANGE = "range"  # 5-6亿
    WRONG_UNIT = "wrong_unit"  # a unit that the column does not have
    NOT_A_NUMBER = "not_a_number"
    ONE_OR_WHOLE = "one_or_whole"  # 1: 1 % or 100 %
    OVER_WHOLE = "over_whole"  # above 100 %
    NOT_A_PERCENT = "not_a_percent"
    SUSPECTED_STAGE = "suspected_stage"  # 基本完成
    UNKNOWN_STAGE = "unknown_stage"


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell as read; see the table at the top of this module."""

    value: Value = None
    notes: tuple[Note, ...] = ()
    doubt: Doubt | None = None

    @property
    def is_sure(self) -> bool:
        """Return whether the value may be used without asking anybody."""
        return self.doubt is None

    def noting_width(self, typed: str) -> "Reading":
        """Return the reading with Note.WIDTH where a sure value was typed in full-width signs."""
        if self.value is None or self.doubt or unicodedata.is_normalized("NFKC", typed):
            return self
        return replace(self, notes=(Note.WIDTH, *self.notes))
