"""Cell styles: a date needs a date format and a number must not have one; a missing variant is added at the end."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from xlsync.adapters.workbook_file.cells import CellContent

_FORMATS = re.compile(rb"(<(?:\w+:)?cellXfs\b[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_NUMBER_FORMAT = re.compile(rb'\bnumFmtId="(\d+)"')
_APPLY = re.compile(rb'\sapplyNumberFormat="[^"]*"')
_CUSTOM = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d+)"[^>]*?\bformatCode="([^"]*)"')
_QUOTED = re.compile(rb'&quot;.*?&quot;|\\.|\[[^\]]*\]|_.|"[^"]*"')
_GENERAL, _DAY, _MOMENT = 0, 14, 22
# 27 to 36 and 50 to 58 are the Chinese ones, such as 2016年3月4日.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


@dataclass
class Styles:
    """The styles part of a workbook, with the variants that this patch adds."""

    content: bytes
    _formats: list[bytes] = field(default_factory=list)
    _dates: list[bool] = field(default_factory=list)
    _variants: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        match = _FORMATS.search(self.content)
        self._formats = _FORMAT.findall(match[2]) if match else []
        custom = {int(number) for number, code in _CUSTOM.findall(self.content) if _is_date_code(code)}
        self._dates = [_number_format(found) in _BUILT_IN_DATES | custom for found in self._formats]

    def suited(self, style: int | None, value: CellContent) -> int | None:
        """Return the style itself if it shows the value as what it is, else that style with another number format."""
        has_date = style is not None and style < len(self._dates) and self._dates[style]
        if isinstance(value, date):
            return style if has_date else self._variant(style or 0, _MOMENT if isinstance(value, datetime) else _DAY)
        if has_date and style is not None and isinstance(value, int | float):
            return self._variant(style, _GENERAL)
        return style

    def changed(self) -> bytes | None:
        """Return the part with the variants added, None when there are none."""
        if not self._variants:
            return None
        match = _FORMATS.search(self.content)
        if match is None:
            return None
        opened = re.sub(rb'\bcount="\d+"', b'count="%d"' % len(self._formats), match[1])
        added = b"".join(self._formats[-len(self._variants) :])
        return self.content[: match.start()] + opened + match[2] + added + match[3] + self.content[match.end() :]

    def _variant(self, style: int, number_format: int) -> int:
        """Return the number of the style that differs only in its number format."""
        if (style, number_format) not in self._variants:
            plain = _APPLY.sub(b"", self._formats[style])
            varied = _NUMBER_FORMAT.sub(b'numFmtId="%d" applyNumberFormat="1"' % number_format, plain, count=1)
            self._variants[style, number_format] = len(self._formats)
            self._formats.append(varied)
            self._dates.append(number_format != _GENERAL)
        return self._variants[style, number_format]


def _number_format(xf: bytes) -> int:
    match = _NUMBER_FORMAT.search(xf)
    return int(match[1]) if match else _GENERAL


def _is_date_code(code: bytes) -> bool:
    """Return whether a number format shows a date: a letter of y m d h s outside quotes and brackets."""
    bare = _QUOTED.sub(b"", code).lower()
    return bare != b"general" and any(letter in bare for letter in (b"y", b"m", b"d", b"h", b"s"))
