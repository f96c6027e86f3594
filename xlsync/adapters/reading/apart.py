"""Reading in a process apart: whatever a file does there, this process goes on, within the budget of the file."""

import atexit
import itertools
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from xlsync.adapters.reading.exchange import receive, send, unpacked
from xlsync.adapters.reading.limits import PATIENCE, Budget
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.worker import READ
from xlsync.model.raw import RawWorkbook
from xlsync.vocabulary.errors import ReadingImpossible, UnreadableFile
from xlsync.vocabulary.labels import files as words

_ROOT = Path(__file__).parents[3]
_START_SECONDS, _END_SECONDS, _LEAST_SECONDS = 60.0, 2.0, 0.5
_BROKEN = frozenset({-signal.SIGSEGV, *(-getattr(signal, name, 0) for name in ("SIGBUS", "SIGILL", "SIGFPE"))})
_log = logging.getLogger(__name__)


class _Asked(NamedTuple):
    ticket: int
    task: str
    content: bytes
    options: dict[str, Any]
    until: float


class SeparateProcess:
    """One process for tasks on files (worker.TASKS), one at a time; started when first needed and again when it dies.

    For one thread. It ends with ``close``, at the exit of this process, and by itself when this process is killed.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._asked: _Asked | None = None
        self._tickets = itertools.count(1)
        self._is_late = False

    @property
    def ticket(self) -> int | None:
        """Return the number of the task under way, None when there is none."""
        return self._asked.ticket if self._asked else None

    @property
    def process_id(self) -> int | None:
        """Return the id of the process, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin to start the process, and return at once."""
        if self._process is None:
            self._process = _started(self.budget)

    def call(self, task: str, content: bytes, **options: Any) -> Any:
        """Return the value of a task; raises UnreadableFile for the file's faults, ReadingImpossible for ours."""
        self.ask(task, content, **options)
        return self.answer()

    def ask(self, task: str, content: bytes, **options: Any) -> int:
        """Begin a task and return its number; an earlier one whose answer nobody fetched is forgotten."""
        if self._asked is not None:
            self._forget()
        ticket = next(self._tickets)
        self._send(_Asked(ticket, task, content, options, self._deadline(content)))
        return ticket

    def answer(self) -> Any:
        """Return the value of the task begun; a process that died of anything but time gets a second chance."""
        asked = self._asked
        assert asked is not None
        for chance in (1, 2):
            try:
                told, body = self._receive(asked.until)
                break
            except (EOFError, OSError, ValueError):
                refused = self._death()
                if chance == 2 or self._is_late:
                    raise refused from None
                self._send(asked._replace(until=self._deadline(asked.content)))
        self._asked = None
        if told.get("last"):
            self.close()
        return self._value(told, body)

    def close(self) -> None:
        """End the process; the next task starts another."""
        process, self._process = self._process, None
        self._is_ready, self._asked = False, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _deadline(self, content: bytes) -> float:
        return time.monotonic() + PATIENCE * self.budget.seconds_for(len(content))

    def _send(self, asked: _Asked) -> None:
        self._await_ready()
        about = {"task": asked.task, "options": asked.options, "seconds": self.budget.seconds_for(len(asked.content))}
        self._asked = asked
        try:
            with self._killing(_START_SECONDS):
                send(self._running.stdin, about, asked.content)  # type: ignore[arg-type]  # a pipe, as asked for
        except OSError:
            return  # it died; answer() sees it, too

    def _receive(self, until: float) -> tuple[dict[str, Any], bytes]:
        with self._killing(max(until - time.monotonic(), _LEAST_SECONDS)):
            return receive(self._running.stdout)  # type: ignore[arg-type]  # a pipe, as asked for

    def _await_ready(self) -> None:
        self.start()
        if self._is_ready:
            return
        try:
            with self._killing(_START_SECONDS):
                receive(self._running.stdout)  # type: ignore[arg-type]  # a pipe, as asked for
        except (EOFError, OSError, ValueError):
            self.close()
            raise ReadingImpossible from None
        self._is_ready = True

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    @contextmanager
    def _killing(self, seconds: float) -> Iterator[None]:
        """Kill the process when what is done inside takes longer; its pipes then end."""
        self._is_late = False
        alarm = threading.Timer(seconds, self._kill, [self._running])
        alarm.daemon = True
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        self._is_late = True
        process.kill()

    def _forget(self) -> None:
        try:
            self.answer()
        except UnreadableFile:
            return

    def _death(self) -> UnreadableFile:
        """Return why a file brought its process to an end: a fault of its structure, else time or memory."""
        process = self._running
        self.close()
        _log.warning("reading process ended: code %s, late %s", process.returncode, self._is_late)
        broken = process.returncode in _BROKEN and not self._is_late
        return refusal("damaged", detail=words.DETAIL_CONTENT) if broken else refusal("slow")

    def _value(self, told: dict[str, Any], body: bytes) -> Any:
        if "kind" in told:
            kind = str(told["kind"])
            raise (
                UnreadableFile(kind, str(told["reason"]))
                if kind in words.UNREADABLE
                else refusal("damaged", detail=kind)
            )
        if "failed" in told:
            _log.warning("reading failed: %s", told["failed"])
            raise refusal("damaged", detail=words.DETAIL_CONTENT)
        try:
            return unpacked(body)
        except ValueError:
            self.close()
            raise refusal("damaged", detail=words.DETAIL_CONTENT) from None


def _started(budget: Budget) -> subprocess.Popen[bytes]:
    """Return the new process; -P keeps a folder of hostile files off its path of modules."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "xlsync.adapters.reading.worker", *map(str, astuple(budget))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise ReadingImpossible from None


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be flushed finds nobody
        return


@cache
def process_of(budget: Budget) -> SeparateProcess:
    """Return the one process of this budget, shared by all that read in this process."""
    process = SeparateProcess(budget)
    atexit.register(process.close)
    return process


class SeparateReader:
    """Reads returned workbooks apart (services.ports.Reader), the expected next one while the last is worked on."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.process = process_of(budget or Budget())
        self._next: deque[tuple[bytes, str]] = deque()
        self._begun: tuple[bytes, int] | None = None

    def expect(self, files: Sequence[tuple[bytes, str]]) -> None:
        """Get ready to read; these files (content, name) will be asked for next, in this order."""
        self._next = deque(files)
        self.process.start()
        self._begin()

    def read(self, content: bytes, name: str) -> RawWorkbook:
        """Return cells and oddities; raises UnreadableFile with a kind of labels.files.UNREADABLE."""
        if not self._is_begun(content):
            self._next = deque(self._after(content))
            self._ask(content, name)
        try:
            book = self.process.answer()
        finally:
            self._begun = None
            self._begin()
        if not isinstance(book, RawWorkbook):
            raise refusal("damaged", detail=words.DETAIL_CONTENT)
        return book

    def _is_begun(self, content: bytes) -> bool:
        return self._begun is not None and self._begun[0] is content and self._begun[1] == self.process.ticket

    def _after(self, content: bytes) -> Iterator[tuple[bytes, str]]:
        """Yield what was expected after a file, or all of it where that file was not."""
        waiting = list(self._next)
        places = [place for place, (expected, _) in enumerate(waiting, 1) if expected is content]
        yield from waiting[places[0] if places else 0 :]

    def _begin(self) -> None:
        if self._next:
            self._ask(*self._next.popleft())

    def _ask(self, content: bytes, name: str) -> None:
        self._begun = content, self.process.ask(READ, content, name=name)
