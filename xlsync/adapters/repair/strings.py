"""Texts that LibreOffice cut into runs because it put another font into their Chinese parts: they are whole again.

Only a text whose runs differ in nothing but those fonts, and look otherwise as its cells do, is made plain; what a
person made red or struck out stays.
"""

import re
from collections.abc import Iterable

from xlsync.adapters.repair.fonts import fonts_of
from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.sheets import around
from xlsync.adapters.repair.tags import tags, value

_ITEM = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_RUN = re.compile(rb"<r>(?:<rPr>(.*?)</rPr>)?<t(?:\s[^>]*)?(?:/>|>(.*?)</t>)</r>", re.DOTALL)
_FACT = re.compile(rb"<(\w+)\b[^>]*/>")
_FONT_FACTS = frozenset({b"rFont", b"name", b"charset", b"family", b"scheme"})
_TEXT_CELL = re.compile(rb'<c r="[A-Z]+\d+"(?: s="(\d+)")? t="s"><v>(\d+)</v>')


def mend_strings(pair: Pair, put_in: str) -> None:
    """Make texts plain that were cut up; ``put_in`` is the font that LibreOffice put in."""
    part = pair.now.part_of_kind("sharedStrings")
    if part is None or not put_in:
        return
    fonts, allowed = fonts_of(pair.now), {put_in, *fonts_of(pair.whole).names}
    used = _styles_by_text(pair)
    count, place = 0, -1

    def change(found: re.Match[bytes]) -> bytes:
        nonlocal count, place
        place += 1
        if b"<r>" not in found[1]:
            return found[0]
        plain = _plain(found[1], allowed, [fonts.elements[fonts.of(style)] for style in used.get(place, ())])
        count += plain is not None
        return found[0] if plain is None else plain

    mended = _ITEM.sub(change, pair.part(part))
    pair.put(part, mended, "texts", count)


def _styles_by_text(pair: Pair) -> dict[int, set[int]]:
    """Return the styles of the cells that show each text, by the text's number."""
    used: dict[int, set[int]] = {}
    for part in pair.now.sheets.values():
        for style, text in _TEXT_CELL.findall(around(pair.part(part))[1]):
            used.setdefault(int(text), set()).add(int(style or 0))
    return used


def _plain(item: bytes, allowed: set[str], fonts: Iterable[bytes]) -> bytes | None:
    """Return a text as one piece, None where its runs say more than which font was put in."""
    runs = _RUN.findall(item)
    if _RUN.sub(b"", item).strip():
        return None
    names = {value(tag, "val") for properties, _ in runs for tag in tags(properties, "rFont")}
    looks = {_look(properties) for properties, _ in runs} | {_look(font) for font in fonts}
    if len(looks) != 1 or not names <= allowed:
        return None
    return b'<si><t xml:space="preserve">' + b"".join(text for _, text in runs) + b"</t></si>"


def _look(properties: bytes) -> frozenset[bytes]:
    """Return all facts of a run or a font but those on which font it is."""
    return frozenset(found[0] for found in _FACT.finditer(properties) if found[1] not in _FONT_FACTS)
