"""What a spreadsheet program makes of a value that is written into a cell: it reads texts as if they were typed.

"00123" becomes 123, "1/2" a date, "=1+1" a formula, unless the cell is of type text; a number in such a cell becomes
a text, and a day in a cell of another format a number. Better a text cell too many than a value that has changed.
"""

import re
from datetime import date, datetime
from enum import Enum
from unicodedata import normalize

from xlsync.model.table import Value
from xlsync.vocabulary.labels.live import CURRENCIES, DATE_WORDS, WORDS_OF_DATES
from xlsync.vocabulary.phrases.typed import CHINESE_DIGITS

TEXT, GENERAL = "@", "General"
_DAY, _MOMENT = "yyyy-m-d", "yyyy-m-d hh:mm"
_STARTS = tuple("=+-@'#")
_TRUTHS = frozenset({"TRUE", "FALSE"})
_LATIN = re.compile(r"[A-Za-z]+")
_LETTERS_OF_TIMES = frozenset("eapmtz")
_SIGNS = frozenset(" \t\r\n\u00a0.,:;/\\-\u2212+%()[]'\"" + CURRENCIES + DATE_WORDS + CHINESE_DIGITS)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_OF_DATES = re.compile("[ymdhs]")


class Form(Enum):
    """What the number format of a cell must be like for a value to stay what it is; OPEN: any will do."""

    TEXT = TEXT
    NUMBER = GENERAL
    DAY = _DAY
    MOMENT = _MOMENT
    OPEN = ""


def form_of(value: Value) -> Form:
    """Return the form of cell that a value needs."""
    if value is None:
        return Form.OPEN
    if isinstance(value, str):
        return Form.TEXT if is_converted(value) else Form.OPEN
    if isinstance(value, datetime):
        return Form.MOMENT
    return Form.DAY if isinstance(value, date) else Form.NUMBER


def suits(number_format: str | None, form: Form) -> bool:
    """Return whether cells of a number format keep values of a form; None is a format that differs among them."""
    if form is Form.OPEN:
        return True
    if number_format is None:
        return False
    if form is Form.TEXT:
        return number_format == TEXT
    return number_format != TEXT and is_date_format(number_format) == (form in (Form.DAY, Form.MOMENT))


def is_date_format(number_format: str) -> bool:
    """Return whether a number format shows a date or a time."""
    bare = _QUOTED.sub("", number_format).lower()
    return bare != GENERAL.lower() and _OF_DATES.search(bare) is not None


def is_converted(text: str) -> bool:
    """Return whether a program may read a text as something else; where in doubt it may.

    A text with a digit, a full-width or a Chinese one too, is safe only where it holds something that stands in no
    number, date, time or amount.
    """
    bare = normalize("NFKC", text).strip()
    if bare.startswith(_STARTS) or text.startswith(_STARTS) or bare.upper() in _TRUTHS:
        return True
    if not any(sign.isdigit() or sign in CHINESE_DIGITS for sign in bare):
        return False
    words = map(str.lower, _LATIN.findall(bare))
    if any(word not in WORDS_OF_DATES and not _LETTERS_OF_TIMES.issuperset(word) for word in words):
        return False
    return all(sign.isdigit() or sign in _SIGNS for sign in _LATIN.sub("", bare))
