"""Watches 收件箱 for ever: any event only means "look again when stable".

Events may be missed (network shares, sleep, a full queue), so the whole folder is looked at when the watch starts and
every few minutes besides; with events switched off everything still arrives, only later (P13). What is whole together
is handed over together, so that ten forms dropped at once are one batch and one write of the master.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xlsync.adapters.inbox import Look, Settling

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

SETTLE_SECONDS = 0.4
RESCAN_SECONDS = 180.0
RETRY_SECONDS = 30.0
_POLL_SECONDS, _STOP_SECONDS = 1.0, 0.5
# Our own looks open and close files too: such events must not call for another look.
_ARRIVALS = frozenset({"created", "modified", "moved", "closed"})
_log = logging.getLogger(__name__)

Handle = Callable[[list[Path]], None]


def watch(
    folder: Path,
    handle: Handle,
    *,
    settle_seconds: float = SETTLE_SECONDS,
    rescan_seconds: float = RESCAN_SECONDS,
    polling: bool = False,
    events: bool = True,
    stop: threading.Event,
) -> None:
    """Hand over the files of a folder as they become whole, until ``stop`` is set or Ctrl-C.

    A file must look the same twice, ``settle_seconds`` apart. ``handle`` takes the files out of the folder; what it
    leaves there is offered again when it changes, or after RETRY_SECONDS. An exception of ``handle`` is logged and
    the watch goes on. ``polling`` looks instead of waiting for events, as network shares need.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stirred = threading.Event()
    observer = _observer(folder, stirred, polling) if events else None
    try:
        _loop(_Round(folder, handle, settle_seconds, rescan_seconds), stirred, stop)
    except KeyboardInterrupt:
        stop.set()
    finally:
        if observer is not None:
            observer.stop()
            observer.join(timeout=5)


@dataclass
class _Round:
    """What the watch remembers from one look to the next."""

    folder: Path
    handle: Handle
    settle_seconds: float
    rescan_seconds: float
    settling: Settling = field(default_factory=Settling)
    offered: dict[Path, tuple[Look, float]] = field(default_factory=dict)

    def look(self, now: float) -> None:
        """Look once, and hand over what has become whole."""
        whole = self.settling.whole(self.folder, now)
        ready = [path for path in whole if not self._was_offered(path, now)]
        self.offered = {path: about for path, about in self.offered.items() if path in self.settling.seen}
        if ready:
            self.offered |= {path: (self.settling.seen[path][0], now) for path in ready}
            self._hand_over(ready)

    def pause_seconds(self, now: float) -> float:
        """Return how long to wait for an event: until the next retry at most, and not at all while a file moves."""
        if any(not self._was_offered(path, now) for path in self.settling.seen):
            return 0.0
        return min(self.rescan_seconds, RETRY_SECONDS) if self.settling.seen else self.rescan_seconds

    def _was_offered(self, path: Path, now: float) -> bool:
        look, at = self.offered.get(path, (None, 0.0))
        return look == self.settling.seen[path][0] and now - at < RETRY_SECONDS

    def _hand_over(self, ready: list[Path]) -> None:
        try:
            self.handle(ready)
        except Exception as error:  # one bad batch never ends the watch; Ctrl-C is no Exception
            # The type only: the message of an exception may hold the text of a cell.
            _log.error("handing over %d files failed: %s", len(ready), type(error).__name__)


def _loop(work: _Round, stirred: threading.Event, stop: threading.Event) -> None:
    while not stop.is_set():
        stirred.clear()
        work.look(time.monotonic())
        pause = work.pause_seconds(time.monotonic())
        if not pause:
            stop.wait(work.settle_seconds)  # events do not shorten it: two looks must lie apart
        else:
            _wait(stirred, stop, pause)


def _wait(stirred: threading.Event, stop: threading.Event, seconds: float) -> None:
    """Return when something stirs, the watch is to stop, or the time is over."""
    until = time.monotonic() + seconds
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        if stirred.wait(min(left, _STOP_SECONDS)):
            return


def _observer(folder: Path, stirred: threading.Event, polling: bool) -> "BaseObserver":
    """Return a running observer that sets ``stirred`` at any event; falls back to polling where events fail."""
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    def stir(event: "FileSystemEvent") -> None:
        if event.event_type in _ARRIVALS:
            stirred.set()

    handler = FileSystemEventHandler()
    handler.on_any_event = stir  # type: ignore[method-assign]  # one line for all kinds of events
    observer = PollingObserver(timeout=_POLL_SECONDS) if polling else Observer()
    try:
        observer.schedule(handler, str(folder), recursive=False)
        observer.start()
    except OSError:  # no watches left (inotify limit), or a file system without events
        if polling:
            raise
        return _observer(folder, stirred, polling=True)
    return observer
