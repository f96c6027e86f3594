"""The watcher hands over whole files within a second, with events, by polling and by rescans alone."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.adapters.workbooks_for_reading import honest
from xlsync.entry import patience
from xlsync.entry.watcher import OBSTACLE_SECONDS, Outlook, _Round, watch

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


@pytest.mark.parametrize("question", ["obstacle", "tend"])
def test_a_program_that_breaks_off_while_it_is_asked_does_not_end_the_watch(
    start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture, question: str
) -> None:
    """Which error a spreadsheet program breaks off with nobody can know: the next look asks again."""
    asked: list[str] = []

    def broken_once() -> str:
        asked.append(question)
        if len(asked) == 1:
            raise RuntimeError("disposed")
        return ""

    with caplog.at_level(logging.CRITICAL):
        handler = start(settle_seconds=0.1, rescan_seconds=0.3, outlook=Outlook(**{question: broken_once}))
        (tmp_path / "收件箱" / "甲.xlsx").write_bytes(HONEST)
        handler.wait_for("甲.xlsx", 5)
    assert len(asked) > 1


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


class Locked:
    """An obstacle that is there or not, and what was told of it."""

    def __init__(self) -> None:
        self.reason, self.told = "值班员", list[tuple[str, ...]]()

    def outlook(self) -> Outlook:
        return Outlook(lambda: self.reason, lambda paths, _: self.told.append(tuple(path.name for path in paths)))


def looking(round_: _Round, seconds: float, begin: float = 0.0) -> float:
    """Let a round look for some seconds of a clock that is not waited for; return its time."""
    now = begin
    while now < begin + seconds:
        round_.look(now)
        now += max(round_.pause_seconds(now), round_.settle_seconds)
    return now


def test_a_lock_of_five_minutes_costs_no_attempt_and_files_come_in_their_order(tmp_path: Path):
    """Three files arrive one after the other while the master is open; when it is closed they are one batch."""
    locked, batches = Locked(), list[list[str]]()

    def take(paths: list[Path]) -> None:
        batches.append([path.name for path in paths])
        for path in paths:
            path.unlink()

    round_ = _Round(tmp_path, take, 0.4, 180.0, locked.outlook())
    now = 0.0
    for number, name in enumerate(("丙.xlsx", "甲.xlsx", "乙.xlsx")):
        (tmp_path / name).write_bytes(HONEST)
        os.utime(tmp_path / name, (number, number))
        now = looking(round_, 100.0, now)
    assert now >= 300 and batches == []
    assert set(locked.told) == {("丙.xlsx",), ("丙.xlsx", "甲.xlsx"), ("丙.xlsx", "甲.xlsx", "乙.xlsx")}
    locked.reason = ""
    now = looking(round_, OBSTACLE_SECONDS + 1, now)
    assert batches == [["丙.xlsx", "甲.xlsx", "乙.xlsx"]]
    looking(round_, 1.0, now)
    assert round_.tried == {} and round_.settling.seen == {}


def test_attempts_grow_apart_and_come_to_an_end_until_something_changes(tmp_path: Path):
    """12 attempts in some minutes, then none for hours; what changes around makes them worth while again."""
    attempts, around = list[float](), ["as it was"]
    clock = [0.0]

    def refuse(paths: list[Path]) -> bool:
        attempts.append(clock[0])
        return False

    (tmp_path / "甲.xlsx").write_bytes(HONEST)
    round_ = _Round(tmp_path, refuse, 0.4, 180.0, Outlook(state=lambda: around[0]))

    def hours(count: float) -> None:
        until = clock[0] + count * 3600
        while clock[0] < until:
            round_.look(clock[0])
            clock[0] += max(round_.pause_seconds(clock[0]), 0.4)

    hours(8)
    pauses = [round(later - earlier) for earlier, later in pairwise(attempts)]
    assert len(attempts) == patience.ATTEMPTS
    assert pauses == sorted(pauses) and max(pauses) <= patience.LONGEST_PAUSE + 1
    around[0] = "the master was saved"
    hours(1)
    assert len(attempts) == 2 * patience.ATTEMPTS


def test_the_watch_remembers_nothing_of_files_that_have_gone(tmp_path: Path):
    """2,000 files, one after the other, some of them refused first."""

    def take(paths: list[Path]) -> None:
        for path in paths:
            if path in refused:
                path.unlink()
            refused.add(path)

    refused: set[Path] = set()
    round_ = _Round(tmp_path, take, 0.4, 180.0)
    now = 0.0
    for number in range(2000):
        (tmp_path / f"{number}.xlsx").write_bytes(b"plain")
        now = looking(round_, 5.0, now)
    assert len(refused) == 2000
    assert (round_.tried, round_.settling.seen) == ({}, {})


def test_a_share_that_is_away_for_a_moment_does_not_end_the_watch(start: Start, tmp_path: Path):
    """The master lies on a share; asking who has it open fails twice."""
    away = [OSError("network name no longer available")] * 2

    def obstacle() -> str:
        if away:
            raise away.pop()
        return ""

    handler = start(settle_seconds=0.1, rescan_seconds=0.2, outlook=Outlook(obstacle))
    (tmp_path / "收件箱" / "甲.xlsx").write_bytes(HONEST)
    handler.wait_for("甲.xlsx", 3)
    assert not away
