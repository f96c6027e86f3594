"""What a grown table has left behind: ranges written as addresses in parts that keep their bytes.

Charts, pivot tables and formulas that name the table follow it by themselves; those that name its cells by address
ended with its last row once and now end before it. They are not changed, because the parts they stand in may not be;
they are told of.
The stored records of pivot tables stay, too: they are renewed when somebody refreshes them.
"""

from collections.abc import Iterable, Mapping

from xlsync.adapters.workbook_file.layout import Layout, area_of
from xlsync.adapters.workbook_file.naming import Naming
from xlsync.adapters.workbook_file.table import written
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.model.table import ShortRange, Table

_BUILT_IN = "_xlnm."
_KINDS = {"chart": "chart", "chartEx": "chart", "pivotCacheDefinition": "pivot"}
"""What holds ranges, by the kind of its relation to a drawing or a pivot table."""


def short_ranges(namings: Iterable[Naming], layout: Layout, tables: Mapping[str, Table]) -> list[ShortRange]:
    """Return the ranges that begin with one of our tables, its header or its first row, and end before its last."""
    by_sheet = {SHEETS[name].sheet.casefold(): table for name, table in tables.items()}
    owners = _owners(layout)
    found = []
    for naming in namings:
        table = by_sheet.get((naming.reference.sheet or naming.own).casefold())
        if table is not None and _is_short(naming, table):
            found.append(_told(naming, table, owners, layout))
    return list(dict.fromkeys(found))


def _is_short(naming: Naming, table: Table) -> bool:
    area = naming.reference.area
    begins = area.top in (HEADER_ROW, HEADER_ROW + 1) and HEADER_ROW < area.bottom < table.last_row
    is_ours = any(area.left <= place <= area.right for place in table.positions.values())
    is_meant = naming.reference.is_range and not naming.place.startswith(_BUILT_IN)
    return begins and is_ours and is_meant and not _is_running(naming, table)


def _is_running(naming: Naming, table: Table) -> bool:
    """Return whether a range ends in its own row, as a running sum does: it is right as it is."""
    cell = area_of(naming.place)
    is_ours = cell is not None and naming.own == SHEETS[table.sheet].sheet and cell.top > HEADER_ROW
    return is_ours and not naming.reference.is_fixed


def _owners(layout: Layout) -> dict[str, tuple[str, str]]:
    """Return the kind and the sheet of the charts and pivot sources, by part."""
    return {
        part: (_KINDS[kind.rpartition("/")[2]], sheet)
        for sheet, own in layout.sheets.items()
        for between, _ in layout.related(own).values()
        for part, kind in layout.related(between).values()
        if kind.rpartition("/")[2] in _KINDS
    }


def _told(naming: Naming, table: Table, owners: Mapping[str, tuple[str, str]], layout: Layout) -> ShortRange:
    kind, sheet = owners.get(naming.part, ("rule" if naming.own else "source", naming.own))
    cell, name = naming.place, ""
    if naming.part == layout.workbook:
        kind, cell, name = "name", "", naming.place
    elif cell:
        kind = "formula"
    area = naming.reference.area
    return ShortRange(table.sheet, kind, sheet, cell, name, written(area), area.bottom)
