"""The content-addressed store in a folder: every file ever received or replaced, named by its SHA-256."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from xlsync.adapters.replace import sync_folder, write_durably

_AT_ONCE = 8


class FileStore:
    """Keeps contents under ``folder``, in 256 subfolders named by the first two hexadecimal digits.

    A content being written stands in ``folder`` itself, so that one look finds what a crash left (replace.tidy).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256; durable when it returns. What is there already is not rewritten."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            if not place.parent.is_dir():
                place.parent.mkdir(parents=True, exist_ok=True)
                sync_folder(self._folder)
            write_durably(place, content, beside=self._folder)
        return sha256

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several contents and return the SHA-256 of each; all are durable when it returns.

        The disk makes many files durable at once in hardly more time than one.
        """
        if len(contents) < 2:
            return [self.put(content) for content in contents]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(self.put, contents))

    def get(self, sha256: str) -> bytes:
        """Return the content; KeyError when unknown."""
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise KeyError(sha256) from None

    def places(self) -> list[str]:
        """Return the places of all files under the folder, in order, with / between folder and name."""
        found = (path for path in self._folder.rglob("*") if not path.is_dir())
        return sorted(path.relative_to(self._folder).as_posix() for path in found)

    def digest(self, place: str) -> str:
        """Return the SHA-256 of a file, read in pieces; '' where it cannot be read."""
        try:
            with (self._folder / place).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
