"""A plan applied to the bytes of a master."""

from xlsync.adapters.workbook_file.edits import TableEdit, edits_of
from xlsync.adapters.workbook_file.heights import heights_of
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.model.plan import Plan
from xlsync.model.sheets import SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage

_STATE_CELL = (1, 2)


def patched(content: bytes, plan: Plan, seen: MasterImage) -> bytes:
    """Return the master with the plan and its number in it. Raises UnsafeMaster; the input is never half changed."""
    return patch_sheets(content, sheet_edits(plan, seen))


def sheet_edits(plan: Plan, seen: MasterImage) -> dict[str, SheetEdit]:
    """Return the edits of a plan by visible sheet name, the plan number in the state sheet among them."""
    row, column = _STATE_CELL
    edits = {SHEETS[edit.table.sheet].sheet: _sheet_edit(edit) for edit in edits_of(plan, seen).values()}
    return {**edits, STATE_SHEET: SheetEdit({row: {column: plan.number}})}


def _sheet_edit(edit: TableEdit) -> SheetEdit:
    """Return the edit of one table: what lies below its last row is appended."""
    after = edit.table.last_row
    cells = edit.cells()
    inside = {number: row for number, row in cells.items() if number <= after}
    appends = [cells[number] for number in sorted(cells.keys() - inside.keys())]
    return SheetEdit(inside, appends, after=after, heights=heights_of(edit))
