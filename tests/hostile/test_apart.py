"""The process that reads: what it may not do, how it dies, and that nobody else does with it."""

import ctypes
import io
import os
import signal
import struct
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.workbooks_for_reading import honest, odd
from xlsync.adapters.reading import WorkbookReader, worker
from xlsync.adapters.reading.apart import SeparateProcess, SeparateReader
from xlsync.adapters.reading.exchange import packed, receive, unpacked
from xlsync.adapters.reading.jobobject import BasicLimits, ExtendedLimits, Job
from xlsync.adapters.reading.limits import Budget
from xlsync.vocabulary.errors import ReadingImpossible, UnreadableFile

ROOT = Path(__file__).parents[2]
FORM = honest()


@pytest.fixture
def process():
    apart = SeparateProcess(Budget(seconds=0.5, memory_mb=300))
    yield apart
    apart.close()


BAD = """
import os, signal
def hang(content):
    while True: pass
def abort(content): os.abort()
def crash(content): os.kill(os.getpid(), signal.SIGSEGV)
def eat(content): return len(bytearray(10**9))
def fail(content): raise AttributeError("text of a cell")
def write(content, path): open(path, "w").write("x" * 10000)
class Forged:
    def __reduce__(self): return os.system, ("echo forged",)
def forge(content): return Forged()
def chatter(content):
    print("noise " * 10000); return len(content)
"""
TASKS = {name: ("bad_file", name) for name in ("hang", "abort", "crash", "eat", "fail", "write", "forge", "chatter")}


@pytest.fixture
def bad(process, monkeypatch, tmp_path):
    """Return a process apart that also knows the tasks of a bad file."""
    (tmp_path / "bad_file.py").write_text(BAD)
    start = f"import sys, xlsync.adapters.reading.worker as w; w.TASKS.update({TASKS!r}); w.main(sys.argv[1:])"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    whole = subprocess.Popen
    monkeypatch.setattr(
        "xlsync.adapters.reading.apart.subprocess.Popen",
        lambda command, **options: whole([command[0], "-P", "-c", start, *command[4:]], **options),
    )
    return process


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        ("hang", "slow"),
        ("abort", "slow"),
        ("crash", "damaged"),
        ("eat", "slow"),
        ("fail", "damaged"),
        ("forge", "damaged"),
    ],
)
def test_whatever_a_file_does_there_it_is_refused_and_the_next_is_read(bad, task: str, kind: str):
    """Runs in a circle, aborts, breaks the process, eats memory, meets a fault of ours, answers with code to run."""
    start = time.monotonic()
    with pytest.raises(UnreadableFile) as stopped:
        bad.call(task, b"x")
    assert stopped.value.kind == kind and "text of a cell" not in str(stopped.value)
    assert time.monotonic() - start < 6
    assert bad.call("read", FORM, name="") == WorkbookReader().read(FORM, "")


def test_it_can_write_no_file_and_what_it_prints_goes_nowhere(bad, tmp_path, capfd):
    with pytest.raises(UnreadableFile):
        bad.call("write", b"", path=str(tmp_path / "written"))
    assert not (tmp_path / "written").exists() or (tmp_path / "written").stat().st_size == 0
    assert bad.call("chatter", b"four") == 4
    assert capfd.readouterr() == ("", "")


def test_what_was_read_apart_is_what_is_read_here():
    for content in (FORM, odd()):
        assert SeparateReader().read(content, "") == WorkbookReader().read(content, "")


def test_files_are_read_ahead_in_any_order():
    """Asked for as expected, skipped, unexpected, twice, and with another task between."""
    reader, files = SeparateReader(), [bytes(FORM[:1]) + FORM[1:] for _ in range(4)] + [odd()]
    reader.expect([(content, "") for content in files])
    seen = [len(reader.read(content, "").sheets) for content in (files[0], files[2], files[4], files[1], files[4])]
    assert seen == [1, 1, 2, 1, 2]
    reader.expect([(files[0], "")])
    reader.process.call("read", files[4], name="")
    assert len(reader.read(files[0], "").sheets) == 1


def test_a_bad_file_ahead_is_told_when_its_turn_comes():
    reader, files = SeparateReader(), [FORM, b"%PDF-1", odd()]
    reader.expect([(content, "") for content in files])
    assert len(reader.read(files[0], "").sheets) == 1
    with pytest.raises(UnreadableFile, match="PDF"):
        reader.read(files[1], "")
    assert len(reader.read(files[2], "").sheets) == 2


