"""The computing of one refresh of the whole ledger: ``python -m benchmarks.refreshing OFFICE``."""

import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import report
from xlsync.entry.bootstrap import reading
from xlsync.entry.settings import find_office
from xlsync.services.refresh import refresh


def compute(root: Path) -> Mapping[str, float]:
    """Return seconds of reading the master and of computing deadlines, lights, points and scores a quarter later."""
    start = perf_counter()
    with reading(find_office(root, [("today", "2016-12-30")])) as desk:
        read = perf_counter()
        refresh(desk.image, policy=desk.policy, calendar=desk.calendar, today=desk.now.date())
        return {"open": read - start, "compute": perf_counter() - read}


if __name__ == "__main__":
    report(lambda: compute(Path(sys.argv[1])))
