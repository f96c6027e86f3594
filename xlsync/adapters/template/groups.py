"""Columns that are folded away in an outline group, so that a wide sheet shows and prints what is read every day."""

from xlsync.model.sheets import SHEETS

_SHOWN = {
    "matters": (
        "matter_id registered_on category task lead_unit joint_units due adjusted_due stage progress percent problems "
        "light light_reason remarks"
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
