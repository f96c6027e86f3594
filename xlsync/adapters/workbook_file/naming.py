"""Who names cells of a sheet by their address: formulas, rules, defined names, charts, sources of pivot tables.

Parts that must keep their bytes cannot follow a table that grows or a totals row that moves. Excel itself would let
them follow; so such a place is told of, or, where it would then show something wrong, the change is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsync.adapters.workbook_file.layout import Layout, area_of
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.references import Reference, plain, references

_ELEMENT = re.compile(
    rb"<((?:\w+:)?(?:f|formula[12]?|definedName|calculatedColumnFormula|totalsRowFormula|sqref))(?:\s[^>]*)?>([^<]+)<"
)
_SHEET = re.compile(rb"<((?:\w+:)?)worksheet\b")
_SOURCE = re.compile(rb"<(?:\w+:)?worksheetSource\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\s(\w+)="([^"]*)"')
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3}\d+)"')
_NAME = re.compile(rb'\sname="([^"]*)"')
_DEAF = ("sharedStrings.xml", "styles.xml", "calcChain.xml", "core.xml", "app.xml", "theme1.xml")
"""Parts that hold no formulas."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A reference by address: the part it stands in, that part's sheet ('' for charts and such), the cell or name."""

    part: str
    own: str
    place: str
    reference: Reference

    @property
    def shown(self) -> str:
        """Return where it stands, for a message."""
        return f"{self.own}!{self.place}" if self.own and self.place else self.own or self.place or self.part


def namings(package: Package, layout: Layout) -> Iterator[Naming]:
    """Yield what names cells by address, in all parts."""
    owners = sheets_by_part(layout)
    for part in package.entries:
        if may_name(part):
            yield from namings_in(part, package.read(part), owners.get(part, ""))


def sheets_by_part(layout: Layout) -> dict[str, str]:
    """Return the sheets by their part and by the parts of their tables."""
    owners = {part: sheet for sheet, part in layout.sheets.items()}
    return owners | {table.part: sheet for sheet in layout.sheets for table in layout.tables(sheet)}


def may_name(part: str) -> bool:
    """Return whether a part is of a kind that names cells."""
    return part.endswith(".xml") and not part.endswith(_DEAF)


def namings_in(part: str, content: bytes, own: str) -> Iterator[Naming]:
    """Yield what names cells by address in one part, which belongs to the sheet ``own`` ('' for none)."""
    for found in _formulas(content):
        for reference in references(plain(found[2])):
            yield Naming(part, own, _place(content, found), reference)
    if not own:
        yield from _in_sources(part, content)


def _formulas(content: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the elements that hold formulas; among the rows of a sheet they are few, so they are looked for by name."""
    end = max(content.rfind(b"sheetData>"), 0)
    root = _SHEET.search(content, 0, end)
    mark = b"<%sf" % (root[1] if root else b"")
    at = content.find(mark, 0, end)
    while at >= 0:
        found = _ELEMENT.match(content, at)
        if found is not None:
            yield found
        at = content.find(mark, at + 1, end)
    yield from _ELEMENT.finditer(content, end)


def _place(content: bytes, found: re.Match[bytes]) -> str:
    """Return the cell that holds a formula or the name that stands for it, '' for any other."""
    if b"definedName" in found[1]:
        named = _NAME.search(found[0])
        return named[1].decode() if named else ""
    cell = _CELL.match(content, content.rfind(b"<", 0, found.start()))
    return cell[1].decode() if cell else ""


def _in_sources(part: str, content: bytes) -> Iterator[Naming]:
    for found in _SOURCE.findall(content):
        facts = dict(_ATTRIBUTE.findall(found))
        area = area_of(facts.get(b"ref", b"").decode())
        if area is not None:
            yield Naming(part, "", "", Reference(plain(facts.get(b"sheet", b"")), area, True, True))
