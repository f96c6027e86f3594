"""xlsync watch: the inbox kept empty, one batch at a time, until Ctrl-C."""

import threading
from collections.abc import Mapping
from pathlib import Path

from xlsync.entry.bootstrap import changing, reading
from xlsync.entry.commands.merge import merge_paths, report_of
from xlsync.entry.console import Console, Report
from xlsync.entry.machine import is_on_share
from xlsync.entry.running import crash_sentence
from xlsync.entry.settings import Office
from xlsync.entry.watcher import watch
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.terms import SubmissionState


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Merge whatever arrives until interrupted; what stops the work leaves the files in the inbox for the next look."""
    with reading(office):
        pass  # what is wrong with the office is told at once, and the first file need not wait for imports
    stop = threading.Event()
    console.note(words.WATCHING.format(folder=office.inbox))

    def handle(paths: list[Path]) -> None:
        try:
            merge_arrivals(office, paths, console)
        except Exception as error:  # one bad batch never ends the watch; the files stay and are tried again
            sentence = crash_sentence(error, office.log)
            console.event({"event": "failed", "files": [path.name for path in paths], "reason": sentence}, sentence)

    settings = office.settings
    try:
        watch(
            office.inbox,
            handle,
            settle_seconds=settings.settle_seconds,
            rescan_seconds=settings.rescan_seconds,
            polling=is_polled(office),
            stop=stop,
        )
    except KeyboardInterrupt:
        stop.set()
    return Report({"stopped": True}, [words.WATCH_STOPPED])


def is_polled(office: Office) -> bool:
    """Return whether to look instead of waiting for events: as the setting says, else on a network share."""
    setting = office.settings.polling
    return is_on_share(office.inbox) if setting == "auto" else setting == "on"


def merge_arrivals(office: Office, paths: list[Path], console: Console) -> None:
    """Merge files that became whole, one event line per file; where the work is stopped, they wait in the inbox."""
    try:
        with changing(office) as desk:
            report = report_of(merge_paths(desk, paths, console), office, dry_run=False)
    except XlsyncError as error:
        sentence = words.QUEUED.format(reason=error, count=len(paths))
        console.event({"event": "queued", "files": [path.name for path in paths], "reason": str(error)}, sentence)
        return
    for submission, line in zip(report.data["submissions"], report.lines, strict=False):
        console.event({"event": "submission", **submission}, line)
    opened = [envelope for envelope in report.data["envelopes"] if envelope["state"] == SubmissionState.FILED]
    for envelope, line in zip(opened, report.lines[len(report.data["submissions"]) :], strict=False):
        console.event({"event": "envelope", **envelope}, line)
