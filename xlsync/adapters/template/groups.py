"""Columns that are folded away in an outline group, so that a wide sheet shows and prints what is read every day."""

from xlsync.adapters.template.styling import ONE_LINE
from xlsync.model.schema import Column, SheetSchema
from xlsync.model.sheets import SHEETS

_SHOWN = {
    "matters": (
        "matter_id registered_on category task lead_unit limit_text due adjusted_due stage progress percent light "
        "light_reason"
    ),
    "projects": (
        "project_id name unit year_plan year_invested plan_share time_share ahead_points actual_progress problems "
        "light red_months"
    ),
    "proposals": (
        "matter_id proposal_no title group proposer handling assigned_on replied_on reply_class "
        "result_satisfaction redo"
    ),
    "visits": "visit_id visited_on topic unit findings requirements rectify_due rectified matter_id",
    "points": ("line_no unit role matter_id rule_no case clause due happened_on workdays points state evidence"),
    "feedback": ("feedback_id matter_id unit role period received_on late_workdays state stage progress percent note"),
}

GROUPED = {
    name: frozenset(
        column.key for column in SHEETS[name].columns if column.key not in shown.split() and not column.hidden
    )
    for name, shown in _SHOWN.items()
}
"""Folded columns by sheet: still there, still printed once unfolded."""


def rooms_of(schema: SheetSchema) -> list[tuple[str, int]]:
    """Return the width of every column whose text may wrap, by key; what ``book.height_of`` asks for."""
    return [(column.key, text_room(schema, column)) for column in schema.columns if text_room(schema, column)]


def text_room(schema: SheetSchema, column: Column) -> int:
    """Return the width that the text of a column may fill, 0 where it is not seen or stays on one line."""
    return 0 if column.owner in ONE_LINE else seen_width(schema, column)


def seen_width(schema: SheetSchema, column: Column) -> int:
    """Return the width of a column in half-width characters, 0 when it is hidden or folded away."""
    return 0 if column.hidden or column.key in GROUPED.get(schema.name, ()) else column.width
