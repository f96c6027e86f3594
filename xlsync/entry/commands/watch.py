"""xlsync watch: the inbox kept empty, one batch at a time, until Ctrl-C."""

import shutil
import signal
import threading
import time
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from xlsync.adapters.trouble import trouble_of
from xlsync.adapters.workbook_file.lock import holder_of
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.bootstrap import changing, master_at_hand, master_of, reading, unfinished_plans
from xlsync.entry.commands.merge import merge_paths, report_of
from xlsync.entry.console import Console, Report
from xlsync.entry.machine import is_on_share
from xlsync.entry.patience import Patience
from xlsync.entry.running import crash_sentence
from xlsync.entry.settings import Office
from xlsync.entry.watcher import Outlook, watch
from xlsync.model.plan import Plan
from xlsync.services.apply import BatchResult
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.terms import SubmissionState

_ROOM = 64_000_000
"""So many bytes free are worth another attempt on a disk that was full."""


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Merge whatever arrives until interrupted; what stops the work leaves the files in the inbox for the next look."""
    master = master_of(office)
    with reading(office, master):
        pass  # what is wrong with the office is told at once, and the first file need not wait for imports
    stop, line = threading.Event(), Queue(console)
    settings, begun = office.settings, Begun(office, master, console)

    def handle(paths: list[Path]) -> bool:
        ended = merge_or_wait(office, paths, line, master)
        begun.look()
        with suppress(XlsyncError, OSError):
            master.read()  # the next batch finds it read
        return ended

    with ended_by_signals(stop):
        begun.finish()
        console.note(words.WATCHING.format(folder=office.inbox))
        watch(
            office.inbox,
            handle,
            settle_seconds=settings.settle_seconds,
            rescan_seconds=settings.rescan_seconds,
            polling=is_polled(office),
            outlook=Outlook(lambda: _obstacle(office, master), line.hold, lambda: _state(office), begun.tend),
            stop=stop,
        )
    return Report({"stopped": True}, [words.WATCH_STOPPED])


@dataclass
class Queue:
    """What waits and why, told once: a line when the reason changes, and one for files that join."""

    console: Console
    reason: str = ""
    names: set[str] = field(default_factory=set)

    def hold(self, paths: Sequence[Path], reason: str, event: str = "queued") -> None:
        """Note that files wait, and tell what is new about it."""
        names = [path.name for path in paths]
        fresh = names if reason != self.reason else [name for name in names if name not in self.names]
        self.reason, self.names = reason, {*names, *(self.names if reason == self.reason else ())}
        if fresh:
            sentence = words.QUEUED.format(reason=reason, count=len(fresh))
            self.console.event({"event": event, "files": fresh, "reason": reason}, sentence)

    def moves_on(self) -> None:
        """Note that nothing is in the way any more."""
        self.reason, self.names = "", set()


def merge_or_wait(office: Office, paths: Sequence[Path], line: Queue, master: MasterFile) -> bool:
    """Merge files as one batch; False where the work cannot be done now, and they wait in the inbox.

    Where something unforeseen stops a batch each file of it is tried by itself, so that none suffers for another.
    """
    try:
        merge_arrivals(office, paths, line.console, master)
    except XlsyncError as error:
        line.hold(paths, str(error))
        return False
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is not None:
            line.hold(paths, str(trouble))
            return False
        if len(paths) > 1:
            ended = [merge_or_wait(office, [path], line, master) for path in paths]
            return all(ended)
        line.hold(paths, crash_sentence(error, office.log), "failed")
        return True
    line.moves_on()
    return True


@dataclass
class Begun:
    """What was begun and is not ended: cut off by a crash, or written into the open workbook, which nobody has saved.

    It is tried again when the master or its lock has changed, and after pauses that grow. ``told`` is what was in
    the way the last time.
    """

    office: Office
    master: MasterFile
    console: Console
    waits: bool = False
    state: Hashable = None
    patience: Patience = field(default_factory=Patience)
    told: str = ""

    def look(self) -> None:
        """Note whether something is begun and not ended."""
        with suppress(XlsyncError, OSError):
            self.waits = bool(unfinished_plans(self.office))
        self.state = self._state()

    def tend(self) -> bool:
        """Bring it to its end where that may be possible by now; return whether something still waits."""
        if not self.waits:
            return False
        state, now = self._state(), time.monotonic()
        if state != self.state:
            self.state = state
            self.patience.renew()
        if self.patience.may_try(now):
            self.patience.fail(now)
            self.finish()
        return self.waits

    def finish(self) -> None:
        """Bring it to its end; what is in the way is told, once for as long as it stays the same."""
        hindrance = ""
        try:
            with changing(self.office, self.master) as desk:
                pass
        except XlsyncError as error:
            hindrance = str(error)
        except Exception as error:  # whatever a spreadsheet program answers: the watch goes on
            hindrance = str(trouble_of(error) or crash_sentence(error, self.office.log))
        else:
            report = report_of(BatchResult(desk.resumed, Plan(""), None), self.office, dry_run=False)
            for submission, sentence in zip(report.data["submissions"], report.lines, strict=False):
                self.console.event({"event": "submission", **submission}, sentence)
        if hindrance and hindrance != self.told:
            self.console.note(hindrance)
        self.told = hindrance
        self.look()

    def _state(self) -> Hashable:
        return _state(self.office), holder_of(self.office.master) is None


def _obstacle(office: Office, master: MasterFile) -> str:
    """Return why nothing can be written into the master now, '' when nobody has it open out of reach."""
    holder = holder_of(office.master)
    if holder is None or master_at_hand(office, master).is_open:
        return ""
    return words.MASTER_OPEN.format(who=holder)


def _state(office: Office) -> Hashable:
    """Return what, when it differs, makes another attempt worth while: the master, room on the disk, a new day."""
    try:
        about = office.master.stat()
        room = shutil.disk_usage(office.root).free > _ROOM
    except OSError:
        return office.today
    return about.st_mtime_ns, about.st_size, room, office.today


@contextmanager
def ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and the end of the service set ``stop``, so that a batch under way is ended first; twice ends at once.

    Only the main thread of a program can listen to signals; elsewhere nothing changes.
    """
    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (getattr(signal, name) for name in names)}

    def end(number: int, frame: object) -> None:
        stop.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_polled(office: Office) -> bool:
    """Return whether to look instead of waiting for events: as the setting says, else on a network share."""
    setting = office.settings.polling
    return is_on_share(office.inbox) if setting == "auto" else setting == "on"


def merge_arrivals(office: Office, paths: Sequence[Path], console: Console, master: MasterFile | None = None) -> None:
    """Merge files that became whole, one event line per file."""
    with changing(office, master) as desk:
        report = report_of(merge_paths(desk, paths, console), office, dry_run=False)
    for submission, line in zip(report.data["submissions"], report.lines, strict=False):
        console.event({"event": "submission", **submission}, line)
    opened = [envelope for envelope in report.data["envelopes"] if envelope["state"] == SubmissionState.FILED]
    for envelope, line in zip(opened, report.lines[len(report.data["submissions"]) :], strict=False):
        console.event({"event": "envelope", **envelope}, line)
