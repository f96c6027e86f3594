"""Around the cells of the sheets: code names, frozen panes, how far rules of entry reach, tips of links."""

import re

from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.tags import element, raw, retagged, tags, value, with_attribute
from xlsync.adapters.repair.workbook import CODE_NAME
from xlsync.adapters.workbook_file.layout import Area, area_of
from xlsync.model.sheets import SHEETS
from xlsync.model.table import column_letter

_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*?/>|<(?:\w+:)?sheetData\b[^>]*>.*</(?:\w+:)?sheetData>", re.DOTALL)
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")


def around(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the cells of a sheet, the cells, and what stands after them."""
    found = _DATA.search(sheet)
    if found is None:
        return sheet, b"", b""
    return sheet[: found.start()], found[0], sheet[found.end() :]


def mend_sheets(pair: Pair) -> None:
    """Bring back what stands around the cells of each sheet; the cells themselves stay byte for byte."""
    is_blind = _is_viewless(pair)
    for _, part, old_part in pair.sheets:
        head, cells, tail = around(pair.part(part))
        old_head, _, old_tail = around(pair.whole_part(old_part))
        head = _coded(pair, head, old_head)
        if is_blind:
            head = _frozen(pair, head, old_head)
        tail = _reaching(pair, tail, old_tail)
        tail = _tipped(pair, tail, old_tail)
        pair.put(part, head + cells + tail)


def _coded(pair: Pair, head: bytes, old: bytes) -> bytes:
    """Return the head with the code name by which macros know the sheet."""
    code = next((raw(tag, CODE_NAME) for tag in tags(old, "sheetPr")), b"")
    present = tags(head, "sheetPr")
    if not code or any(raw(tag, CODE_NAME) for tag in present):
        return head
    pair.mends["code_names"] += 1
    if present:
        return retagged(head, "sheetPr", lambda tag: with_attribute(tag, code))
    root = _ROOT.search(head)
    at, prefix = (root.end(), root[1]) if root else (len(head), b"")
    return head[:at] + b"<%ssheetPr%s/>" % (prefix, code) + head[at:]


def _is_viewless(pair: Pair) -> bool:
    """Return whether the file was saved without a window: then no sheet of ours has kept its frozen panes.

    Where one has, each sheet stands as people left it.
    """
    ours = {schema.sheet for schema in SHEETS.values()}
    heads = [
        (around(pair.part(part))[0], around(pair.whole_part(old))[0]) for name, part, old in pair.sheets if name in ours
    ]
    frozen = [head for head, old in heads if tags(old, "pane")]
    return bool(frozen) and not any(tags(head, "pane") for head in frozen)


def _frozen(pair: Pair, head: bytes, old: bytes) -> bytes:
    """Return the head with the view of the whole version: panes, grid lines, selection."""
    view, before = element(head, "sheetViews"), element(old, "sheetViews")
    if not view or not before:
        return head
    pair.mends["panes"] += 1 if tags(before, "pane") else 0
    return head.replace(view, before, 1)


def _reaching(pair: Pair, tail: bytes, old: bytes) -> bytes:
    """Return the tail with rules of entry that reach as far down as before: LibreOffice cuts them off.

    It keeps a thousand rows below the last cell. A rule is known by what it says and asks for.
    """
    reached: dict[tuple[str | None, ...], int] = {}
    for tag in tags(old, "dataValidation"):
        area = area_of(value(tag, "sqref") or "")
        if area is not None:
            reached[_rule(tag)] = max(area.bottom, reached.get(_rule(tag), 0))

    def change(tag: bytes) -> bytes:
        area = area_of(value(tag, "sqref") or "")
        last = reached.get(_rule(tag), 0)
        if area is None or last <= area.bottom:
            return tag
        pair.mends["rules"] += 1
        return with_attribute(tag, b'sqref="%s"' % _ref(area, last))

    return retagged(tail, "dataValidation", change)


def _rule(tag: bytes) -> tuple[str | None, ...]:
    kind = value(tag, "type") or "none"
    return (kind, *(value(tag, name) or "" for name in ("promptTitle", "prompt", "errorTitle", "error")))


def _ref(area: Area, last: int) -> bytes:
    return f"{column_letter(area.left)}{area.top}:{column_letter(area.right)}{last}".encode()


def _tipped(pair: Pair, tail: bytes, old: bytes) -> bytes:
    """Return the tail with the tips of links that lead where they led before."""
    tips = {(value(tag, "ref"), value(tag, "location")): raw(tag, "tooltip") for tag in tags(old, "hyperlink")}

    def change(tag: bytes) -> bytes:
        tip = tips.get((value(tag, "ref"), value(tag, "location")), b"")
        if not tip or raw(tag, "tooltip"):
            return tag
        pair.mends["tips"] += 1
        return with_attribute(tag, tip)

    return retagged(tail, "hyperlink", change)
