"""The gate's look at cells that change without being set: heirs of shared formulas, and a totals row that moved.

Cells come as bytes from their address on, such as ``r="B7" s="1"><f>SUM(B4:B6)</f><v>60</v></c>``.
"""

import re
from collections.abc import Callable
from html import unescape

_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)")
_SHARED = re.compile(rb'<(?:\w+:)?f\b[^>]*?\st="shared"')
_PLACE = re.compile(rb'(?:^|\s)r="[A-Z]+\d+"')
_TYPE = re.compile(rb'\st="[^"]*"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")


def is_same_but_formula(old: bytes, new: bytes) -> bool:
    """Return whether a cell only holds its part of a shared formula in another way: as its first cell, or alone."""
    after = _FORMULA.search(new)
    has_formula = after is not None and bool(after[1] or _SHARED.match(after[0]))
    return has_formula and bool(_SHARED.search(old)) and _FORMULA.sub(b"", old) == _FORMULA.sub(b"", new)


def is_moved(old: bytes, new: bytes, allows: Callable[[str, str], bool]) -> bool:
    """Return whether a cell of a totals row is the same one row or more further down.

    Its formula names the same cells, grown or lowered as ``allows`` has it, and holds no value until it is computed.
    """
    before, after = _FORMULA.search(old), _FORMULA.search(new)
    if before is None or after is None:
        return before is after and _PLACE.sub(b"", old) == _PLACE.sub(b"", new)
    tags = [_TYPE.sub(b"", _PLACE.sub(b"", cell[: cell.index(b">")])) for cell in (old, new)]
    return tags[0] == tags[1] and _VALUE.search(new) is None and _names_the_same(before, after, allows)


def is_blank(cell: bytes) -> bool:
    """Return whether a cell holds nothing but its look."""
    return _VALUE.search(cell) is None and _FORMULA.search(cell) is None


def _names_the_same(before: re.Match[bytes], after: re.Match[bytes], allows: Callable[[str, str], bool]) -> bool:
    """Return whether a formula is another grown; the text of a shared one stood at another cell of its group."""
    if not after[1] or _SHARED.match(before[0]):
        return bool(after[1])
    return allows(unescape((before[1] or b"").decode()), unescape(after[1].decode()))
