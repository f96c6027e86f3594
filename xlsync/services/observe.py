"""Before every command: what people typed into the master since the last one becomes lines of the journal."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from xlsync.model.plan import CellChange, Source
from xlsync.model.table import MasterImage
from xlsync.rules.observe import Differences, differences
from xlsync.services.ports import Journal, Master, Store
from xlsync.vocabulary.errors import MasterChangedMeanwhile
from xlsync.vocabulary.labels.journal import OBSERVED


class VersionedMaster(Master, Protocol):
    """A master whose versions can be kept and read again."""

    def content(self) -> bytes:
        """Return the bytes of the master as it stands."""
        ...

    def read_image(self, content: bytes) -> MasterImage:
        """Return the tables of any version of the master."""
        ...


@dataclass(frozen=True)
class Observed:
    """What was typed since the last command; ``has_base`` is False when there was nothing to compare with."""

    found: Differences = field(default_factory=Differences)
    has_base: bool = True


def observe(image: MasterImage, master: VersionedMaster, store: Store, journal: Journal, now: datetime) -> Observed:
    """Keep in the journal what differs from the last known master, and the master itself in the store.

    ``image`` is the master as just read. Run recover before: a plan that stands in the master and is not finished in
    the journal would be taken for somebody's typing. Raises MasterChangedMeanwhile.
    """
    last = journal.last_master()
    if last == image.sha256:
        return Observed()
    base = known_version(last, master, store)
    found = differences(base, image, Source(OBSERVED)) if base is not None else Differences()
    keep(image, found, master, store, journal, now)
    return Observed(found, base is not None)


def unlisted(journal: Journal) -> tuple[CellChange, ...]:
    """Return what was typed since the last plan, oldest first: what 变更记录 and 错误清单 do not tell of yet.

    A command that was killed, or that made no plan, has observed it in vain.
    """
    return tuple(change for plan in journal.finished_since(journal.last_finished()) for change in plan.changes)


def known_version(sha256: str | None, master: VersionedMaster, store: Store) -> MasterImage | None:
    """Return an earlier version of the master, None when there is none or the store has lost it."""
    try:
        return master.read_image(store.get(sha256)) if sha256 is not None else None
    except KeyError:
        return None


def keep(
    image: MasterImage, found: Differences, master: VersionedMaster, store: Store, journal: Journal, now: datetime
) -> None:
    """Keep this version in the store, then what was found in it in the journal. Raises MasterChangedMeanwhile."""
    if store.put(master.content()) != image.sha256:
        raise MasterChangedMeanwhile
    journal.observe(found.changes, found.appends, image.sha256, now)
