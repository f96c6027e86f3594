"""The master at a moment: which batch it was, and its tables, from the store or laid out anew from the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsync.model.table import MasterImage
from xlsync.rules.asof import Replay
from xlsync.services.observe import known_version
from xlsync.services.ports import Batch
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import NoSuchMoment, UsageMistake
from xlsync.vocabulary.labels import undoing as words

_DONE = "done"


@dataclass(frozen=True)
class Moment:
    """A state of the master that the journal knows: that after a finished batch; ``is_kept`` in the store as it was."""

    batch: Batch
    image: MasterImage
    is_kept: bool

    @property
    def at(self) -> str:
        """Return when the batch was made, as people read it."""
        return f"{self.batch.made_at:%Y-%m-%d %H:%M}"


def known_batches(work: Workplace) -> list[Batch]:
    """Return the finished batches and observations after which the master is known, oldest first."""
    return [batch for batch in work.journal.batches() if batch.state == _DONE and batch.master]


def batch_at(batches: Sequence[Batch], when: str) -> Batch:
    """Return the last batch at a plan number, at the end of a day, or at a moment of it.

    Raises UsageMistake for any other text, NoSuchMoment where the journal begins later or has no such plan.
    """
    if not batches:
        raise NoSuchMoment(words.NO_HISTORY)
    text = when.strip()
    if text.isascii() and text.isdigit():
        return _numbered(batches, int(text))
    end = _end_of(text)
    before = [batch for batch in batches if batch.made_at.replace(tzinfo=None) <= end]
    if not before:
        raise NoSuchMoment(words.BEFORE_FIRST.format(first=min(batch.made_at.date() for batch in batches), when=text))
    return before[-1]


def _numbered(batches: Sequence[Batch], number: int) -> Batch:
    for batch in batches:
        if batch.number == number:
            return batch
    raise NoSuchMoment(words.NO_SUCH_PLAN.format(number=number, first=batches[0].number, last=batches[-1].number))


def _end_of(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return datetime.combine(day, time.max)
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise UsageMistake("bad_when", text) from None
    return moment if moment.second else moment.replace(second=59, microsecond=999999)


def moment_of(work: Workplace, batches: Sequence[Batch], batch: Batch) -> Moment:
    """Return the state after a batch; raises NoSuchMoment where neither store nor journal can give it."""
    kept = known_version(batch.master, work.master, work.store)
    if kept is not None:
        return Moment(batch, kept, is_kept=True)
    for earlier in reversed([one for one in batches if one.number < batch.number]):
        start = known_version(earlier.master, work.master, work.store)
        if start is not None:
            return Moment(batch, _laid_out(work, start, batches, earlier, batch), is_kept=False)
    raise NoSuchMoment(words.UNREBUILDABLE.format(number=batch.number))


def _laid_out(
    work: Workplace, start: MasterImage, batches: Sequence[Batch], earlier: Batch, last: Batch
) -> MasterImage:
    replay = Replay(start)
    for batch in batches:
        if earlier.number < batch.number <= last.number:
            replay.apply(work.journal.plan(batch.number))
    return replay.image()
