"""Whole parts: the macros, the ribbon, the theme, and that the file is one with macros."""

import posixpath

from xlsync.adapters.repair.pair import TYPES, Pair, relations
from xlsync.adapters.repair.tags import tags, value
from xlsync.adapters.repair.workbook import is_saved_by_libreoffice
from xlsync.adapters.workbook_file.layout import Layout

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BACK = {"vbaProject": "macros", "theme": "theme", "extensibility": "ribbon"}
"""Parts that come back, by the end of the kind of their relation."""


def mend_parts(pair: Pair) -> None:
    """Bring back macros and ribbon byte for byte, the theme where it is missing."""
    for owner_now, owner in ((pair.now.workbook, pair.whole.workbook), ("", "")):
        for part, kind in pair.whole.related(owner).values():
            mend = _BACK.get(kind.rpartition("/")[2])
            if mend is not None and part in pair.whole.package.entries:
                _bring_back(pair, owner_now, part, kind, mend)
    types, old = pair.part(TYPES), pair.whole_part(TYPES)
    if _MACROS in old and _MACROS not in types:
        pair.put(TYPES, types.replace(_PLAIN, _MACROS, 1), "file_type")


def _bring_back(pair: Pair, owner: str, part: str, kind: str, mend: str) -> None:
    content = pair.whole.package.read(part)
    present = next((name for name, found in pair.now.related(owner).values() if found == kind), None)
    if present is not None and present in pair.now.package.entries:
        # A theme that is there may be one that people chose; macros that Excel saved last fit its code names.
        if mend != "theme" and is_saved_by_libreoffice(pair.now.package.read(pair.now.workbook)):
            pair.put(present, content, mend)
        return
    if part in pair.now.package.entries:
        pair.put(part, content)
    else:
        pair.added[part] = content
        _declare(pair, part)
    pair.mends[mend] += 1
    _relate(pair, owner, part, kind)


def _relate(pair: Pair, owner: str, part: str, kind: str) -> None:
    name = relations(owner)
    held = pair.part(name)
    used = {value(tag, "Id") for tag in tags(held, "Relationship")}
    number = next(number for number in range(1, len(used) + 2) if f"rId{number}" not in used)
    target = posixpath.relpath(part, posixpath.dirname(owner) or ".")
    added = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'.encode()
    pair.put(name, _before_end(held, added))


def _declare(pair: Pair, part: str) -> None:
    """Add the content type of a new part."""
    kind = content_type(pair.whole, part)
    added = f'<Override PartName="/{part}" ContentType="{kind}"/>'.encode()
    pair.put(TYPES, _before_end(pair.part(TYPES), added))


def content_type(layout: Layout, part: str) -> str:
    """Return the content type of a part: its own, or that of its suffix; '' when it has none."""
    types = layout.package.read(TYPES)
    own = (value(tag, "ContentType") for tag in tags(types, "Override") if value(tag, "PartName") == f"/{part}")
    suffix = part.rpartition(".")[2]
    common = (value(tag, "ContentType") for tag in tags(types, "Default") if value(tag, "Extension") == suffix)
    return next(own, None) or next(common, None) or ""


def _before_end(xml: bytes, added: bytes) -> bytes:
    at = xml.rindex(b"</")
    return xml[:at] + added + xml[at:]
