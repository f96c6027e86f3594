"""Our merge of a prepared inbox, as `xlsync merge` does it. Usage: -m benchmarks.ours OFFICE"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import report
from xlsync.entry.commands import merge
from xlsync.entry.console import Console
from xlsync.entry.settings import find_office
from xlsync.vocabulary.terms import SubmissionState


def merge_inbox(root: Path) -> Mapping[str, float]:
    """Merge everything in the inbox; return seconds by stage, the opening of the office and its master as ``open``.

    A form that is not merged ends the benchmark: it would be measured as quick.
    """
    office = find_office(root)
    start = time.perf_counter()
    done = merge.run(office, {"files": (), "dry_run": False, "again": False}, Console(as_json=True))
    seconds = time.perf_counter() - start
    odd = [item for item in done.data["submissions"] if item["state"] != SubmissionState.FILED or not item["changes"]]
    if odd or not done.data["submissions"]:
        raise SystemExit(f"{len(odd)} forms were not merged; the first: {odd[:1]}")
    stages: dict[str, float] = done.data["stages"]
    return stages | {"open": seconds - sum(stages.values())}


if __name__ == "__main__":
    report(lambda: merge_inbox(Path(sys.argv[1])))
