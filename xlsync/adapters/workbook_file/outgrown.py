"""What a grown table has left behind: ranges written as addresses in parts that keep their bytes.

Charts, pivot tables and formulas that name the table follow it by themselves; those that name its cells by address
ended with its last row and now end before it. They are not changed, because the parts they stand in may not be; they
are told of.
The stored records of pivot tables stay, too: they are renewed when somebody refreshes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsync.adapters.workbook_file.layout import Layout, area_of
from xlsync.adapters.workbook_file.naming import Naming, namings
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.table import Grown, grown_reference, written


@dataclass(frozen=True, slots=True)
class Outgrown:
    """A range that still ends where a table ended: the table's sheet, who names it, as it is, as it should be."""

    sheet: str
    place: str
    named: str
    should_be: str


def outgrown(before: bytes, after: bytes) -> list[Outgrown]:
    """Return the ranges by address that ended with a table of ``before`` and do not reach its end in ``after``."""
    old, new = Layout(Package(before)), Layout(Package(after))
    found = (each for sheet in old.sheets for grown in _grown(old, new, sheet) for each in _left(new, sheet, grown))
    return list(dict.fromkeys(found))


def _grown(old: Layout, new: Layout, sheet: str) -> Iterator[Grown]:
    """Yield the tables of a sheet that have grown."""
    ends = {table.part: table.last_row for table in new.tables(sheet)}
    for table in old.tables(sheet):
        end = ends.get(table.part, 0)
        if end > table.last_row:
            top = table.area.top + table.headers
            yield Grown(table.last_row, end, table.area.left, table.area.right, top)


def _left(layout: Layout, sheet: str, grown: Grown) -> Iterator[Outgrown]:
    for naming in namings(layout.package, layout, grown.old):
        area = naming.reference.area
        should_be = grown_reference(grown, sheet, naming.own, naming.reference)
        if should_be != area and not _is_running(naming, sheet, grown):
            yield Outgrown(sheet, naming.shown, written(area), written(should_be))


def _is_running(naming: Naming, sheet: str, grown: Grown) -> bool:
    """Return whether a range ends in its own row, as a running sum does: it is right as it is."""
    cell = area_of(naming.place)
    is_ours = cell is not None and naming.own == sheet and cell.bottom == grown.old
    return is_ours and not naming.reference.is_fixed
