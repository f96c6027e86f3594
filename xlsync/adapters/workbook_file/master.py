"""The closed master: read in one pass, written all or nothing, the version before kept in the store."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from xlsync.adapters.master_exam import broken_part
from xlsync.adapters.replace import FileHeld, is_held, write_durably
from xlsync.adapters.workbook_file.image import PACKAGE, read_image
from xlsync.adapters.workbook_file.lock import holder_of
from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage
from xlsync.services.ports import Store
from xlsync.vocabulary.errors import MasterChangedMeanwhile, MasterDamaged, MasterLocked, MasterMissing
from xlsync.vocabulary.labels.locks import SOMEONE


class MasterFile:
    """The master as a file at ``path``; every version that was ever seen or written goes to the store.

    The image read last is remembered: the same content is not read again.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._last: MasterImage | None = None

    @property
    def is_open(self) -> bool:
        """Return False: it is the file that is read and written."""
        return False

    def saved(self) -> MasterImage:
        """Return all tables as the file holds them; raises as ``read``."""
        return self.read()

    def read(self) -> MasterImage:
        """Return all tables as they stand.

        Raises MasterMissing, MasterLocked, MasterDamaged, NotAMaster, HeaderChanged.
        """
        content = self.content()
        if self._last is None or self._last.sha256 != hashlib.sha256(content).hexdigest():
            self._last = None  # two images at once are not needed, and each is large
            self._refuse_if_damaged(content)
            self._last = self.read_image(content)
        return self._last

    def _refuse_if_damaged(self, content: bytes) -> None:
        """Raise MasterDamaged where a version that the store does not know fails its own check sums.

        A reader need not see that: a bit turned over in a sheet would pass for something that people typed.
        """
        try:
            self._store.get(hashlib.sha256(content).hexdigest())
        except KeyError:
            broken = broken_part(content) if content.startswith(PACKAGE) else ""
            if broken:
                raise MasterDamaged(self._path.name, broken) from None

    def read_image(self, content: bytes) -> MasterImage:
        """Return all tables of any version of the master. Raises NotAMaster, HeaderChanged."""
        return read_image(content, self._path.name)

    def content(self) -> bytes:
        """Return the bytes of the file as they stand. Raises MasterMissing, MasterLocked."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            raise MasterMissing(str(self._path)) from None
        except OSError as error:
            if not is_held(error):
                raise
            raise MasterLocked(holder_of(self._path) or SOMEONE) from None

    def keep(self) -> str:
        """Keep the file as it stands in the store; return its SHA-256. Raises MasterMissing, MasterLocked."""
        return self._store.put(self.content())

    @property
    def name(self) -> str:
        """Return the name of the file, for messages."""
        return self._path.name

    def held_by(self) -> str | None:
        """Return who has the file open, in words for a message; None when nobody has, as far as can be seen."""
        return holder_of(self._path)

    def ready_for(self, plan: Plan, seen: MasterImage) -> None:
        """Raise MasterLocked where somebody has the file open; what has changed in it is seen when it is written."""
        self._refuse_if_held()

    def save(self, standing: Sequence[Plan]) -> str:
        """Return the SHA-256 of the file: nothing stands anywhere else."""
        return hashlib.sha256(self.content()).hexdigest()

    def apply(self, plan: Plan, seen: MasterImage, standing: Sequence[Plan] = ()) -> str:
        """Apply a whole plan and its number, all or nothing, durably; return the SHA-256 of the new file.

        Raises MasterLocked, MasterChangedMeanwhile (the file is not the one that ``seen`` was read from), UnsafeMaster.
        """
        from xlsync.adapters.workbook_file.patch import patched

        before = self.content()
        self._refuse_if_held()
        if hashlib.sha256(before).hexdigest() != seen.sha256:
            raise MasterChangedMeanwhile
        return self.put(before, patched(before, plan, seen))

    def put(self, before: bytes, after: bytes) -> str:
        """Put another version of the file in the place of ``before``, durably; both are kept; return its SHA-256.

        Raises MasterLocked, MasterChangedMeanwhile (the file is not ``before`` any more).
        """
        self._refuse_if_held()
        _, sha256 = self._store.put_all([before, after])
        self._replace(before, after)
        return sha256

    def _refuse_if_held(self) -> None:
        holder = self.held_by()
        if holder is not None:
            raise MasterLocked(holder)

    def _replace(self, before: bytes, after: bytes) -> None:
        """Put the new file in place of the one that was read; the last look comes when it is written and synced.

        On a share that takes seconds, in which somebody may open the master or save it.
        """

        def look() -> None:
            self._refuse_if_held()
            if self.content() != before:
                raise MasterChangedMeanwhile

        try:
            write_durably(self._path, after, last_look=look)
        except FileHeld:
            raise MasterLocked(holder_of(self._path) or SOMEONE) from None
