"""Verify: every kept file, the journal, the master and the forms against each other. Changes nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from xlsync.model.plan import Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Value
from xlsync.rules.asof import Replay
from xlsync.rules.observe import Differences, differences
from xlsync.rules.shown import show
from xlsync.rules.signing import is_genuine
from xlsync.services.ports import Batch
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import JournalUnusable, XlsyncError
from xlsync.vocabulary.labels import verifying as words
from xlsync.vocabulary.terms import Kind

_SHOWN = 5
_DIGITS = frozenset("0123456789abcdef")
_SHA_DIGITS = 64
_DONE, _BEGUN, _OBSERVED = "done", "begun", "observed"
_UNREAD = (XlsyncError, ValueError, KeyError, TypeError, OSError)

Exam = Callable[[bytes, bytes | None], Sequence[tuple[str, dict[str, Any]]]]
"""Looks at the bytes of the master and of its last kept version; returns codes of faults with their facts."""


class Problem(NamedTuple):
    """Something that verify names: a code, where it is, what is wrong, what to do."""

    code: str
    where: str
    message: str
    remedy: str


@dataclass
class Verification:
    """What was looked at and what was found; ``notes`` are no errors."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    files: int = 0
    batches: int = 0
    forms: int = 0

    def name(self, code: str, where: str, **facts: object) -> None:
        """Add a problem."""
        self.problems.append(_problem(code, where, facts))

    def note(self, code: str, where: str, **facts: object) -> None:
        """Add something that is no error."""
        self.notes.append(_problem(code, where, facts))


def _problem(code: str, where: str, facts: dict[str, object]) -> Problem:
    said = words.PROBLEMS[code]
    return Problem(code, where, said.message.format_map(facts), said.remedy.format_map(facts))


def verify(work: Workplace, exam: Exam, on_file: Callable[[int], None] = lambda _: None) -> Verification:
    """Return everything that is damaged, missing or does not agree; ``on_file`` is called after each kept file."""
    check = _Check(work, exam, Verification())
    whole = check.store(on_file)
    try:
        check.journal(whole)
    except JournalUnusable as broken:
        check.found.name("V10", words.JOURNAL, what=str(broken).rstrip(words.STOP))
        check.master(whole, [])
    except _UNREAD as unread:  # lines that can be read but not understood
        check.found.name("V10", words.JOURNAL, what=type(unread).__name__)
        check.master(whole, [])
    return check.found


