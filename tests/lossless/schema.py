"""The ECMA-376 schemas on the parts of a workbook that a patch may touch; the schemas are data beside the project."""

import os
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from lxml import etree

from tests.lossless.opc import MAIN, MC, Workbook

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KNOWN = {
    MAIN[1:-1],
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/sharedTypes",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
_BESIDE = Path(__file__).parents[3] / "shared" / "schemas"
# Read when the module loads: tests take the settings of this tool out of the environment.
_FOLDER = Path(os.environ.get("XLSYNC_SCHEMAS", _BESIDE)) / "ooxml"


def has_schemas() -> bool:
    """Return whether the schemas lie where XLSYNC_SCHEMAS says, or beside the repository."""
    return (_FOLDER / "sml.xsd").is_file()


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_FOLDER / "sml.xsd")))


def new_errors(before: Workbook, after: Workbook, parts: set[str]) -> list[str]:
    """Return the schema errors of these parts that they did not have before; where a part is named by neither, none."""
    found: list[str] = []
    for part in sorted(parts):
        if before.has(part) and after.has(part) and before.read(part) != after.read(part):
            fresh = Counter(errors_of(after.read(part))) - Counter(errors_of(before.read(part)))
            found += [f"{part}: {message}" for message in fresh.elements()]
    return found


def errors_of(content: bytes) -> list[str]:
    """Return the schema errors of a part of SpreadsheetML, as a program sees it that knows no extension."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
    if etree.QName(root).namespace != MAIN[1:-1]:
        return []
    plain = etree.fromstring(etree.tostring(_without_extensions(root)), etree.XMLParser(huge_tree=True))
    schema = _schema()
    schema.validate(plain)
    log = cast(Iterable[etree._LogEntry], schema.error_log)
    return [str(error.message)[:200] for error in log]


def _without_extensions(root: etree._Element) -> etree._Element:
    """Take out what mc:Ignorable and mc:AlternateContent let an older program pass over."""
    ignored = {MC[1:-1]}
    for element in root.iter("*"):
        prefixes = (element.get(f"{MC}Ignorable") or "").split()
        ignored |= {uri for prefix in prefixes if (uri := element.nsmap.get(prefix)) is not None} - _KNOWN
    for choice in list(root.iter(f"{MC}AlternateContent")):
        _take_fallback(choice)
    for element in list(root.iter("*")):
        for key in [key for key in element.attrib if _namespace(str(key)) in ignored or key == _XML_SPACE]:
            del element.attrib[key]
        parent = element.getparent()
        if parent is not None and _namespace(str(element.tag)) in ignored and not _in_extension(element):
            parent.remove(element)
    return root


def _take_fallback(choice: etree._Element) -> None:
    parent, fallback = choice.getparent(), choice.find(f"{MC}Fallback")
    if parent is None:
        return
    for place, child in enumerate(list(fallback) if fallback is not None else (), parent.index(choice)):
        parent.insert(place, child)
    parent.remove(choice)


def _namespace(name: str) -> str:
    return name[1:].split("}")[0] if name.startswith("{") else ""


def _in_extension(element: etree._Element) -> bool:
    return any(etree.QName(parent).localname == "ext" for parent in element.iterancestors("*"))
