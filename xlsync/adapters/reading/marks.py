"""Strike-through and red letters used as meaning ("red is what I changed"): which styles and texts carry them."""

import re

_FONT = re.compile(rb"<(?:\w+:)?font\b")
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_FONT_ID = re.compile(rb'\bfontId="(\d+)"')
_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?![^<>]*val="(?:0|false)")')
# Full red as the palettes of Excel and WPS give it: FF0000, C00000 and neighbours; indexed colours 2 and 10.
_RED = re.compile(
    rb"<(?:\w+:)?color\b[^<>]*"
    rb'(?:rgb="[0-9A-Fa-f]{2}[C-Fc-f][0-9A-Fa-f][0-3][0-9A-Fa-f][0-3][0-9A-Fa-f]"|indexed="(?:2|10)")'
)
_TEXT_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_STYLE_ID = re.compile(rb'\bs="(\d+)"')
STRIKE, RED = "strike", "red"


def _mark(font: bytes) -> str:
    if _STRIKE.search(font):
        return STRIKE
    return RED if _RED.search(font) else ""


class Marks:
    """Marks by cell style and by shared text; false when the workbook has none."""

    def __init__(self, styles: bytes, texts: bytes) -> None:
        self._by_style = _marked_styles(styles)
        self._by_text = _marked_texts(texts)

    def __bool__(self) -> bool:
        return bool(self._by_style or self._by_text)

    def may_mark(self, attributes: bytes) -> bool:
        """Return whether a cell with these attributes carries a mark, or may have it in its text."""
        style = _STYLE_ID.search(attributes)
        return bool(style and int(style[1]) in self._by_style) or bool(self._by_text and b't="s"' in attributes)

    def of_cell(self, attributes: bytes, text: bytes) -> str:
        """Return the mark of a cell by its attributes and the content of its <v>, '' for none."""
        style = _STYLE_ID.search(attributes)
        if style and (mark := self._by_style.get(int(style[1]), "")):
            return mark
        return self._by_text.get(int(text), "") if b't="s"' in attributes and text.isdigit() else ""


def _section(styles: bytes, name: bytes) -> bytes:
    start = styles.find(name + b" ")
    return styles[start : styles.find(b"/" + name, start)] if start >= 0 else b""


def _marked_styles(styles: bytes) -> dict[int, str]:
    section = _section(styles, b"fonts")
    if not _mark(section):
        return {}
    fonts = [_mark(font) for font in _FONT.split(section)[1:]]
    marked: dict[int, str] = {}
    for number, attributes in enumerate(_FORMAT.findall(_section(styles, b"cellXfs"))):
        font = _FONT_ID.search(attributes)
        if font and int(font[1]) < len(fonts) and fonts[int(font[1])]:
            marked[number] = fonts[int(font[1])]
    return marked


def _marked_texts(texts: bytes) -> dict[int, str]:
    """Return the shared texts of which a part is struck or red."""
    if b"rPr" not in texts or not _mark(texts):
        return {}
    marks = ((number, _mark(item)) for number, item in enumerate(_TEXT_ITEM.split(texts)[1:]))
    return {number: mark for number, mark in marks if mark}
