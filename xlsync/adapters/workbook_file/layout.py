"""Where the sheets and tables of a workbook stand in its zip, and how far each table reaches."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from xlsync.adapters.workbook_file.package import Package
from xlsync.model.sheets import HEADER_ROW

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Area") -> bool:
        """Return whether two areas share a cell."""
        is_apart = self.bottom < other.top or other.bottom < self.top or self.right < other.left
        return not is_apart and self.left <= other.right


@dataclass(frozen=True, slots=True)
class TablePart:
    """A ListObject: its part, its area with header, how many totals rows it has, its columns' formulas by place."""

    part: str
    name: str
    area: Area
    totals: int
    formulas: dict[int, str]
    headers: int = 1

    @property
    def last_row(self) -> int:
        """Return the last row of data."""
        return self.area.bottom - self.totals


def column_number(letters: str) -> int:
    """Return the 1-based number of a column (AB -> 28)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(ref: str) -> Area | None:
    """Return the area of a reference such as A3:BN20 or $C$4, None for any other text."""
    match = _AREA.fullmatch(ref)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return Area(int(top), column_number(left), int(bottom or top), column_number(right or left))


class Layout:
    """The parts of one workbook. Raises KeyError, ElementTree.ParseError or StopIteration where it is no workbook."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def workbook(self) -> str:
        """Return the name of the workbook part."""
        return next(part for part, kind in self.related("").values() if kind.endswith("/officeDocument"))

    @cached_property
    def _root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.package.read(self.workbook))

    @cached_property
    def is_strict(self) -> bool:
        """Return whether the workbook is written in another namespace than the common one."""
        return not self._root.tag.startswith(_MAIN)

    @cached_property
    def is_1904(self) -> bool:
        """Return whether dates are counted from 1904."""
        properties = self._root.find(f"{_MAIN}workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the part of each sheet by its visible name."""
        related = self.related(self.workbook)
        return {
            sheet.attrib["name"]: related[sheet.attrib[f"{_REL}id"]][0] for sheet in self._root.iter(f"{_MAIN}sheet")
        }

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part related to the workbook under this kind (styles, calcChain), None when there is none."""
        parts = self.related(self.workbook).values()
        return next((part for part, found in parts if found.endswith(f"/{kind}")), None)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part is related to, with the kind of relation, by relation id."""
        folder = posixpath.dirname(part)
        name = relations_of(part)
        if name not in self.package.entries:
            return {}
        return {
            relation.attrib["Id"]: (_target(folder, relation.attrib["Target"]), relation.attrib["Type"])
            for relation in ElementTree.fromstring(self.package.read(name))
            if relation.get("TargetMode") != "External"
        }

    def tables(self, sheet: str) -> list[TablePart]:
        """Return the ListObjects of a sheet, the one under our header row first."""
        parts = [part for part, kind in self.related(self.sheets[sheet]).values() if kind.endswith("/table")]
        found = list(self._read_tables(parts))
        return sorted(found, key=lambda table: table.area.top != HEADER_ROW)

    def _read_tables(self, parts: list[str]) -> Iterator[TablePart]:
        for part in parts:
            root = ElementTree.fromstring(self.package.read(part))
            area = area_of(root.attrib["ref"])
            if area is not None:
                totals, headers = int(root.get("totalsRowCount", "0")), int(root.get("headerRowCount", "1"))
                yield TablePart(part, root.attrib["displayName"], area, totals, _formulas(root, area.left), headers)


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _formulas(root: ElementTree.Element, left: int) -> dict[int, str]:
    """Return the formulas of calculated columns by sheet column."""
    columns = enumerate(root.iter(f"{_MAIN}tableColumn"), left)
    found = {place: column.find(f"{_MAIN}calculatedColumnFormula") for place, column in columns}
    return {place: formula.text or "" for place, formula in found.items() if formula is not None}
