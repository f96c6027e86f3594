"""The gate before a mended master replaces the damaged one: read by other ways than those that mended it."""

import io
import re
import zipfile

from lxml import etree

from xlsync.adapters.repair.sheets import around
from xlsync.model.table import MasterImage
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_XML = (".xml", ".rels", ".vml")
_NAMES = re.compile(rb'<name val="[^"]*"/>')


def check_mended(before: bytes, after: bytes, touched: set[str]) -> None:
    """Raise UnsafeMaster unless only the ``touched`` parts differ, all are whole, and cells and texts are the same."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        if new.testzip() is not None or not set(old.namelist()) <= set(new.namelist()):
            raise UnsafeMaster(words.GATE_PART.format(part="zip"))
        for name in new.namelist():
            was = old.read(name) if name in old.NameToInfo else None
            content = new.read(name)
            if content != was and (name not in touched or not _is_sound(name, was, content)):
                raise UnsafeMaster(words.GATE_PART.format(part=name))


def check_same_values(before: MasterImage, after: MasterImage) -> None:
    """Raise UnsafeMaster where a table does not hold what it held."""
    for name, table in before.tables.items():
        if after[name] != table:
            raise UnsafeMaster(words.GATE_PART.format(part=name))


def _is_sound(name: str, was: bytes | None, content: bytes) -> bool:
    """Return whether a changed part can be read, and holds the same cells or texts."""
    if not name.endswith(_XML):
        return True
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return False
    if was is None:
        return True
    kind = etree.QName(root).localname
    if kind == "worksheet":
        return around(was)[1] == around(content)[1]
    if kind == "sst":
        return _texts(was) == _texts(content)
    return kind != "styleSheet" or _NAMES.sub(b"", was) == _NAMES.sub(b"", content)


def _texts(part: bytes) -> list[str]:
    """Return the shared texts in their order, without what they look like."""
    items = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return ["".join(piece.text or "" for piece in item.iter("{*}t")) for item in items]
