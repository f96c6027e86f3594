"""The first feedback of each matter of the demo (反馈时限): most units keep it, some are late, a few never gave it."""

from datetime import date
from random import Random

from xlsync.adapters.defaults import default_rows
from xlsync.adapters.holidays import calendar_from
from xlsync.demo.almanac import workday
from xlsync.demo.answers import progress_text
from xlsync.demo.history import Row, Told
from xlsync.demo.material import Pen, lines_of
from xlsync.model.calendar import WorkCalendar
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Table
from xlsync.model.table import Row as LedgerRow
from xlsync.rules.deadlines import matter_deadlines
from xlsync.rules.policy import OfficePolicy, read_policy
from xlsync.vocabulary.terms import FeedbackState, Role, Stage

_READ = ("settings", "categories", "dictionary", "holidays")


def first_answer_rows(told: list[Told], tables: dict[str, list[Row]], today: date, seed: int) -> list[Row]:
    """Return the rows of 反馈登记 for the first feedback that was due before ``today``; secret matters have none."""
    pen = Pen(Random(seed))  # its own dice: the rest of the demo stays as it is without these rows
    image = MasterImage({name: _table(name, tables.get(name) or default_rows(name)) for name in _READ}, "", 0)
    policy, calendar = read_policy(image), calendar_from(image)
    late_share = {line["unit"]: pen.rng.choice([0.0, 0.01, 0.03, 0.06]) for line in lines_of("units")}
    rows = []
    for story, matter in told:
        due = None if matter.get("secrecy") else _due(matter, policy, calendar)
        if due is None or due >= today or (story.closed and story.finish <= due):
            continue
        received = _received(pen, story.registered, due, late_share[story.lead])
        if received <= today:
            rows.append(_row(pen, story.lead, matter, due, received) | _progress(pen, (story, matter), received))
    return rows


def _table(name: str, rows: list[Row]) -> Table:
    return Table(name, SHEETS[name].key, [LedgerRow(number, row) for number, row in enumerate(rows, 4)])


def _due(matter: Row, policy: OfficePolicy, calendar: WorkCalendar) -> date | None:
    due = matter_deadlines(LedgerRow(0, matter), policy=policy, calendar=calendar).values["feedback_due"]
    return due if isinstance(due, date) else None


def _received(pen: Pen, registered: date, due: date, late_share: float) -> date:
    if pen.rng.random() < late_share:
        return workday(due, pen.rng.randint(1, 6))
    return min(due, max(registered, workday(due, -pen.rng.randint(1, 3))))


def _row(pen: Pen, unit: str, matter: Row, due: date, received: date) -> Row:
    short = next(line["short_name"] for line in lines_of("units") if line["unit"] == unit)
    period = f"{received:%Y-%m}"
    return {
        "feedback_id": f"{matter['matter_id']}/{period}/{unit}/F",
        "matter_id": matter["matter_id"],
        "unit": unit,
        "role": Role.LEAD.value,
        "period": period,
        "received_on": received,
        "due_on": due,
        "state": FeedbackState.ACCEPTED.value,
        "stage": Stage.OPEN.value,
        "file": f"{period}_{short}.xlsx",
    }


def _progress(pen: Pen, told: Told, received: date) -> Row:
    return {"progress": progress_text(pen, told[0].topic_field, received), "percent": 0.05}
