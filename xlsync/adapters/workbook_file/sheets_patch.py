"""Cells and rows put into the bytes of any workbook: touched sheets spliced, everything else copied."""

import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from xml.etree import ElementTree

from xlsync.adapters.workbook_file.cells import CellContent
from xlsync.adapters.workbook_file.gate import check
from xlsync.adapters.workbook_file.layout import Area, Layout, TablePart, relations_of
from xlsync.adapters.workbook_file.making_room import appended, growth_of, made_ready
from xlsync.adapters.workbook_file.package import Package, Packed, packed
from xlsync.adapters.workbook_file.sheet import Growth, SheetXml
from xlsync.adapters.workbook_file.sheet_edit import SheetEdit, table_of
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.adapters.workbook_file.table import Grown, begun, covering, grown_names, grown_sheet, grown_table
from xlsync.adapters.workbook_file.totals import lowered_table
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

__all__ = ["SheetEdit", "computing", "patch_sheets", "written"]

_PACKERS = 2
"""Threads that pack sheets while the next ones are patched: zlib works beside Python."""
_TYPES = "[Content_Types].xml"
_CALC_CHAIN = re.compile(rb'<(?:\w+:)?(?:Relationship|Override)\b[^>]*?calcChain(?:\.xml)?"[^>]*?/>')
_FULL_CALC = re.compile(rb'fullCalcOnLoad="[^"]*"')
_CALC = re.compile(rb"(<(?:\w+:)?calcPr\b)")
_BEFORE_CALC = re.compile(rb"</(?:\w+:)?(?:sheets|functionGroups|externalReferences|definedNames)>")


def patch_sheets(content: bytes, edits: Mapping[str, SheetEdit]) -> bytes:
    """Return the workbook with the edits (by visible sheet name) in it; every other part keeps its bytes.

    Raises UnsafeMaster, with the reason, for what cannot be patched without risk; the input is never half changed.
    """
    after = written(content, edits)
    check(content, after, edits)
    return after


def written(content: bytes, edits: Mapping[str, SheetEdit]) -> bytes:
    """Return the same without the gate's look at it."""
    try:
        with ThreadPoolExecutor(_PACKERS) as packer:
            return _Patch(content, packer).run(edits)
    except (KeyError, StopIteration, ElementTree.ParseError):
        raise UnsafeMaster(words.BROKEN_ZIP) from None


