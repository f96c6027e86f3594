"""Finishing a workbook that XlsxWriter wrote: named cell styles, the ribbon, row heights, one atomic write.

XlsxWriter knows no named styles but Normal, no ribbon, and pins every row height that it is told. Ours are estimates
for programs that take heights as they are (LibreOffice); unpinned, a row still grows when somebody types more. Every
other byte is carried over as it is.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from lxml import etree

from xlsync.adapters.replace import write_durably
from xlsync.adapters.template.macros import ribbon_entry, with_ribbon

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES_PART = "xl/styles.xml"
RELATIONS_PART = "_rels/.rels"
PINNED = re.compile(rb'(<row r="(?:[4-9]|\d{2,})"[^>]*?) customHeight="1"')
"""Rows from the fourth on: title, legend and header keep their heights."""


def finish(
    content: bytes, path: Path, style_inks: Mapping[str, str], loose: Iterable[int], *, has_ribbon: bool = False
) -> None:
    """Write the workbook to ``path``, whole and durably. Raises FileHeld, OSError.

    Cells whose font has a style's ink (#RRGGBB) take that style; ``loose`` are the numbers of the sheets, from 1, whose
    data rows may grow; ``has_ribbon`` adds the shipped one.
    """
    loose_parts = {f"xl/worksheets/sheet{number}.xml" for number in loose}
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename in loose_parts:
                data = PINNED.sub(rb"\1", data)
            if entry.filename == STYLES_PART and style_inks:
                data = with_named_styles(data, style_inks)
            if entry.filename == RELATIONS_PART and has_ribbon:
                data = with_ribbon(data)
            copy.writestr(entry, data)
        if has_ribbon:
            copy.writestr(*ribbon_entry())
    write_durably(path, target.getvalue())


def with_named_styles(styles: bytes, style_inks: Mapping[str, str]) -> bytes:
    """Return styles.xml with a named cell style per ink, and every cell format of that ink based on it."""
    root = etree.fromstring(styles)
    bases, cells, names = (_part(root, part) for part in ("cellStyleXfs", "cellXfs", "cellStyles"))
    for name, ink in style_inks.items():
        fonts = _fonts_of(root, ink)
        members = [xf for xf in cells if xf.get("fontId") in fonts]
        if members:
            _add_style(bases, names, members, name)
    for part in (bases, names):
        part.set("count", str(len(part)))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _part(root: etree._Element, name: str) -> etree._Element:
    return next(root.iterchildren(f"{{{MAIN}}}{name}"))


def _fonts_of(root: etree._Element, ink: str) -> set[str]:
    colour = f"FF{ink.removeprefix('#')}".upper()
    inks = [[c.get("rgb") for c in font.iter(f"{{{MAIN}}}color")] for font in _part(root, "fonts")]
    return {str(index) for index, used in enumerate(inks) if colour in used}


def _add_style(bases: etree._Element, names: etree._Element, members: list[etree._Element], name: str) -> None:
    base = deepcopy(members[0])
    del base.attrib["xfId"]
    base.set("numFmtId", "0")
    number = str(len(bases))
    bases.append(base)
    etree.SubElement(names, f"{{{MAIN}}}cellStyle", name=name, xfId=number)
    for xf in members:
        xf.set("xfId", number)
