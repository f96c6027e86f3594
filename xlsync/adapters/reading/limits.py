"""What one file may cost the process that reads it, and how that process binds itself before it looks at a byte.

Seconds are those of the processor: a busy machine makes no honest file too slow, and the process needs nobody to end
it. The parent waits PATIENCE times as long before it ends the process itself.
"""

import math
import sys
import time
from dataclasses import dataclass
from typing import Protocol

MEGABYTE = 1_000_000
PATIENCE = 4.0
_OPEN_FILES = 32


@dataclass(frozen=True, slots=True)
class Budget:
    """Processor seconds and memory of one file: ``seconds`` for any, ``seconds_per_mb`` more for each megabyte."""

    seconds: float = 1.5
    seconds_per_mb: float = 1.0
    memory_mb: int = 1_024

    def seconds_for(self, size: int) -> float:
        """Return the seconds for a file of so many bytes."""
        return self.seconds + self.seconds_per_mb * size / MEGABYTE


class Bounds(Protocol):
    """The limits of the present process."""

    def allow(self, seconds: float) -> None:
        """Let the next task take so many seconds; the system ends the process that takes more."""
        ...

    def is_worn(self) -> bool:
        """Return whether so much memory was taken that a fresh process is better for the next file."""
        ...


def confine(budget: Budget) -> Bounds:
    """Bind the present process for ever: memory, no core dump, no writing of files, few open ones."""
    if sys.platform == "win32":
        return _WindowsBounds(budget)
    return _PosixBounds(budget)


if sys.platform == "win32":

    class _WindowsBounds:
        """A job object, which also keeps the box "has stopped working" away; see jobobject.py."""

        def __init__(self, budget: Budget) -> None:
            from xlsync.adapters.reading.jobobject import Job

            self._job, self._memory = Job(), budget.memory_mb * MEGABYTE
            self._job.limit(self._memory)
            self._job.enter()

        def allow(self, seconds: float) -> None:
            self._job.limit(self._memory, time.process_time() + seconds)

        def is_worn(self) -> bool:
            return self._job.peak_memory() > self._memory // 4

else:
    import resource
    import signal

    class _PosixBounds:
        """Resource limits, and a timer of the system for each task that ends the process."""

        def __init__(self, budget: Budget) -> None:
            self._memory = budget.memory_mb * MEGABYTE
            _limit(resource.RLIMIT_AS, self._memory)
            _limit(resource.RLIMIT_CORE, 0)
            _limit(resource.RLIMIT_FSIZE, 0)
            _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
            self._peak_at_start = _peak()  # on Linux that of the parent is inherited
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe

        def allow(self, seconds: float) -> None:
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, hard))
            signal.setitimer(signal.ITIMER_PROF, seconds)

        def is_worn(self) -> bool:
            signal.setitimer(signal.ITIMER_PROF, 0)
            return _peak() - self._peak_at_start > self._memory // 4

    def _peak() -> int:
        """Return the most resident bytes so far."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1_024)

    def _limit(what: int, most: int) -> None:
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # macOS knows no limit of address space; the time limit holds there all the same
            return
