"""Watches 收件箱 for ever: any event only means "look again when stable".

Events may be missed (network shares, sleep, a full queue), so the whole folder is looked at when the watch starts and
every few minutes besides; with events switched off everything still arrives, only later (P13). What is whole together
is handed over together, so that ten forms dropped at once are one batch and one write of the master.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xlsync.adapters.inbox import Look, Settling, look_at
from xlsync.entry.patience import Patience

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

SETTLE_SECONDS = 0.4
RESCAN_SECONDS = 180.0
OBSTACLE_SECONDS = 2.0
"""How often the master is looked at while somebody has it open; a look costs some names of files and one opening."""
_POLL_SECONDS, _STOP_SECONDS = 1.0, 0.5
# Our own looks open and close files too: such events must not call for another look.
_ARRIVALS = frozenset({"created", "modified", "moved", "closed"})
_log = logging.getLogger(__name__)

Handle = Callable[[list[Path]], bool | None]
"""Takes whole files; False says that the work cannot be done now, for whatever file."""


@dataclass(frozen=True)
class Outlook:
    """What the watch asks before an attempt; each answer is cheap.

    ``obstacle`` returns why no file can be handed over now, '' when nothing is in the way; ``hold`` is told of the
    files that wait, and why. ``state`` is anything that differs when attempts that were given up are worth making.
    ``tend`` is called at every look; it looks after what was begun, and returns whether that is still to be ended.
    """

    obstacle: Callable[[], str] = lambda: ""
    hold: Callable[[Sequence[Path], str], None] = lambda paths, reason: None
    state: Callable[[], Hashable] = lambda: None
    tend: Callable[[], bool] = lambda: False


def watch(
    folder: Path,
    handle: Handle,
    *,
    settle_seconds: float = SETTLE_SECONDS,
    rescan_seconds: float = RESCAN_SECONDS,
    polling: bool = False,
    events: bool = True,
    outlook: Outlook | None = None,
    stop: threading.Event,
) -> None:
    """Hand over the files of a folder as they become whole, until ``stop`` is set or Ctrl-C.

    A file must look the same twice, ``settle_seconds`` apart. ``handle`` takes the files out of the folder; what it
    leaves there is offered again when it changes, or after pauses that grow, a limited number of times (Patience).
    While ``outlook`` knows an obstacle nothing is offered, and nothing counted. An exception of ``handle`` is logged
    and the watch goes on. ``polling`` looks instead of waiting for events, as network shares need.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stirred = threading.Event()
    observer = _observer(folder, stirred, polling) if events else None
    try:
        _loop(_Round(folder, handle, settle_seconds, rescan_seconds, outlook or Outlook()), stirred, stop)
    except KeyboardInterrupt:
        stop.set()
    finally:
        if observer is not None:
            observer.stop()
            observer.join(timeout=5)


@dataclass
class _Tried:
    """What a file looked like when it was handed over, and the patience with it since."""

    look: Look
    patience: Patience = field(default_factory=Patience)


@dataclass
class _Round:
    """What the watch remembers from one look to the next: nothing of files that have left the folder."""

    folder: Path
    handle: Handle
    settle_seconds: float
    rescan_seconds: float
    outlook: Outlook = field(default_factory=Outlook)
    settling: Settling = field(default_factory=Settling)
    tried: dict[Path, _Tried] = field(default_factory=dict)
    held: bool = False
    together: bool = False
    tended: bool = False
    state: Hashable = None

    def look(self, now: float) -> None:
        """Look once at what was begun and what has come."""
        self._look_at_files(now)
        self.tended = self.outlook.tend()

    def _look_at_files(self, now: float) -> None:
        """Hand over what has become whole, unless something is in the way."""
        whole = self.settling.whole(self.folder, now)
        seen = self.settling.seen
        self.tried = {
            path: about for path, about in self.tried.items() if path in seen and about.look == seen[path].look
        }
        if not whole:
            return
        reason = self.outlook.obstacle()
        self._begin_anew_after(self.held and not reason)
        self.held = bool(reason)
        due = [path for path in whole if path not in self.tried or self.tried[path].patience.may_try(now)]
        if reason:
            self.outlook.hold(whole, reason)
        elif due:
            self._hand_over(whole if self.together else due, now)

    def _begin_anew_after(self, change: bool) -> None:
        """Make attempts worth while again when the obstacle is gone or what is around has changed."""
        state = self.outlook.state()
        if change or state != self.state:
            self.state = state
            for about in self.tried.values():
                about.patience.renew()

    def pause_seconds(self, now: float) -> float:
        """Return how long to wait for an event: until the next attempt at most, and not at all while a file moves."""
        if any(not about.whole for about in self.settling.seen.values()):
            return 0.0
        if self.held or self.tended:
            return OBSTACLE_SECONDS
        ahead = [about.patience.next_at - now for about in self.tried.values() if not about.patience.is_over]
        return min([self.rescan_seconds, *(max(seconds, self.settle_seconds) for seconds in ahead)])

    def _hand_over(self, ready: list[Path], now: float) -> None:
        """Hand files over in order; what cannot be done now for one is tried for all of them together again."""
        looks = {path: self.settling.seen[path].look for path in ready}
        self.together = self._handled(ready) is False
        for path, look in looks.items():
            if look_at(path) == look:
                self.tried.setdefault(path, _Tried(look)).patience.fail(now)

    def _handled(self, ready: list[Path]) -> bool | None:
        try:
            return self.handle(ready)
        except Exception as error:  # one bad batch never ends the watch; Ctrl-C is no Exception
            # The type only: the message of an exception may hold the text of a cell.
            _log.error("handing over %d files failed: %s", len(ready), type(error).__name__)
            return None


def _loop(work: _Round, stirred: threading.Event, stop: threading.Event) -> None:
    while not stop.is_set():
        stirred.clear()
        try:
            work.look(time.monotonic())
        except Exception as error:  # the share is away for a moment, a program just closing
            _log.error("looking at the inbox failed: %s", type(error).__name__)
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
