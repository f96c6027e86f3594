"""A sheet made ready for its edit: what stands in the way is refused, what must move first is moved."""

from collections.abc import Collection, Mapping, Sequence

from xlsync.adapters.workbook_file.calculated import formulas_at, refuse_array_columns
from xlsync.adapters.workbook_file.cells import CellContent
from xlsync.adapters.workbook_file.collisions import refuse_cells
from xlsync.adapters.workbook_file.layout import Layout, TablePart
from xlsync.adapters.workbook_file.shared_formulas import Place, promoted
from xlsync.adapters.workbook_file.table import Grown, refuse_collision
from xlsync.adapters.workbook_file.totals import lowered, refuse_named_totals
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

Row = Mapping[int, CellContent]


def growth_of(ours: TablePart | None, after: int, appends: Sequence[Row], sheet: str) -> Grown:
    """Return how a table grows by rows below ``after``; without a ListObject its columns are those of the rows."""
    last = after + len(appends)
    if ours is None:
        columns = [column for row in appends for column in row] or [1]
        return Grown(after, last, min(columns), max(columns))
    if ours.totals > 1 or (ours.totals and appends and after != ours.last_row):
        raise UnsafeMaster(words.TOTALS_ROW.format(sheet=sheet))
    top = ours.area.top + ours.headers
    return Grown(ours.last_row, max(last, ours.last_row), ours.area.left, ours.area.right, top, ours.totals)


def appended(ours: TablePart | None, after: int, appends: Sequence[Row], sheet: str) -> dict[int, Row]:
    """Return the rows to append by sheet row, calculated columns filled in."""
    if ours is None:
        return dict(enumerate(appends, after + 1))
    return {row: {**formulas_at(ours, row, sheet), **values} for row, values in enumerate(appends, after + 1)}


def made_ready(
    content: bytes, layout: Layout, sheet: str, touched: Collection[Place], grown: Grown, ours: TablePart | None
) -> bytes:
    """Return the sheet with room for new rows and its shared formulas safe from the cells that are set.

    Raises UnsafeMaster for all that stands in the way.
    """
    refuse_cells(content, layout, sheet, touched, grown.fresh)
    if ours is not None and grown.fresh is not None:
        refuse_collision(grown, [table for table in layout.tables(sheet) if table.part != ours.part], sheet)
        refuse_array_columns(layout.package.read(ours.part), sheet)
        if grown.totals:
            refuse_named_totals(layout, grown, sheet)
            content = lowered(content, grown, sheet)
    return promoted(content, touched, sheet)
