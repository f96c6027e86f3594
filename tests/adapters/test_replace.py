"""A new file takes the place of an old one, on POSIX for real and on Windows against a stand-in for its kernel."""

import errno
import os
from pathlib import Path

import pytest

from xlsync.adapters import replace as replacing
from xlsync.adapters.replace import DISPLACED, TEMPORARY, FileHeld, put_in_place, tidy, write_durably

HELD = [5, 32, 33, 1175, 1176, 1177]


class Windows:
    """ReplaceFileW and MoveFileExW as documented; ``fails`` gives the next error code of each call."""

    def __init__(self, replace: int = 0, move: int = 0) -> None:
        self.codes = {"replace": replace, "move": move}
        self.calls: list[str] = []

    def replace_file(self, place: str, temporary: str, displaced: str) -> int:
        self.calls.append("replace")
        code = self.codes["replace"]
        if code in (0, 1177):
            Path(place).replace(displaced)
        if not code:
            Path(temporary).replace(place)
        return code

    def move_file(self, source: str, target: str) -> int:
        self.calls.append("move")
        code, self.codes["move"] = self.codes["move"], 0
        if not code:
            Path(source).replace(target)
        return code


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsm"
    path.write_bytes(b"old")
    return path


def new_file(place: Path) -> Path:
    path = place.with_name(f"{TEMPORARY}0123")
    path.write_bytes(b"new")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_on_windows_the_new_file_takes_the_place_and_nothing_else_stays(place: Path) -> None:
    windows = Windows()
    put_in_place(new_file(place), place, windows)
    assert (place.read_bytes(), names(place.parent), windows.calls) == (b"new", [place.name], ["replace"])


def test_on_windows_a_first_file_is_moved(place: Path) -> None:
    place.unlink()
    windows = Windows()
    put_in_place(new_file(place), place, windows)
    assert (place.read_bytes(), windows.calls) == (b"new", ["move"])


@pytest.mark.parametrize("code", HELD)
def test_on_windows_a_held_file_stays_where_and_what_it_is(place: Path, code: int) -> None:
    """After 1177 the old file stands under the name for the replaced one, and is moved back."""
    windows, new = Windows(replace=code), new_file(place)
    with pytest.raises(FileHeld):
        put_in_place(new, place, windows)
    assert place.read_bytes() == b"old"
    assert windows.calls == (["replace", "move"] if code == 1177 else ["replace"])


def test_a_crash_after_1177_is_mended_at_the_next_start(place: Path) -> None:
    """The moving back fails too: the file stands under the other name until the next start."""
    windows, new = Windows(replace=1177, move=32), new_file(place)
    with pytest.raises(FileHeld):
        put_in_place(new, place, windows)
    assert not place.exists()
    tidy(place.parent)
    assert (place.read_bytes(), names(place.parent)) == (b"old", [place.name])


@pytest.mark.parametrize("code", [1, 50, 87])
def test_a_share_without_replacing_gets_a_move(place: Path, code: int) -> None:
    windows = Windows(replace=code)
    put_in_place(new_file(place), place, windows)
    assert (place.read_bytes(), windows.calls) == (b"new", ["replace", "move"])


@pytest.mark.parametrize(("code", "number"), [(112, errno.ENOSPC), (39, errno.ENOSPC), (19, errno.EROFS)])
def test_a_full_disk_of_windows_is_told_as_one(place: Path, code: int, number: int) -> None:
    with pytest.raises(OSError) as raised:
        put_in_place(new_file(place), place, Windows(replace=code))
    assert (raised.value.errno, isinstance(raised.value, FileHeld)) == (number, False)


def test_mode_and_attributes_of_the_old_file_stay(place: Path) -> None:
    place.chmod(0o640)
    os.setxattr(place, "user.office", b"yes")
    write_durably(place, b"new")
    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"new", 0o640)
    assert os.getxattr(place, "user.office") == b"yes"
    assert names(place.parent) == [place.name]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(replacing.os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write_durably(place, b"new")
    assert (place.read_bytes(), names(place.parent)) == (b"old", [place.name])


@pytest.mark.parametrize("left", [f"{TEMPORARY}0123", f"{DISPLACED}台账.xlsm"])
def test_what_a_crash_left_beside_a_standing_file_is_removed(place: Path, left: str) -> None:
    place.with_name(left).write_bytes(b"half")
    tidy(place.parent)
    assert (place.read_bytes(), names(place.parent)) == (b"old", [place.name])


def test_tidying_minds_only_our_own_files(place: Path) -> None:
    (place.parent / ".xlsync").mkdir()
    (place.parent / "~$台账.xlsm").touch()
    before = names(place.parent)
    tidy(place.parent)
    tidy(place.parent / "gone")
    assert names(place.parent) == before
