"""The gate's look at single cells: what a touched cell holds, read with an XML parser and decoded here."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

from xlsync.adapters.workbook_file.cells import CellContent, Formula

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HALF_SECOND = timedelta(milliseconds=500)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)")
_SHARED = re.compile(rb'<(?:\w+:)?f\b[^>]*?\st="shared"')
_TYPE = re.compile(rb'\st="[^"]*"')
_PLACE = re.compile(rb'^r="[A-Z]+\d+"')
_FORMULA_ALONE = 3
"""Tags of a cell, from its address on, that holds a formula and nothing else: f, /f, /c."""
_DIGITS = re.compile(r"\d+")


def holds(cell: ElementTree.Element, value: CellContent, is_1904: bool) -> bool:
    """Return whether a cell element holds exactly this value; a moment may lose the fraction of its second."""
    if value is None or value == "":
        return len(cell) == 0
    kind, content = cell.get("t", "n"), list(cell)
    if len(content) != 1:
        return False
    name, text = content[0].tag.rpartition("}")[2], content[0].text or ""
    if isinstance(value, str):
        return kind == "inlineStr" and name == "is" and _decoded("".join(content[0].itertext())) == value
    if isinstance(value, Formula):
        return name == "f" and not content[0].attrib and text == value.text
    if isinstance(value, bool):
        return (kind, name, text) == ("b", "v", str(int(value)))
    return (kind, name) == ("n", "v") and _is_number(text, value, is_1904)


def is_same_but_formula(old: bytes, new: bytes) -> bool:
    """Return whether a cell (from its address on) only holds its part of a shared formula in another way.

    A cell that is the last of its group holds the formula alone.
    """
    after = _FORMULA.search(new)
    has_formula = after is not None and bool(after[1] or _SHARED.match(after[0]))
    return bool(_SHARED.search(old)) and has_formula and _FORMULA.sub(b"", old) == _FORMULA.sub(b"", new)


def is_moved(old: bytes, new: bytes, allows: Callable[[str, str], bool]) -> bool:
    """Return whether a cell of a totals row is the same one row or more further down.

    Its formula names the same cells, grown or lowered as ``allows`` has it, and holds no value until it is computed.
    """
    before, after = _FORMULA.search(old), _FORMULA.search(new)
    if before is None or after is None:
        return before is after and _PLACE.sub(b"", old) == _PLACE.sub(b"", new)
    tags = [_TYPE.sub(b"", _PLACE.sub(b"", cell[: cell.index(b">")])) for cell in (old, new)]
    is_shared = bool(_SHARED.match(before[0]))  # it may have stood at another cell of its group
    is_same = bool(after[1]) and (is_shared or allows((before[1] or b"").decode(), after[1].decode()))
    return is_same and tags[0] == tags[1] and new.count(b"<") == _FORMULA_ALONE


def is_filled_in(cell: ElementTree.Element, formula: str) -> bool:
    """Return whether a cell holds the formula of a calculated column, rows apart."""
    texts = [child.text or "" for child in cell]
    return [_DIGITS.sub("", text) for text in texts] == [_DIGITS.sub("", formula)]


def _is_number(text: str, value: float | date, is_1904: bool) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    if not isinstance(value, date):
        return number == float(value)
    meant = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    return abs(epoch + timedelta(days=number) - meant) < _HALF_SECOND


def _decoded(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
