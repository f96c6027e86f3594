"""A file on its way in: claimed by its content, kept, read, examined; whatever is wrong ends in its outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

from xlsync.model.finding import Finding
from xlsync.model.submission import IssuedForm, Outcome
from xlsync.model.table import MasterImage
from xlsync.rules.policy import OfficePolicy
from xlsync.services.receive import Examination, ReceiveContext, examine
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.files import HOSTILE_KINDS
from xlsync.vocabulary.labels.merging import SAME_CONTENT
from xlsync.vocabulary.labels.undoing import SAME_AS_CLOSED, SAME_AS_UNDONE
from xlsync.vocabulary.terms import SubmissionState as S

_FORM_MARK = "|"
UNDECIDED = frozenset({S.RECEIVED, S.CHECKED, S.HELD, S.REJECTED})
"""States in which the same content is taken up again: its batch was cut off, or it was stopped and is handed in anew
(the office may have changed its rules or its units since)."""
_SET_ASIDE = {S.UNDONE: SAME_AS_UNDONE, S.CLOSED: SAME_AS_CLOSED}
"""States that a person brought a submission to: its content is taken up again only when a person says so."""
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Claim:
    """Whose turn a file is: its number (0: not ours), the earlier file of that content, or the state it stopped in.

    ``unit`` and ``reason`` are those of an earlier file that was set apart; ``earlier`` is the number of the earlier.
    """

    number: int
    repeat_of: str = ""
    stopped_in: S | None = None
    unit: str = ""
    reason: str = ""
    earlier: int = 0


@dataclass(frozen=True)
class Verdict:
    """What is known of a file before it is read: the state that it ends in, and why, for the clerk and for the unit."""

    state: S
    reason: str
    told: str = ""


@dataclass(frozen=True)
class Incoming:
    """A file as it arrived: its shown name, its bytes, when, and the sender where the mail said so.

    ``again``: a person wants it merged although the same content was undone or closed before. ``envelope`` is the
    SHA-256 of the mail or archive that it was taken out of (of that one itself: its own), ``verdict`` is there where
    the file is not to be read, ``notes`` are findings on how it came.
    """

    name: str
    content: bytes
    received_at: datetime
    sender: str = ""
    again: bool = False
    envelope: str = ""
    verdict: Verdict | None = None
    notes: tuple[Finding, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the content."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Examined:
    """A file, its number in the journal (0: a repeat, or a dry run), what was found; does it proceed to the merge?"""

    incoming: Incoming
    sha256: str
    number: int
    outcome: Outcome
    examination: Examination | None = None
    proceeds: bool = False
    stopped_in: S | None = None

    @property
    def order(self) -> str:
        """Return the stamp by which a unit's own files follow each other."""
        found = self.examination
        return f"{found.order}{_FORM_MARK}{found.form_id}" if found else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what a person can mend."""
        return self.outcome.findings


def same_form(one: str, other: str) -> bool:
    """Return whether two order stamps are of answers to the same form."""
    return one.rpartition(_FORM_MARK)[2] == other.rpartition(_FORM_MARK)[2]


@dataclass
class Intake:
    """The way in for the files of one batch."""

    image: MasterImage
    work: Workplace
    policy: OfficePolicy
    now: datetime
    dry_run: bool
    stages: Stages

    def claim(self, files: Sequence[Incoming]) -> list[Claim]:
        """Return whose turn each file is; new ones are kept in the store and claimed in the journal, all at once."""
        with self.stages.stage("journal"):
            known = {entry["sha256"]: entry for entry in self.work.journal.submissions()}
            if self.dry_run:
                return [_of_earlier(file, known) or Claim(0) for file in files]
            self.work.store.put_all([file.content for file in files])
            new = [(file.sha256, file.name, file.received_at) for file in files if file.sha256 not in known]
            numbers = iter(self.work.journal.open_submissions(new))
            first = {file.sha256: file.name for file in reversed(files)}
            claims = [_of_earlier(file, known) or _fresh(next(numbers), first[file.sha256]) for file in files]
            return _once(claims, [first[file.sha256] for file in files])

    def examine(self, file: Incoming, claim: Claim) -> Examined:
        """Return what a file is and says; never raises for what stands in the file."""
        examined = self._examine(file, claim)
        examined = replace(examined, outcome=replace(examined.outcome, received_at=file.received_at))
        return _as_it_came(file, examined) if file.envelope else examined

    def _examine(self, file: Incoming, claim: Claim) -> Examined:
        digest = file.sha256
        if claim.repeat_of:
            reason = claim.reason or SAME_CONTENT.format(name=claim.repeat_of)
            state = claim.stopped_in or S.FILED
            repeated = Outcome(file.name, digest, state, reason, claim.unit, repeat=True, number=claim.earlier)
            return Examined(file, digest, 0, repeated)
        if file.verdict:
            known = file.verdict
            ended = Outcome(file.name, digest, known.state, known.reason, told=known.told, number=claim.number)
            return Examined(file, digest, claim.number, ended, stopped_in=claim.stopped_in)
        try:
            found = self.understand(file, digest)
        except UnreadableFile as refused:
            state = S.QUARANTINED if refused.kind in HOSTILE_KINDS else S.REJECTED
            stopped = Outcome(file.name, digest, state, str(refused), number=claim.number)
            return Examined(file, digest, claim.number, stopped)
        return _examined(file, digest, claim, found)

    def understand(self, file: Incoming, digest: str) -> Examination:
        """Return what a file says, claimed or not; raises UnreadableFile."""
        with self.stages.stage("read"):
            book = self.work.reader.read(file.content, file.name)
        with self.stages.stage("validate"):
            return examine(digest, file.name, book, context=self._context(file, book.saved_at))

    @cached_property
    def form(self) -> Callable[[str], IssuedForm | None]:
        """Return Journal.form, which reads a form of this batch only once."""
        return cache(self.work.journal.form)

    @cached_property
    def _standing(self) -> ReceiveContext:
        """Return what is the same for every file of the batch."""
        journal = self.work.journal
        latest = {form.unit: form for form in journal.forms()}
        return ReceiveContext(
            self.image,
            self.policy,
            self.work.secret,
            self.now.date(),
            self.now.date(),
            self.form,
            latest,
        )

    def _context(self, file: Incoming, saved_at: str) -> ReceiveContext:
        received = file.received_at
        return replace(
            self._standing, received_on=received.date(), sender=file.sender, saved_at=_stamp(saved_at, received)
        )


def _as_it_came(file: Incoming, examined: Examined) -> Examined:
    """Return what was found in a file out of a mail or an archive, with how it came."""
    outcome = examined.outcome
    notes = () if outcome.repeat else (replace(note, source=file.name, unit=outcome.unit) for note in file.notes)
    found = (*outcome.findings, *notes)
    return replace(examined, outcome=replace(outcome, findings=found, sender=file.sender, envelope=file.envelope))


def _of_earlier(file: Incoming, known: Mapping[str, Mapping[str, Any]]) -> Claim | None:
    """Return the claim on a content that came before: a repeat, or taken up again where it stopped; None when new."""
    earlier = known.get(file.sha256)
    if earlier is None:
        return None
    state, number = S(earlier["state"]), int(earlier["number"])
    if state in UNDECIDED or (file.again and state in _SET_ASIDE):
        return Claim(number, stopped_in=state)
    name, unit, reason = (str(earlier[fact] or "") for fact in ("name", "unit", "reason"))
    if state in _SET_ASIDE:
        reason = _SET_ASIDE[state].format(name=name, number=number, reason=reason)
    elif state is not S.QUARANTINED:
        return Claim(0, repeat_of=name, earlier=number)
    return Claim(0, name, state, unit, reason, number)


def _fresh(number: int | None, first: str) -> Claim:
    """Return the claim on a new content; no number: it stands twice in the batch, or another watcher was faster."""
    return Claim(0, repeat_of=first) if number is None else Claim(number)


def _once(claims: Sequence[Claim], first: Sequence[str]) -> list[Claim]:
    """Return the claims with each number only once: a content that stands twice in the batch is taken up once."""
    taken: set[int] = set()
    single = []
    for claim, name in zip(claims, first, strict=True):
        single.append(Claim(0, repeat_of=name) if claim.number in taken else claim)
        taken |= {claim.number} - {0}
    return single


def _stamp(saved_at: str, received_at: datetime) -> str:
    """Return a text by which files sort: when it was saved (UTC), but never after it came, whatever a PC said.

    Of files that came at the same moment, the clock of the PC decides after all.
    """
    came = received_at if received_at.tzinfo else received_at.replace(tzinfo=_CHINA)
    try:
        saved = datetime.fromisoformat(saved_at)
    except ValueError:
        saved = came
    counts = min(saved if saved.tzinfo else saved.replace(tzinfo=UTC), came)
    return f"{counts.astimezone(UTC):%Y-%m-%dT%H:%M:%S}/{saved_at}"


def _examined(file: Incoming, digest: str, claim: Claim, found: Examination) -> Examined:
    state = found.state or S.FILED
    outcome = Outcome(
        file.name,
        digest,
        state,
        found.reason,
        found.unit,
        found.period,
        found.form_id,
        findings=found.findings,
        told=found.told,
        number=claim.number,
    )
    return Examined(file, digest, claim.number, outcome, found, found.state is None, claim.stopped_in)