def test_a_process_killed_between_two_files_is_started_again(process):
    process.call("read", FORM, name="")
    os.kill(process.process_id, signal.SIGKILL)
    time.sleep(0.1)
    assert process.call("read", FORM, name="").sheets


def test_it_ends_when_this_process_is_killed():
    """kill -9 leaves no orphan."""
    code = (
        "from xlsync.adapters.reading.apart import SeparateProcess, Budget\n"
        "import time; p = SeparateProcess(Budget()); p.call('read', b'%PDF', name='') if 0 else p.start()\n"
        "print(p.process_id, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(number: int) -> bool:
    """Return whether a process runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_process_that_cannot_start_is_no_fault_of_the_file(process, monkeypatch):
    monkeypatch.setattr("xlsync.adapters.reading.apart.sys.executable", "/nowhere/python")
    with pytest.raises(ReadingImpossible):
        process.call("read", FORM, name="")


def test_values_pass_and_code_does_not():
    value = {"a": [1, 2.5, None, True, "字", b"x", (1,), {3}, date(2016, 1, 2), datetime(2016, 1, 2, 3)]}
    assert unpacked(packed(value)) == value
    for forged in (b"cos\nsystem\n(S'true'\ntR.", packed(Path("x")), packed(os.path.join), b"", b"\x80\x05garbage"):
        with pytest.raises(ValueError):
            unpacked(forged)


@dataclass
class Kernel:
    """A kernel32 that writes down what it is asked."""

    fails: str = ""
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    limits: list[ExtendedLimits] = field(default_factory=list)

    def CreateJobObjectW(self, *given: Any) -> int:
        return self._call("CreateJobObjectW", *given) and 77

    def GetCurrentProcess(self) -> int:
        return -1

    def AssignProcessToJobObject(self, *given: Any) -> int:
        return self._call("AssignProcessToJobObject", *given)

    def SetInformationJobObject(self, job: int, kind: int, limits: Any, size: int) -> int:
        self.limits.append(ExtendedLimits.from_buffer_copy(limits._obj))
        return self._call("SetInformationJobObject", job, kind, size)

    def QueryInformationJobObject(self, job: int, kind: int, limits: Any, size: int, _: None) -> int:
        limits._obj.PeakProcessMemoryUsed = 12_345
        return self._call("QueryInformationJobObject", job, kind, size)

    def _call(self, name: str, *given: Any) -> int:
        self.calls.append((name, *given))
        return int(name != self.fails)


def test_windows_is_asked_for_a_job_with_limits():
    """Sizes are those of 64-bit Windows; the job is not run here."""
    kernel = Kernel()
    job = Job(kernel)
    job.limit(5_000_000)
    job.enter()
    job.limit(5_000_000, 2.5)
    assert [call[0] for call in kernel.calls] == [
        "CreateJobObjectW",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
        "SetInformationJobObject",
    ]
    assert kernel.calls[1][1:] == (77, 9, 144) and kernel.calls[2][1:] == (77, -1)
    first, second = kernel.limits
    assert (first.ProcessMemoryLimit, first.Basic.ActiveProcessLimit, first.Basic.LimitFlags) == (5_000_000, 1, 0x508)
    assert (second.Basic.PerProcessUserTimeLimit, second.Basic.LimitFlags) == (25_000_000, 0x50A)
    assert job.peak_memory() == 12_345
    assert ctypes.sizeof(BasicLimits) == 64


@pytest.mark.parametrize("call", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_job_that_windows_refuses_is_told(call: str):
    with pytest.raises(OSError, match=call):
        job = Job(Kernel(fails=call))
        job.limit(1)
        job.enter()


def test_the_tasks_are_there():
    for name in worker.TASKS:
        assert callable(worker._task(name))


@pytest.mark.parametrize("sizes", [(2 << 20, 0), (2, 1 << 60)], ids=["about", "body"])
def test_a_frame_that_claims_too_much_is_no_frame(sizes: tuple[int, int]):
    with pytest.raises(ValueError, match="frame"):
        receive(io.BytesIO(struct.pack("<IQ", *sizes) + b"{}"))
