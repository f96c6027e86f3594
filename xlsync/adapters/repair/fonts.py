"""The font that LibreOffice put in where ours is not installed: the headers of our sheets give it away.

On a machine without 微软雅黑 it writes another font into the styles of all cells that hold Chinese only. Where the
headers of nearly all our sheets carry one and the same font that the whole version does not know at all, no person has
chosen it; a font that somebody chose for some cells stays.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import quoteattr

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.sheets import around
from xlsync.adapters.repair.tags import element, retagged, tags, value, with_attribute
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.model.sheets import HEADER_ROW, SHEETS

_LOOKED_AT = 60_000
_MOST = 0.8
_FONT = re.compile(rb"<(?:\w+:)?font\s*/>|<(?:\w+:)?font\b[^>]*>.*?</(?:\w+:)?font\s*>", re.DOTALL)


@dataclass(frozen=True)
class Fonts:
    """The fonts of one version: the name of each, and which one a cell style uses."""

    styles: bytes

    @cached_property
    def elements(self) -> list[bytes]:
        """Return the fonts as they stand."""
        return _FONT.findall(element(self.styles, "fonts"))

    @cached_property
    def names(self) -> list[str]:
        """Return the name of each font, '' where it has none."""
        return [next((value(tag, "val") or "" for tag in tags(font, "name")), "") for font in self.elements]

    @cached_property
    def of_style(self) -> list[int]:
        """Return the font of each cell style by its number."""
        return [int(value(tag, "fontId") or 0) for tag in tags(element(self.styles, "cellXfs"), "xf")]

    def of(self, style: int) -> int:
        """Return the font of a cell style, -1 where there is no such style."""
        return self.of_style[style] if style < len(self.of_style) else -1


def fonts_of(layout: Layout) -> Fonts:
    """Return the fonts of a version."""
    part = layout.part_of_kind("styles")
    return Fonts(layout.package.read(part) if part else b"")


def mend_fonts(pair: Pair) -> str:
    """Give cells back the fonts that they had; return the name of the font that was put in, '' if none was."""
    part = pair.now.part_of_kind("styles")
    if part is None:
        return ""
    now, old = fonts_of(pair.now), fonts_of(pair.whole)
    votes = _votes(pair, now, old)
    put_in, was = _put_in(votes, set(old.names), now.names)
    if not put_in:
        return ""
    pair.put(part, _renamed(pair.part(part), put_in, was, _by_font(votes)), "fonts")
    return put_in


Votes = dict[str, list[tuple[int, str, bool]]]
"""By sheet: the font that a cell has now, the name of the one it had, and whether it is the first header."""


def _votes(pair: Pair, now: Fonts, old: Fonts) -> Votes:
    found: Votes = {}
    for sheet, part, old_part in pair.sheets:
        styles = _styles(pair.part(part))
        before = _styles(pair.whole_part(old_part))
        found[sheet] = [
            (now.of(style), old.names[old.of(before[cell])], cell == f"A{HEADER_ROW}")
            for cell, style in styles.items()
            if cell in before and old.of(before[cell]) >= 0 and now.of(style) >= 0
        ]
    return found


def _styles(sheet: bytes) -> dict[str, int]:
    """Return the styles of the first cells of a sheet."""
    cells = around(sheet)[1][:_LOOKED_AT]
    return {value(tag, "r") or "": int(value(tag, "s") or 0) for tag in tags(cells, "c")}


def _put_in(votes: Votes, known: set[str], names: list[str]) -> tuple[str, str]:
    """Return the name of the font that was put in and of the one that it stands for; '' where none was."""
    ours = {schema.sheet for schema in SHEETS.values()}
    pairs = [(names[font], was) for sheet in ours & votes.keys() for font, was, is_header in votes[sheet] if is_header]
    (found, was), count = Counter(pairs).most_common(1)[0] if pairs else (("", ""), 0)
    return (found, was) if found and found not in known and count >= _MOST * len(pairs) else ("", "")


def _by_font(votes: Votes) -> dict[int, str]:
    """Return, for each font now, the name that most of its cells had."""
    counts: dict[int, Counter[str]] = {}
    for cells in votes.values():
        for font, was, _ in cells:
            counts.setdefault(font, Counter())[was] += 1
    return {font: count.most_common(1)[0][0] for font, count in counts.items()}


def _renamed(styles: bytes, put_in: str, was: str, by_font: Mapping[int, str]) -> bytes:
    block = element(styles, "fonts")
    number = iter(range(block.count(b"font")))

    def change(found: re.Match[bytes]) -> bytes:
        name = by_font.get(next(number), was)
        return retagged(found[0], "name", lambda tag: _named(tag, put_in, name))

    return styles.replace(block, _FONT.sub(change, block), 1)


def _named(tag: bytes, put_in: str, name: str) -> bytes:
    return with_attribute(tag, b"val=%s" % quoteattr(name).encode()) if value(tag, "val") == put_in else tag
