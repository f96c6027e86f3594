"""Growth of a table: what else names its last row and must grow with it.

Inside the touched sheet, its tables and the workbook's names all that ends with the table grows, as in Excel. Formulas
of cells and of other parts keep their bytes: those that name such an area are told of, see outgrown.py.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from xlsync.adapters.workbook_file.layout import Area, TablePart, area_of
from xlsync.adapters.workbook_file.references import Reference, moved_xml
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

MOST_ROWS = 1_048_576
"""What a sheet holds."""

_OF_TABLE = re.compile(rb'(<(?:\w+:)?(?:table|autoFilter|sortState|sortCondition)\b[^>]*?\bref=")([^"]+)')
_INSERT_ROW = re.compile(rb'\sinsertRow(?:Shift)?="[^"]*"')
_OF_SHEET = re.compile(
    rb'(<(?:\w+:)?(?:conditionalFormatting|dataValidation|ignoredError|protectedRange)\b[^>]*?\bsqref="'
    rb'|<(?:\w+:)?(?:autoFilter|sortState|sortCondition)\b[^>]*?\bref="|<xm:sqref>)([^"<]+)'
)
_LINK = re.compile(rb'(<(?:\w+:)?hyperlink\b[^>]*?\bref=")([^"]+)')
_BLOCK = re.compile(rb"<(?:\w+:)?(conditionalFormatting|dataValidation)\b(?:[^>]*[^/>])?>.*?</(?:\w+:)?\1>", re.DOTALL)
_SQREF = re.compile(rb'(?:\bsqref="|<xm:sqref>)([^"<]+)')
_RULE = re.compile(rb"(<(?:\w+:)?(?:formula[12]?|f)>)([^<]+)(?=</)")
_SPARKLINES = re.compile(rb"<x14:sparklines>.*?</x14:sparklines>", re.DOTALL)
_SPARKLINE = re.compile(rb"(<xm:f>)([^<]+)(?=</)")
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")([^"]+)')
_NAME = re.compile(rb"(<(?:\w+:)?definedName\b[^>]*>)([^<]+)")


@dataclass(frozen=True, slots=True)
class Grown:
    """A table whose last data row moves from ``old`` to ``new``; ``left`` and ``right`` are its outer columns.

    ``top`` is its first data row; ``totals`` is 1 when a totals row follows the data, which moves down as well.
    """

    old: int
    new: int
    left: int
    right: int
    top: int = 0
    totals: int = 0

    @property
    def fresh(self) -> Area | None:
        """Return the area below the old table that the new one takes, None when it does not grow."""
        if self.new <= self.old:
            return None
        return Area(self.old + self.totals + 1, self.left, self.new + self.totals, self.right)

    @property
    def totals_row(self) -> Area | None:
        """Return where the totals row stood, None when there is none."""
        return Area(self.old + 1, self.left, self.old + 1, self.right) if self.totals else None

    def after(self, area: Area) -> Area:
        """Return an area as it is once the table has grown: it ends with the data or the totals row, or stays."""
        within = area.left >= self.left and area.right <= self.right
        return self._lowered(area) if within else area

    def after_wide(self, area: Area) -> Area:
        """Return the same for an area that may be wider than the table, such as a print area."""
        beside = area.right < self.left or area.left > self.right
        return area if beside else self._lowered(area)

    def _lowered(self, area: Area) -> Area:
        if area.bottom == self.old and area.top <= self.old:
            return replace(area, bottom=self.new)
        if self.totals and area.bottom == self.old + 1:
            top = area.top if area.top <= self.old else self.new + 1
            return replace(area, top=top, bottom=self.new + 1)
        return area


def refuse_collision(grown: Grown, others: Sequence[TablePart], sheet: str) -> None:
    """Raise UnsafeMaster where the table cannot grow: the sheet ends, or another table stands below."""
    if grown.new + grown.totals > MOST_ROWS:
        raise UnsafeMaster(words.SHEET_FULL.format(sheet=sheet))
    for other in others:
        if grown.fresh is not None and other.area.meets(grown.fresh):
            raise UnsafeMaster(words.FILLED_BELOW.format(sheet=sheet, row=other.area.top))


def grown_table(part: bytes, grown: Grown) -> bytes:
    """Return the table part with its own area and those of its filter and sorting grown."""
    return _OF_TABLE.sub(partial(_grow_areas, grown), begun(part))


def begun(part: bytes) -> bytes:
    """Return the part of a table that is empty no longer.

    Excel marks a table without data: it shows one blank row to type into, which counts as none.
    """
    return _INSERT_ROW.sub(b"", part) if b"insertRow" in part else part


def grown_sheet(content: bytes, grown: Grown, sheet: str) -> bytes:
    """Return the sheet, or what stands behind its rows, with what ends with the table grown.

    These are conditional formats, validations (the newer kinds in extLst, too), filters, ignored errors, ranges free of
    protection, ranges that rules name with fixed rows, and those that sparklines show. Links move with a totals row.
    """
    data = max(content.rfind(b"sheetData"), 0)
    tail = _BLOCK.sub(partial(_grow_block, grown, sheet), content[data:])
    tail = _OF_SHEET.sub(partial(_grow_areas, grown), tail)
    tail = _SPARKLINES.sub(lambda found: _SPARKLINE.sub(partial(_grow_formula, grown, sheet), found[0]), tail)
    return content[:data] + (_LINK.sub(partial(_lower_link, grown), tail) if grown.totals else tail)


def covering(content: bytes, cells: Area) -> bytes:
    """Return the sheet with a dimension that takes in these cells."""
    return _DIMENSION.sub(partial(_cover, cells), content, count=1)


def grown_names(workbook: bytes, sheet: str, grown: Grown) -> bytes:
    """Return the workbook part with the defined names (print area, lists, filter) that end with the table grown."""
    return _NAME.sub(partial(_grow_formula, grown, sheet), workbook)


def grown_reference(grown: Grown, sheet: str, own: str, reference: Reference) -> Area:
    """Return the area of a reference in a formula on the sheet ``own`` once the table of ``sheet`` has grown.

    Only a range grows: a single cell is meant as that cell, unless it lies in the totals row, which moves.
    """
    area = reference.area
    if not reference.is_on(sheet, own):
        return area
    after = grown.after_wide(area)
    is_one_row = area.top == area.bottom == grown.old and grown.top != grown.old
    return area if is_one_row or (area.bottom == grown.old and not reference.is_range) else after


def _grow_areas(grown: Grown, found: re.Match[bytes]) -> bytes:
    refs = found[2].decode().split()
    return bytes(found[1]) + " ".join(_grown_ref(ref, grown) for ref in refs).encode()


def _grown_ref(ref: str, grown: Grown) -> str:
    area = area_of(ref)
    after = area and grown.after(area)
    return ref if after is None or after == area else written(after)


def _cover(cells: Area, found: re.Match[bytes]) -> bytes:
    area = area_of(found[2].decode())
    if area is None:
        return bytes(found[0])
    top, left = min(area.top, cells.top), min(area.left, cells.left)
    covered = Area(top, left, max(area.bottom, cells.bottom), max(area.right, cells.right))
    return bytes(found[1]) + written(covered).encode()


def _grow_formula(grown: Grown, sheet: str, found: re.Match[bytes]) -> bytes:
    return bytes(found[1]) + moved_xml(found[2], partial(grown_reference, grown, sheet, sheet))


def _lower_link(grown: Grown, found: re.Match[bytes]) -> bytes:
    """Return a link where its cell is now; one on the last row of data stays on its cell."""
    area = area_of(found[2].decode())
    is_moving = area is not None and _is_lowered(grown, area)
    return _grow_areas(grown, found) if is_moving else bytes(found[0])


def _grow_block(grown: Grown, sheet: str, found: re.Match[bytes]) -> bytes:
    """Return a rule with its formulas grown: those with $ before the row, and all of a rule of the totals row.

    Without $ a row slides from cell to cell of the rule; only a rule that moves as a whole takes such rows along.
    """
    areas = [area_of(ref) for refs in _SQREF.findall(found[0]) for ref in refs.decode().split()]
    lowered = [area is not None and _is_lowered(grown, area) for area in areas]
    if any(lowered) and not all(lowered):
        raise UnsafeMaster(words.TOTALS_RULE.format(sheet=sheet))
    return _RULE.sub(partial(_grow_rule, grown, sheet, any(lowered)), found[0])


def _is_lowered(grown: Grown, area: Area) -> bool:
    """Return whether an area lies within the totals row."""
    return bool(grown.totals) and area.top == area.bottom == grown.old + 1 and grown.after(area) != area


def _grow_rule(grown: Grown, sheet: str, is_moving: bool, found: re.Match[bytes]) -> bytes:
    grow: Callable[[Reference], Area] = partial(grown_reference, grown, sheet, sheet)
    return bytes(found[1]) + moved_xml(found[2], lambda each: grow(each) if is_moving or each.is_fixed else each.area)


def written(area: Area) -> str:
    """Return an area as A3:B7, a single cell as A3."""
    first = f"{column_letter(area.left)}{area.top}"
    last = f"{column_letter(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"
