"""A full disk and a denied write at each operation: one Chinese sentence, no harm to the master, nothing lost."""

import builtins
import errno
import io
import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crash.dying import NOW
from tests.crash.killing import Ruin, State, difference, known_master, quick_folder, waiting_office
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.trouble import trouble_of
from xlsync.entry.cli import main
from xlsync.entry.settings import Office
from xlsync.model.table import MasterImage
from xlsync.vocabulary.errors import DiskFailing, DiskFull, WriteDenied

SLICE = 2
SQLITE = {
    errno.ENOSPC: (sqlite3.SQLITE_FULL, "SQLITE_FULL", "database or disk is full"),
    errno.EACCES: (sqlite3.SQLITE_READONLY, "SQLITE_READONLY", "attempt to write a readonly database"),
    errno.EIO: (sqlite3.SQLITE_IOERR_FSYNC, "SQLITE_IOERR_FSYNC", "disk I/O error"),
}
TOLD = {errno.ENOSPC: DiskFull, errno.EACCES: WriteDenied, errno.EIO: DiskFailing}
WRITING = ("w", "x", "a", "+")


@dataclass
class Faults:
    """Counts what writes, and fails at the n-th: once, or from there until the ``end``."""

    error: int = errno.ENOSPC
    at: int | None = None
    lasting: bool = False
    count: int = 0
    names: list[str] = field(default_factory=list)
    on: bool = False

    def begin(self, at: int | None = None, error: int = errno.ENOSPC, lasting: bool = False) -> None:
        self.at, self.error, self.lasting, self.count, self.on = at, error, lasting, 0, True
        self.names.clear()

    def end(self) -> None:
        self.on = False

    def pass_or_fail(self, name: str) -> None:
        if not self.on:
            return
        self.names.append(name)
        number, self.count = self.count, self.count + 1
        if self.at is not None and (number >= self.at if self.lasting else number == self.at):
            raise self.failure(name)

    def failure(self, name: str) -> Exception:
        if not name.startswith("database"):
            return OSError(self.error, os.strerror(self.error), "/office/place")
        return said_by_sqlite(self.error)


def said_by_sqlite(number: int) -> sqlite3.OperationalError:
    """Return what SQLite raises where the disk says ENOSPC, EACCES or EIO."""
    code, name, words = SQLITE[number]
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


class _Writing(io.BufferedWriter):
    """A file open for writing whose writes may fail, having written the first half."""

    faults: Faults

    def write(self, content: Any) -> int:
        try:
            self.faults.pass_or_fail("write")
        except OSError:
            super().write(bytes(content)[: len(content) // 2])
            raise
        return super().write(content)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Put a layer under everything that writes: files, folders, and the commits of the database."""
    found = Faults()
    whole_open, database = io.open, sqlite3.dbapi2.connect

    def opening(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        if not any(letter in mode for letter in WRITING) or mode == "r+b":
            return whole_open(file, mode, *args, **options)
        found.pass_or_fail("open")
        opened = whole_open(file, mode, *args, **options)
        if "b" not in mode:
            return opened
        writing = _Writing(opened.detach())
        writing.faults = found
        return writing

    def failing(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*args: Any, **options: Any) -> Any:
            found.pass_or_fail(name)
            return whole(*args, **options)

        return operation

    class Connection(sqlite3.Connection):
        def commit(self) -> None:
            found.pass_or_fail("database commit")
            super().commit()

    monkeypatch.setattr(builtins, "open", opening)
    monkeypatch.setattr(io, "open", opening)
    for name in ("fsync", "replace", "rename", "mkdir", "unlink"):
        monkeypatch.setattr(os, name, failing(name, getattr(os, name)))
    connecting = lambda *args, **options: database(*args, **{**options, "factory": Connection})  # noqa: E731
    monkeypatch.setattr(sqlite3.dbapi2, "connect", connecting)
    monkeypatch.setattr("xlsync.entry.bootstrap.SeparateReader", _ReadHere)
    yield found


def _ReadHere(budget: object) -> Any:  # stands for a class
    from xlsync.adapters.reading.reader import WorkbookReader

    return WorkbookReader()


@dataclass
class Disk:
    """The office before the merge and what it comes to on a disk with room; copies of it meet the faults."""

    folder: Path
    first: MasterImage
    since: int
    whole: State
    operations: list[str]
    speak: pytest.CaptureFixture[str]
    faults: Faults
    trials: int = 0

    def copy(self) -> Path:
        self.trials += 1
        return Path(shutil.copytree(self.folder / "office", self.folder / f"trial{self.trials}"))

    def check(self, root: Path, where: str) -> None:
        """Merge once more, now that there is room, and compare with what it had to come to."""
        code, said = command(root, self.speak)
        assert code in (0, 1, 4), (where, code, said)
        ruin = Ruin(root)
        assert ruin.leftovers() == [], where
        assert ruin.disagreement(self.first, self.since) == "", where
        assert difference(ruin.state(), self.whole) == [], where
        shutil.rmtree(root)


def command(root: Path, speak: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run ``xlsync merge`` as a person does; return its exit code and all that it said."""
    code = main(["merge", str(root), "--today", f"{NOW:%Y-%m-%d}"])
    said = speak.readouterr()
    return code, said.out + said.err


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Ruin]]:
    folder = quick_folder(tmp_path_factory)
    yield folder, Ruin(waiting_office(folder / "office").root)
    shutil.rmtree(folder)


