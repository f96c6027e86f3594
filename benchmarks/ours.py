"""Our merge of a prepared inbox, as `xlsync merge` does it. Usage: -m benchmarks.ours OFFICE [running]

With ``running`` it is the first batch of a process that runs already, as `xlsync watch` does: the master has been read
when the forms arrive.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import report
from xlsync.adapters.inbox import Inbox
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.bootstrap import changing, master_of
from xlsync.entry.commands.merge import merge_paths, report_of
from xlsync.entry.console import Console
from xlsync.entry.settings import Office, find_office
from xlsync.vocabulary.terms import SubmissionState


def merge_inbox(office: Office, master: MasterFile | None = None) -> Mapping[str, float]:
    """Merge everything in the inbox; return seconds by stage, the opening of the office and its master as ``open``.

    A form that is not merged ends the benchmark: it would be measured as quick.
    """
    start = time.perf_counter()
    with changing(office, master) as desk:
        result = merge_paths(desk, Inbox(office.inbox).waiting(), Console(as_json=True))
    done = report_of(result, office, dry_run=False)
    seconds = time.perf_counter() - start
    odd = [item for item in done.data["submissions"] if item["state"] != SubmissionState.FILED or not item["changes"]]
    if odd or not done.data["submissions"]:
        raise SystemExit(f"{len(odd)} forms were not merged; the first: {odd[:1]}")
    stages: dict[str, float] = done.data["stages"]
    return stages | {"open": seconds - sum(stages.values())}


def started(office: Office) -> MasterFile:
    """Return the master as a watch holds it that has looked at the office and found nothing to do."""
    master = master_of(office)
    with changing(office, master):
        return master


if __name__ == "__main__":
    ours = find_office(Path(sys.argv[1]))
    kept = started(ours) if sys.argv[2:] else None
    report(lambda: merge_inbox(ours, kept))
