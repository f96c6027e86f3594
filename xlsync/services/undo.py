"""Undo of submissions: what they wrote goes back, in a new plan with the refresh joined; a clash stops it all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.undo import Clash, TakenBack, history_lines, take_back
from xlsync.services.observe import known_version
from xlsync.services.ports import Batch, Journal
from xlsync.services.rewriting import Rewriting
from xlsync.services.submissions import Entry, find_submissions, refusal, shown
from xlsync.vocabulary.errors import NotTakenBack
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.terms import SubmissionState as S

_TAKEN = (S.FILED.value, S.APPLIED.value)
_DONE = "done"


@dataclass(frozen=True)
class Undoing:
    """An undo, not yet carried out: its submissions, what they wrote that goes back, and the plan with its refresh.

    With clashes the plan is empty. ``later`` are files that the same units sent after them and that still stand.
    """

    submissions: tuple[Entry, ...]
    taken: TakenBack
    plan: Plan
    later: tuple[Entry, ...] = ()

    @property
    def clashes(self) -> list[Clash]:
        """Return what stands in the way."""
        return self.taken.clashes

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the submissions."""
        return tuple(entry["number"] for entry in self.submissions)


def undo(office: Rewriting, wanted: Iterable[str]) -> Undoing:
    """Return what taking the named submissions back means; changes nothing.

    Raises SubmissionUnknown, SubmissionAmbiguous, and NotTakenBack where one is not in the master, is a mail or an
    archive, or was merged in one batch with another file of its unit that is not named.
    """
    everything = office.work.journal.submissions()
    entries = find_submissions(office.work.journal, wanted)
    for entry in entries:
        if entry["state"] not in _TAKEN:
            raise refusal(entry, words.CANNOT_UNDO)
        if not entry["form_id"]:
            raise NotTakenBack(shown(entry), words.NOTHING_MERGED)
    heads = office.work.journal.batches()
    parts = sorted({head for entry in entries for head in _parts(entry["number"], heads)})
    _together(entries, everything, parts)
    return _undoing(office, entries, everything, heads, parts)


def last_merged(journal: Journal) -> tuple[str, ...]:
    """Return the numbers of the files of the last batch that still has some in the master; empty when none has.

    Raises NotTakenBack while a later batch waits in the open workbook to be saved: no other may be taken for it.
    """
    waiting = [plan.number for plan in journal.unfinished_plans() if plan.submissions]
    if waiting:
        raise NotTakenBack("", words.UNSAVED_MERGE.format(number=waiting[-1]))
    standing = {entry["number"] for entry in journal.submissions() if entry["state"] in _TAKEN and entry["form_id"]}
    batches = (
        sorted(standing.intersection(head.submissions)) for head in reversed(journal.batches()) if head.state == _DONE
    )
    return tuple(str(number) for number in next(filter(None, batches), ()))


def _parts(number: int, heads: Sequence[Batch]) -> list[Batch]:
    """Return the finished plans that a submission took part in since it was last taken back."""
    done = [head for head in heads if head.state == _DONE]
    undone = max((head.number for head in done if number in head.takes_back), default=0)
    return [head for head in done if number in head.submissions and head.number > undone]


def _together(entries: Sequence[Entry], everything: Sequence[Entry], parts: Sequence[Batch]) -> None:
    """Refuse to part files of one unit that came in one batch: the journal has the last value of a cell only."""
    numbers, units = {entry["number"] for entry in entries}, {entry["unit"] for entry in entries}
    batch = {number for head in parts for number in head.submissions}
    mates = [
        entry
        for entry in everything
        if entry["number"] in batch and entry["unit"] in units and entry["state"] in _TAKEN
    ]
    if any(mate["number"] not in numbers for mate in mates):
        every = sorted(numbers | {mate["number"] for mate in mates})
        files = words.CANDIDATES.join(shown(mate) for mate in mates)
        raise NotTakenBack("", words.TOGETHER.format(files=files, numbers=" ".join(map(str, every))))


def _undoing(
    office: Rewriting,
    entries: Sequence[Entry],
    everything: Sequence[Entry],
    heads: Sequence[Batch],
    parts: Sequence[Batch],
) -> Undoing:
    journal, kind = office.work.journal, words.UNDO_KIND
    plans = [journal.plan(head.number) for head in parts]
    since = journal.finished_since(parts[0].number) if parts else []
    taken = take_back(office.image, plans, since, {entry["sha256"] for entry in entries}, kind)
    later = _later(entries, everything)
    if taken.clashes:
        return Undoing(tuple(entries), taken, Plan(kind), later)
    said = {str(e["number"]): words.UNDONE_LINE.format(number=e["number"], file=e["name"]) for e in entries}
    lines = history_lines(office.image, taken.changes, kind, office.moment, said)
    own = Plan(kind, tuple(taken.changes), lines, takes_back=tuple(entry["number"] for entry in entries))
    listed = _listed(office, entries, later, _before(office, heads, parts))
    return Undoing(tuple(entries), taken, office.with_refresh(own, listed), later)


def _later(entries: Sequence[Entry], everything: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the files that the same units sent later and that stand in the master."""
    last = {entry["unit"]: entry["number"] for entry in entries}
    return tuple(
        entry
        for entry in everything
        if entry["state"] in _TAKEN and entry["number"] > last.get(entry["unit"], entry["number"])
    )


def _before(office: Rewriting, heads: Sequence[Batch], parts: Sequence[Batch]) -> MasterImage | None:
    """Return the master as it was before the first of the plans; None where the store has lost it."""
    known = [head.master for head in heads if parts and head.number < parts[0].number and head.master]
    return known_version(known[-1], office.work.master, office.work.store) if known else None


def _listed(office: Rewriting, entries: Sequence[Entry], later: Sequence[Entry], before: MasterImage | None) -> Table:
    """Return 错误清单 without the lines of the files, and with the questions that had been open until they came.

    The lines of a unit that has sent another file since are those of that file: they stay as they are.
    """
    answered = {entry["unit"] for entry in later}
    gone = {(entry["unit"], entry["name"]) for entry in entries if entry["unit"] not in answered}
    units = {unit for unit, _ in gone if unit}
    still = {_question(row) for row in office.image["findings"]}
    reopened = [
        row
        for row in (before["findings"] if before is not None else ())
        if row["source"] and row.text("unit") in units and _question(row) not in still
    ]
    return office.lines_without(gone, reopened)


def _question(row: Row) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted((column, value) for column, value in row.values.items() if column != "line_no"))
