"""The submissions of the journal as people name them: by number, file name, or the beginning of the SHA-256."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from xlsync.services.intake import Incoming
from xlsync.services.ports import Journal
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import NotTakenBack, SubmissionAmbiguous, SubmissionUnknown
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.labels.reports import STATE_NAMES
from xlsync.vocabulary.terms import SubmissionState as S

Entry = Mapping[str, Any]
"""A submission as Journal.submissions gives it."""

_SHORTEST_PREFIX = 4
_DAY_DIGITS = 10
_BUSY = "BUSY"
_MERGED_AGAIN = frozenset({S.UNDONE, S.CLOSED, S.HELD, S.REJECTED})


def find_submission(entries: Iterable[Entry], word: str) -> Entry:
    """Return the one submission that a word names.

    A number counts before a file name, a file name before the beginning of a SHA-256. Raises SubmissionUnknown, and
    SubmissionAmbiguous where a word names several.
    """
    entries = list(entries)
    wanted = word.strip()
    for is_meant in (_has_number, _has_name, _has_prefix):
        found = [entry for entry in entries if is_meant(entry, wanted)]
        if len(found) > 1:
            raise SubmissionAmbiguous(word, words.CANDIDATES.join(map(shown, found)))
        if found:
            return found[0]
    raise SubmissionUnknown(word)


def find_submissions(journal: Journal, wanted: Iterable[str]) -> list[Entry]:
    """Return the submissions that some words name, in the order of the journal, each once."""
    entries = journal.submissions()
    numbers = {find_submission(entries, word)["number"] for word in wanted}
    return [entry for entry in entries if entry["number"] in numbers]


def _has_number(entry: Entry, word: str) -> bool:
    return word.isascii() and word.isdigit() and int(word) == entry["number"]


def _has_name(entry: Entry, word: str) -> bool:
    return bool(entry["name"] == word)


def _has_prefix(entry: Entry, word: str) -> bool:
    return len(word) >= _SHORTEST_PREFIX and str(entry["sha256"]).startswith(word.lower())


def shown(entry: Entry) -> str:
    """Return a submission in words: number, file, unit, day and state."""
    return words.SUBMISSION.format(**_facts(entry), state=STATE_NAMES.get(entry["state"], entry["state"]))


def unit_of(entry: Entry) -> str:
    """Return the unit of a submission; of a mail or an archive that was opened, that it was."""
    is_opened = entry["state"] == S.FILED and not entry.get("form_id", "")
    return entry["unit"] or (words.OPENED if is_opened else words.NO_UNIT)


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry["number"],
        "file": entry["name"],
        "unit": unit_of(entry),
        "received": str(entry["received_at"])[:_DAY_DIGITS],
    }


def named(entry: Entry) -> str:
    """Return a submission in words without its state."""
    return words.SUBMISSION_NAMED.format(**_facts(entry))


def refusal(entry: Entry, reasons: Mapping[str, str]) -> NotTakenBack:
    """Return why something cannot be done with a submission in the state that it is in, as ``reasons`` say by state."""
    why = reasons.get(entry["state"], reasons[_BUSY])
    return NotTakenBack(named(entry), why.format(number=entry["number"], reason=entry["reason"]))


def taken_up_again(work: Workplace, wanted: Iterable[str]) -> list[Incoming]:
    """Return the kept contents of submissions that a person wants merged again, as they first came.

    Raises SubmissionUnknown, SubmissionAmbiguous, and NotTakenBack where one stands in the master or is lost.
    """
    return [_again(entry, work) for entry in find_submissions(work.journal, wanted)]


def _again(entry: Entry, work: Workplace) -> Incoming:
    if entry["state"] not in _MERGED_AGAIN:
        raise refusal(entry, words.CANNOT_AGAIN)
    try:
        content = work.store.get(entry["sha256"])
    except KeyError:
        raise NotTakenBack(shown(entry), words.CONTENT_LOST) from None
    return Incoming(entry["name"], content, datetime.fromisoformat(entry["received_at"]), again=True)
