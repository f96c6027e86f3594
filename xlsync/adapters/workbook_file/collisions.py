"""What stands in the way of a cell that is set and of rows that a table gains: refused before anything is spliced."""

import re
from collections.abc import Collection, Iterator, Sequence

from xlsync.adapters.workbook_file.layout import Area, Layout, TablePart, area_of
from xlsync.adapters.workbook_file.shared_formulas import Place, refuse_arrays
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([^"]+)"')
_PIVOT_PLACE = re.compile(rb'<(?:\w+:)?location\b[^>]*?\bref="([^"]+)"')


def refuse_cells(content: bytes, layout: Layout, sheet: str, touched: Collection[Place], new: Area | None) -> None:
    """Raise UnsafeMaster where a touched cell or the area that a table gains belongs to something that is a whole.

    Such are table headers and totals, merged cells, pivot tables, array formulas and data tables.
    """
    _refuse_edges(layout.tables(sheet), touched, sheet)
    _refuse_merged(content, touched, new, sheet)
    for area in pivot_areas(layout, sheet):
        hit = next((place for place in touched if area.holds(*place)), None)
        if hit is not None or (new is not None and area.meets(new)):
            raise UnsafeMaster(words.IN_PIVOT.format(sheet=sheet, cell=_shown(hit or (area.top, area.left))))
    refuse_arrays(content, touched, new, sheet)


def merged_areas(content: bytes) -> Iterator[Area]:
    """Yield the merged cells of a sheet; they stand behind its rows."""
    for ref in _MERGED.findall(content, content.rfind(b"sheetData")):
        area = area_of(ref.decode())
        if area is not None:
            yield area


def pivot_areas(layout: Layout, sheet: str) -> Iterator[Area]:
    """Yield where the pivot tables of a sheet stand."""
    for part, kind in layout.related(layout.sheets[sheet]).values():
        found = _PIVOT_PLACE.search(layout.package.read(part)) if kind.endswith("/pivotTable") else None
        area = area_of(found[1].decode()) if found else None
        if area is not None:
            yield area


def _refuse_edges(tables: Sequence[TablePart], touched: Collection[Place], sheet: str) -> None:
    """Refuse headers and totals rows: the table part repeats their texts, and Excel repairs a file that contradicts."""
    for table in tables:
        first = table.area.top + table.headers
        for place in touched:
            if table.area.holds(*place) and not first <= place[0] <= table.last_row:
                raise UnsafeMaster(words.TABLE_EDGE.format(sheet=sheet, cell=_shown(place), table=table.name))


def _refuse_merged(content: bytes, touched: Collection[Place], new: Area | None, sheet: str) -> None:
    for area in merged_areas(content):
        hidden = (place for place in touched if area.holds(*place) and place != (area.top, area.left))
        hit = next(hidden, None)
        if hit is not None:
            raise UnsafeMaster(words.MERGED.format(sheet=sheet, cell=_shown(hit)))
        if new is not None and area.meets(new):
            raise UnsafeMaster(words.MERGED_BELOW.format(sheet=sheet, row=max(area.top, new.top)))


def _shown(place: Place) -> str:
    return f"{column_letter(place[1])}{place[0]}"
