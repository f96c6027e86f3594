"""Number formats: Excel's codes and the keys under which LibreOffice keeps them."""

import datetime as dt
import locale
import re
from typing import Any

from xlsync.adapters.libreoffice.connection import struct_of, uno_error

DATE, LOGICAL, TEXT = 2, 1024, 256  # com.sun.star.util.NumberFormat
UNKNOWN = -1
GENERAL, TEXT_CODE, LOGICAL_CODE = "General", "@", "BOOLEAN"
WRITTEN_IN_ENGLISH = {"", "en", "zh", "ja", "ko"}  # locales whose codes have the letters that Excel's have
# Quoted text, an escaped character and a bracket are no letters of a date.
LITERAL = re.compile(r'("[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?)')
ELAPSED = re.compile(r"\[([hms]+)\]", re.I)
COLOUR = re.compile(r"\[(black|blue|cyan|green|magenta|red|white|yellow)\]", re.I)
LANGUAGES = {name.lower(): number for number, name in locale.windows_locale.items()}


class NumberFormats:
    """The number formats of one book; what a key means is asked once, for it means so as long as the book is open."""

    def __init__(self, book: Any) -> None:
        self.document = book.doc
        self.formats = self.document.getNumberFormats()
        self.kinds: dict[int, int] = book.app.format_kinds.setdefault(self.document.RuntimeUID, {})

    def kind(self, key: int) -> int:
        """Return what a format shows, a sum of DATE, LOGICAL, TEXT and others."""
        if key not in self.kinds:
            self.kinds[key] = self.formats.getByKey(key).Type
        return self.kinds[key]

    def key(self, code: str) -> int:
        """Return the key of an Excel code, kept for it if need be; raises ValueError for what is no code."""
        unmarked = struct_of("com.sun.star.lang.Locale")  # any other would be written into the code of the file
        known = self.formats.queryKey(code, unmarked, False)
        if known != UNKNOWN:
            return int(known)
        try:
            return int(self.formats.addNewConverted(code, english(), unmarked))
        except uno_error("com.sun.star.util.MalformedNumberFormatException") as malformed:
            raise ValueError(f"Excel knows no number format {code!r}") from malformed

    def code(self, key: int) -> str:
        """Return the code of a key as Excel writes it."""
        found = self.formats.getByKey(key)
        if found.Locale.Language not in WRITTEN_IN_ENGLISH:
            found = self.formats.getByKey(self.formats.addNewConverted(found.FormatString, found.Locale, english()))
        code = excel_code(found.FormatString)
        return marked(code, found.Locale) if self.needs_mark(code, found) else code

    def needs_mark(self, code: str, found: Any) -> bool:
        """Return whether Excel would name the language of a date in its code."""
        foreign = found.Locale.Language and found.Locale != self.document.CharLocale
        return bool(foreign and found.Locale.Language != "en" and self.is_date(found.Type) and "[$-" not in code)

    def is_text(self, key: int) -> bool:
        """Return whether a format is @: what is written into its cells stays as it is."""
        return bool(self.kind(key) & TEXT) and self.formats.getByKey(key).FormatString == TEXT_CODE

    @staticmethod
    def is_date(kind: int) -> bool:
        """Return whether a value of this kind is read as a datetime: a time or a duration alone is a number."""
        return bool(kind & DATE)


def english() -> Any:
    """Return the locale in which Excel's codes are written."""
    return struct_of("com.sun.star.lang.Locale", Language="en", Country="US")


def excel_code(code: str) -> str:
    """Return a code as Excel writes it, from LibreOffice's: small letters for dates, colours as words."""
    if code in (GENERAL, LOGICAL_CODE):
        return GENERAL
    pieces = LITERAL.split(code)
    return "".join(bracketed(piece) if place % 2 else lowered(piece) for place, piece in enumerate(pieces))


def bracketed(piece: str) -> str:
    """Return a literal piece of a code; hours that run on and colours stand in brackets, too."""
    if ELAPSED.fullmatch(piece):
        return piece.lower()
    return piece.title() if COLOUR.fullmatch(piece) else piece


def lowered(piece: str) -> str:
    """Return a piece of a code with the letters of dates small; AM/PM, exponents and General stay."""
    kept = re.split(r"(AM/PM|A/P|E[+-]|General)", piece)
    return "".join(word if place % 2 else word.lower() for place, word in enumerate(kept))


def marked(code: str, of: Any) -> str:
    """Return a code with the mark of its language in front, where Windows has a number for it."""
    number = LANGUAGES.get(f"{of.Language}_{of.Country}".lower())
    return f"[$-{number:X}]{code}" if number else code


def null_date(document: Any) -> dt.datetime:
    """Return the day of the serial number 0: in late 1899, or 1904-01-01 in workbooks from the Macintosh."""
    day = document.NullDate
    return dt.datetime(day.Year, day.Month, day.Day)
