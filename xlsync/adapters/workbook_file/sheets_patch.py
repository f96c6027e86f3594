"""Cells and rows put into the bytes of any workbook: touched sheets spliced, everything else copied."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from xlsync.adapters.workbook_file.cells import CellContent, Formula
from xlsync.adapters.workbook_file.layout import Layout, TablePart, relations_of
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheet import Growth, SheetXml
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.adapters.workbook_file.table import Grown, covering, grown_names, grown_sheet, grown_table, refuse_collision
from xlsync.model.sheets import HEADER_ROW
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_TYPES = "[Content_Types].xml"
_CALC_CHAIN = re.compile(rb'<(?:\w+:)?(?:Relationship|Override)\b[^>]*?calcChain(?:\.xml)?"[^>]*?/>')
_FULL_CALC = re.compile(rb'fullCalcOnLoad="[^"]*"')
_CALC = re.compile(rb"(<(?:\w+:)?calcPr\b)")
_BEFORE_CALC = re.compile(rb"</(?:\w+:)?(?:sheets|functionGroups|externalReferences|definedNames)>")


@dataclass(frozen=True)
class SheetEdit:
    """What one sheet gets: ``cells`` by sheet row and 1-based column, and rows appended below a table.

    ``table`` names the ListObject to append to, the first of the sheet otherwise. In a master, ``after`` is the last
    sheet row that belongs to the table under our header row, which takes in rows typed below it.
    ``heights`` are the points that rows need by sheet row; a height given by hand stays.
    """

    cells: Mapping[int, Mapping[int, CellContent]] = field(default_factory=dict)
    appends: Sequence[Mapping[int, CellContent]] = ()
    table: str | None = None
    after: int = 0
    heights: Mapping[int, int] = field(default_factory=dict)


def patch_sheets(content: bytes, edits: Mapping[str, SheetEdit]) -> bytes:
    """Return the workbook with the edits (by visible sheet name) in it; every other part keeps its bytes.

    Raises UnsafeMaster, with the reason, for what cannot be patched without risk; the input is never half changed.
    """
    try:
        return _Patch(content).run(edits)
    except (KeyError, StopIteration, ElementTree.ParseError):
        raise UnsafeMaster(words.BROKEN_ZIP) from None


class _Patch:
    """The new parts of one patch, as they come to be."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content)
        self._layout = Layout(self._package)
        if self._layout.is_strict:
            raise UnsafeMaster(words.ANOTHER_NAMESPACE)
        if any(name.startswith("_xmlsignatures/") for name in self._package.entries):
            raise UnsafeMaster(words.SIGNED)
        self._styles_part = self._layout.part_of_kind("styles")
        self._styles = Styles(self._package.read(self._styles_part) if self._styles_part else b"")
        self._parts: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._lost_formulas = False

    def run(self, edits: Mapping[str, SheetEdit]) -> bytes:
        for sheet, edit in edits.items():
            if sheet not in self._layout.sheets:
                raise UnsafeMaster(words.NO_SHEET.format(sheet=sheet))
            self._edit_sheet(sheet, edit)
        self._parts[self._layout.workbook] = _computing(self._part(self._layout.workbook))
        styles = self._styles.changed()
        if styles is not None and self._styles_part is not None:
            self._parts[self._styles_part] = styles
        if self._lost_formulas:
            self._drop_calc_chain()
        return self._package.replaced(self._parts, self._dropped)

    def _part(self, name: str) -> bytes:
        return self._parts[name] if name in self._parts else self._package.read(name)

    def _edit_sheet(self, sheet: str, edit: SheetEdit) -> None:
        tables = self._layout.tables(sheet)
        ours = _table_of(tables, edit)
        after = edit.after or (ours.last_row if ours else 0)
        if edit.appends and not after:
            raise UnsafeMaster(words.NO_TABLE.format(sheet=sheet))
        rows = {**edit.cells, **dict(enumerate(edit.appends, after + 1))}
        touched = [column for row in edit.appends for column in row] or [1]
        left, right = (ours.area.left, ours.area.right) if ours else (min(touched), max(touched))
        last = after + len(edit.appends)
        grown = Grown(ours.last_row if ours else after, max(last, ours.last_row if ours else 0), left, right)
        if ours is not None and grown.new > grown.old:
            refuse_collision(grown, ours, [table for table in tables if table is not ours], sheet)
            self._parts[ours.part] = grown_table(self._part(ours.part), grown)
        if rows:
            self._splice(sheet, rows, Growth(after, left, right, _formulas(ours), last), edit.heights)
        self._grow(sheet, grown)

    def _splice(
        self,
        sheet: str,
        cells: Mapping[int, Mapping[int, CellContent]],
        growth: Growth,
        heights: Mapping[int, int],
    ) -> None:
        part = self._layout.sheets[sheet]
        xml = SheetXml(self._part(part), sheet, self._styles, self._layout.is_1904)
        content = xml.spliced(cells, growth, heights)
        self._lost_formulas |= xml.has_lost_formulas
        self._parts[part] = covering(content, max(cells), max((max(row) for row in cells.values() if row), default=1))

    def _grow(self, sheet: str, grown: Grown) -> None:
        if grown.new > grown.old:
            part = self._layout.sheets[sheet]
            self._parts[part] = grown_sheet(self._part(part), grown)
            workbook = self._layout.workbook
            self._parts[workbook] = grown_names(self._part(workbook), sheet, grown)

    def _drop_calc_chain(self) -> None:
        """Leave out the calculation chain: Excel rebuilds it, and would repair a file with an entry too many."""
        chain = self._layout.part_of_kind("calcChain")
        if chain is not None:
            self._dropped.add(chain)
            for name in (relations_of(self._layout.workbook), _TYPES):
                self._parts[name] = _CALC_CHAIN.sub(b"", self._part(name))


def _table_of(tables: Sequence[TablePart], edit: SheetEdit) -> TablePart | None:
    """Return the table that an edit means, None when there is none."""
    if edit.table is not None:
        tables = [table for table in tables if table.name == edit.table]
    elif edit.after:
        tables = [table for table in tables if table.area.top == HEADER_ROW]
    return tables[0] if tables else None


def _formulas(table: TablePart | None) -> dict[int, CellContent]:
    """Return the formulas that new rows get in calculated columns."""
    return {place: Formula(text) for place, text in table.formulas.items()} if table is not None else {}


def _computing(workbook: bytes) -> bytes:
    """Return the workbook part with the order to compute all formulas when it is opened."""
    if _FULL_CALC.search(workbook):
        return _FULL_CALC.sub(b'fullCalcOnLoad="1"', workbook)
    if _CALC.search(workbook):
        return _CALC.sub(rb'\1 fullCalcOnLoad="1"', workbook, count=1)
    *_, last = _BEFORE_CALC.finditer(workbook)
    prefix = last[0][2 : last[0].index(b":") + 1] if b":" in last[0] else b""
    return workbook[: last.end()] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + workbook[last.end() :]
