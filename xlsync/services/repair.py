"""Repair: which kept version of the master is whole, and a mended one put in place without a line of history."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from xlsync.rules.observe import Differences
from xlsync.services.moments import known_batches
from xlsync.services.observe import VersionedMaster, keep
from xlsync.services.ports import Batch
from xlsync.services.workplace import Workplace


class MasterOnDisk(VersionedMaster, Protocol):
    """A closed master whose file can be replaced as a whole."""

    def put(self, before: bytes, after: bytes) -> str:
        """Put another version in the place of ``before``, durably; both are kept; return its SHA-256.

        Raises MasterLocked, MasterChangedMeanwhile.
        """
        ...


class Whole(NamedTuple):
    """A kept version of the master that is whole, and the batch after which it stood so."""

    batch: Batch
    content: bytes


def last_whole(work: Workplace, is_whole: Callable[[bytes], bool]) -> Whole | None:
    """Return the newest kept version that is whole, None when the store has none."""
    seen = set()
    for batch in reversed(known_batches(work)):
        if batch.master not in seen:
            seen.add(batch.master)
            content = _kept(work, batch.master)
            if content is not None and is_whole(content):
                return Whole(batch, content)
    return None


def _kept(work: Workplace, sha256: str) -> bytes | None:
    try:
        return work.store.get(sha256)
    except KeyError:
        return None


def put_version(file: MasterOnDisk, work: Workplace, before: bytes, after: bytes, now: datetime) -> None:
    """Put a version with the same values in the place of ``before`` and tell the journal of it, without a line.

    If the process dies between the two, the next command observes the file and finds no difference. Raises
    MasterLocked, MasterChangedMeanwhile.
    """
    file.put(before, after)
    keep(file.read(), Differences(), file, work.store, work.journal, now)
