"""Finishing a workbook that XlsxWriter wrote: named cell styles, the type of a workbook with macros, one atomic write.

XlsxWriter knows no named styles but Normal, and gives the macro-enabled type only to a workbook that holds a VBA project.
Both are attributes of two small parts; every other part is carried over as it is.
"""

import os
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES_PART = "xl/styles.xml"
TYPES_PART = "[Content_Types].xml"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def finish(content: bytes, path: Path, style_inks: Mapping[str, str]) -> None:
    """Write the workbook to ``path`` in one step; cells whose font has a style's ink (#RRGGBB) take that style."""
    changed = {}
    with zipfile.ZipFile(BytesIO(content)) as source:
        if style_inks:
            changed[STYLES_PART] = with_named_styles(source.read(STYLES_PART), style_inks)
        if path.suffix.lower() == ".xlsm":
            changed[TYPES_PART] = source.read(TYPES_PART).replace(PLAIN_TYPE, MACRO_TYPE)
    write_whole(_replaced(content, changed) if changed else content, path)


def write_whole(content: bytes, path: Path) -> None:
    """Replace ``path`` by the content; a reader sees the old file or the whole new one."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _replaced(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            data = changed.get(entry.filename)
            copy.writestr(entry, source.read(entry) if data is None else data)
    return target.getvalue()


def with_named_styles(styles: bytes, style_inks: Mapping[str, str]) -> bytes:
    """Return styles.xml with a named cell style per ink, and every cell format of that ink based on it."""
    root = etree.fromstring(styles)
    bases, cells, names = (root.find(f"{{{MAIN}}}{part}") for part in ("cellStyleXfs", "cellXfs", "cellStyles"))
    for name, ink in style_inks.items():
        fonts = _fonts_of(root, ink)
        members = [xf for xf in cells if xf.get("fontId") in fonts]
        if members:
            _add_style(bases, names, members, name)
    for part in (bases, names):
        part.set("count", str(len(part)))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fonts_of(root: etree._Element, ink: str) -> set[str]:
    colour = f"FF{ink.removeprefix('#')}".upper()
    fonts = root.find(f"{{{MAIN}}}fonts")
    return {
        str(index)
        for index, font in enumerate(fonts)
        if any(c.get("rgb") == colour for c in font.iter(f"{{{MAIN}}}color"))
    }


def _add_style(bases: etree._Element, names: etree._Element, members: list[etree._Element], name: str) -> None:
    base = deepcopy(members[0])
    base.attrib.pop("xfId", None)
    base.set("numFmtId", "0")
    number = str(len(bases))
    bases.append(base)
    etree.SubElement(names, f"{{{MAIN}}}cellStyle", name=name, xfId=number)
    for xf in members:
        xf.set("xfId", number)
