"""The gate before a new version replaces the old one: it holds the edits and, beside them, what the old one held.

It reads both versions by other ways than the writer: the zip with the standard library, touched cells with an XML
parser, everything else byte by byte in flat memory.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from lxml import etree

from xlsync.adapters.workbook_file import gate_parts as parts
from xlsync.adapters.workbook_file.cells import CellContent
from xlsync.adapters.workbook_file.gate_rows import Expected, RowGate
from xlsync.adapters.workbook_file.gate_sheet import SheetStream
from xlsync.adapters.workbook_file.gate_zip import GateZip
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheet_edit import SheetEdit, table_of
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words


def check(before: bytes, after: bytes, edits: Mapping[str, SheetEdit]) -> None:
    """Raise UnsafeMaster unless ``after`` is ``before`` with exactly the edits (by visible sheet name) in it."""
    try:
        _Gate(before, after).check(edits)
    except (etree.XMLSyntaxError, KeyError, ValueError):
        raise UnsafeMaster(words.GATE_PART.format(part="xml")) from None


class _Gate:
    """Both versions, and what is known of the old one."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self._old, self._new = GateZip(before), GateZip(after)
        self._layout = Layout(Package(before))

    def check(self, edits: Mapping[str, SheetEdit]) -> None:
        """Look at every entry, then at every touched sheet."""
        expected = {self._layout.sheets[sheet]: self._expected(sheet, edit) for sheet, edit in edits.items()}
        slack = parts.Slack({0, *(each.delta for each in expected.values())})
        tables = {table.part for sheet in edits for table in self._layout.tables(sheet)}
        chain_part = self._layout.part_of_kind("calcChain")
        self._check_tables(expected.values())
        gone = [name for name in self._old.names if name not in self._new.entries]
        if gone not in ([], [chain_part]) or self._new.names != [name for name in self._old.names if name not in gone]:
            raise UnsafeMaster(words.GATE_PART.format(part="zip"))
        for name in self._new.names:
            if name in expected:
                self._check_facts(name, is_new=True)
                self._check_sheet(name, expected[name])
            elif not self._is_untouched(name):
                self._check_facts(name, is_new=True)
                if not self._is_permitted(name, tables, slack, bool(gone)):
                    raise UnsafeMaster(words.GATE_PART.format(part=name))

    def _check_tables(self, expected: Iterable[Expected]) -> None:
        """Look at how far the tables reach that gained rows."""
        for each in expected:
            if each.delta:
                ref = etree.fromstring(self._new.read(each.table)).get("ref", "")
                if not re.search(rf"\D{each.last + each.totals}$", ref):
                    raise UnsafeMaster(words.GATE_PART.format(part=each.table))

    def _is_untouched(self, name: str) -> bool:
        """Return whether an entry lies in both files with the same bytes, header and dates included."""
        is_same = self._old.facts(name, is_new=False) == self._new.facts(name, is_new=False)
        return is_same and self._old.raw(name) == self._new.raw(name)

    def _check_facts(self, name: str, is_new: bool) -> None:
        if self._old.facts(name, is_new) != self._new.facts(name, is_new):
            raise UnsafeMaster(words.GATE_PART.format(part=name))

    def _is_permitted(self, name: str, tables: set[str], slack: parts.Slack, is_chain_gone: bool) -> bool:
        """Return whether a small part changed in the way that is allowed for it."""
        old, new = self._old.read(name), self._new.read(name)
        if name in tables:
            return parts.is_grown_table(old, new, slack)
        if name == self._layout.workbook:
            return parts.is_computing(old, new, slack)
        if name == self._layout.part_of_kind("styles"):
            return parts.is_extended(old, new)
        is_list = name == "[Content_Types].xml" or name.endswith(".rels")
        return is_chain_gone and is_list and parts.is_without_chain(old, new)

    def _check_sheet(self, part: str, expected: Expected) -> None:
        """Compare both versions of a touched sheet, row by row."""
        old, new = SheetStream(self._old.pieces(part)), SheetStream(self._new.pieces(part))
        old.peek()
        new.peek()
        gate = RowGate(expected, new.head)
        if not parts.is_same_head(old.head, new.head):
            raise UnsafeMaster(words.GATE_PART.format(part=part))
        missing = _compare_rows(old, new, expected, gate)
        gate.done()
        if missing or not parts.is_same_tail(old.tail, new.tail, new.head, parts.Slack({0, expected.delta})):
            raise UnsafeMaster(words.GATE_PART.format(part=part))

    def _expected(self, sheet: str, edit: SheetEdit) -> Expected:
        """Return what a sheet must hold."""
        ours = table_of(self._layout.tables(sheet), edit)
        after = edit.after or (ours.last_row if ours else 0)
        last = after + len(edit.appends)
        rows: dict[int, dict[int, CellContent]] = {}
        for row, cells in chain(edit.cells.items(), enumerate(edit.appends, after + 1)):
            rows.setdefault(row, {}).update(cells)
        if ours is None:
            return Expected(sheet, rows, after + 1, last, 0, 0, self._layout.is_1904)
        area, delta = ours.area, max(last - ours.last_row, 0)
        return Expected(
            *(sheet, rows, after + 1, last, area.left, area.right, self._layout.is_1904),
            *(ours.formulas, delta, ours.totals, ours.part),
        )


def _compare_rows(old: SheetStream, new: SheetStream, expected: Expected, gate: RowGate) -> bool:
    """Look at all rows of both versions, in their order; return whether one is missing from the new one."""
    wanted = {number for number, cells in expected.rows.items() if any(v not in (None, "") for v in cells.values())}
    touched = {*expected.rows, expected.totals_row}
    last = 0
    while (row := new.take()) is not None:
        number, xml = row
        held = old.peek()
        before = old.take() if held is not None and held.number == number else None
        if number <= last or (before is None and number not in touched):
            raise UnsafeMaster(words.GATE_ROW.format(sheet=expected.sheet, row=number))
        if number in touched or before is None or before.xml != xml:
            gate.look(number, before.xml if before is not None else b"", xml)
            wanted.discard(number)
        last = number
    return old.peek() is not None or bool(wanted)