@pytest.fixture
def disk(
    office: tuple[Path, Ruin], faults: Faults, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Disk]:
    """Return the office, merged once without a fault to know what it comes to and how many operations that takes."""
    monkeypatch.setattr(Office, "now", NOW)
    folder, before = office
    whole = Path(shutil.copytree(folder / "office", folder / "whole"))
    faults.begin()
    assert command(whole, capsys)[0] == 4
    operations = list(faults.names)
    disk = Disk(folder, known_master(before), before.last_batch(), Ruin(whole).state(), operations, capsys, faults)
    faults.end()
    yield disk
    faults.end()
    shutil.rmtree(whole)


def fail_at(disk: Disk, number: int, error: int, lasting: bool) -> str:
    """Let one operation fail (or all from it on), look at what is said and left, then merge again; return its name."""
    root = disk.copy()
    where = f"{errno.errorcode[error]} at {number} {disk.operations[number]}{' for good' if lasting else ''}"
    disk.faults.begin(number, error, lasting)
    code, said = command(root, disk.speak)
    disk.faults.end()
    assert "Traceback" not in said and "Error" not in said, (where, said)
    assert code in (0, 1, 3, 4), (where, code, said)
    if lasting:
        assert code == 3 or code in (1, 4), (where, code, said)
    if code == 3:
        assert said.strip().count("\n") == 0 and "。" in said, (where, said)
        assert said.splitlines()[0].startswith(_opening(error)), (where, said)
        assert Ruin(root).image, where
    disk.check(root, where)
    return disk.operations[number]


def _opening(error: int) -> str:
    """Return the first words of the sentence for an error, whatever the place."""
    return f"xlsync: {TOLD[error]('')}".partition("“")[0]


def run_through(disk: Disk, numbers: Sequence[int]) -> Counter[str]:
    """Fail at each operation in the six ways; return how many operations of each kind failed."""
    return Counter(
        fail_at(disk, number, error, lasting) for number in numbers for error in TOLD for lasting in (False, True)
    )


def test_a_full_or_denied_disk_at_some_operations_harms_nothing(disk: Disk) -> None:
    run_through(disk, random.Random(7).sample(range(len(disk.operations)), SLICE))


@pytest.mark.proof
def test_a_full_or_denied_disk_at_each_operation_harms_nothing(disk: Disk) -> None:
    failed = run_through(disk, range(len(disk.operations)))
    print(f"{len(disk.operations)} operations of a merge, each failing in 6 ways: {sum(failed.values())} failures")
    for name, count in failed.most_common():
        print(f"  {count:4d}  {name}")


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, DiskFull), (errno.EACCES, WriteDenied), (errno.EROFS, WriteDenied), (errno.EIO, DiskFailing)],
)
def test_what_the_disk_says_is_one_sentence_with_the_next_step(number: int, told: type[Exception]) -> None:
    trouble = trouble_of(OSError(number, "no", "/office/台账.xlsm"))
    assert isinstance(trouble, told)
    assert "/office/台账.xlsm" in str(trouble) and "请" in str(trouble)


@pytest.mark.parametrize("number", TOLD)
def test_a_commit_of_the_journal_that_the_disk_refuses_is_told_as_the_disk_tells_it(
    tmp_path: Path, faults: Faults, number: int
) -> None:
    with closing(SqlJournal(tmp_path / "journal.db")) as journal:
        journal.next_sequence("2016")
        faults.begin(0, number)
        with pytest.raises(TOLD[number], match=r"journal\.db"):
            journal.next_sequence("2016")
        faults.end()
        assert journal.next_sequence("2016") == 2


def test_a_temporary_file_is_told_by_its_folder() -> None:
    assert "“/office”" in str(trouble_of(OSError(errno.ENOSPC, "no", "/office/.xlsync-0123")))


def test_an_error_that_is_not_the_disks_is_left_alone() -> None:
    assert trouble_of(ValueError("x")) is None
    assert trouble_of(FileNotFoundError(errno.ENOENT, "no", "x")) is None
