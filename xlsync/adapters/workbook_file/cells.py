"""A cell as XML: inline text, number, date as serial number, formula, or blank with its style."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape

from xlsync.model.table import Value
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

MOST_CHARACTERS = 32767
"""What Excel holds in one cell, in UTF-16 units."""

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Excel counts a 29 February 1900 that never was; before 1 March 1900 its serials mean other days elsewhere.
_FIRST_DAY = datetime(1900, 3, 1)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")


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

    def cell(self, ref: str, style: int | None, value: CellContent) -> bytes:
        """Return the whole element of a cell. Raises UnsafeMaster for what Excel cannot hold."""
        styled = b"" if style is None else b' s="%d"' % style
        kind, body = self._content(ref, value)
        if not body:
            return b'<%sc r="%s"%s/>' % (self.prefix, ref.encode(), styled)
        return b'<%sc r="%s"%s%s>%s</%sc>' % (self.prefix, ref.encode(), styled, kind, body, self.prefix)

    def _content(self, ref: str, value: CellContent) -> tuple[bytes, bytes]:
        """Return the type attribute and the inner XML."""
        if value is None:
            return b"", b""
        if isinstance(value, str):
            return b' t="inlineStr"', self._text(ref, value)
        if isinstance(value, Formula):
            return b"", self._element(b"f", escape(value.text).encode())
        if isinstance(value, bool):
            return b' t="b"', self._element(b"v", b"%d" % value)
        return b"", self._element(b"v", self._number(ref, value).encode())

    def _element(self, name: bytes, body: bytes) -> bytes:
        return b"<%s%s>%s</%s%s>" % (self.prefix, name, body, self.prefix, name)

    def _text(self, ref: str, text: str) -> bytes:
        if len(text) > MOST_CHARACTERS // 2 and len(text.encode("utf-16-le", "surrogatepass")) > MOST_CHARACTERS * 2:
            raise UnsafeMaster(words.TOO_LONG.format(sheet=self.sheet, cell=ref))
        try:
            body = escaped(text).encode()
        except UnicodeEncodeError:
            raise UnsafeMaster(words.NO_TEXT.format(sheet=self.sheet, cell=ref)) from None
        space = b' xml:space="preserve"' if text != text.strip() or "\n" in text or "\t" in text else b""
        return self._element(b"is", b"<%st%s>%s</%st>" % (self.prefix, space, body, self.prefix))

    def _number(self, ref: str, value: float | date) -> str:
        if isinstance(value, date):
            return self._serial(ref, value)
        if not math.isfinite(value):
            raise UnsafeMaster(words.NO_NUMBER.format(sheet=self.sheet, cell=ref))
        return repr(value)

    def _serial(self, ref: str, day: date) -> str:
        moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
        epoch = _EPOCH_1904 if self.is_1904 else _EPOCH
        if moment < max(_FIRST_DAY, epoch):
            raise UnsafeMaster(words.NO_DATE.format(sheet=self.sheet, cell=ref))
        serial = (moment - epoch) / timedelta(days=1)
        return str(int(serial)) if serial.is_integer() else repr(serial)


def escaped(text: str) -> str:
    """Return text as XML, with what XML forbids written as _xHHHH_ (and what looks so already kept as it looks)."""
    if _LOOKS_ESCAPED.search(text):
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape(text)
