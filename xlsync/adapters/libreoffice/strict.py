"""The texts that Excel would turn into something else when they are written into a cell.

Excel parses a text that is written through automation as if it had been typed: "00123" becomes 123, "1/2" a date,
"3%" 0.03.  Cells of the text format "@" and texts behind an apostrophe are left alone.  LibreOffice stores such a text
as it is, so that a program which forgot the format would pass its tests here and lose data in Excel.  In strict mode
(the default; `MODE.strict`, also `Engine.strict`) such a write raises ExcelWouldConvert.

What surely stays a text passes.  What is doubtful counts as converted: whatever is made of digits and of the signs of
numbers, dates, times and money alone; a leading = + - or @, which starts a formula; TRUE and FALSE; errors; English
names of months with a digit.  Chinese: digits with the units of date and time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlsync.vocabulary.phrases.cell_errors import CELL_ERRORS
from xlsync.vocabulary.phrases.typed import CALENDAR_SIGNS, CHINESE_DIGITS, MONEY_SIGNS

# Full-width forms are typed in Chinese offices and may be taken for their narrow ones.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
SIGNS = rf"\d\s.,:/\\%()+\-\u2212eE{CALENDAR_SIGNS}{MONEY_SIGNS}"
NUMBER_OR_DATE = re.compile(rf"(?![A-Za-z])(?=.*\d)(?:[{SIGNS}]|[aApP][mM]?\b|[T](?=\d)|Z$)+", re.S)
MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april"
MORE_MONTHS = "august|september|october|november|december"
DAYS = "mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
MONTH_DATE = re.compile(
    rf"(?=.*\d)(?=.*(?:{MONTHS}))(?:\b|(?<=\d))(?:(?:{MONTHS}|{MORE_MONTHS}|{DAYS}|[ap]m?)(?![a-z])|[\d\s.,:/'-])+",
    re.I,
)
CHINESE_DATE = re.compile(rf"(?=.*[{CALENDAR_SIGNS}])(?=.*[{CHINESE_DIGITS}\d])[{CHINESE_DIGITS}{CALENDAR_SIGNS}\d\s]+")
WORDS = frozenset({"TRUE", "FALSE"})
FORMULA_STARTS = ("=", "+", "-", "@")
LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_192  # in UTF-16 units, as Excel counts


@dataclass
class Mode:
    """How strict the engine is; one for the process."""

    strict: bool = True


MODE = Mode()


class ExcelWouldConvert(ValueError):
    """A value was written that Excel would not keep as it is: it depends on the number format of the cell."""

    def __init__(self, cell: str, value: str | float) -> None:
        super().__init__(
            f"Excel would convert the text {value[:80]!r} in {cell}: give the cell the number format '@' first, "
            "or write an apostrophe in front of the text; a formula is written by .formula"
            if isinstance(value, str)
            else f"Excel would make a text of the number {value!r} in {cell}, which has the number format '@'"
        )
        self.cell, self.value = cell, value


@lru_cache(maxsize=65_536)
def would_convert(text: str) -> bool:
    """Return whether Excel would, or might, make something else of a text outside of cells of the text format."""
    if text.startswith("'"):
        return False
    plain = text.translate(NARROW).strip()
    if plain.startswith(FORMULA_STARTS):
        return plain != "-"
    if plain.upper() in WORDS or plain.upper() in CELL_ERRORS:
        return True
    return any(pattern.fullmatch(plain) for pattern in (NUMBER_OR_DATE, MONTH_DATE, CHINESE_DATE))


def refuse_unstorable(texts: Sequence[str]) -> None:
    """Raise ValueError for a text that no cell holds as it is.

    Too long for Excel, half a character, a zero byte; or a carriage return, which LibreOffice turns into a line feed.
    """
    together = "\n".join(texts)
    if not together.isascii():
        try:
            together.encode()
        except UnicodeEncodeError as broken:
            raise ValueError(f"a text holds half a character: {broken.reason}") from broken
    for sign in ("\x00", "\r"):
        if sign in together:
            raise ValueError(f"a text holds the character {sign!r}, which a cell of LibreOffice cannot keep")
    for text in texts:
        limit = LONGEST_FORMULA if text.startswith("=") else LONGEST_TEXT
        if len(text) * 2 > limit and (units := len(text.encode("utf-16-le")) // 2) > limit:
            raise ValueError(f"the text {text[:40]!r}... has {units} characters; a cell of Excel holds {limit}")
