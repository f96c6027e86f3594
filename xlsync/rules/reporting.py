"""On which day a unit reported a matter done: what the unit sent first decides, not how often it says so again."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlsync.model.table import Row, Table
from xlsync.vocabulary.terms import FeedbackState, Role, Stage


def lead_answers(feedback: Table, *, today: date) -> Mapping[str, Sequence[Row]]:
    """Return the answers of lead units by matter id, oldest first; returned, undated and later ones are left out."""
    found: dict[str, list[tuple[date, Row]]] = {}
    for row in feedback:
        received = row.day("received_on")
        if row["role"] == Role.JOINT or row["state"] == FeedbackState.RETURNED or received is None or received > today:
            continue
        found.setdefault(row.text("matter_id"), []).append((received, row))
    return {key: [row for _, row in sorted(rows, key=lambda pair: pair[0])] for key, rows in found.items()}


def reported_on(matter: Row, answers: Sequence[Row]) -> date | None:
    """Return the day on which a matter that waits for the check was reported done, None where that is not known.

    ``answers`` are those of its lead unit, oldest first. The first that says 待核 decides, unless an accepted one after
    it says another stage: then the next that says 待核. Where none says so, the office has set the stage: 实际办结日期
    counts, and 最近反馈日期 only where 反馈登记 has no answer at all.
    """
    found: date | None = None
    for row in answers:
        if row["stage"] == Stage.REPORTED:
            found = found or row.day("received_on")
        elif row["stage"] is not None and row["state"] == FeedbackState.ACCEPTED:
            found = None
    return found or matter.day("done_on") or (None if answers else matter.day("last_feedback"))
