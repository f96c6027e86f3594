"""What became of a file that came to its end, in one sentence for console, 错误清单 and receipt alike."""

from collections.abc import Collection, Iterable

from xlsync.model.finding import Finding
from xlsync.rules.absorb import Absorbed
from xlsync.vocabulary.labels import merging as words
from xlsync.vocabulary.terms import Severity


def reason_of(done: Absorbed, returned: Collection[str], findings: Iterable[Finding]) -> str:
    """Return how many matters and cells were taken, registered, left open or sent back; nothing is called taken that
    was not.
    """
    counts = {
        words.REGISTERED: done.registered,
        words.AGREED: done.agreed,
        words.WITH_CONFLICTS: done.conflicts,
        words.CLOSED: done.closed,
        words.REFUSED: done.refused,
        words.OLDER: done.older,
        words.WITH_RETURNED: len(returned),
        words.WITH_QUESTIONS: sum(finding.severity is Severity.QUESTION for finding in findings),
    }
    clauses = [clause.format(count=count) for clause, count in counts.items() if count]
    if done.cells:
        return words.JOINT.join([words.MERGED.format(count=done.updated, cells=done.cells), *clauses])
    return words.UNCHANGED.format(clauses=words.JOINT.join(clauses)) if clauses else words.NOTHING_NEW
