"""Columns that are folded away in an outline group, so that a wide sheet shows and prints what is read every day."""

from xlsync.model.schema import Column, SheetSchema
from xlsync.model.sheets import SHEETS

_SHOWN = {
    "matters": (
        "matter_id registered_on category task lead_unit due adjusted_due stage progress percent problems light "
        "light_reason"
    ),
    "projects": (
        "project_id name unit year_plan year_invested plan_share time_share ahead_points actual_progress problems "
        "light red_months"
    ),
}

GROUPED = {
    name: frozenset(
        column.key for column in SHEETS[name].columns if column.key not in shown.split() and not column.hidden
    )
    for name, shown in _SHOWN.items()
}
"""Folded columns by sheet: still there, still printed once unfolded."""


def rooms_of(schema: SheetSchema) -> list[tuple[str, int]]:
    """Return the width of every column that is seen, by key; what ``book.height_of`` asks for."""
    return [(column.key, seen_width(schema, column)) for column in schema.columns if seen_width(schema, column)]


def seen_width(schema: SheetSchema, column: Column) -> int:
    """Return the width of a column in half-width characters, 0 when it is hidden or folded away."""
    return 0 if column.hidden or column.key in GROUPED.get(schema.name, ()) else column.width
