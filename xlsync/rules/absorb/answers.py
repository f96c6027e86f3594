"""One submission into the batch, answer by answer: what is taken, what is registered, what a person must know."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xlsync.model.submission import Answer
from xlsync.model.table import Row, Value
from xlsync.rules.absorb import doubts
from xlsync.rules.absorb.arrival import Absorbed, Arrival
from xlsync.rules.absorb.batch import Absorption
from xlsync.rules.absorb.feedback import Entry, note_on_present, register
from xlsync.rules.absorb.ledger import fill_ledger
from xlsync.rules.absorb.saying import Said, headers, hear
from xlsync.rules.assignment import ENDED
from xlsync.rules.merge import MergedRow
from xlsync.rules.returned.office import ExtensionWish
from xlsync.vocabulary.labels import merging as words
from xlsync.vocabulary.terms import ExtensionState, FeedbackState, Role


def absorb(arrival: Arrival, batch: Absorption) -> Absorbed:
    """Merge one submission into the batch and return what it did; what cannot be taken becomes a finding."""
    done = Absorbed()
    for answer in arrival.answers:
        _absorb_answer(arrival, answer, batch, done)
    for wish in arrival.wishes:
        if _is_party(arrival, wish.matter_id, batch):
            _note_wish(arrival, wish, batch)
    return done


def _absorb_answer(arrival: Arrival, answer: Answer, batch: Absorption, done: Absorbed) -> None:
    said = hear(arrival, answer)
    row = batch.row("matters", answer.matter_id)
    if answer.matter_id in arrival.older:
        done.older += said.is_news
        done.findings += doubts.overtaken(arrival, said)
    elif row is None:
        done.refused += said.is_news
        done.findings += doubts.untaken("M38-gone", arrival, said)
        note_on_present(arrival, answer, (words.GONE,) if said.is_news else (), batch)
    elif not _is_party(arrival, answer.matter_id, batch):
        done.refused += said.is_news
        done.findings += doubts.untaken("M38-party", arrival, said)
    else:
        _take(arrival, said, row, batch, done)


def _is_party(arrival: Arrival, matter: str, batch: Absorption) -> bool:
    """Return whether the unit carries a matter; where the units of a matter cannot be told, it is believed."""
    return arrival.unit in batch.parties.get(matter, {arrival.unit})


@dataclass
class _Course:
    """What becomes of one answer, as it is decided step by step."""

    said: Said
    leads: bool
    state: FeedbackState
    merged: MergedRow = field(default_factory=lambda: MergedRow({}, {}))
    closed: bool = False
    back: bool = False
    unled: bool = False
    corrects: bool = False


def _take(arrival: Arrival, said: Said, row: Row, batch: Absorption, done: Absorbed) -> None:
    matter, closed = said.answer.matter_id, said.is_news and row["stage"] in ENDED
    leads = batch.leads.get(matter) == arrival.unit
    course = _Course(said, leads, _state(arrival, said, closed=closed), closed=closed)
    course.unled = said.is_news and not leads and matter in arrival.led
    if course.state is FeedbackState.ACCEPTED:
        _accept(arrival, course, row, batch, done)
    _question(arrival, course, batch, done)
    values = said.total if course.state is FeedbackState.ACCEPTED else said.answer.values
    entry = Entry(
        arrival,
        replace(said.answer, values=dict(values)),
        Role.LEAD if leads else Role.JOINT,
        course.state,
        tuple(note for note in _notes(arrival, course) if note),
        said.is_news,
        said.is_news or course.back,
        course.corrects,
    )
    register(entry, batch)


def _accept(arrival: Arrival, course: _Course, row: Row, batch: Absorption, done: Absorbed) -> None:
    said = course.said
    corrected = list(doubts.replaced(arrival, said, batch))
    course.corrects = bool(corrected)
    if course.leads:
        cells = done.cells
        course.merged = fill_ledger(arrival, said, row, batch, done)
        done.updated += done.cells > cells
        done.agreed += done.cells == cells and not course.merged.conflicts
    else:
        done.registered += 1
    done.findings += corrected
    done.accepted[said.answer.matter_id] = said.total


def _question(arrival: Arrival, course: _Course, batch: Absorption, done: Absorbed) -> None:
    """Add what a person must decide about an answer."""
    said = course.said
    if course.state is FeedbackState.RETURNED:
        return
    if course.closed:
        done.closed += 1
        done.findings += doubts.untaken("M38-closed", arrival, said)
        return
    questions = list(doubts.taken_back(arrival, said, batch))
    course.back = bool(questions)
    done.findings += questions
    if course.unled:
        done.findings.append(doubts.of_role(arrival, said))


def _state(arrival: Arrival, said: Said, *, closed: bool) -> FeedbackState:
    if said.answer.matter_id in arrival.returned:
        return FeedbackState.RETURNED
    return FeedbackState.ACCEPTED if said.is_news and not closed else FeedbackState.ASKED


def _notes(arrival: Arrival, course: _Course) -> Iterator[str]:
    """Yield what 反馈登记 says of an answer, blank where there is nothing to say."""
    said, matter = course.said, course.said.answer.matter_id
    asked = arrival.asked.get(matter, "")
    if not said.is_news and not asked and course.state is FeedbackState.ASKED:
        asked = words.NOT_UPDATED
    yield arrival.returned.get(matter) or (words.ALREADY_CLOSED if course.closed else asked)
    if course.merged.conflicts:
        yield words.CONFLICT_NOTE.format(columns=headers(course.merged.conflicts))
    if course.back:
        yield words.BACK_NOTE.format(columns=headers(said.back))
    if course.unled:
        yield words.NO_LONGER_LEAD
    if said.extra and not (course.leads and course.state is FeedbackState.ACCEPTED):
        yield words.EXTRA_NOTE.format(extra=said.extra)


def _note_wish(arrival: Arrival, wish: ExtensionWish, batch: Absorption) -> None:
    """Put a moved deadline on 延期申请 to be decided; the ledger's deadline stands until then."""
    if wish.wanted is None:
        return
    key = f"{wish.matter_id}/{arrival.sha256[:6]}"
    wanted: dict[str, Value] = {
        "extension_id": key,
        "matter_id": wish.matter_id,
        "unit": arrival.unit,
        "asked_on": arrival.received_on,
        "asked_until": wish.wanted,
        "reason": words.MOVED_DEADLINE.format(issued=wish.issued or "", written=wish.written),
        "state": ExtensionState.ASKED.value,
        "source": arrival.file,
    }
    batch.put("extensions", key, wanted, arrival.source(wish.cell))
