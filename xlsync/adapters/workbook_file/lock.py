"""Who has the master open: as the programs leave it beside the file, then as the system says of the file itself."""

import errno
import os
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from xlsync.adapters.replace import is_held
from xlsync.vocabulary.labels import locks as words

_CHINA = timezone(timedelta(hours=8))
_OLD_SECONDS = 12 * 3600.0
"""A lock older than a working day is called a probable left-over in the message; it is obeyed all the same."""
_WIDE_NAME_AT = (55, 54)  # in an owner file of Excel (165 bytes) and in one as Word writes it (162 bytes)


def holder_of(path: Path) -> str | None:
    """Return who holds the file open in words for a message, None when nobody does as far as can be seen.

    LibreOffice leaves ``.~lock.NAME#``, Excel and WPS ``~$NAME`` or ``.~NAME``. A program that crashed leaves its lock
    behind, and no lock names its process. It is never passed over in silence: the words say which file it is, since
    when, and to remove it if nobody has the master open. Without a lock file (another machine on a share, a locked
    region, Excel whose owner file was hidden) the system is asked by opening the file for writing, which changes
    nothing.
    """
    libreoffice = path.with_name(f".~lock.{path.name}#")
    if libreoffice.exists():
        name, since = _libreoffice_user(_bytes_of(libreoffice))
        return words.PERSON_IN_LIBREOFFICE.format(name=name or words.SOMEONE, advice=_advice(libreoffice, since))
    owner = next((mark for mark in owner_files(path) if mark.exists()), None)
    if owner is not None:
        name = excel_user(_bytes_of(owner)) or words.SOMEONE
        return words.PERSON_IN_EXCEL.format(name=name, advice=_advice(owner))
    return words.SOMEONE if is_denied(path) else None


def owner_files(path: Path) -> list[Path]:
    """Return the names under which Excel and WPS may mark the file as open.

    WPS drops one or two letters of the name now and then; such a mark counts unless a file of the short name stands
    there itself.
    """
    cuts = [cut for cut in range(3) if not cut or not path.with_name(path.name[cut:]).exists()]
    return [path.with_name(f"{head}{path.name[cut:]}") for head in ("~$", ".~") for cut in cuts]


def _advice(mark: Path, since: str = "") -> str:
    """Return since when a lock lies there, whether it looks left over, and which file to remove then."""
    try:
        left_at = mark.stat().st_mtime
    except OSError:
        return words.REMOVE_LOCK.format(file=mark.name)
    since = since or words.LOCK_DATE.format(datetime.fromtimestamp(left_at, _CHINA))
    said = words.LOCKED_SINCE.format(since=since, file=mark.name)
    if _is_abandoned(mark):
        return said + words.LOCK_ABANDONED
    return said + (words.LOCK_OLD if time.time() - left_at > _OLD_SECONDS else "")


def _is_abandoned(mark: Path) -> bool:
    """Return whether nobody holds an owner file any more; known on Windows only, where Excel keeps its own open."""
    if os.name != "nt" or not mark.name.startswith("~$"):
        return False
    try:
        with mark.open("r+b"):
            return True
    except OSError:
        return False


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # Excel keeps its own lock file locked: it is there, and that says enough


def _libreoffice_user(content: bytes) -> tuple[str, str]:
    """Return the name or login with the machine, and since when; '' for what the lock does not say.

    Its fields are name, login, machine, moment and profile, separated by commas.
    """
    fields = [field.strip() for field in content.decode("utf-8", "replace").rstrip(";\n").split(",")]
    name, login, machine, since = (*fields[:4], *[""] * max(0, 4 - len(fields)))
    person = name or login
    return (f"{person}@{machine}" if person and machine else person), since


def excel_user(content: bytes) -> str:
    """Return the user's name from an owner file of Excel or WPS, '' when it cannot be read as text.

    The first byte is the length of the name in the code page of the machine; after it, padded, the name stands again
    in UTF-16, its length in two bytes before it.
    """
    narrow = content[1 : 1 + content[0]] if content else b""
    wide = ((_wide_name(content, place), "utf-16-le") for place in _WIDE_NAME_AT)
    for name, encoding in (*wide, (narrow, "utf-8"), (narrow, "gb18030")):
        try:
            text = name.decode(encoding).strip("\0 ")
        except UnicodeDecodeError:
            continue
        if text and text.isprintable():
            return text
    return ""


def _wide_name(content: bytes, place: int) -> bytes:
    """Return the bytes of the name whose length stands at a place; none where the length cannot be true."""
    length = int.from_bytes(content[place : place + 2], "little")
    return content[place + 2 : place + 2 + 2 * length] if 2 * length <= len(content) - place - 2 else b""


def is_denied(path: Path) -> bool:
    """Return whether the system says that somebody else has the file open and lets nobody write it."""
    try:
        with path.open("r+b") as file:
            return _is_region_locked(file.fileno())
    except FileNotFoundError:
        return False
    except OSError as error:
        # A share tells a denied sharing mode as a lack of rights; a file that is read-only is no such case.
        return is_held(error) or (isinstance(error, PermissionError) and os.access(path, os.W_OK))


def _is_region_locked(handle: int) -> bool:
    """Return whether another process has locked a part of the file, as LibreOffice does."""
    if sys.platform == "win32":
        return False  # there a lock of the whole file has refused the opening
    import fcntl

    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EAGAIN)
    return False
