"""62 forms into the master: ours, the nephew's script, the floor. ``python -m benchmarks.merge`` prints a table.

Each runs three times in a process of its own on a fresh copy of the office; the median run is shown. ``work`` is what
happens after the imports, ``process`` all of it.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.measuring import measured

RUNS = 3
RESTED_SECONDS = 3  # a file that is younger makes the inbox pause and look twice
Measured = dict[str, Any]
STAGES = {
    "open": "open (master read)",
    "read": "read",
    "validate": "normalise + validate",
    "merge": "merge",
    "refresh": "refresh",
    "journal": "journal",
    "write": "write",
    "receipts": "receipts",
}
_BESIDES = ("refresh", "journal")
"""What neither (a) nor (b) does at all: lights, scores and lists of the whole ledger, and a record of every cell."""


def main() -> None:
    """Prepare, measure, print."""
    with tempfile.TemporaryDirectory(prefix="xlsync-bench-") as scratch:
        prepared = Path(scratch) / "prepared"
        rows = subprocess.run(
            [sys.executable, "-m", "benchmarks.preparing", str(prepared)], stdout=subprocess.PIPE, text=True, check=True
        ).stdout.split()[-1]
        forms = len(list(prepared.glob("*/*.xlsx")))
        time.sleep(RESTED_SECONDS)
        print(f"{forms} forms, {rows} rows in all; median of {RUNS} runs\n")
        ours, nephew, floor, refreshed = (
            median_run(f"benchmarks.{name}", prepared, Path(scratch))
            for name in ("ours", "nephew", "floor", "refreshing")
        )
        running = median_run("benchmarks.ours", prepared, Path(scratch), "running")
    print_stages(ours, running)
    print_beside({"ours": ours, "running": running, "(a) nephew": nephew, "(b) floor": floor})
    print_ratios(ours, running, nephew, floor)
    print(f"refresh, computing only   {refreshed['stages']['compute']:.3f} s   target < 1 s")
    print(f"xlsync --help             {seconds_of_help():.3f} s   target < 0.15 s")


def median_run(module: str, prepared: Path, scratch: Path, *more: str) -> Measured:
    """Return the run with the median time."""
    runs = (one_run(module, prepared, scratch, *more) for _ in range(RUNS))
    return sorted(runs, key=lambda run: float(run["seconds"]))[RUNS // 2]


def one_run(module: str, prepared: Path, scratch: Path, *more: str) -> Measured:
    """Return one run on a fresh copy."""
    office = scratch / "office"
    shutil.copytree(prepared, office)
    try:
        return measured(module, office, *more)
    finally:
        shutil.rmtree(office)


def print_stages(ours: Measured, running: Measured) -> None:
    """Print seconds and share of each stage: of a command, and of a process that runs already.

    Normalising and validating go cell by cell, each doubt where it arises: they are one stage. ``open`` is the lock,
    recovery, reading of the master and clearing of the inbox.
    """
    print(f"{'stage':<24}{'merge s':>9}{'share':>8}{'running s':>11}{'share':>8}")
    for name, title in STAGES.items():
        _print_stage(title, ours["stages"].get(name, 0.0), running["stages"].get(name, 0.0), ours, running)
    _print_stage("all", ours["seconds"], running["seconds"], ours, running)
    print()


def _print_stage(title: str, once: float, again: float, ours: Measured, running: Measured) -> None:
    shares = once / ours["seconds"], again / running["seconds"]
    print(f"{title:<24}{once:>9.3f}{shares[0]:>8.1%}{again:>11.3f}{shares[1]:>8.1%}")


def print_beside(results: Mapping[str, Measured]) -> None:
    """Print the three side by side."""
    print(f"{'':<12}{'work s':>9}{'process s':>11}{'peak MB':>9}")
    for name, result in results.items():
        print(f"{name:<12}{result['seconds']:>9.3f}{result['process_seconds']:>11.3f}{result['peak_mb']:>9.0f}")
    print()


def print_ratios(ours: Measured, running: Measured, nephew: Measured, floor: Measured) -> None:
    """Print what the targets ask for."""
    print(f"(a) / running, work                 {nephew['seconds'] / running['seconds']:>6.1f}   target >= 10")
    print(f"running / (b), work                 {running['seconds'] / floor['seconds']:>6.1f}   target <= 3")
    quicker = nephew["process_seconds"] / ours["process_seconds"]
    print(f"(a) / ours, whole process           {quicker:>6.1f}   target >= 4")
    unlike = sum(running["stages"].get(name, 0.0) for name in _BESIDES)
    print(f"running / (b), like for like        {(running['seconds'] - unlike) / floor['seconds']:>6.1f}")
    print(f"peak memory, ours / (a)             {ours['peak_mb'] / nephew['peak_mb']:>6.2f}   target < 1\n")


def seconds_of_help() -> float:
    """Return the median time of the help."""
    return statistics.median(_one_help() for _ in range(7))


def _one_help() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "xlsync", "--help"], capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
