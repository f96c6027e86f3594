"""What arrived, as the merge takes it: a file by itself, or a mail or an archive with the files that were in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xlsync.adapters.envelopes.apart import open_apart
from xlsync.adapters.inbox import Inbox
from xlsync.adapters.reading.apart import process_of
from xlsync.entry.bootstrap import reading_budget
from xlsync.entry.settings import Office
from xlsync.model.envelope import Opened, Part, Refusal
from xlsync.model.finding import Finding
from xlsync.rules.returned.moments import counts_from
from xlsync.services.intake import Incoming, Verdict
from xlsync.vocabulary.labels import envelopes as words
from xlsync.vocabulary.labels.files import HOSTILE_KINDS
from xlsync.vocabulary.terms import SubmissionState as S


@dataclass(frozen=True)
class Arrival:
    """A file of the disk, the SHA-256 of its content, and what is merged: an envelope and its parts, or itself."""

    path: Path
    sha256: str
    files: tuple[Incoming, ...]


def arrival(office: Office, inbox: Inbox, path: Path) -> Arrival:
    """Return a file of the inbox, opened where it holds other files; it stays where it is."""
    content, name = inbox.take(path)
    arrived = inbox.arrived_at(path)
    file = Incoming(name, content, office.moment(arrived))
    opened = _opened(office, file)
    if opened is None:
        return Arrival(path, file.sha256, (file,))
    counted = replace(file, received_at=office.moment(counts_from(arrived, opened.served_at)))
    return Arrival(path, file.sha256, tuple(_files(counted, opened, tuple(_moments(opened, arrived, office)))))


def reopened(office: Office, file: Incoming) -> tuple[Incoming, ...]:
    """Return a kept file that is to be merged once more, opened where it holds other files."""
    opened = _opened(office, file)
    return (file,) if opened is None else tuple(_files(file, opened, ()))


def _opened(office: Office, file: Incoming) -> Opened | None:
    return open_apart(process_of(reading_budget(office)), file.content, file.name)


def _files(file: Incoming, opened: Opened, notes: tuple[Finding, ...]) -> Iterator[Incoming]:
    """Yield an envelope and its parts; ``notes`` tell of the parts when they came."""
    whole = replace(
        file,
        envelope=file.sha256,
        sender=opened.sender or "",
        verdict=_verdict(opened.refused) if opened.refused else Verdict(S.FILED, _what_was_in(opened)),
        notes=tuple(_left_over(file.name, opened)),
    )
    yield whole
    for part in opened.parts:
        yield _taken_out(part, whole, notes)


def _taken_out(part: Part, envelope: Incoming, notes: tuple[Finding, ...]) -> Incoming:
    verdict = _verdict(part.refused) if part.refused else None
    return Incoming(
        part.name,
        part.content,
        envelope.received_at,
        part.sender or "",
        envelope.again,
        envelope=envelope.envelope,
        verdict=verdict,
        notes=notes,
    )


def _verdict(refused: Refusal) -> Verdict:
    state = S.QUARANTINED if refused.kind in HOSTILE_KINDS else S.REJECTED
    return Verdict(state, refused.reason, refused.told)


def _what_was_in(opened: Opened) -> str:
    clauses = [words.TAKEN_OUT.format(kind=words.KINDS[opened.kind], count=len(opened.parts))]
    for names, sentence in ((opened.documents, words.DOCUMENTS), (opened.damaged, words.DAMAGED)):
        if names:
            clauses.append(sentence.format(count=len(names), names=words.listed(names)))
    return words.CLAUSE_JOIN.join(clauses)


def _left_over(name: str, opened: Opened) -> Iterator[Finding]:
    """Yield what a person must look at in an envelope that was opened."""
    facts = {"kind": words.KINDS[opened.kind], "file": name}
    if opened.documents:
        more = {"count": len(opened.documents), "names": words.listed(opened.documents)}
        yield Finding("M49-documents", facts=facts | more)
    if opened.damaged:
        more = {"count": len(opened.damaged), "names": words.listed(opened.damaged)}
        yield Finding("M49-damaged", facts=facts | more)


def _moments(opened: Opened, arrived: float, office: Office) -> Iterator[Finding]:
    """Yield by which clock a mail counts as received, where that is another day than it came to lie in the inbox."""
    here, counted = office.moment(arrived), office.moment(counts_from(arrived, opened.served_at))
    if counted.date() != here.date():
        facts = {"served": words.MOMENT.format(counted), "arrived": words.MOMENT.format(here)}
        yield Finding("M49-served", facts=facts)
    elif opened.served_at is None and opened.dated is not None:
        dated = office.moment(opened.dated)
        if dated.date() < here.date():
            yield Finding(
                "M49-undated", facts={"dated": words.MOMENT.format(dated), "arrived": words.MOMENT.format(here)}
            )
