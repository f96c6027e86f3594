"""The lights of a workbook that was just opened: refreshed where the day has changed them, and else left alone."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from xlsync.model.sheets import SHEETS
from xlsync.rules.other_sheets import AS_OF

if TYPE_CHECKING:
    import xlwings

    from xlsync.entry.settings import Office
    from xlsync.model.plan import Plan

_SETTINGS = SHEETS["settings"]
_DAY_CHARS = len("2016-10-17")


def is_stale(book: "xlwings.Book") -> bool:
    """Return whether the sheet 参数 says that lights and scores stand as of another day; it is read in one piece."""
    return as_of(book.sheets[_SETTINGS.sheet].used_range.value) != date.today().isoformat()


def as_of(rows: Sequence[Sequence[Any]]) -> str:
    """Return the day up to which the lights stand, '' where the sheet does not say."""
    keys, values = _SETTINGS.header("key"), _SETTINGS.header("value")
    header = next((row for row in rows if keys in row and values in row), None)
    if header is None:
        return ""
    said = {row[header.index(keys)]: row[header.index(values)] for row in rows}
    return str(said.get(AS_OF) or "")[:_DAY_CHARS]


def refresh_lights(office: "Office") -> bool:
    """Refresh the open workbook of an office where the day has changed a light; return whether it has.

    What is opened only for reading stays as it is: its file may be another person's. Raises what a refresh raises.
    """
    from xlsync.adapters.workbook_live.finding import live_master
    from xlsync.entry.bootstrap import master_of, reading
    from xlsync.entry.commands.refresh import refresh_desk
    from xlsync.entry.ribbon.sheet_console import SheetConsole
    from xlsync.entry.running import run
    from xlsync.services.commands import BY_NAME

    if live_master(office.master, master_of(office)) is None:
        return False
    with reading(office) as desk:
        if not changes_a_light(refresh_desk(desk, dry_run=True).plan):
            return False
    given = {"json": False, "set": (), "today": None, "office": str(office.root)}
    run(BY_NAME["refresh"], given, SheetConsole())
    return True


def changes_a_light(plan: "Plan") -> bool:
    """Return whether a light of a matter changes; days of delay alone would make each opened workbook a changed one."""
    return any((change.sheet, change.column) == ("matters", "light") for change in plan.changes)
