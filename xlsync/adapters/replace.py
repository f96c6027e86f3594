"""A new file takes the place of an old one, whole and durably; what a crash left of it is tidied at the next start.

POSIX: rename(2), then fsync of the folder; mode, owner, group and extended attributes (access lists among them) are
those of the old file, as far as the system lets us. Windows: ReplaceFileW, which keeps access lists, attributes and
streams of the old file, and MoveFileExW with MOVEFILE_WRITE_THROUGH where there is no old file, or on a share that
knows no ReplaceFileW. The Windows half follows the documentation of Microsoft; it was tested against a stand-in for
its kernel and has not run on Windows.

ReplaceFileW is given a name for the old file, since after ERROR_UNABLE_TO_MOVE_REPLACEMENT (1176) without one the old
file would be gone. After ERROR_UNABLE_TO_MOVE_REPLACEMENT_2 (1177) the old file stands under that name and comes back
at once; if the process dies right then, ``tidy`` brings it back at the next start.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

TEMPORARY = ".xlsync-"
DISPLACED = ".xlsync-before-"
_FILE_NOT_FOUND = 2
# Access denied, sharing violation, lock violation, the three of ReplaceFileW, a mapped file: somebody has it open.
_HELD_CODES = frozenset({5, 32, 33, 1175, 1176, 1177, 1224})
_NO_REPLACE = frozenset({1, 50, 87})  # invalid function, not supported, invalid parameter: a file system without it
_ERRNO = {112: errno.ENOSPC, 39: errno.ENOSPC, 19: errno.EROFS}
_HELD_ERRNO = frozenset({errno.EBUSY, errno.ETXTBSY})


class FileHeld(OSError):
    """Another program has the file open and lets nobody replace it; nothing was changed."""


class WindowsFiles(Protocol):
    """The two calls of the Windows kernel that are needed; each returns 0 or the error code."""

    def replace_file(self, place: str, temporary: str, displaced: str) -> int:
        """ReplaceFileW: ``temporary`` takes the place of ``place``, which stands as ``displaced`` afterwards."""
        ...

    def move_file(self, source: str, target: str) -> int:
        """MoveFileExW with replacing and write-through."""
        ...


def windows_files() -> WindowsFiles | None:
    """Return the kernel's calls on Windows, None elsewhere."""
    if sys.platform == "win32":
        return _Kernel()
    return None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Kernel:
        """kernel32, with the argument types set, so that handles and pointers are passed whole."""

        _IGNORE_MERGE_ERRORS, _REPLACE_EXISTING, _WRITE_THROUGH = 2, 1, 8

        def __init__(self) -> None:
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            text, pointer = wintypes.LPCWSTR, wintypes.LPVOID
            self._replace, self._move = kernel.ReplaceFileW, kernel.MoveFileExW
            self._replace.argtypes = [text, text, text, wintypes.DWORD, pointer, pointer]
            self._move.argtypes = [text, text, wintypes.DWORD]
            self._replace.restype = self._move.restype = wintypes.BOOL

        def replace_file(self, place: str, temporary: str, displaced: str) -> int:
            done = self._replace(place, temporary, displaced, self._IGNORE_MERGE_ERRORS, None, None)
            return 0 if done else ctypes.get_last_error()

        def move_file(self, source: str, target: str) -> int:
            done = self._move(source, target, self._REPLACE_EXISTING | self._WRITE_THROUGH)
            return 0 if done else ctypes.get_last_error()


def write_durably(
    place: Path, content: bytes, *, beside: Path | None = None, last_look: Callable[[], None] = lambda: None
) -> None:
    """Write a whole file or nothing: temporary file, fsync, replace, fsync of the folder.

    The temporary file stands in the folder ``beside`` (None: that of ``place``), on the same file system. ``last_look``
    is called right before the replace, and stops it by raising. Raises FileHeld, OSError; then ``place`` is as it was.
    """
    temporary = (beside or place.parent) / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        last_look()
        put_in_place(temporary, place)
    except BaseException:
        with contextlib.suppress(OSError):  # the first error is the one to tell; tidy removes it at the next start
            temporary.unlink(missing_ok=True)
        raise


def put_in_place(temporary: Path, place: Path, windows: WindowsFiles | None = None) -> None:
    """Let a finished file take the place of another, or the empty place, durably. Raises FileHeld, OSError."""
    kernel = windows or windows_files()
    if kernel is not None:
        _put_on_windows(temporary, place, kernel)
        return
    with contextlib.suppress(FileNotFoundError):
        _keep_standing(place, temporary)
    try:
        temporary.replace(place)
    except OSError as error:
        if is_held(error):
            raise FileHeld(*error.args) from None
        raise
    sync_folder(place.parent)


def _keep_standing(place: Path, temporary: Path) -> None:
    """Give a new file owner, mode and attributes of the old one; what the system forbids stays as it is."""
    about = place.stat()
    if sys.platform != "win32":
        for owner, group in ((-1, about.st_gid), (about.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(temporary, owner, group)
    shutil.copymode(place, temporary)
    if sys.platform == "linux":
        for name in os.listxattr(place):
            with contextlib.suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(place, name))


def is_held(error: OSError) -> bool:
    """Return whether an error says that another program has the file open, rather than that rights are missing."""
    code = getattr(error, "winerror", None)
    # open() of Windows gives no code of its own: there a denied file is one that somebody holds.
    denied_on_windows = os.name == "nt" and isinstance(error, PermissionError)
    return isinstance(error, FileHeld) or code in _HELD_CODES or error.errno in _HELD_ERRNO or denied_on_windows


def _put_on_windows(temporary: Path, place: Path, kernel: WindowsFiles) -> None:
    displaced = place.with_name(f"{DISPLACED}{place.name}")
    code = _FILE_NOT_FOUND
    if place.exists():
        code = kernel.replace_file(str(place), str(temporary), str(displaced))
    if code in _NO_REPLACE or (code == _FILE_NOT_FOUND and temporary.exists() and not displaced.exists()):
        code = kernel.move_file(str(temporary), str(place))
    if code and displaced.exists() and not place.exists():
        kernel.move_file(str(displaced), str(place))
    if code:
        raise _error_of(code, place)
    with contextlib.suppress(OSError):  # a virus scanner looks at it: tidy removes it at the next start
        displaced.unlink(missing_ok=True)


def _error_of(code: int, place: Path) -> OSError:
    if code in _HELD_CODES:
        return FileHeld(errno.EACCES, f"error {code}", str(place))
    return OSError(_ERRNO.get(code, errno.EIO), f"error {code}", str(place))


def tidy(folder: Path) -> None:
    """Remove what a crash left of unfinished writes in a folder; a file that was moved aside comes back.

    Call it only while nobody else writes there.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(TEMPORARY)]
    except OSError:  # no such folder yet, or the share is away: the work itself will tell
        return
    for name in names:
        left, place = folder / name, folder / name.removeprefix(DISPLACED)
        with contextlib.suppress(OSError):
            if name.startswith(DISPLACED) and not place.exists():
                left.replace(place)
            elif left.is_file():
                left.unlink()


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable, where the system can (Windows opens no folders)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
