"""Restore: the master's tables as they stood at a moment, in a new plan with the refresh joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsync.model.plan import Plan, Source
from xlsync.model.table import Row, Table
from xlsync.rules.restoring import Restoring, restoring
from xlsync.rules.undo import history_lines
from xlsync.services.moments import Moment, batch_at, known_batches, moment_of
from xlsync.services.ports import Batch
from xlsync.services.rewriting import Rewriting
from xlsync.services.submissions import Entry
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import NoSuchMoment
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.terms import SubmissionState as S

_TAKEN = (S.FILED.value, S.APPLIED.value)


@dataclass(frozen=True)
class Restoration:
    """A restore, not yet carried out.

    ``taken_back`` are the submissions merged since, ``shown_again`` those undone since whose content comes back.
    """

    moment: Moment
    found: Restoring
    plan: Plan
    taken_back: tuple[Entry, ...] = ()
    shown_again: tuple[Entry, ...] = ()


def restore(office: Rewriting, when: str) -> Restoration:
    """Return what restoring the state at a plan number, day or moment means; changes nothing.

    Raises UsageMistake, NoSuchMoment.
    """
    work, kind = office.work, words.RESTORE_KIND
    batches = known_batches(work)
    moment = moment_of(work, batches, batch_at(batches, when))
    number = moment.batch.number
    found = restoring(office.image, moment.image, work.journal.finished_since(number), Source(kind))
    since = [batch for batch in batches if batch.number > number]
    taken, again = _submissions(work, since)
    if not found and not taken:
        return Restoration(moment, found, Plan(kind))
    text = words.RESTORED_LINE.format(number=number, at=moment.at)
    lines = history_lines(office.image, found.changes, kind, office.moment, {str(number): text})
    backs = tuple(entry["number"] for entry in taken)
    own = Plan(kind, tuple(found.changes), (*found.appends, *lines), takes_back=backs)
    plan = office.with_refresh(own, _lines_then(office, moment))
    plan = replace(plan, appends=(*plan.appends, *found.doubled))
    return Restoration(moment, found, plan, taken, again)


def _submissions(work: Workplace, since: Sequence[Batch]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the submissions merged since and still standing, and those of before that were undone since."""
    merged = {number for batch in since for number in batch.submissions}
    undone = {number for batch in since for number in batch.takes_back}
    entries = work.journal.submissions()
    taken = tuple(entry for entry in entries if entry["number"] in merged and entry["state"] in _TAKEN)
    again = tuple(entry for entry in entries if entry["number"] in undone - merged and entry["state"] == S.UNDONE)
    return taken, again


def _lines_then(office: Rewriting, moment: Moment) -> Table:
    """Return 错误清单 with the lines of returned files that stood there then, and no later ones."""
    rows: list[Row] = [row for row in moment.image["findings"] if row["source"]]
    return replace(office.image["findings"], rows=rows)


def copy_of(work: Workplace, when: str) -> tuple[Batch, bytes]:
    """Return the batch at a moment and the file of the master as it was after it, byte for byte.

    Raises UsageMistake, NoSuchMoment, also where the store has lost that version.
    """
    batch = batch_at(known_batches(work), when)
    place = f"{batch.master[:2]}/{batch.master}"
    if place not in work.store.places() or work.store.digest(place) != batch.master:
        raise NoSuchMoment(words.VERSION_LOST.format(sha=batch.master[:12]))
    return batch, work.store.get(batch.master)
