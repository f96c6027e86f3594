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
_OF_MASTER = ("open", "refresh", "write")


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
        ours, nephew, floor = (
            median_run(f"benchmarks.{name}", prepared, Path(scratch)) for name in ("ours", "nephew", "floor")
        )
        refreshed = median_run("benchmarks.refreshing", prepared, Path(scratch))
    print_stages(ours)
    print_beside({"ours": ours, "(a) nephew": nephew, "(b) floor": floor})
    print_ratios(ours, nephew, floor)
    print(f"refresh, computing only   {refreshed['stages']['compute']:.3f} s   target < 1 s")
    print(f"xlsync --help             {seconds_of_help():.3f} s   target < 0.15 s")


def median_run(module: str, prepared: Path, scratch: Path) -> Measured:
    """Return the run with the median time."""
    runs = sorted((one_run(module, prepared, scratch) for _ in range(RUNS)), key=lambda run: float(run["seconds"]))
    return runs[len(runs) // 2]


def one_run(module: str, prepared: Path, scratch: Path) -> Measured:
    """Return one run on a fresh copy."""
    office = scratch / "office"
    shutil.copytree(prepared, office)
    try:
        return measured(module, office)
    finally:
        shutil.rmtree(office)


def print_stages(ours: Measured) -> None:
    """Print seconds and share of each stage.

    Normalising and validating go cell by cell, each doubt where it arises: they are one stage. ``open`` is the lock,
    recovery, reading of the master and clearing of the inbox.
    """
    total = float(ours["seconds"])
    print(f"{'stage':<24}{'seconds':>9}{'share':>8}")
    for name, seconds in sorted(ours["stages"].items(), key=lambda stage: [*STAGES].index(stage[0])):
        print(f"{STAGES[name]:<24}{seconds:>9.3f}{seconds / total:>8.1%}")
    print(f"{'all':<24}{total:>9.3f}{1:>8.1%}\n")


def print_beside(results: Mapping[str, Measured]) -> None:
    """Print the three side by side."""
    print(f"{'':<12}{'work s':>9}{'process s':>11}{'peak MB':>9}")
    for name, result in results.items():
        print(f"{name:<12}{result['seconds']:>9.3f}{result['process_seconds']:>11.3f}{result['peak_mb']:>9.0f}")
    print()


def print_ratios(ours: Measured, nephew: Measured, floor: Measured) -> None:
    """Print what the targets ask for."""
    beside = {name: ours["stages"].get(name, 0.0) for name in _OF_MASTER}
    forms = ours["seconds"] - sum(beside.values())
    limit = 3 * floor["seconds"]
    print(f"read to receipts, without open, refresh, write  {forms:.3f} s   target <= 3 x (b) = {limit:.3f} s")
    print(f"the same / (b)                                  {forms / floor['seconds']:.1f}")
    print(
        f"all but the write / (b)                         {(ours['seconds'] - beside['write']) / floor['seconds']:.1f}"
    )
    print(f"ours / (b)                                      {ours['seconds'] / floor['seconds']:.1f}")
    print(f"ours / (a)                                      {ours['seconds'] / nephew['seconds']:.2f}")
    print(f"peak memory, ours / (a)                         {ours['peak_mb'] / nephew['peak_mb']:.2f}   target < 1\n")


def seconds_of_help() -> float:
    """Return the median time of the help."""
    return statistics.median(_one_help() for _ in range(7))


def _one_help() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "xlsync", "--help"], capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
