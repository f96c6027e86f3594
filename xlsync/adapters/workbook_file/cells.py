"""A cell as XML: inline text, number, date as serial number, formula, or blank with its style."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from xml.sax.saxutils import escape

from xlsync.model.table import Value, column_letter
from xlsync.rules.fitting import fits_a_cell
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Excel counts a 29 February 1900 that never was; before 1 March 1900 its serials mean other days elsewhere.
_FIRST_DAY = datetime(1900, 3, 1)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
_TEXT, _PRESERVED, _TRUTH, _FORMULA, _NUMBER = range(5)
"""How a cell is written; a preserved text is one whose outer blanks and line breaks count."""
_ATTRIBUTES = {_TEXT: ' t="inlineStr"', _PRESERVED: ' t="inlineStr"', _TRUTH: ' t="b"', _FORMULA: "", _NUMBER: ""}
letters = lru_cache(maxsize=1024)(column_letter)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula to be written without a stored value: the program that opens the file computes it."""

    text: str


CellContent = Value | Formula


@dataclass(frozen=True, slots=True)
class CellWriter:
    """Writes cells of one sheet; ``prefix`` is that of its XML (b'' or such as b'x:'), ``sheet`` is for messages."""

    sheet: str
    prefix: bytes
    is_1904: bool

    def cell(self, row: int | str, column: int, style: int | None, value: CellContent) -> bytes:
        """Return the whole element of a cell; '' is blank. Raises UnsafeMaster for what Excel cannot hold."""
        ref = f"{letters(column)}{row}"
        if value is None or value == "":
            styled = b"" if style is None else b' s="%d"' % style
            return b'<%sc r="%s"%s/>' % (self.prefix, ref.encode(), styled)
        prefix = self.prefix.decode()
        before, after = _around(prefix, _kind_of(value), style)
        body = self._text(ref, value) if isinstance(value, str) else self.shown(row, column, value)
        try:
            return f'<{prefix}c r="{ref}{before}{body}{after}'.encode()
        except UnicodeEncodeError:
            raise UnsafeMaster(words.NO_TEXT.format(sheet=self.sheet, cell=ref)) from None

    def around(self, row: int | str, column: int, style: int | None, value: CellContent) -> tuple[str, str]:
        """Return what stands around the value in a cell; a text is one that can stand as it is."""
        kind = _TEXT if isinstance(value, str) else _kind_of(value)
        before, after = _around(self.prefix.decode(), kind, style)
        return f'<{self.prefix.decode()}c r="{letters(column)}{row}{before}', after

    def shown(self, row: int | str, column: int, value: CellContent) -> str:
        """Return a number, date, truth value or formula as it stands in the XML. Raises UnsafeMaster."""
        if type(value) is int:
            return str(value)
        if isinstance(value, Formula):
            return escape(value.text)
        if isinstance(value, date):
            return self._serial(row, column, value)
        if isinstance(value, bool):
            return str(int(value))
        if not isinstance(value, int | float) or not math.isfinite(value):
            raise UnsafeMaster(words.NO_NUMBER.format(sheet=self.sheet, cell=f"{letters(column)}{row}"))
        return repr(value)

    def _text(self, ref: str, text: str) -> str:
        if not fits_a_cell(text):
            raise UnsafeMaster(words.TOO_LONG.format(sheet=self.sheet, cell=ref))
        return escaped(text)

    def _serial(self, row: int | str, column: int, day: date) -> str:
        serial = _serial(day, self.is_1904)
        if serial is None:
            raise UnsafeMaster(words.NO_DATE.format(sheet=self.sheet, cell=f"{letters(column)}{row}"))
        return serial


@lru_cache(maxsize=4096)
def _serial(day: date, is_1904: bool) -> str | None:
    """Return the number that stands for a day or moment, None for one that Excel has no number for."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    if moment < max(_FIRST_DAY, epoch):
        return None
    serial = (moment - epoch) / timedelta(days=1)
    return str(int(serial)) if serial.is_integer() else repr(serial)


def escaped(text: str) -> str:
    """Return text as XML, with what XML forbids written as _xHHHH_ (and what looks so already kept as it looks)."""
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape(text)


def _kind_of(value: CellContent) -> int:
    if isinstance(value, str):
        return _PRESERVED if value != value.strip() or "\n" in value or "\t" in value else _TEXT
    if isinstance(value, Formula):
        return _FORMULA
    return _TRUTH if isinstance(value, bool) else _NUMBER


@lru_cache(maxsize=4096)
def _around(prefix: str, kind: int, style: int | None) -> tuple[str, str]:
    """Return what stands in a cell between its address and its value, and after the value."""
    styled = "" if style is None else f' s="{style}"'
    opened = f'"{styled}{_ATTRIBUTES[kind]}>'
    closed = f"</{prefix}c>"
    if kind in (_TEXT, _PRESERVED):
        space = ' xml:space="preserve"' if kind == _PRESERVED else ""
        return f"{opened}<{prefix}is><{prefix}t{space}>", f"</{prefix}t></{prefix}is>{closed}"
    name = f"{prefix}{'f' if kind == _FORMULA else 'v'}"
    return f"{opened}<{name}>", f"</{name}>{closed}"
