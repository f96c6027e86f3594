"""P7: two watchers on one inbox, one of them killed in between and started again: each file is applied exactly once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.services.resent_forms import resent
from tests.services.small_ledger import FUND, ROAD, SCHOOL, small_office, table
from xlsync.adapters.inbox import DONE_FOLDER
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.entry.settings import Office
from xlsync.services.ports import Journal
from xlsync.vocabulary.terms import SubmissionState

PATIENCE_SECONDS, PATIENCE_OF_THE_PROOF = 90, 1_800
WORDS = "from xlsync.entry.cli import main; import sys; sys.exit(main())"
# A machine of its own: the share between the two knows no locks of files, so that only the journal keeps them apart.
APART = (
    "import contextlib, xlsync.entry.bootstrap as b; b.FileLock = lambda *_, **__: contextlib.nullcontext(); " + WORDS
)


@pytest.mark.parametrize("journal", ["sqlite", "postgresql"])
def test_two_watchers_apply_each_file_once(
    journal: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """8个文件陆续送到，两个守候程序抢同一收件箱，其中一个中途被强行结束又重新启动"""
    office, code = an_office(journal, tmp_path, request, monkeypatch)
    race(office, code, 8, tmp_path, PATIENCE_SECONDS)


@pytest.mark.proof
@pytest.mark.parametrize("journal", ["sqlite", "postgresql"])
def test_two_watchers_apply_each_of_500_files_once(
    journal: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, code = an_office(journal, tmp_path, request, monkeypatch)
    race(office, code, 500, tmp_path, PATIENCE_OF_THE_PROOF)


def an_office(
    journal: str, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[Office, str]:
    """Return a small office with its journal of a kind, and what starts a watcher of it."""
    if journal == "postgresql":
        monkeypatch.setenv("XLSYNC_JOURNAL", request.getfixturevalue("postgres_url"))
    return small_office(folder / "office"), APART if journal == "postgresql" else WORDS


def race(office: Office, code: str, count: int, folder: Path, patience_seconds: float) -> None:
    """Let two watchers race for files that arrive while they run; kill one halfway, start it again, and look."""
    with ExitStack() as stack:
        first = stack.enter_context(watcher(office, code, folder / "first.log"))
        stack.enter_context(watcher(office, code, folder / "second.log"))
        for number, path in enumerate(list(resent(office, count, folder / "sent"))):
            path.rename(office.inbox / path.name)
            time.sleep(0.15)
            if number == count // 2:
                first.send_signal(signal.SIGKILL)
                first.wait()
                stack.enter_context(watcher(office, code, folder / "again.log"))
        with closing(SqlJournal(office.journal_url)) as journal:
            wait_for(lambda: len(filed(journal)) == count, patience_seconds)
            wait_for(lambda: not list(office.inbox.iterdir()), patience_seconds)
    assert_each_once(office, count)


def assert_each_once(office: Office, count: int) -> None:
    """Look into the journal and the master: each file stands in exactly one plan, and no line follows a gap."""
    with closing(SqlJournal(office.journal_url)) as journal:
        plans = [number for batch in journal.batches() if batch.state == "done" for number in batch.submissions]
        assert Counter(plans) == Counter(line["number"] for line in filed(journal))
        assert len(journal.submissions()) == len(set(plans)) == count
        assert journal.unfinished_plans() == []
        assert journal.damage() == []
        for matter in (FUND, ROAD, SCHOOL):
            lines = journal.history(matter, "progress")
            assert [line["before"] for line in lines[1:]] == [line["after"] for line in lines[:-1]]
            assert lines[-1]["after"] == table(office, "matters")[matter]["progress"]
            given = Counter(line["sha256"] for line in lines if line["sha256"])
            assert set(given.values()) == {1}
    assert len(list((office.root / DONE_FOLDER).iterdir())) == count


def filed(journal: Journal) -> list[dict[str, object]]:
    """Return the submissions that have come to their end."""
    return journal.submissions([SubmissionState.FILED])


@contextmanager
def watcher(office: Office, code: str, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Yield a running xlsync watch; Ctrl-C ends it."""
    words = [sys.executable, "-c", code, "watch", str(office.root), "--json", "--today", f"{date(2016, 10, 14)}"]
    with log.open("wb") as said:
        process = subprocess.Popen(
            words, stdout=said, stderr=said, start_new_session=True, env={**os.environ, "PYTHONUTF8": "1"}
        )
        wait_for(lambda: log.stat().st_size > 0 or process.poll() is not None, PATIENCE_SECONDS)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_SECONDS)


def wait_for(happened: Callable[[], bool], seconds: float) -> None:
    """Return when something has happened; fails after the given time."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.1)
