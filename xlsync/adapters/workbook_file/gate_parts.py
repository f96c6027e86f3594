"""The gate's look at the small parts that a patch may change: each in its own way and in no other."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d+)(?::(\$?[A-Z]{1,3})(\$?)(\d+))?(?![\w(])")
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")[^"]*')
_EMPTY_DATA = re.compile(rb"<((?:\w+:)?sheetData)\s*/>")
_CHAIN = "calcChain"


@dataclass(frozen=True)
class Slack:
    """By how many rows references may move or reach further: 0, and what tables grow by."""

    steps: AbstractSet[int]

    def allows(self, old: str, new: str) -> bool:
        """Return whether one text is the other with references grown or lowered."""
        if old == new:
            return True
        before, after = _REFERENCE.split(old), _REFERENCE.split(new)
        if len(before) != len(after):
            return False
        step = _REFERENCE.groups + 1
        if before[::step] != after[::step]:
            return False
        starts = range(1, len(before), step)
        return all(self._is_grown(before[at : at + step - 1], after[at : at + step - 1]) for at in starts)

    def _is_grown(self, old: list[str], new: list[str]) -> bool:
        """Return whether one reference, as its six pieces, is the other grown."""
        left, _, top, right, _, bottom = old
        new_left, _, new_top, new_right, _, new_bottom = new
        if new_left != left or (new_right or new_left) != (right or left):
            return False
        first = int(new_top) - int(top)
        last = int(new_bottom or new_top) - int(bottom or top)
        return first in self.steps and last in self.steps and last >= first


def is_same_head(old: bytes, new: bytes) -> bool:
    """Return whether what stands before the rows is the same but for the area that holds cells."""
    before, after = (_EMPTY_DATA.sub(rb"<\1>", _DIMENSION.sub(rb"\1", head)) for head in (old, new))
    return before == after


def is_same_tail(old: bytes, new: bytes, head: bytes, slack: Slack) -> bool:
    """Return whether what stands after the rows is the same but for areas that grew, blanks at its start apart."""
    old, new = old.lstrip(), new.lstrip()
    if not old.startswith(b"</") or b"sheetData" not in old[:40]:
        old = new[: new.index(b">") + 1] + old
    if old == new:
        return True
    before, after = (_parsed(_EMPTY_DATA.sub(rb"<\1>", head) + tail) for tail in (old, new))
    return _is_alike(before, after, slack.allows)


def is_extended(old: bytes, new: bytes) -> bool:
    """Return whether a styles part only gained entries at the end of its lists."""
    before, after = _parsed(old), _parsed(new)
    named = {str(each.tag): each for each in before}
    for child in after:
        held = named.pop(str(child.tag), None)
        kept = list(held) if held is not None else []
        is_same = [_canonical(each) for each in kept] == [_canonical(each) for each in list(child)[: len(kept)]]
        if not is_same or (held is None and not str(child.tag).endswith("}numFmts")):
            return False
    return not named


def is_grown_table(old: bytes, new: bytes, slack: Slack) -> bool:
    """Return whether a table part is the same but for its areas and the mark that it is empty."""
    before, after = _parsed(old), _parsed(new)
    for mark in {"insertRow", "insertRowShift"} - set(map(str, after.attrib)):
        before.attrib.pop(mark, "")
    return _is_alike(before, after, slack.allows)


def is_computing(old: bytes, new: bytes, slack: Slack) -> bool:
    """Return whether the workbook part is the same but for names that grew and the order to compute."""
    before, after = _parsed(old), _parsed(new)
    return _calculation(before) == _calculation(after) and _is_alike(before, after, slack.allows)


def _calculation(workbook: etree._Element) -> dict[str, str]:
    """Return how a workbook computes, the order to compute all apart; it is taken out of the tree."""
    found: dict[str, str] = {}
    for child in [each for each in workbook if str(each.tag).endswith("}calcPr")]:
        found |= {str(name): str(text) for name, text in child.attrib.items() if name != "fullCalcOnLoad"}
        workbook.remove(child)
    return found


def is_without_chain(old: bytes, new: bytes) -> bool:
    """Return whether relations or content types are the same but for the calculation chain."""
    kept = [
        _canonical(each) for each in _parsed(old) if not any(_CHAIN in str(value) for value in each.attrib.values())
    ]
    return kept == [_canonical(each) for each in _parsed(new)]


def _is_alike(old: etree._Element, new: etree._Element, allows: Callable[[str, str], bool]) -> bool:
    """Return whether two trees are the same but for references that ``allows`` lets pass."""
    before, after = list(old.iter()), list(new.iter())
    return len(before) == len(after) and all(map(lambda a, b: _is_same_element(a, b, allows), before, after))


def _is_same_element(old: etree._Element, new: etree._Element, allows: Callable[[str, str], bool]) -> bool:
    texts = allows(old.text or "", new.text or "") and (old.tail or "").strip() == (new.tail or "").strip()
    names = old.tag == new.tag and old.attrib.keys() == new.attrib.keys() and len(old) == len(new)
    return names and texts and all(_allows_attribute(name, old, new, allows) for name in map(str, old.attrib))


def _allows_attribute(name: str, old: etree._Element, new: etree._Element, allows: Callable[[str, str], bool]) -> bool:
    """Return whether an attribute is the same, or names areas that grew."""
    before, after = old.attrib[name], new.attrib[name]
    return before == after or (name in ("ref", "sqref") and allows(str(before), str(after)))


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)
