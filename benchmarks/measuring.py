"""Time and memory of one measured piece of work, printed as one line of JSON by the process that did it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_KB = 1024


def report(work: Callable[[], Mapping[str, float]]) -> None:
    """Run the work, print its seconds, its stages (what it returns) and this process's peak memory in MB.

    The peak is that of the process or of its largest child, whichever is higher.
    """
    start = time.perf_counter()
    stages = work()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "stages": dict(stages), "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """Return the peak of resident memory so far, in MB; 0 where the system does not tell (Windows)."""
    if sys.platform == "win32":
        return 0.0
    import resource

    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    if sys.platform == "darwin":
        return max(own, children) / (_KB * _KB)
    return max(_own_peak_kb(), children) / _KB


def _own_peak_kb() -> int:
    """Return the peak of this program alone: ru_maxrss of Linux begins with that of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def measured(module: str, *arguments: Path | str) -> dict[str, Any]:
    """Return what a process of its own reports, with ``process_seconds``: start of Python and imports included."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{module}:\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result | {"process_seconds": seconds}