@dataclass
class _Check:
    work: Workplace
    exam: Exam
    found: Verification
    damaged: set[str] = field(default_factory=set)

    def store(self, on_file: Callable[[int], None]) -> set[str]:
        """Re-hash every kept file and return the SHA-256 of those that are whole."""
        whole = set()
        for place in self.work.store.places():
            name = place.rpartition("/")[2]
            if len(name) != _SHA_DIGITS or not _DIGITS.issuperset(name) or place != f"{name[:2]}/{name}":
                self.found.note("V03", words.IN_STORE.format(place=place))
            elif self.work.store.digest(place) == name:
                whole.add(name)
            else:
                self.damaged.add(name)
            self.found.files += 1
            on_file(1)
        return whole

    def journal(self, whole: set[str]) -> None:
        """Look through the journal, then at what it says of store, forms and master."""
        journal = self.work.journal
        for damage in journal.damage():
            line = words.IN_JOURNAL.format(table=damage.table, number=damage.number)
            where = line if damage.table else words.JOURNAL
            self.found.name("V10", where, what=damage.what)
        batches = journal.batches()
        self.found.batches = len(batches)
        self._kept(batches, whole)
        self._forms()
        for batch in batches:
            if batch.state == _BEGUN:
                self.found.note("V25", words.JOURNAL, number=batch.number)
        known = [batch for batch in batches if batch.state == _DONE and batch.master]
        self.master(whole, known)

    def _kept(self, batches: Sequence[Batch], whole: set[str]) -> None:
        """Name what the journal counts on and the store has lost or holds damaged."""
        wanted = {batch.master: words.MASTER.format(number=batch.number) for batch in batches if batch.master}
        for entry in self.work.journal.submissions():
            wanted[entry["sha256"]] = words.SUBMISSION.format(number=entry["number"], file=entry["name"])
        for sha in sorted(self.damaged):
            of = words.OF.format(of=wanted[sha]) if sha in wanted else ""
            self.found.name("V01", words.IN_STORE.format(place=f"{sha[:2]}/{sha}"), of=of)
        for sha, of in wanted.items():
            if sha not in whole and sha not in self.damaged:
                self.found.name("V02", words.IN_STORE.format(place=f"{sha[:2]}/{sha}"), of=of)

    def _forms(self) -> None:
        for head in self.work.journal.forms():
            self.found.forms += 1
            if not self._is_genuine(head.form_id):
                self.found.name("V30", words.IN_FORM.format(form=head.form_id, unit=head.unit))

    def _is_genuine(self, form_id: str) -> bool:
        try:
            form = self.work.journal.form(form_id)
        except _UNREAD:
            return False
        return form is not None and is_genuine(form, form.token, self.work.secret)

    def master(self, whole: set[str], known: Sequence[Batch]) -> None:
        """Look at the file of the master, then hold its tables against the journal."""
        last = known[-1] if known else None
        number = last.number if last else 0
        try:
            content = self.work.master.content()
        except XlsyncError as missing:
            self.found.name("V21", words.MASTER_FILE, what=str(missing).rstrip(words.STOP), number=number)
            return
        kept = self.work.store.get(last.master) if last and last.master in whole else None
        faults = self.exam(content, kept)
        for code, facts in faults:
            self.found.name(code, words.MASTER_FILE, number=number, **facts)
        if not faults:
            self._tables(content, kept, whole, known)

    def _tables(self, content: bytes, kept: bytes | None, whole: set[str], known: Sequence[Batch]) -> None:
        present = self._image(content, known[-1].number if known else 0)
        if present is not None and present.plan_number and not known:
            self.found.name("V16", words.JOURNAL, found=present.plan_number)
        if present is None or not known:
            return
        self._plan_number(present)
        base = present if kept is None or kept == content else self.work.master.read_image(kept)
        if present.plan_number >= base.plan_number:
            self._typed(base, present, sha256(content).hexdigest() != known[-1].master)
        self._replay(base, whole, known)

    def _image(self, content: bytes, number: int) -> MasterImage | None:
        try:
            return self.work.master.read_image(content)
        except _UNREAD as unread:
            what = str(unread).rstrip(words.STOP) if isinstance(unread, XlsyncError) else type(unread).__name__
            self.found.name("V21", words.MASTER_FILE, what=what, number=number)
            return None

    def _plan_number(self, present: MasterImage) -> None:
        last = self.work.journal.last_finished()
        begun = max((plan.number for plan in self.work.journal.unfinished_plans()), default=0)
        if present.plan_number > max(last, begun):
            self.found.name("V13", words.MASTER_FILE, found=present.plan_number, last=last)
        elif present.plan_number < last:
            self.found.name("V15", words.MASTER_FILE, found=present.plan_number, last=last)

    def _typed(self, base: MasterImage, present: MasterImage, is_other: bool) -> None:
        """Note what people typed since the last command."""
        typed = differences(base, present, Source(""))
        if is_other and not typed:
            self.found.note("V24", words.MASTER_FILE)
        for where, expected, found in _cells(typed):
            self.found.note("V23", where, expected=expected, found=found)
        for append in typed.appends:
            self.found.note("V26", _row_place(append.sheet, append.key))

    def _replay(self, base: MasterImage, whole: set[str], known: Sequence[Batch]) -> None:
        """Lay all plans and observations over the first known master and hold the result against the last known one."""
        first = next((place for place, batch in enumerate(known) if batch.master in whole), None)
        if first is None:
            self.found.name("V14", words.JOURNAL)
            return
        try:
            replay = Replay(self.work.master.read_image(self.work.store.get(known[first].master)))
            for batch in known[first + 1 :]:
                replay.apply(self.work.journal.plan(batch.number))
        except _UNREAD as unread:
            self.found.name("V10", words.JOURNAL, what=type(unread).__name__)
            return
        wrong = differences(replay.image(), base, Source(""))
        places = [*_cells(wrong), *((_row_place(a.sheet, a.key), words.BLANK, a.key) for a in wrong.appends)]
        for where, expected, found in places[:_SHOWN]:
            self.found.name("V11", where, expected=expected, found=found)
        if len(places) > _SHOWN:
            more = words.MORE.format(count=len(places) - _SHOWN)
            self.found.name("V11", more, expected=places[_SHOWN][1], found=places[_SHOWN][2])


def _cells(found: Differences) -> Iterator[tuple[str, str, str]]:
    """Yield place, value before and value after of each changed cell, as people read them."""
    for change in found.changes:
        schema = SHEETS[change.sheet]
        column = schema.header(change.column)
        where = words.IN_CELL.format(sheet=schema.sheet, key=change.key, column=column)
        kind = schema.by_key[change.column].kind
        yield where, _shown(change.before, kind), _shown(change.after, kind)


def _shown(value: Value, kind: Kind) -> str:
    return show(value, kind) or words.BLANK


def _row_place(sheet: str, key: str) -> str:
    return words.IN_ROW.format(sheet=SHEETS[sheet].sheet, key=key)
