"""A warmed process that forks a child for each merge, undo or restore and lets it die: at a moment, or at a step.

It reads one JSON object per line, {"office": folder, "work": key of WORKS, "at": number or name of a step or null,
"after": seconds or null, "apart": whether files are read in a process apart}, and answers each with {"signal",
"events", "step", "seconds", "code"}. A child counts the steps that it passes in memory that it shares with this
process, so that the place where it was killed is known.
"""

import functools
import importlib
import json
import mmap
import os
import signal
import struct
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

NOW = datetime(2016, 10, 14, 9, 30)
STEPS = [
    ("tidy", "xlsync.entry.bootstrap", "tidy"),
    ("recover", "xlsync.entry.bootstrap", "recover"),
    ("observe", "xlsync.entry.bootstrap", "observe"),
    ("resume", "xlsync.entry.bootstrap", "resume"),
    ("store.put", "xlsync.adapters.store", "FileStore.put"),
    ("claim", "xlsync.adapters.journal.journal", "SqlJournal.open_submissions"),
    ("journal.observe", "xlsync.adapters.journal.journal", "SqlJournal.observe"),
    ("begin_plan", "xlsync.adapters.journal.journal", "SqlJournal.begin_plan"),
    ("finish_plan", "xlsync.adapters.journal.journal", "SqlJournal.finish_plan"),
    ("hold_plan", "xlsync.adapters.journal.journal", "SqlJournal.hold_plan"),
    ("moves", "xlsync.adapters.journal.journal", "SqlJournal.move_many"),
    ("master.apply", "xlsync.adapters.workbook_file.master", "MasterFile.apply"),
    ("master.replace", "xlsync.adapters.workbook_file.master", "MasterFile._replace"),
    ("receipt", "xlsync.adapters.receipts", "ReceiptFiles.write"),
    ("inbox.clear", "xlsync.adapters.inbox", "Inbox.clear"),
    ("fsync", "os", "fsync"),
    ("put in place", "xlsync.adapters.replace", "put_in_place"),
    ("rename", "pathlib", "Path.replace"),
    ("folder fsync", "xlsync.adapters.replace", "sync_folder"),
]
"""What is named of a merge: each call is two steps, before it and after it."""

NAMES = [f"{when} {name}" for name, _, _ in STEPS for when in ("before", "after")]
_COUNT = struct.Struct("ii")


class Dying:
    """The steps that the child has passed; at the one it was told it kills itself."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, _COUNT.size)
        self.at: int | str | None = None

    def begin(self, at: int | str | None) -> None:
        self.memory[:] = _COUNT.pack(0, -1)
        self.at = at

    def passed(self) -> tuple[int, str]:
        """Return how many steps were passed, and the last of them."""
        count, last = _COUNT.unpack(self.memory[:])
        return count, NAMES[last] if last >= 0 else "before the first step"

    def step(self, number: int) -> None:
        count, _ = _COUNT.unpack(self.memory[:])
        self.memory[:] = _COUNT.pack(count + 1, number)
        if self.at in (count, NAMES[number]):
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, number: int, whole: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(whole)
        def stepping(*args: Any, **options: Any) -> Any:
            self.step(2 * number)
            result = whole(*args, **options)
            self.step(2 * number + 1)
            return result

        return stepping


def instrumented() -> Dying:
    """Return the counter of steps, now at every named place."""
    from xlsync.entry.settings import Office

    Office.now = property(lambda office: NOW)  # type: ignore[assignment,method-assign]
    dying = Dying()
    for number, (_, module, path) in enumerate(STEPS):
        *owner, name = path.split(".")
        holder = importlib.import_module(module)
        for part in owner:
            holder = getattr(holder, part)
        setattr(holder, name, dying.watch(number, getattr(holder, name)))
    return dying


def merge_inbox(office: Path) -> None:
    """Merge whatever lies in the inbox, as ``xlsync merge`` does."""
    from xlsync.adapters.inbox import Inbox
    from xlsync.entry.bootstrap import changing
    from xlsync.entry.commands.merge import merge_paths
    from xlsync.entry.console import Console
    from xlsync.entry.settings import office_at

    with changing(office_at(office, [("today", f"{NOW:%Y-%m-%d}")])) as desk:
        merge_paths(desk, Inbox(desk.office.inbox).waiting(), Console())


def undo_one(office: Path) -> None:
    """Take the return of 市财政局 back, where that has not been done yet, as ``xlsync undo`` does."""
    from xlsync.entry.bootstrap import changing
    from xlsync.entry.previews import rewriting
    from xlsync.entry.settings import office_at
    from xlsync.services.undo import undo
    from xlsync.vocabulary.terms import SubmissionState

    with changing(office_at(office, [("today", f"{NOW:%Y-%m-%d}")])) as desk:
        standing = desk.work.journal.submissions([SubmissionState.FILED])
        numbers = [str(entry["number"]) for entry in standing if entry["unit"] == "市财政局"]
        if numbers:
            found = undo(rewriting(desk), numbers)
            assert not found.clashes
            rewriting(desk).carry_out(found.plan)


def restore_first(office: Path) -> None:
    """Bring the master back to where it stood after the first merge, as ``xlsync restore`` does."""
    from xlsync.entry.bootstrap import changing
    from xlsync.entry.previews import rewriting
    from xlsync.entry.settings import office_at
    from xlsync.services.restore import restore
    from xlsync.vocabulary.labels.merging import MERGE_KIND

    with changing(office_at(office, [("today", f"{NOW:%Y-%m-%d}")])) as desk:
        first = next(batch.number for batch in desk.work.journal.batches() if batch.kind == MERGE_KIND)
        found = restore(rewriting(desk), str(first))
        if not found.plan.is_empty:
            rewriting(desk).carry_out(found.plan)


WORKS = {"merge": merge_inbox, "undo": undo_one, "restore": restore_first}


class ReadHere:
    """Reads in this very process: the steps of the merge are the same, and a process less has to be started."""

    def __init__(self, budget: object) -> None:
        from xlsync.adapters.reading.reader import WorkbookReader

        self.read = WorkbookReader().read

    def expect(self, files: object) -> None:
        """Read nothing beforehand."""


def child(order: dict[str, Any], dying: Dying) -> None:
    """Carry out one order, with a process of its own that reads files; the exit code tells how it ended."""
    from xlsync.adapters.reading.apart import process_of
    from xlsync.entry import bootstrap

    process_of.cache_clear()
    if not order["apart"]:
        bootstrap.SeparateReader = ReadHere  # type: ignore[assignment,misc]
    dying.begin(order["at"])
    code = 1
    try:
        WORKS[order["work"]](Path(order["office"]))
        code = 0
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def carry_out(order: dict[str, Any], dying: Dying) -> dict[str, Any]:
    """Fork a child for an order, kill it after its time, and return how it ended."""
    dying.begin(None)
    begun = time.monotonic()
    pid = os.fork()
    if not pid:
        child(order, dying)
    if order["after"] is not None:
        time.sleep(order["after"])
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    count, last = dying.passed()
    ended = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    return {"signal": max(0, -ended), "code": max(0, ended), "events": count, "step": last, "seconds": seconds}


def main() -> None:
    warm, *_ = sys.argv[1:]
    dying = instrumented()
    merge_inbox(Path(warm))  # all modules are imported, all caches filled: children begin at once
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line), dying)), flush=True)


if __name__ == "__main__":
    main()
