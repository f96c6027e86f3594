"""Cell styles: a date needs a date format, a number must not have one, a text that begins like a formula needs a quote.

A missing variant of a style is added at the end of the list; all others keep their numbers and their bytes.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from xlsync.adapters.workbook_file.cells import CellContent, Formula
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

MOST_STYLES = 64_000
"""Excel 2007 and later hold this many; a file with more is repaired."""

_FORMATS = re.compile(rb"(<(?:\w+:)?cellXfs\b[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_NUMBER_FORMAT = re.compile(rb'\bnumFmtId="(\d+)"')
_NUMBER_ATTRIBUTES = re.compile(rb'\s(?:numFmtId|applyNumberFormat)="[^"]*"')
_QUOTE_ATTRIBUTE = re.compile(rb'\squotePrefix="[^"]*"')
_QUOTE = re.compile(rb'\squotePrefix="(?:1|true)"')
_CUSTOM = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d+)"[^>]*?\bformatCode="([^"]*)"')
_QUOTED = re.compile(rb'&quot;.*?&quot;|\\.|\[[^\]]*\]|_.|"[^"]*"')
_READ_AS_FORMULA = tuple(words.READ_AS_FORMULA)
_GENERAL, _DAY, _MOMENT, _TEXT = 0, 14, 22, 49
# 27 to 36 and 50 to 58 are the Chinese ones, such as 2016年3月4日.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


@dataclass
class Styles:
    """The styles part of a workbook, with the variants that this patch adds."""

    content: bytes
    _formats: list[bytes] = field(default_factory=list)
    _dates: list[bool] = field(default_factory=list)
    _quotes: list[bool] = field(default_factory=list)
    _variants: dict[tuple[int, int | None, bool], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        match = _FORMATS.search(self.content)
        self._formats = _FORMAT.findall(match[2]) if match else []
        custom = {int(number) for number, code in _CUSTOM.findall(self.content) if _is_date_code(code)}
        self._dates = [_number_format(found) in _BUILT_IN_DATES | custom for found in self._formats]
        self._quotes = [_QUOTE.search(found) is not None for found in self._formats]

    def suited(self, style: int | None, value: CellContent) -> int | None:
        """Return the style itself if it shows the value as what it is, else a variant that does.

        Raises UnsafeMaster for a date in a workbook without styles, and when there are too many styles.
        """
        if isinstance(value, str):
            return self._suited_to_text(style, value)
        if value is None or isinstance(value, Formula):
            return style
        base = style or 0
        is_known = base < len(self._formats)
        has_date = is_known and self._dates[base]
        if isinstance(value, date) and not has_date:
            return self._variant(base, _MOMENT if isinstance(value, datetime) else _DAY)
        if has_date and not isinstance(value, date):
            return self._variant(base, _GENERAL)
        return self._variant(base, None) if is_known and self._quotes[base] else style

    def changed(self) -> bytes | None:
        """Return the part with the variants added, None when there are none."""
        match = _FORMATS.search(self.content) if self._variants else None
        if match is None:
            return None
        opened = re.sub(rb'\bcount="\d+"', b'count="%d"' % len(self._formats), match[1])
        added = b"".join(self._formats[-len(self._variants) :])
        return self.content[: match.start()] + opened + match[2] + added + match[3] + self.content[match.end() :]

    def _suited_to_text(self, style: int | None, text: str) -> int | None:
        """Return the style with a quote for a text that a program would read as a formula once a person touches it."""
        base, bare = style or 0, text.strip()
        if len(bare) < 2 or not bare.startswith(_READ_AS_FORMULA) or base >= len(self._formats):
            return style  # a lone "-" stays a text in every program
        has_no_need = self._quotes[base] or _number_format(self._formats[base]) == _TEXT
        return style if has_no_need else self._variant(base, None, is_quoted=True)

    def _variant(self, style: int, number_format: int | None, *, is_quoted: bool = False) -> int:
        """Return the number of the style that differs only in its number format, or in its quote."""
        key = style, number_format, is_quoted
        if key not in self._variants:
            self._refuse_more(style)
            self._variants[key] = len(self._formats)
            self._formats.append(_varied(self._formats[style], number_format, is_quoted=is_quoted))
            self._dates.append(self._dates[style] if number_format is None else number_format != _GENERAL)
            self._quotes.append(is_quoted)
        return self._variants[key]

    def _refuse_more(self, style: int) -> None:
        if style >= len(self._formats):
            raise UnsafeMaster(words.NO_STYLES)
        if len(self._formats) >= MOST_STYLES:
            raise UnsafeMaster(words.TOO_MANY_STYLES.format(most=MOST_STYLES))


def _varied(xf: bytes, number_format: int | None, *, is_quoted: bool) -> bytes:
    """Return an xf element with another number format (None: the same) and with or without a quote."""
    plain, added = _QUOTE_ATTRIBUTE.sub(b"", xf), b' quotePrefix="1"' if is_quoted else b""
    if number_format is not None:
        plain, added = _NUMBER_ATTRIBUTES.sub(b"", plain), b' numFmtId="%d" applyNumberFormat="1"' % number_format
    name = plain.index(b"xf") + 2
    return plain[:name] + added + plain[name:]


def _number_format(xf: bytes) -> int:
    match = _NUMBER_FORMAT.search(xf)
    return int(match[1]) if match else _GENERAL


def _is_date_code(code: bytes) -> bool:
    """Return whether a number format shows a date: a letter of y m d h s outside quotes and brackets."""
    bare = _QUOTED.sub(b"", code).lower()
    return bare != b"general" and any(letter in bare for letter in (b"y", b"m", b"d", b"h", b"s"))