class _Patch:
    """The new parts of one patch, as they come to be."""

    def __init__(self, content: bytes, packer: ThreadPoolExecutor) -> None:
        self._packer = packer
        self._package = Package(content)
        self._layout = Layout(self._package)
        if self._layout.is_strict:
            raise UnsafeMaster(words.ANOTHER_NAMESPACE)
        if any(name.startswith("_xmlsignatures/") for name in self._package.entries):
            raise UnsafeMaster(words.SIGNED)
        self._styles_part = self._layout.part_of_kind("styles")
        self._styles = Styles(self._package.read(self._styles_part) if self._styles_part else b"")
        self._parts: dict[str, bytes] = {}
        self._sheets: dict[str, Future[Packed]] = {}
        self._dropped: set[str] = set()
        self._lost_formulas = False

    def run(self, edits: Mapping[str, SheetEdit]) -> bytes:
        for sheet in edits:
            if sheet not in self._layout.sheets:
                raise UnsafeMaster(words.NO_SHEET.format(sheet=sheet))
        for sheet in sorted(edits, key=self._size, reverse=True):  # the one that takes longest to pack comes first
            self._edit_sheet(sheet, edits[sheet])
        self._parts[self._layout.workbook] = computing(self._part(self._layout.workbook))
        styles = self._styles.changed()
        if styles is not None and self._styles_part is not None:
            self._parts[self._styles_part] = styles
        if self._lost_formulas:
            self._drop_calc_chain()
        sheets = {name: sheet.result() for name, sheet in self._sheets.items()}
        return self._package.replaced({**self._parts, **sheets}, self._dropped)

    def _size(self, sheet: str) -> int:
        return self._package.entries[self._layout.sheets[sheet]].record.size

    def _part(self, name: str) -> bytes:
        """Return a small part as it stands so far."""
        return self._parts[name] if name in self._parts else self._package.read(name)

    def _edit_sheet(self, sheet: str, edit: SheetEdit) -> None:
        """Put the cells and rows into a sheet: unchanged slices and new rows, which are never joined."""
        ours = table_of(self._layout.tables(sheet), edit)
        after = edit.after or (ours.last_row if ours else 0)
        if edit.appends and not after:
            raise UnsafeMaster(words.NO_TABLE.format(sheet=sheet))
        grown = growth_of(ours, after, edit.appends, sheet)
        new = appended(ours, after, edit.appends, sheet)
        rows = {row: {**edit.cells.get(row, {}), **new.get(row, {})} for row in edit.cells.keys() | new.keys()}
        touched = {(row, column) for row, cells in edit.cells.items() for column in cells}
        part = self._layout.sheets[sheet]
        content = made_ready(self._package.read(part), self._layout, sheet, touched, grown, ours)
        xml = SheetXml(content, sheet, self._styles, self._layout.is_1904)
        growth = Growth(after, after + len(edit.appends), grown.left, grown.right)
        pieces = list(xml.rows(rows, growth, edit.heights))
        self._lost_formulas |= xml.has_lost_formulas or bool(grown.totals and grown.fresh)
        head = covering(xml.head, _extent(rows, grown)) if rows else xml.head
        tail = xml.tail if grown.fresh is None else grown_sheet(xml.tail, grown, sheet)
        self._sheets[part] = self._packer.submit(packed, [head, *pieces, tail])
        if grown.fresh is not None:
            self._grow(sheet, grown, ours)
        self._begin(sheet, rows)

    def _grow(self, sheet: str, grown: Grown, ours: TablePart | None) -> None:
        """Let the table and the names of the workbook grow."""
        workbook = self._layout.workbook
        self._parts[workbook] = grown_names(self._part(workbook), sheet, grown)
        if ours is not None:
            self._parts[ours.part] = lowered_table(grown_table(self._part(ours.part), grown), grown, sheet)

    def _begin(self, sheet: str, rows: Mapping[int, Mapping[int, CellContent]]) -> None:
        """Take the mark of an empty table from those that hold one of the cells."""
        for table in self._layout.tables(sheet):
            held = self._part(table.part)
            if begun(held) != held and any(table.area.holds(row, column) for row in rows for column in rows[row]):
                self._parts[table.part] = begun(held)

    def _drop_calc_chain(self) -> None:
        """Leave out the calculation chain: Excel rebuilds it, and would repair a file with an entry too many."""
        chain = self._layout.part_of_kind("calcChain")
        if chain is not None:
            self._dropped.add(chain)
            for name in (relations_of(self._layout.workbook), _TYPES):
                self._parts[name] = _CALC_CHAIN.sub(b"", self._part(name))


def _extent(rows: Mapping[int, Mapping[int, CellContent]], grown: Grown) -> Area:
    """Return the area of all cells that are written, a totals row that moved included."""
    columns = [column for row in rows.values() for column in (min(row, default=0), max(row, default=0)) if column]
    bottom = max(max(rows), grown.new + grown.totals if grown.fresh else 0)
    return Area(min(rows), min(columns, default=1), bottom, max(columns, default=1))


def computing(workbook: bytes) -> bytes:
    """Return the workbook part with the order to compute all formulas when it is opened."""
    if _FULL_CALC.search(workbook):
        return _FULL_CALC.sub(b'fullCalcOnLoad="1"', workbook)
    if _CALC.search(workbook):
        return _CALC.sub(rb'\1 fullCalcOnLoad="1"', workbook, count=1)
    *_, last = _BEFORE_CALC.finditer(workbook)
    prefix = last[0][2 : last[0].index(b":") + 1] if b":" in last[0] else b""
    return workbook[: last.end()] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + workbook[last.end() :]
