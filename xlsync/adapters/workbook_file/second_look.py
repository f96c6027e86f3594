"""What the reader of cells does not show: error cells, and who names cells by address; in one pass over the parts."""

from dataclasses import dataclass, field

from xlsync.adapters.workbook_file.error_cells import error_cells
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.naming import Naming, may_name, namings_in, sheets_by_part
from xlsync.adapters.workbook_file.package import Package


@dataclass
class SecondLook:
    """Error cells by sheet, then by row and column, as they show; ranges that formulas name by address."""

    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    ranges: list[Naming] = field(default_factory=list)


def second_look(package: Package, layout: Layout) -> SecondLook:
    """Return what stands in the parts of a workbook. Raises UnsafeMaster, KeyError, ValueError where one is broken."""
    owners = sheets_by_part(layout)
    sheets = set(layout.sheets.values())
    seen = SecondLook()
    for part in filter(may_name, package.entries):
        content, own = package.read(part), owners.get(part, "")
        if part in sheets and (errors := error_cells(content)):
            seen.errors[own] = errors
        seen.ranges += (naming for naming in namings_in(part, content, own) if naming.reference.is_range)
    return seen
