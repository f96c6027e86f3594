"""Our merge of a prepared inbox, as `xlsync merge` does it. Usage: -m benchmarks.ours OFFICE"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import report
from xlsync.adapters.inbox import Inbox
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.console import Console
from xlsync.entry.settings import find_office
from xlsync.vocabulary.terms import SubmissionState


def merge(root: Path) -> Mapping[str, float]:
    """Merge everything in the inbox; return seconds by stage. Anything but 'filed' for a form ends the benchmark."""
    office = find_office(root)
    start = time.perf_counter()
    with changing(office) as desk:
        opened = time.perf_counter() - start
        result = merge_paths(desk, Inbox(office.inbox).waiting(), Console(as_json=True))
    odd = [outcome for outcome in result.outcomes if outcome.state is not SubmissionState.FILED]
    if odd or not result.plan.changes:
        raise SystemExit(f"{len(odd)} forms were not merged, the first: {odd[0].reason if odd else ''}")
    stages = {"open": opened, **result.stages}
    return stages | {"rest": time.perf_counter() - start - sum(stages.values())}


if __name__ == "__main__":
    report(lambda: merge(Path(sys.argv[1])))
