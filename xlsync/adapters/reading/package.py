"""The parts of a zip package, looked at before anything is parsed and inflated under limits.

Sizes in a zip directory are claims; each part is inflated to at most its claim plus one byte, so a lie is found out
and never costs memory. Readers below get a new package of exactly the parts that were checked (see ``repacked``).
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from xlsync.adapters.reading.refusal import refusal
from xlsync.vocabulary.labels import files as words

MEGABYTE = 1_000_000
_LOCAL_HEADER = 30
_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 1
# Parts that hold no cell: the reader below never sees them.
_LEFT_OUT = ("/media/", "/drawings/", "/embeddings/", "/printerSettings/", "/externalLinks/", "/activeX/", "/charts/")
_LEFT_OUT_NAMES = ("vbaProject.bin", "Thumbnails/thumbnail.png")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the tool (not rules of the office): bytes packed and unpacked, parts, and cells of one sheet.

    A ratio counts only above ``ratio_from`` unpacked bytes: honest sheets of formatted blanks pack 30 to 1 and more.
    ``area`` is what a reader lays out in memory, filled or not: rows times columns of all sheets. ``small_part`` holds
    for parts that describe, such as styles and relations; ``records`` for the records of .xls and .xlsb; ``singly`` for
    the cells of a sheet that must be looked at one by one.
    """

    packed: int = 40 * MEGABYTE
    unpacked: int = 95 * MEGABYTE
    parts: int = 2_000
    ratio: int = 300
    part_ratio: int = 150
    ratio_from: int = 20 * MEGABYTE
    cells: int = 1_000_000
    area: int = 5_000_000
    sheets: int = 200
    merged: int = 20_000
    formulas: int = 200_000
    singly: int = 100_000
    records: int = 1_200_000
    small_part: int = 4 * MEGABYTE


class Counter:
    """Counts the records of a file and raises UnreadableFile at one too many."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._count = limits.records, 0

    def add(self) -> None:
        """Count one more."""
        self._count += 1
        if self._count > self._most:
            raise refusal("too_large", detail=words.DETAIL_RECORDS.format(limit=self._most))


class Package:
    """A zip package under limits; raises UnreadableFile when it breaks one."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content, self.limits = content, limits
        if len(content) > limits.packed:
            raise refusal("too_large", detail=words.DETAIL_PACKED.format(limit=limits.packed // MEGABYTE))
        self._entries = self._directory()
        self._parts: dict[str, bytes] = {}

    @property
    def names(self) -> dict[str, zipfile.ZipInfo]:
        """Return the directory by part name."""
        return self._entries

    def part(self, name: str) -> bytes:
        """Return a part inflated, b'' when the package has none of that name."""
        if name not in self._parts:
            entry = self._entries.get(name)
            self._parts[name] = b"" if entry is None else self._inflate(entry)
        return self._parts[name]

    def small_part(self, name: str) -> bytes:
        """Return a part that describes, b'' when there is none; raises UnreadableFile when it is large."""
        entry, most = self._entries.get(name), self.limits.small_part
        if entry is not None and entry.file_size > most:
            raise refusal("too_large", detail=words.DETAIL_SMALL_PART.format(part=name, limit=most // MEGABYTE))
        return self.part(name)

    def repacked(self, changed: dict[str, bytes]) -> bytes:
        """Return a package of the parts that can hold cells, each as checked here or as changed, stored unpacked."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            for name in self._entries:
                if not name.endswith("/") and not _is_left_out(name):
                    packed.writestr(zipfile.ZipInfo(name), _without_dtd(changed.get(name) or self.part(name), name))
        return target.getvalue()

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        self._check_count(self._content.count(_ENTRY))  # before a directory of millions is taken apart
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
                entries = archive.infolist()
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            UnicodeDecodeError,
            OverflowError,
        ) as error:
            raise refusal("damaged", detail=words.DETAIL_ZIP) from error
        self._check_sizes(entries)
        # WPS and some Java writers use backslashes or a leading slash.
        return {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}

    def _check_sizes(self, entries: list[zipfile.ZipInfo]) -> None:
        limits = self.limits
        self._check_count(len(entries))
        unpacked = sum(entry.file_size for entry in entries)
        ratio = unpacked // max(1, len(self._content))
        if unpacked > limits.ratio_from and ratio > limits.ratio:
            raise refusal("bomb", detail=words.DETAIL_RATIO.format(ratio=ratio))
        for entry in entries:  # one blown-up part is not made honest by pictures beside it
            ratio = entry.file_size // max(1, entry.compress_size)
            if entry.file_size > limits.ratio_from and ratio > limits.part_ratio:
                raise refusal("bomb", detail=words.DETAIL_RATIO.format(ratio=ratio))
        if unpacked > limits.unpacked:
            raise refusal("too_large", detail=words.DETAIL_UNPACKED.format(limit=limits.unpacked // MEGABYTE))

    def _check_count(self, count: int) -> None:
        if count > self.limits.parts:
            raise refusal("bomb", detail=words.DETAIL_PARTS.format(count=count, limit=self.limits.parts))

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise refusal("encrypted")
        start = entry.header_offset
        header = self._content[start : start + _LOCAL_HEADER]
        start += _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        packed = self._content[start : start + entry.compress_size]
        try:
            inflated = _unpack(packed, entry)
        except zlib.error as error:
            raise refusal("damaged", detail=words.DETAIL_PART.format(part=entry.filename)) from error
        if len(inflated) != entry.file_size or zlib.crc32(inflated) != entry.CRC:
            raise refusal("damaged", detail=words.DETAIL_PART.format(part=entry.filename))
        return inflated


def _unpack(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zlib.error("method")
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)


def _is_left_out(name: str) -> bool:
    return name.endswith(_LEFT_OUT_NAMES) or any(part in name for part in _LEFT_OUT)


def _without_dtd(part: bytes, name: str) -> bytes:
    """Return the part; raise UnreadableFile when it declares a document type, an entity, or hides them in UTF-16."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise refusal("entities")
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) and name.endswith((".xml", ".rels")):
        raise refusal("damaged", detail=words.DETAIL_PART.format(part=name))
    return part
