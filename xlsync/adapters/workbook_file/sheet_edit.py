"""What is to be put into a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsync.adapters.workbook_file.cells import CellContent
from xlsync.adapters.workbook_file.layout import TablePart
from xlsync.model.sheets import HEADER_ROW


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


def table_of(tables: Sequence[TablePart], edit: SheetEdit) -> TablePart | None:
    """Return the table that an edit means, None when there is none."""
    if edit.table is not None:
        tables = [table for table in tables if table.name == edit.table]
    elif edit.after:
        tables = [table for table in tables if table.area.top == HEADER_ROW]
    return tables[0] if tables else None
