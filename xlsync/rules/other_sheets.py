"""Computed cells beside the ledger: 会议 (registered, closed), 建议提案 (joint opinion due), 参数 (as of)."""

from collections import Counter
from datetime import date

from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.plan import change_cells
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.limits import Limit, read_limit
from xlsync.vocabulary.terms import Handling, Stage

JOINT_OPINION_LIMIT, AS_OF = "joint_opinion_limit", "lights_as_of"
_MEETING_NAMES = ("name", "minutes_no", "ordinal")


def meeting_changes(image: MasterImage, source: Source) -> list[CellChange]:
    """Return what brings 立项数 and 办结数 up to date: a matter belongs to the meeting that its 来源 names.

    Any of name, 纪要文号 and 届次 will do; where meetings share it (届次 10 of two kinds), the category decides too.
    """
    registered: Counter[tuple[str, str]] = Counter()
    closed: Counter[tuple[str, str]] = Counter()
    for row in image["matters"]:
        place = row.text("category"), row.text("source")
        registered[place] += 1
        closed[place] += row["stage"] == Stage.CLOSED
    changes: list[CellChange] = []
    for row in image["meetings"]:
        places = {(row.text("kind"), row.text(name)) for name in _MEETING_NAMES if row[name] is not None}
        wanted: dict[str, Value] = {
            "registered": sum(registered[place] for place in places),
            "closed": sum(closed[place] for place in places),
        }
        changes += change_cells(SHEETS["meetings"], row, wanted, source)
    return changes


def proposal_changes(
    image: MasterImage, source: Source, *, policy: OfficePolicy, calendar: WorkCalendar
) -> list[CellChange]:
    """Return what brings 会办意见时限 up to date: for proposals with joint units, counted from 交办日期 by 参数."""
    limit = setting(image, JOINT_OPINION_LIMIT)
    matters = image["matters"].by_key()
    changes: list[CellChange] = []
    for row in image["proposals"]:
        assigned, matter = row.day("assigned_on"), matters.get(row.text("matter_id"))
        due = _opinion_due(limit, assigned, policy, calendar) if _is_joint(row, matter) else None
        changes += change_cells(SHEETS["proposals"], row, {"joint_opinion_due": due}, source)
    return changes


def _is_joint(row: Row, matter: Row | None) -> bool:
    return row["handling"] == Handling.JOINT or (matter is not None and matter["joint_units"] is not None)


def _opinion_due(limit: str, assigned: date | None, policy: OfficePolicy, calendar: WorkCalendar) -> date | None:
    if not limit or assigned is None:
        return None
    read = read_limit(limit, anchor=assigned, policy=policy, calendar=calendar, feedback=True)
    return read.due if isinstance(read, Limit) else None


def as_of_change(image: MasterImage, today: date, source: Source) -> list[CellChange]:
    """Return what notes the day up to which lights and scores stand (参数 lights_as_of, as text)."""
    rows = (row for row in image["settings"] if row["key"] == AS_OF)
    return [
        change for row in rows for change in change_cells(SHEETS["settings"], row, {"value": today.isoformat()}, source)
    ]


def setting(image: MasterImage, key: str) -> str:
    """Return a setting of 参数 as text, '' where it is missing or blank."""
    return next((row.text("value").strip() for row in image["settings"] if row["key"] == key), "")
