"""Archives (.zip): their directory is judged before anything is inflated; names are read as they were meant."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from xlsync.adapters.envelopes.contents import Contents, Leaf
from xlsync.adapters.envelopes.headers import text_of
from xlsync.adapters.envelopes.limits import MEGABYTE, EnvelopeLimits, EnvelopeRefused
from xlsync.vocabulary.labels import envelopes as words

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_SIZE, _COMMENT = 22, 65_535
_PER_ENTRY = 1_000  # bytes of a directory entry that is more than generous
_LOCKED, _UTF8 = 0x1, 0x800
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
_WORKBOOK_MARKS = ("[Content_Types].xml", "mimetype", "Index/Document.iwa")


def is_archive(content: bytes, limits: EnvelopeLimits) -> bool:
    """Return whether a zip is an archive of files rather than one document; False for one that cannot be read."""
    try:
        names = {entry.filename for entry in _entries(content, limits)}
    except EnvelopeRefused as refused:
        return refused.kind != "damaged"
    return not any(name in _WORKBOOK_MARKS or name.startswith(("xl/", "word/", "ppt/")) for name in names)


def open_archive(content: bytes, limits: EnvelopeLimits) -> Contents:
    """Return what lies in an archive, each file inflated when its turn comes; raises EnvelopeRefused."""
    entries = [entry for entry in _entries(content, limits) if not entry.filename.endswith("/")]
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked // max(1, len(content))
    if len(entries) > limits.files:
        raise EnvelopeRefused("bomb", detail=words.DETAIL_PARTS.format(limit=limits.files))
    if unpacked > limits.ratio_from and ratio > limits.ratio:
        raise EnvelopeRefused("bomb", detail=words.DETAIL_RATIO.format(ratio=ratio))
    if unpacked > limits.unpacked:
        raise EnvelopeRefused("too_large", detail=words.DETAIL_UNPACKED.format(limit=limits.unpacked // MEGABYTE))
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise EnvelopeRefused("locked")
    if any(entry.compress_type not in _PLAIN for entry in entries):
        raise EnvelopeRefused("method")
    return Contents("zip", _leaves(content, entries))


def _entries(content: bytes, limits: EnvelopeLimits) -> list[zipfile.ZipInfo]:
    if _directory_size(content) > limits.files * _PER_ENTRY:
        raise EnvelopeRefused("bomb", detail=words.DETAIL_PARTS.format(limit=limits.files))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (*_DAMAGED, UnicodeDecodeError, OverflowError) as error:
        raise EnvelopeRefused("damaged") from error


def _directory_size(content: bytes) -> int:
    """Return the bytes of the directory as the end of the archive claims it: a million entries are not even listed."""
    tail = content[-_END_SIZE - _COMMENT :]
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    at_64 = tail.rfind(_END_64)
    if size < 0xFFFFFFFF or at_64 < 0:
        return size
    return int.from_bytes(tail[at_64 + 40 : at_64 + 48], "little")


def _leaves(content: bytes, entries: list[zipfile.ZipInfo]) -> Iterator[Leaf]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in entries:
            if not stat.S_ISLNK(entry.external_attr >> 16):
                yield Leaf(_name(entry), _inflated(archive, entry))


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """Return a file, at most as long as the directory claims; None when it is damaged."""
    try:
        return archive.read(entry)
    except (*_DAMAGED, RuntimeError):
        return None


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name; without the mark of UTF-8 zipfile took its bytes for code page 437, they are UTF-8 or GBK."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return text_of(entry.filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.filename
