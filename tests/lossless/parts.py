"""Proof that a patch left every other zip entry alone (bytes, order, dates, flags) and kept the rest of the others."""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from tests.lossless.opc import TYPES, Workbook, elements

_LOCAL = 30
_HAS_DESCRIPTOR = 0x0008


class Entry(NamedTuple):
    """A zip entry as it stands: what the directory says, and the bytes from its local header to its end."""

    facts: tuple[object, ...]
    raw: bytes


def entries(content: bytes) -> dict[str, Entry]:
    """Return the entries by name in the order of the directory; of two with one name the last is kept."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.orig_filename: Entry(_facts(info), _raw(content, info)) for info in package.infolist()}


def _facts(info: zipfile.ZipInfo) -> tuple[object, ...]:
    sizes = (info.CRC, info.compress_size, info.file_size, info.compress_type, info.flag_bits)
    made = (info.date_time, info.create_system, info.create_version, info.extract_version)
    return (*sizes, *made, info.external_attr, info.internal_attr, info.extra, info.comment)


def _raw(content: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    name, extra = struct.unpack("<HH", content[start + 26 : start + _LOCAL])
    end = start + _LOCAL + name + extra + info.compress_size
    if info.flag_bits & _HAS_DESCRIPTOR:
        end += 16 if content[end : end + 4] == b"PK\x07\x08" else 12
    return content[start:end]


def permitted(before: Workbook, edited: set[str], grown: set[str]) -> set[str]:
    """Return the parts that a patch of these sheets may write anew; ``grown`` are the sheets that got rows."""
    sheets = [sheet for sheet in before.sheets if sheet.name in edited]
    tables = (table.part for sheet in sheets if sheet.name in grown for table in before.tables(sheet.part))
    styles = before.of_kind("styles")
    return {before.main, *(sheet.part for sheet in sheets), *tables, *([styles] if styles else [])}


def changed_parts(before: bytes, after: bytes) -> list[str]:
    """Return the names of entries that are gone, new or not the same bytes."""
    old, new = entries(before), entries(after)
    return [name for name in (*old, *(new.keys() - old.keys())) if old.get(name) != new.get(name)]


def check_parts(before: bytes, after: bytes, edited: set[str], grown: set[str]) -> list[str]:
    """Return what is wrong with the package after a patch; nothing, when every untouched part is as it was."""
    return list(_differences(before, after, edited, grown))


def _differences(before: bytes, after: bytes, edited: set[str], grown: set[str]) -> Iterator[str]:
    old, new = entries(before), entries(after)
    book, patched = Workbook(before), Workbook(after)
    may_change = {name.lower() for name in permitted(book, edited, grown)}
    chain = book.of_kind("calcChain")
    dropped = {book.names[chain.lower()]} if chain and not patched.has(chain) else set()
    if dropped:
        may_change |= {TYPES.lower(), *(name for name in book.names if name.endswith(_relations_of(book.main)))}
    if [name for name in old if name not in dropped] != list(new):
        yield "order of entries"
    if book.zip.comment != patched.zip.comment:
        yield "comment of the archive"
    for name in old.keys() & new.keys():
        if name.lower() not in may_change and old[name] != new[name]:
            yield f"part changed: {name}"
        if _dates(old[name]) != _dates(new[name]):
            yield f"date of entry: {name}"
    yield from _kept_relations(book, patched, chain if dropped else None)
    yield from _kept_workbook(book, patched)
    yield from _kept_styles(book, patched)


def _dates(entry: Entry) -> object:
    return entry.facts[5]


def _relations_of(main: str) -> str:
    return f"_rels/{main.rsplit('/', 1)[-1]}.rels".lower()


def _kept_relations(book: Workbook, patched: Workbook, chain: str | None) -> Iterator[str]:
    """Without its calculation chain a workbook loses that one relationship and that one content type."""
    expected = {key: r for key, r in book.relations(book.main).items() if chain is None or r.target != chain}
    if patched.relations(patched.main) != expected:
        yield "relationships of the workbook"
    defaults, overrides = book.content_types
    overrides = {part: kind for part, kind in overrides.items() if chain is None or part != chain.lower()}
    if patched.content_types != (defaults, overrides):
        yield "content types"


def _kept_workbook(book: Workbook, patched: Workbook) -> Iterator[str]:
    """The workbook part may order a computation and stretch defined names, nothing else."""
    for old, new in zip(_outline(book.root), _outline(patched.root), strict=False):
        if old != new:
            yield f"workbook part: {old[0]} became {new[0]}"
            return
    if len(list(_outline(book.root))) != len(list(_outline(patched.root))):
        yield "workbook part: elements lost or added"


def _outline(root: etree._Element) -> Iterator[tuple[object, ...]]:
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else "comment"
        attributes = {key: value for key, value in element.attrib.items() if key != "fullCalcOnLoad"}
        if tag == "calcPr" and not attributes:
            continue
        text = None if tag == "definedName" else (element.text or "").strip()
        yield tag, attributes, text, dict(element.nsmap)


def _kept_styles(book: Workbook, patched: Workbook) -> Iterator[str]:
    """Styles may only gain formats at the end of their lists: an index keeps its meaning."""
    part = book.of_kind("styles")
    if part is None or book.read(part) == patched.read(part):
        return
    old, new = book.xml(part), patched.xml(part)
    if [e.tag for e in elements(old)] != [e.tag for e in elements(new) if e.tag in {o.tag for o in elements(old)}]:
        yield "styles: order of lists"
    grown = {etree.QName(element).localname: element for element in elements(new)}
    for group in elements(old):
        name = etree.QName(group).localname
        kept = list(elements(grown[name])) if name in grown else []
        listed = list(elements(group))
        if [_plain(e) for e in listed] != [_plain(e) for e in kept[: len(listed)]]:
            yield f"styles: {name} changed"


def _plain(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", with_tail=False))
