"""Growth of a table: what else names its last row and must grow with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from xlsync.adapters.workbook_file.layout import Area, TablePart, area_of
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_OF_TABLE = re.compile(rb'(<(?:\w+:)?(?:table|autoFilter|sortState)\b[^>]*?\bref=")([^"]+)')
_OF_SHEET = re.compile(
    rb'(<(?:\w+:)?(?:conditionalFormatting|dataValidation|ignoredError|protectedRange)\b[^>]*?\bsqref="'
    rb'|<(?:\w+:)?(?:autoFilter|sortState)\b[^>]*?\bref="|<(?:xm|x14):sqref>)([^"<]+)'
)
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")([^"]+)')
_NAME = re.compile(r"(<(?:\w+:)?definedName\b[^>]*>)([^<]+)")
_NAMED_AREA = re.compile(r"('[^']+'|[^'!,() ]+)!(\$?[A-Z]{1,3}\$?)(\d+):(\$?[A-Z]{1,3}\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Grown:
    """A table whose last data row moves from ``old`` to ``new``; ``left`` and ``right`` are its outer columns."""

    old: int
    new: int
    left: int
    right: int

    def holds(self, area: Area) -> bool:
        """Return whether an area ends with the table: it then grows too."""
        return area.bottom == self.old and area.left >= self.left and area.right <= self.right


def refuse_collision(grown: Grown, table: TablePart, others: Sequence[TablePart], sheet: str) -> None:
    """Raise UnsafeMaster where the table cannot grow: it has a totals row, or another table stands below."""
    if table.totals:
        raise UnsafeMaster(words.TOTALS_ROW.format(sheet=sheet))
    for other in others:
        beside = other.area.right < grown.left or other.area.left > grown.right
        if not beside and grown.old < other.area.bottom and other.area.top <= grown.new:
            raise UnsafeMaster(words.FILLED_BELOW.format(sheet=sheet, row=other.area.top))


def grown_table(part: bytes, grown: Grown) -> bytes:
    """Return the table part with its own area and those of its filter and sorting grown."""
    return _OF_TABLE.sub(partial(_grow_areas, grown), part)


def grown_sheet(content: bytes, grown: Grown) -> bytes:
    """Return the sheet with its conditional formats, validations, filters that end with the table grown."""
    data = content.rfind(b"sheetData")
    return content[:data] + _OF_SHEET.sub(partial(_grow_areas, grown), content[data:])


def covering(content: bytes, bottom: int, right: int) -> bytes:
    """Return the sheet with a dimension that reaches to at least this row and column."""
    return _DIMENSION.sub(partial(_cover, bottom, right), content, count=1)


def grown_names(workbook: bytes, sheet: str, grown: Grown) -> bytes:
    """Return the workbook part with the defined names (print area, lists) that end with the table grown."""
    grow: Callable[[re.Match[str]], str] = partial(_grow_named, sheet, grown)
    text = workbook.decode("utf-8")
    return _NAME.sub(lambda found: found[1] + _NAMED_AREA.sub(grow, found[2]), text).encode("utf-8")


def _grow_areas(grown: Grown, found: re.Match[bytes]) -> bytes:
    refs = found[2].decode().split()
    return bytes(found[1]) + " ".join(_grown_ref(ref, grown) for ref in refs).encode()


def _grown_ref(ref: str, grown: Grown) -> str:
    area = area_of(ref)
    if area is None or not grown.holds(area):
        return ref
    return _ref(Area(area.top, area.left, grown.new, area.right))


def _cover(bottom: int, right: int, found: re.Match[bytes]) -> bytes:
    area = area_of(found[2].decode())
    if area is None:
        return bytes(found[0])
    covered = Area(area.top, area.left, max(area.bottom, bottom), max(area.right, right))
    return bytes(found[1]) + _ref(covered).encode()


def _grow_named(sheet: str, grown: Grown, found: re.Match[str]) -> str:
    """Return a named area grown; a print area may be wider than the table."""
    named, left, top, right, bottom = found.groups()
    if named.strip("'") != sheet or int(bottom) != grown.old or int(top) > grown.old:
        return found[0]
    return f"{named}!{left}{top}:{right}{grown.new}"


def _ref(area: Area) -> str:
    return f"{column_letter(area.left)}{area.top}:{column_letter(area.right)}{area.bottom}"
