"""Who has the master open, by the locks that LibreOffice, Excel and WPS leave, and by what the system says."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xlsync.adapters.workbook_file.lock import excel_user, holder_of, is_denied, owner_files


def owner_file(narrow: bytes, wide: str, width: int = 54) -> bytes:
    """Return an owner file as Excel writes it (165 bytes), with width 53 as Word does (162 bytes)."""
    sizes = bytes([len(narrow)]), len(wide).to_bytes(2, "little")
    return sizes[0] + narrow.ljust(width) + sizes[1] + wide.ljust(width).encode("utf-16-le")


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "督查台账.xlsm"
    path.write_bytes(b"x")
    return path


@pytest.mark.parametrize("width", [54, 53])
def test_the_user_stands_in_the_owner_file(width: int) -> None:
    assert excel_user(owner_file("值班员".encode("gbk"), "值班员", width)) == "值班员"
    assert excel_user(owner_file(b"WangWu", "WangWu", width)) == "WangWu"


@pytest.mark.parametrize(
    ("content", "name"), [(b"", ""), (b"\x06WangWu", "WangWu"), (b"\x06\xd6\xb5\xb0\xe0\xd4\xb1", "值班员")]
)
def test_a_short_owner_file_is_read_as_far_as_it_goes(content: bytes, name: str) -> None:
    assert excel_user(content) == name


def test_nobody_holds_a_free_file(master: Path) -> None:
    assert holder_of(master) is None
    assert holder_of(master.with_name("没有.xlsm")) is None


@pytest.mark.parametrize("mark", ["~$督查台账.xlsm", ".~督查台账.xlsm", ".~台账.xlsm", "~$查台账.xlsm"])
def test_excel_and_wps_are_told_by_user_and_file(master: Path, mark: str) -> None:
    master.with_name(mark).write_bytes(owner_file(b"WangWu", "WangWu"))
    said = holder_of(master) or ""
    assert "WangWu" in said and mark in said and "如确已关闭" in said


def test_the_lock_of_another_workbook_is_not_ours(master: Path) -> None:
    """台账.xlsm stands in the same folder, and ~$台账.xlsm is its own."""
    master.with_name("台账.xlsm").touch()
    master.with_name("~$台账.xlsm").touch()
    assert holder_of(master) is None
    assert master.with_name("~$台账.xlsm") not in owner_files(master)


def test_libreoffice_is_told_by_person_machine_and_moment(master: Path) -> None:
    mark = master.with_name(f".~lock.{master.name}#")
    mark.write_text(",clerk,pc7,20.10.2016 09:00,file:///x;", encoding="utf-8")
    said = holder_of(master) or ""
    assert "clerk@pc7" in said and "20.10.2016 09:00" in said and mark.name in said
    assert "异常退出" not in said


def test_an_old_lock_is_obeyed_and_called_a_probable_left_over(master: Path) -> None:
    mark = master.with_name(f"~${master.name}")
    mark.write_bytes(owner_file(b"WangWu", "WangWu"))
    long_ago = time.time() - 86_400
    os.utime(mark, (long_ago, long_ago))
    assert "异常退出" in (holder_of(master) or "")


def test_a_locked_region_counts_without_any_lock_file(master: Path) -> None:
    """As LibreOffice locks, or another machine on a share."""
    holding = "import fcntl,sys; f=open(sys.argv[1],'r+b'); fcntl.lockf(f,fcntl.LOCK_EX); print(1,flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(master)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        other.stdout.readline()
        assert is_denied(master) and holder_of(master) is not None
        other.stdin.close()
    assert holder_of(master) is None


def test_a_look_leaves_the_file_as_it_is(master: Path) -> None:
    before = master.stat()
    holder_of(master)
    after = master.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (before.st_mtime_ns, before.st_size, before.st_ino)
    with master.open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
