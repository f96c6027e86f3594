"""A workbook as its package shows it: parts, content types, relationships, sheets, tables; read apart from the writer.

Nothing of the product is used here, so that a mistake of the writer cannot hide in the checker as well.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TYPES = "[Content_Types].xml"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle of cells, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Box") -> bool:
        return not (
            other.top > self.bottom or other.bottom < self.top or other.left > self.right or other.right < self.left
        )


@dataclass(frozen=True)
class Relation:
    """One relationship of a part: its kind (last word of the type), the part or address, and whether it leads out."""

    kind: str
    target: str
    is_external: bool
    written: str


@dataclass(frozen=True)
class Sheet:
    """A tab of the workbook."""

    name: str
    part: str
    kind: str
    number: str


@dataclass(frozen=True)
class Table:
    """A ListObject with its area, header and totals included, and its columns; True marks a calculated column."""

    part: str
    name: str
    box: Box
    headers: int
    totals: int
    columns: tuple[tuple[str, bool], ...]

    @property
    def last_row(self) -> int:
        """Return the last row of data."""
        return self.box.bottom - self.totals


def column_of(letters: str) -> int:
    """Return the 1-based number of a column: AB -> 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """Return the letters of a column: 28 -> AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(row: int, column: int) -> str:
    """Return the reference of a cell: (3, 28) -> AB3."""
    return f"{letters_of(column)}{row}"


def cell_of(reference: str) -> tuple[int, int]:
    """Return row and column of a reference; ValueError outside the grid."""
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    row, column = int(match[2]), column_of(match[1])
    if not (1 <= row <= LAST_ROW and column <= LAST_COLUMN):
        raise ValueError(reference)
    return row, column


def box_of(reference: str) -> Box:
    """Return the area of A1:B2, A1, A:B or 1:2; ValueError for anything else and for ends in the wrong order."""
    first, _, last = reference.replace("$", "").partition(":")
    if re.fullmatch(r"[A-Z]{1,3}", first) and re.fullmatch(r"[A-Z]{1,3}", last):
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif first.isdigit() and last.isdigit():
        first, last = f"A{first}", f"XFD{last}"
    box = Box(*cell_of(first), *cell_of(last or first))
    if box.top > box.bottom or box.left > box.right:
        raise ValueError(reference)
    return box


def link_of(element: etree._Element) -> str:
    """Return the relationship that an element names, in the common or the strict namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("relationships}id")), "")


def parser() -> etree.XMLParser:
    """Return a parser that follows no entity and no address."""
    return etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that are elements, comments and instructions left out."""
    return (child for child in root if isinstance(child.tag, str))


class Workbook:
    """The parts of a workbook by name; names compare without regard to case, as the package standard says.

    Raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError where it is none.
    """

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = {name.lower().lstrip("/"): name for name in self.zip.namelist()}

    def has(self, part: str) -> bool:
        return part.lower() in self.names

    def read(self, part: str) -> bytes:
        return self.zip.read(self.names[part.lower()])

    def open(self, part: str) -> IO[bytes]:
        return self.zip.open(self.names[part.lower()])

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.read(part), parser())

    @cached_property
    def content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the types by extension and those by part, both in lower case."""
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for element in elements(self.xml(TYPES)):
            kind = element.get("ContentType", "")
            if element.tag.endswith("}Default"):
                defaults[element.get("Extension", "").lower()] = kind
            else:
                overrides[element.get("PartName", "").lstrip("/").lower()] = kind
        return defaults, overrides

    def content_type(self, part: str) -> str:
        defaults, overrides = self.content_types
        return overrides.get(part.lower()) or defaults.get(part.rsplit(".", 1)[-1].lower(), "")

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id; those of the package for an empty name."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(relations):
            return {}
        return {e.get("Id", ""): _relation(folder, e) for e in elements(self.xml(relations))}

    @cached_property
    def main(self) -> str:
        """Return the workbook part; KeyError when there is none."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        raise KeyError("officeDocument")

    @cached_property
    def root(self) -> etree._Element:
        return self.xml(self.main)

    @cached_property
    def is_strict(self) -> bool:
        return etree.QName(self.root).namespace != MAIN[1:-1]

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the tabs whose part is there, in their order."""
        related = self.relations(self.main)
        found = []
        for element in self.root.iter("{*}sheet"):
            relation = related.get(link_of(element))
            if relation is not None and self.has(relation.target):
                found.append(Sheet(element.get("name", ""), relation.target, relation.kind, element.get("sheetId", "")))
        return tuple(found)

    def tables(self, part: str) -> list[Table]:
        """Return the tables of a sheet that can be made out."""
        parts = [relation.target for relation in self.relations(part).values() if relation.kind == "table"]
        return [_table(name, self.xml(name)) for name in parts if self.has(name)]

    def of_kind(self, kind: str) -> str | None:
        """Return the part that the workbook names under this kind (styles, calcChain), if it is there."""
        targets = (r.target for r in self.relations(self.main).values() if r.kind == kind)
        return next((target for target in targets if self.has(target)), None)


def _relation(folder: str, element: etree._Element) -> Relation:
    written, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
    target = written
    if not is_external:
        path = written.split("#")[0]
        target = (path if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))).lstrip("/")
    return Relation(element.get("Type", "").rsplit("/", 1)[-1], target, is_external, written)


def _table(part: str, root: etree._Element) -> Table:
    columns = tuple(
        (column.get("name", ""), column.find("{*}calculatedColumnFormula") is not None)
        for column in root.iter("{*}tableColumn")
    )
    headers, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    return Table(part, root.get("displayName", ""), box_of(root.get("ref", "")), headers, totals, columns)
