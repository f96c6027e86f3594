"""A small office on the disk that lives through a history: its clock is ours, and it dies at a step when told to."""

import atexit
import functools
import hashlib
import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.letters import letter
from tests.crash.dying import STEPS, ReadHere
from tests.services.small_ledger import EAST, HOUSING, ROAD, SCHOOL, fill, form_of, on, small_office, type_in_excel
from xlsync.adapters.envelopes.apart import may_be_envelope
from xlsync.adapters.envelopes.opener import open_envelope
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.master_exam import examine
from xlsync.adapters.store import FileStore
from xlsync.adapters.workbook_file import master
from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry import arrivals, bootstrap
from xlsync.entry.bootstrap import Desk, changing, workplace
from xlsync.entry.settings import Office, office_at
from xlsync.model.table import MasterImage, Value
from xlsync.services.verify import Verification, verify

UNITS = (HOUSING, EAST)
CARRIED = {HOUSING: (ROAD,), EAST: (ROAD, SCHOOL)}
LEADS = {ROAD: HOUSING, SCHOOL: EAST}
_BETWEEN = timedelta(hours=3)
MAILS = {HOUSING: "u2@demo.invalid", EAST: "u3@demo.invalid"}


class Died(BaseException):
    """The process ends here: nobody catches it but the one that watches."""


@cache
def _founded() -> Path:
    """Return a founded office to copy, in memory where there is one."""
    folder = _new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return small_office(folder / "office").root


def _new_folder() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="xlsync-", dir=memory if os.access(memory, os.W_OK) else None))


class RealOffice:
    """One office folder; every command is a process of its own in all but name."""

    def __init__(self) -> None:
        self.folder, self.now, self.dies_at = _new_folder(), datetime(2016, 10, 13, 9), ""
        self.root = Path(shutil.copytree(_founded(), self.folder / "office"))
        self._patch = pytest.MonkeyPatch()
        self._instrument()

    def close(self) -> None:
        """Leave nothing behind."""
        self._patch.undo()
        self.discard()

    def discard(self) -> None:
        """Remove the folder; of a twin that is all there is to do."""
        shutil.rmtree(self.folder)

    def _instrument(self) -> None:
        self._patch.setattr(Office, "now", property(lambda office: self.now))
        self._patch.setattr(bootstrap, "SeparateReader", ReadHere)
        self._patch.setattr(master, "read_image", _image_of)
        self._patch.setattr(arrivals, "process_of", lambda budget: None)
        self._patch.setattr(arrivals, "open_apart", _open_here)
        for step, module, path in STEPS:
            *owner, name = path.split(".")
            holder = functools.reduce(getattr, owner, importlib.import_module(module))
            self._patch.setattr(holder, name, self._watched(step, getattr(holder, name)))

    def _watched(self, step: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(whole)
        def stepping(*args: Any, **options: Any) -> Any:
            self._pass(f"before {step}")
            result = whole(*args, **options)
            self._pass(f"after {step}")
            return result

        return stepping

    def _pass(self, place: str) -> None:
        if self.dies_at == place:
            self.dies_at = ""
            raise Died(place)

    @property
    def office(self) -> Office:
        return on(office_at(self.root), self.now.date())

    @contextmanager
    def command(self) -> Iterator[Desk]:
        """Yield the desk of one command, hours after the last; it may die at ``dies_at``."""
        self.now += _BETWEEN
        try:
            with changing(self.office) as desk:
                yield desk
        finally:
            self.dies_at = ""

    def day_of_next(self) -> date:
        """Return the day on which the next command works."""
        return (self.now + _BETWEEN).date()

    def image(self) -> MasterImage:
        """Return the master as it lies there; no command is begun."""
        return MasterFile(self.office.master, FileStore(self.folder / "looked")).read()

    def content(self) -> bytes:
        return self.office.master.read_bytes()

    def put_back(self, content: bytes) -> None:
        """Copy an earlier version of the master over it, as a person does."""
        self.office.master.write_bytes(content)

    @contextmanager
    def journal(self) -> Iterator[SqlJournal]:
        journal = SqlJournal(self.office.journal_url)
        try:
            yield journal
        finally:
            journal.close()

    def verify(self) -> Verification:
        work = workplace(self.office)
        try:
            return verify(work, examine)
        finally:
            work.journal.close()

    def type_in(self, sheet: str, key: str, values: Mapping[str, Value]) -> None:
        """Type into the master as staff do."""
        type_in_excel(self.office, sheet, key, values)

    @property
    def lock(self) -> Path:
        """Return the file that LibreOffice leaves beside an open workbook."""
        path = self.office.master
        return path.with_name(f".~lock.{path.name}#")

    def filled(self, unit: str, rows: Mapping[str, Mapping[str, object]], signed: bool) -> bytes:
        """Return a unit's form as filled in and saved now."""
        self.now += timedelta(minutes=10)
        office, saved = self.office, self.now - timedelta(hours=8)
        path = fill(office, unit, rows, "填写中.xlsx", at=saved, signed=signed)
        content = path.read_bytes()
        path.unlink()
        return content

    def arrives(self, name: str, content: bytes, *, mailed_by: str = "") -> Path:
        """Lay a file into the inbox, by itself or in a mail."""
        path = self.office.inbox / (f"{name}.eml" if mailed_by else f"{name}.xlsx")
        if mailed_by:
            content = letter((f"{name}.xlsx", content), sender=f"办公室 <{MAILS[mailed_by]}>").as_bytes()
        path.write_bytes(content)
        return path

    def form_file(self, unit: str) -> Path:
        return form_of(self.office, unit)

    def twin(self) -> "RealOffice":
        """Return the same office once more, at the same moment; only one of both is under way at a time."""
        twin = object.__new__(RealOffice)
        twin.__dict__.update(self.__dict__, folder=_new_folder())
        twin.root = Path(shutil.copytree(self.root, twin.folder / "office"))
        return twin


def _open_here(process: object, content: bytes, name: str) -> Any:
    return open_envelope(content, name) if may_be_envelope(content) else None


@lru_cache(maxsize=64)
def _image_of(content: bytes, name: str) -> MasterImage:
    """Return the tables of a master, read once however many processes look at it."""
    return read_image(content, name)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
