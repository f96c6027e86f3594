"""The folder 收件箱: which files are submissions, when one is whole, and how it leaves.

A file is read only when it is whole (P6): it looked the same at two looks, and its zip directory or its OLE chains
can be followed to their end. It leaves only when its state is final and its content is in the store, by moving to
``.xlsync/inbox-done/``: the clerk sees an empty folder, and nothing was deleted.
"""

import errno
import hashlib
import os
import re
import time
import unicodedata
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlsync.adapters.reading.ole import OleFile
from xlsync.adapters.reading.sniff import OLE, ZIP
from xlsync.adapters.replace import is_held, write_durably
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.files import NAMELESS

DONE_FOLDER = Path(".xlsync") / "inbox-done"
MAX_SHOWN = 80
RESTED_SECONDS = 60.0
"""After a minute without a change a cut-off file is read and returned as damaged, rather than kept waiting for ever."""
_YOUNG_SECONDS = 3.0
_MOST_OLE = 60_000_000
_DIGITS = 12
# ~$ and .~lock. are locks of Excel, WPS and LibreOffice beside an open workbook; the rest is half a download or a copy.
_IGNORED_HEADS = ("~", ".")
_IGNORED_TAILS = (".tmp", ".part", ".partial", ".crdownload", ".download", ".lnk", ".url", ".ini", ".db", "~")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a file saw; two equal looks mean that nobody is writing."""

    size: int
    modified_ns: int


@dataclass(frozen=True)
class Inbox:
    """The inbox of one office, as the commands use it."""

    folder: Path

    def waiting(self) -> list[Path]:
        """Return the whole submissions that lie here now, oldest first; pauses once if any is only seconds old."""
        return arrived(self.folder)

    def shown_name(self, path: Path) -> str:
        """Return the name of a file, cleaned for showing."""
        return shown_name(path.name)

    def take(self, path: Path) -> tuple[bytes, str]:
        """Return the content of a submission and its name cleaned for showing; the file stays where it is."""
        return path.read_bytes(), shown_name(path.name)

    def arrived_at(self, path: Path) -> float:
        """Return when a file came to lie where it lies, in seconds since 1970.

        Copying may keep the time of the last change; the other time of a file is that of its arrival: on Windows its
        creation in this folder, elsewhere the last change of its entry.
        """
        about = path.stat()
        return max(about.st_mtime, about.st_ctime)

    def clear(self, path: Path, sha256: str) -> Path | None:
        """Move a file whose state is final out of the inbox; return where it lies now, None when it stays.

        Call it only when the store has the content of this SHA-256: a file that was replaced under the same name
        meanwhile stays to be read, one named from another folder is the user's own, and one that somebody has open
        stays until it is closed: it is then known as a repeat. The same file twice ends as one, two files of one name
        as two.
        """
        if path.absolute().parent != self.folder.absolute():
            return None
        try:
            content = path.read_bytes()
            return self._set_aside(path, content, sha256) if _sha256(content) == sha256 else None
        except OSError as error:
            if isinstance(error, FileNotFoundError) or is_held(error):
                return None
            raise

    def _set_aside(self, path: Path, content: bytes, sha256: str) -> Path:
        done = self.folder.absolute().parent / DONE_FOLDER
        done.mkdir(parents=True, exist_ok=True)
        place = done / f"{sha256[:_DIGITS]}_{shown_name(path.name)}"
        try:
            return path.replace(place)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        write_durably(place, content)  # the inbox is a link to a share: a file cannot be moved from there, only copied
        path.unlink()
        return place


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as last seen: what it looked like, since when, and whether it was found whole."""

    look: Look
    since: float
    whole: bool = False


@dataclass
class Settling:
    """Remembers what each file that lies there looked like, and since when, and tells which have become whole."""

    seen: dict[Path, Seen] = field(default_factory=dict)

    def whole(self, folder: Path, now: float) -> list[Path]:
        """Return the submissions that are whole and looked the same at the last call, oldest first.

        ``now`` is in seconds of a clock that never goes back. A file is opened only until it has been found whole.
        """
        looks = {path: look for path in candidates(folder) if (look := look_at(path))}
        self.seen = {path: self._seen(path, look, now) for path, look in looks.items()}
        return _oldest_first([path for path, about in self.seen.items() if about.whole], looks)

    def _seen(self, path: Path, look: Look, now: float) -> Seen:
        known = self.seen.get(path)
        if known is None or known.look != look:
            return Seen(look, now)
        return replace(known, whole=known.whole or is_whole(path) or now - known.since >= RESTED_SECONDS)


def arrived(folder: Path, *, pause_seconds: float = 0.4) -> list[Path]:
    """Return the whole submissions of a folder now, oldest first; pauses once if any is only seconds old."""
    first = {path: look for path in candidates(folder) if (look := look_at(path))}
    if any(_age(look) < _YOUNG_SECONDS for look in first.values()):
        time.sleep(pause_seconds)
    still = {path: look for path, look in first.items() if look_at(path) == look}
    return _oldest_first([path for path, look in still.items() if is_whole(path) or _age(look) > RESTED_SECONDS], still)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _age(look: Look) -> float:
    return time.time() - look.modified_ns / 1e9


def _oldest_first(paths: list[Path], looks: dict[Path, Look]) -> list[Path]:
    return sorted(paths, key=lambda path: (looks[path].modified_ns, path.name))


def is_submission_name(name: str) -> bool:
    """Return whether a file of this name may be a submission: no lock, no hidden file, no half download."""
    lowered = name.lower()
    return not lowered.startswith(_IGNORED_HEADS) and not lowered.endswith(_IGNORED_TAILS)


def candidates(folder: Path) -> list[Path]:
    """Return the files of the folder that may be submissions, by name; sub folders are not entered."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if is_submission_name(entry.name) and _is_plain_file(entry)]
    except OSError:  # the share is away for a moment: nothing has arrived
        return []
    return [folder / name for name in sorted(names)]


def _is_plain_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def look_at(path: Path) -> Look | None:
    """Return what a file looks like now, None when it is empty or gone."""
    try:
        about = path.stat()
    except OSError:
        return None
    return Look(about.st_size, about.st_mtime_ns) if about.st_size else None


def is_whole(path: Path) -> bool:
    """Return whether a file can be opened and its structure reaches its end: a zip's directory, an OLE file's chains.

    Someone still holding it (Windows sharing) counts as not whole. A file of any other kind is whole when it is still.
    Only an OLE file of a size that will be read at all is read for it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(OLE))
            if start.startswith(ZIP):
                return zipfile.is_zipfile(file)
            if start != OLE or os.fstat(file.fileno()).st_size > _MOST_OLE:
                return True
            return _is_whole_ole(start + file.read())
    except OSError:
        return False


def _is_whole_ole(content: bytes) -> bool:
    try:
        ole = OleFile(content)
        return all(ole.stream(name) is not None for name in ole.names)
    except UnreadableFile:
        return False


def shown_name(name: str) -> str:
    """Return a file name safe to show and to write: its last part, no control or direction marks, MAX_SHOWN at most.

    The end is kept when it is cut, because the suffix stands there.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter) not in _NOT_SHOWN)
    plain = re.sub(r'[<>:"|?*]', "_", visible).strip(" .")
    if not plain:
        return NAMELESS
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return plain if len(plain) <= MAX_SHOWN else f"{plain[: MAX_SHOWN - 20]}…{plain[-19:]}"
