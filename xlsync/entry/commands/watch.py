"""xlsync watch: the inbox kept empty, one batch at a time, until Ctrl-C."""

import threading
from collections.abc import Mapping
from pathlib import Path

from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths, report_of
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.entry.watcher import watch
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels import reports as words

BUSY_EXIT = 3


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Merge whatever arrives until interrupted; a busy master leaves the files in the inbox for the next look."""
    stop = threading.Event()
    console.note(words.WATCHING.format(folder=office.inbox))

    def handle(paths: list[Path]) -> None:
        merge_arrivals(office, paths, console)

    settings = office.settings
    try:
        watch(
            office.inbox,
            handle,
            settle_seconds=settings.settle_seconds,
            rescan_seconds=settings.rescan_seconds,
            polling=settings.polling,
            stop=stop,
        )
    except KeyboardInterrupt:
        stop.set()
    return Report({"stopped": True}, [words.WATCH_STOPPED])


def merge_arrivals(office: Office, paths: list[Path], console: Console) -> None:
    """Merge files that became whole, one event line per file; a queue message when the master is busy."""
    try:
        with changing(office) as desk:
            report = report_of(merge_paths(desk, paths, console), office, dry_run=False)
    except XlsyncError as error:
        if error.exit_code != BUSY_EXIT:
            raise
        sentence = words.QUEUED.format(reason=error, count=len(paths))
        console.event({"event": "queued", "files": [path.name for path in paths], "reason": str(error)}, sentence)
        return
    for submission, line in zip(report.data["submissions"], report.lines, strict=False):
        console.event({"event": "submission", **submission}, line)
