"""The inbox hands over what is whole, and nothing else; what is done leaves it and is not lost."""

import hashlib
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.adapters.workbooks_for_reading import honest
from xlsync.adapters.inbox import (
    DONE_FOLDER,
    MAX_SHOWN,
    RESTED_SECONDS,
    Inbox,
    Settling,
    candidates,
    is_submission_name,
    is_whole,
    shown_name,
)

HONEST = honest()
OLE_SAMPLE = (Path(__file__).parent / "samples" / "oddities.xls").read_bytes()


@pytest.fixture
def inbox(office_folder: Path) -> Inbox:
    """Return the empty inbox of an office."""
    folder = office_folder / "收件箱"
    folder.mkdir()
    return Inbox(folder)


def _old(path: Path, content: bytes, age_seconds: float = 30) -> Path:
    path.write_bytes(content)
    then = time.time() - age_seconds
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("附件1(发改委).xls", True),
        ("新建 Microsoft Excel 工作表(3).xlsx", True),
        ("~$填报表.xlsx", False),
        (".~lock.填报表.xlsx#", False),
        (".DS_Store", False),
        ("填报表.xlsx.part", False),
        ("填报表.TMP", False),
        ("填报表.crdownload", False),
        ("desktop.ini", False),
    ],
)
def test_locks_and_half_downloads_are_no_submissions(name: str, is_one: bool):
    assert is_submission_name(name) is is_one


def test_sub_folders_empty_files_and_links_are_left_alone(inbox: Inbox):
    (inbox.folder / "旧表").mkdir()
    _old(inbox.folder / "旧表" / "a.xlsx", HONEST)
    _old(inbox.folder / "空.xlsx", b"")
    form = _old(inbox.folder / "填报表.xlsx", HONEST)
    (inbox.folder / "链接.xlsx").symlink_to(form)
    assert inbox.waiting() == [form]


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (HONEST, True),
        (HONEST[:-1], False),
        (HONEST[: len(HONEST) // 2], False),
        (OLE_SAMPLE, True),
        (OLE_SAMPLE[: len(OLE_SAMPLE) // 2], False),
        (b"plain text", True),
    ],
)
def test_a_cut_off_workbook_is_not_whole(tmp_path: Path, content: bytes, whole: bool):
    assert is_whole(_old(tmp_path / "表", content)) is whole


def test_a_file_is_handed_over_at_the_second_equal_look(inbox: Inbox):
    path, settling = _old(inbox.folder / "表.xlsx", HONEST), Settling()
    assert settling.whole(inbox.folder, 0.0) == []
    assert settling.whole(inbox.folder, 0.4) == [path]
    _old(path, HONEST, age_seconds=5)
    assert settling.whole(inbox.folder, 0.8) == []
    assert settling.whole(inbox.folder, 1.2) == [path]


def test_a_file_that_stays_cut_off_is_handed_over_in_the_end(inbox: Inbox):
    """So that its sender hears of it."""
    path, settling = _old(inbox.folder / "表.xlsx", HONEST[:-5]), Settling()
    assert [settling.whole(inbox.folder, at) for at in (0.0, 1.0, RESTED_SECONDS - 1)] == [[], [], []]
    assert settling.whole(inbox.folder, RESTED_SECONDS) == [path]
    assert inbox.waiting() == []
    _old(path, HONEST[:-5], age_seconds=RESTED_SECONDS + 5)
    assert inbox.waiting() == [path]


def test_the_older_file_comes_first(inbox: Inbox):
    late = _old(inbox.folder / "甲.xlsx", HONEST, age_seconds=10)
    early = _old(inbox.folder / "乙.xlsx", HONEST, age_seconds=20)
    assert inbox.waiting() == [early, late]


def test_a_missing_folder_is_an_empty_inbox(tmp_path: Path):
    assert candidates(tmp_path / "没有") == []


def test_a_cleared_file_leaves_the_inbox_and_is_kept(inbox: Inbox):
    one = _old(inbox.folder / "表.xlsx", b"one")
    kept = inbox.clear(one, _sha256(one))
    two = _old(inbox.folder / "表.xlsx", b"two")
    two = inbox.clear(two, _sha256(two))
    again = _old(inbox.folder / "表.xlsx", b"one")
    again = inbox.clear(again, _sha256(again))
    assert kept == again != two and not one.exists()
    assert kept is not None and kept.read_bytes() == b"one"
    assert kept.parent == inbox.folder.parent / DONE_FOLDER
    assert inbox.clear(one, "00" * 32) is None


def test_a_file_of_the_users_own_folder_is_never_moved(inbox: Inbox, tmp_path: Path):
    own = _old(tmp_path / "我的表.xlsx", HONEST)
    assert inbox.clear(own, _sha256(own)) is None and own.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\Startup\\x.xlsm", "x.xlsm"),
        ("../../etc/填报表.xlsx", "填报表.xlsx"),
        ("填报表\u202exslx.exe", "填报表xslx.exe"),
        ("a\x00b\n.xlsx", "ab.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("表<1>:*?.xlsx", "表_1____.xlsx"),
        (" . ", "未命名文件"),
        ("", "未命名文件"),
    ],
)
def test_a_shown_name_is_clean(name: str, shown: str):
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_suffix():
    shown = shown_name("长" * 300 + ".xlsx")
    assert len(shown) <= MAX_SHOWN and shown.endswith("长.xlsx")


def test_a_file_replaced_under_its_name_stays_to_be_read(inbox: Inbox):
    path = _old(inbox.folder / "表.xlsx", b"one")
    taken = _sha256(path)
    path.write_bytes(b"a second version")
    assert inbox.clear(path, taken) is None and path.read_bytes() == b"a second version"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("start", [b"PK\x03\x04", OLE_SAMPLE[:8], b"a,b\r\n"], ids=["zip", "ole", "text"])
def test_a_file_of_gigabytes_is_looked_at_without_being_read(tmp_path: Path, start: bytes):
    path = tmp_path / "录像.xlsx"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(3_000_000_000)
    tracemalloc.start()
    try:
        is_whole(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
