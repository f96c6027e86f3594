"""A form, a plan and files of one unit, for the tests of the journal."""

from dataclasses import replace
from datetime import date, datetime

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.services.ports import Accepted, Journal
from xlsync.vocabulary.terms import SubmissionState as S

NOON = datetime(2016, 3, 4, 12, 0)


def claim(journal: Journal, sha256: str, name: str, moment: datetime) -> int | None:
    """Claim one file."""
    return journal.open_submissions([(sha256, name, moment)])[0]


def merged(journal: Journal, sha256: str, progress: str) -> int:
    """Bring one file of 某局 with one answer into the master; return its number."""
    number = claim(journal, sha256, f"{sha256}.xlsx", NOON) or 0
    moves = [(number, step, None) for step in (S.CHECKED, S.PLANNED, S.APPLYING)]
    answer = Accepted("某局", number, sha256, {"DC-1": {"progress": progress}})
    plan = journal.begin_plan(replace(PLAN, submissions=(number,)), NOON, moves, [answer])
    journal.finish_plan(plan.number, sha256)
    return number


FROM_UNIT = Source("某局", "ab" * 32, "某局.xlsx", "L5")
FROM_TOOL = Source("xlsync refresh")
FORM = IssuedForm(
    "F-1",
    "某局",
    "2016-Q1",
    "2016-03-01",
    "2016-03-20",
    "F-1.abc",
    (FormRow("DC-1", {"progress": "已开工", "due": date(2016, 5, 6), "d": 3.5, "percent": None}),),
)
PLAN = Plan(
    "merge",
    (
        CellChange("matters", "DC-1", "progress", "已开工", "主体完工", FROM_UNIT),
        CellChange("matters", "DC-1", "due", None, date(2016, 5, 6), FROM_TOOL),
        CellChange("points", "1", "points", 2.0, None, FROM_TOOL),
    ),
    (RowAppend("feedback", "FK-1", {"feedback_id": "FK-1", "received_at": NOON, "percent": 1}, FROM_UNIT),),
    submissions=(4, 5),
    notes={"settles": "3"},
)
