"""The content-addressed store in a folder: every file ever received or replaced, named by its SHA-256."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path


class FileStore:
    """Keeps contents under ``folder``, in 256 subfolders named by the first two hexadecimal digits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256; durable when it returns. What is there already is not rewritten."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_durably(place, content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content; KeyError when unknown."""
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise KeyError(sha256) from None

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def write_durably(place: Path, content: bytes) -> None:
    """Write a whole file or nothing: temporary file in the same folder, fsync, replace, fsync of the folder."""
    handle, name = tempfile.mkstemp(prefix=".xlsync-", dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable, where the system can (Windows opens no folders)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
