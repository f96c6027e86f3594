"""Closing a held or returned file that a person has dealt with by hand: its reason is kept, its lines go."""

from dataclasses import dataclass

from xlsync.model.plan import Plan
from xlsync.model.submission import Outcome
from xlsync.rules.undo import history_lines
from xlsync.services.ports import Journal, Move
from xlsync.services.rewriting import Rewriting
from xlsync.services.submissions import Entry, find_submission, refusal
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.terms import SubmissionState as S

_CLOSEABLE = (S.HELD.value, S.REJECTED.value)
_FACTS = ("unit", "period", "form_id", "changes", "conflicts", "matters")
_HELD = "held"


@dataclass(frozen=True)
class Closing:
    """A closing, not yet carried out: the submission, the reason, and the plan that takes its lines off 错误清单."""

    submission: Entry
    plan: Plan
    moves: tuple[Move, ...]


def close(office: Rewriting, word: str, reason: str) -> Closing:
    """Return what closing a submission by hand means; changes nothing.

    Raises SubmissionUnknown, SubmissionAmbiguous, and NotTakenBack where it waits for nobody.
    """
    journal, kind = office.work.journal, words.CLOSE_KIND
    entry = find_submission(journal.submissions(), word)
    if entry["state"] not in _CLOSEABLE:
        raise refusal(entry, words.CANNOT_CLOSE)
    number = entry["number"]
    facts = {name: entry[name] for name in _FACTS}
    said = words.CLOSED_REASON.format(reason=reason)
    outcome = Outcome(entry["name"], entry["sha256"], S.CLOSED, said, number=number, **facts)
    line = words.CLOSED_LINE.format(number=number, file=entry["name"], reason=reason)
    lines = history_lines(office.image, (), kind, office.moment, {str(number): line})
    own = Plan(kind, appends=lines, settles=_settled(journal, number))
    kept = office.lines_without({(entry["unit"], entry["name"])})
    return Closing(entry, office.with_refresh(own, kept), ((number, S.CLOSED, outcome),))


def _settled(journal: Journal, number: int) -> tuple[int, ...]:
    """Return the held plans in which nobody but this submission still waits."""
    waiting = {entry["number"] for entry in journal.submissions([S.HELD])} - {number}
    return tuple(
        batch.number
        for batch in journal.batches()
        if batch.state == _HELD and number in batch.submissions and not waiting.intersection(batch.submissions)
    )
