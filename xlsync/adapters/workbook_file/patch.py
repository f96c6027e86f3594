"""A plan applied to the bytes of a master: touched sheets spliced, everything else copied."""

import re
from collections.abc import Mapping

from xlsync.adapters.workbook_file.cells import CellContent, Formula
from xlsync.adapters.workbook_file.edits import TableEdit, edits_of
from xlsync.adapters.workbook_file.heights import Heights, heights_of
from xlsync.adapters.workbook_file.layout import Layout, TablePart, relations_of
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheet import Growth, SheetXml
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.adapters.workbook_file.table import Grown, covering, grown_names, grown_sheet, grown_table, refuse_collision
from xlsync.model.plan import Plan
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_TYPES = "[Content_Types].xml"
_STATE_CELL = (1, 2)
_CALC_CHAIN = re.compile(rb'<(?:\w+:)?(?:Relationship|Override)\b[^>]*?calcChain(?:\.xml)?"[^>]*?/>')
_FULL_CALC = re.compile(rb'fullCalcOnLoad="[^"]*"')
_CALC = re.compile(rb"(<(?:\w+:)?calcPr\b)")
_BEFORE_CALC = re.compile(rb"</(?:\w+:)?(?:sheets|functionGroups|externalReferences|definedNames)>")


def patched(content: bytes, plan: Plan, seen: MasterImage) -> bytes:
    """Return the master with the plan and its number in it. Raises UnsafeMaster; the input is never half changed."""
    return _Patch(content).run(plan, seen)


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

    def run(self, plan: Plan, seen: MasterImage) -> bytes:
        for edit in edits_of(plan, seen).values():
            self._edit_table(SHEETS[edit.table.sheet].sheet, edit)
        row, column = _STATE_CELL
        self._splice(STATE_SHEET, {row: {column: plan.number}}, Growth(row, column, column), {})
        self._parts[self._layout.workbook] = _computing(self._part(self._layout.workbook))
        styles = self._styles.changed()
        if styles is not None and self._styles_part is not None:
            self._parts[self._styles_part] = styles
        if self._lost_formulas:
            self._drop_calc_chain()
        return self._package.replaced(self._parts, self._dropped)

    def _part(self, name: str) -> bytes:
        return self._parts[name] if name in self._parts else self._package.read(name)

    def _edit_table(self, sheet: str, edit: TableEdit) -> None:
        tables = self._layout.tables(sheet)
        ours = next((table for table in tables if table.area.top == HEADER_ROW), None)
        places = edit.table.positions.values()
        left, right = (ours.area.left, ours.area.right) if ours else (min(places), max(places))
        grown = Grown(ours.last_row if ours else edit.table.last_row, edit.end, left, right)
        if ours is not None and grown.new > grown.old:
            refuse_collision(grown, ours, [table for table in tables if table is not ours], sheet)
            self._parts[ours.part] = grown_table(self._part(ours.part), grown)
        self._splice(sheet, edit.cells(), Growth(edit.table.last_row, left, right, _formulas(ours)), heights_of(edit))
        self._grow(sheet, grown)

    def _splice(
        self, sheet: str, cells: Mapping[int, Mapping[int, CellContent]], growth: Growth, heights: Heights
    ) -> None:
        part = self._layout.sheets[sheet]
        xml = SheetXml(self._part(part), sheet, self._styles, self._layout.is_1904)
        content = xml.spliced(cells, growth, heights)
        self._lost_formulas |= xml.has_lost_formulas
        self._parts[part] = covering(content, max(cells), max(max(row) for row in cells.values() if row))

    def _grow(self, sheet: str, grown: Grown) -> None:
        if grown.new > grown.old:
            part = self._layout.sheets[sheet]
            self._parts[part] = grown_sheet(self._parts[part], grown)
            workbook = self._layout.workbook
            self._parts[workbook] = grown_names(self._part(workbook), sheet, grown)

    def _drop_calc_chain(self) -> None:
        """Leave out the calculation chain: Excel rebuilds it, and would repair a file with an entry too many."""
        chain = self._layout.part_of_kind("calcChain")
        if chain is not None:
            self._dropped.add(chain)
            for name in (relations_of(self._layout.workbook), _TYPES):
                self._parts[name] = _CALC_CHAIN.sub(b"", self._part(name))


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
