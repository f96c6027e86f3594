"""The watcher hands over whole files within a second, with events, by polling and by rescans alone."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.adapters.workbooks_for_reading import honest
from xlsync.entry import patience
from xlsync.entry.watcher import watch

HONEST = honest()
Start = Callable[..., "Handler"]


class Handler:
    """Takes files out of the folder as the real one does, and notes when and what it got."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.contents: dict[str, bytes] = {}
        self.times: dict[str, float] = {}

    def __call__(self, paths: list[Path]) -> None:
        self.batches.append([path.name for path in paths])
        for path in paths:
            self.contents[path.name] = path.read_bytes()
            self.times[path.name] = time.monotonic()
            path.unlink()

    def wait_for(self, name: str, seconds: float) -> float:
        """Return when a file was handed over; fail after the given seconds."""
        until = time.monotonic() + seconds
        while name not in self.times:
            assert time.monotonic() < until, f"{name} was not handed over within {seconds} s"
            time.sleep(0.02)
        return self.times[name]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a watch of the test's folder; it is stopped at the end of the test."""
    stop, threads = threading.Event(), []

    def begin(handler: Callable[[list[Path]], None] | None = None, **options: object) -> Handler:
        handle = handler or Handler()
        thread = threading.Thread(target=watch, args=(tmp_path / "收件箱", handle), kwargs={"stop": stop, **options})
        thread.start()
        threads.append(thread)
        time.sleep(0.3)
        return handle  # type: ignore[return-value]

    (tmp_path / "收件箱").mkdir()
    yield begin
    stop.set()
    for thread in threads:
        thread.join(timeout=10)
        assert not thread.is_alive()


@pytest.mark.parametrize("options", [{}, {"polling": True}, {"events": False, "rescan_seconds": 0.5}])
def test_a_copied_file_is_handed_over_soon_after_it_is_whole(start: Start, tmp_path: Path, options: dict[str, object]):
    """By events within a second; polling and bare rescans add their own step."""
    handler = start(**options)
    (tmp_path / "收件箱" / "表.xlsx").write_bytes(HONEST)
    whole = time.monotonic()
    assert handler.wait_for("表.xlsx", 8) - whole < (1.0 if not options else 3.0)
    assert handler.contents["表.xlsx"] == HONEST


def test_a_dribbling_writer_is_waited_for(start: Start, tmp_path: Path):
    """A copy that takes two seconds, with pauses longer than the settling time: read once, and whole."""
    handler = start(settle_seconds=0.15)
    step = len(HONEST) // 8 + 1
    with (tmp_path / "收件箱" / "表.xlsx").open("wb") as file:
        for at in range(0, len(HONEST), step):
            file.write(HONEST[at : at + step])
            file.flush()
            time.sleep(0.25)
    handler.wait_for("表.xlsx", 5)
    assert handler.contents["表.xlsx"] == HONEST and handler.batches == [["表.xlsx"]]


def test_what_lay_there_before_the_start_is_one_batch(start: Start, tmp_path: Path):
    for number in range(10):
        (tmp_path / "收件箱" / f"{number}.xlsx").write_bytes(HONEST)
    (tmp_path / "收件箱" / "~$0.xlsx").write_bytes(b"lock")
    handler = start()
    handler.wait_for("9.xlsx", 5)
    assert [sorted(batch) for batch in handler.batches] == [[f"{number}.xlsx" for number in range(10)]]


def test_a_failing_batch_does_not_end_the_watch(start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """And what was left in the folder is not offered again at once."""
    seen: list[str] = []

    def failing(paths: list[Path]) -> None:
        seen.extend(path.name for path in paths)
        raise RuntimeError("broken")

    with caplog.at_level(logging.CRITICAL):
        start(failing, settle_seconds=0.1)
        (tmp_path / "收件箱" / "甲.xlsx").write_bytes(HONEST)
        time.sleep(0.8)
        (tmp_path / "收件箱" / "乙.xlsx").write_bytes(HONEST)
        time.sleep(0.8)
    assert seen == ["甲.xlsx", "乙.xlsx"]


def test_what_the_handler_left_is_offered_again_later(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """After pauses of 0.5, 1, 2 s, without any event."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.5)
    seen: list[float] = []
    start(lambda paths: seen.append(time.monotonic()), settle_seconds=0.1)
    (tmp_path / "收件箱" / "甲.xlsx").write_bytes(HONEST)
    time.sleep(3)
    pauses = [later - earlier for earlier, later in pairwise(seen)]
    assert len(pauses) == 2
    assert 0.4 < pauses[0] < 0.9 < pauses[1] < 1.6


def test_an_idle_watch_costs_nothing(start: Start, tmp_path: Path):
    """A file that stays in the inbox, already offered: no busy loop, although looking causes events of its own."""
    start(lambda paths: None, settle_seconds=0.1)
    (tmp_path / "收件箱" / "甲.xlsx").write_bytes(HONEST)
    time.sleep(1)
    before = time.process_time()
    time.sleep(1.5)
    assert time.process_time() - before < 0.3


def test_ctrl_c_ends_the_watch(tmp_path: Path):
    def interrupted(paths: list[Path]) -> None:
        raise KeyboardInterrupt

    stop = threading.Event()
    (tmp_path / "表.xlsx").write_bytes(HONEST)
    watch(tmp_path, interrupted, settle_seconds=0.1, stop=stop)
    assert stop.is_set()
