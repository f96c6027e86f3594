"""The open workbook is found by its file among all that is open, and only where it can be written."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xlsync.adapters.memory import MemoryStore
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_live import finding
from xlsync.adapters.workbook_live.finding import live_master, open_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "督查台账.xlsm"
    path.touch()
    return path


def book(fullname: str, read_only: bool = False) -> Any:
    return SimpleNamespace(fullname=fullname, api=SimpleNamespace(isReadonly=lambda: read_only, ReadOnly=read_only))


class Elsewhere:
    """A book in a cloud whose local folder xlwings does not find."""

    @property
    def fullname(self) -> str:
        raise RuntimeError("Couldn't find your local OneDrive file")


class Closing:
    """A program that no longer answers."""

    @property
    def books(self) -> list[Any]:
        raise RuntimeError("disposed")


def test_the_book_of_this_file_is_found_in_the_second_program_too(path: Path) -> None:
    other, ours = book(str(path.with_name("别的.xlsx"))), book(str(path))
    apps = [Closing(), SimpleNamespace(books=[other]), SimpleNamespace(books=[Elsewhere(), ours])]
    assert open_book(path, apps) is ours


def test_the_same_file_by_another_name_is_found(path: Path) -> None:
    link = path.with_name("link.xlsm")
    link.symlink_to(path)
    ours = book(str(link))
    assert open_book(path, [SimpleNamespace(books=[ours])]) is ours


@pytest.mark.parametrize(
    "names", [["https://d.docs.live.net/1/督查台账.xlsm"], ["别的.xlsx"], ["督查台账.xlsm"], []], ids=str
)
def test_a_book_in_a_cloud_or_of_another_folder_is_not_ours(path: Path, names: list[str]) -> None:
    assert open_book(path, [SimpleNamespace(books=[book(name) for name in names])]) is None


def test_a_book_that_was_opened_to_be_read_only_is_not_written(path: Path) -> None:
    assert open_book(path, [SimpleNamespace(books=[book(str(path), read_only=True)])]) is None


def test_a_book_whose_program_breaks_off_is_out_of_reach(path: Path) -> None:
    def closing() -> bool:
        raise RuntimeError("disposed")

    broken = SimpleNamespace(fullname=str(path), api=SimpleNamespace(isReadonly=closing))
    assert open_book(path, [SimpleNamespace(books=[broken])]) is None


def test_on_windows_each_excel_is_asked_and_says_itself_what_is_read_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two Excels: the first opened the master to be read only. Where no Excel has marked the file none is asked."""
    first, second = (
        SimpleNamespace(fullname=str(path), api=SimpleNamespace(ReadOnly=read_only)) for read_only in (True, False)
    )
    apps = [SimpleNamespace(books=[first]), SimpleNamespace(books=[second])]
    monkeypatch.setattr(finding, "xlwings", lambda: SimpleNamespace(apps=apps))
    monkeypatch.setattr(finding, "sys", SimpleNamespace(platform="win32"))
    file = MasterFile(path, MemoryStore())
    assert live_master(path, file) is None
    path.with_name(f"~${path.name}").touch()
    live = live_master(path, file)
    assert live is not None and live._book is second
    assert finding.book_at(path) is first


def test_where_no_program_listens_the_answer_comes_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLSYNC_PIPE", "nobody_listens_here")
    began = time.perf_counter()
    assert live_master(path, MasterFile(path, MemoryStore())) is None
    assert time.perf_counter() - began < 0.3
