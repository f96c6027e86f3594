"""The zip of a workbook: parts read on demand; a new zip in which every untouched entry keeps its bytes.

The central directory is read and written here, because no library copies an entry raw. What this module does not know
(zip64, encryption, several disks) it refuses instead of guessing.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x0001, 0x0008, 0x0800
_STORED, _DEFLATED = 0, 8
_TOO_LARGE = 0xFFFFFFFF
_FIRST_ZIP_DAY = 0x0021  # 1 January 1980
# Of sheets, level 6 packs 4 % smaller and takes half as long again (measured on 20 MB of a real batch).
_LEVEL = 5
# Large bites, because a thread that packs waits for its turn after each one.
_BITE = 1 << 22
_END_MARK = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"


Content = bytes | Iterable[bytes | memoryview]
"""The content of a part, whole or in pieces."""


class Record(NamedTuple):
    """The central record of an entry, in the order of the zip specification (section 4.3.12)."""

    made: int
    needed: int
    flags: int
    method: int
    time: int
    day: int
    crc: int
    packed: int
    size: int
    name_length: int
    extra_length: int
    comment_length: int
    disk: int
    internal: int
    external: int
    offset: int


class Packed(NamedTuple):
    """The content of a part, packed: its data in pieces, its checksum and its size before."""

    data: list[bytes]
    crc: int
    size: int


class Entry(NamedTuple):
    """One entry: its record, the record's tail (name, extra, comment), and where data begins and the entry ends."""

    record: Record
    tail: bytes
    data: int
    end: int


class Package:
    """The zip in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Return the entries by name, in the order of the central directory; raises UnsafeMaster."""
        if self._content.startswith(_OLE):
            raise UnsafeMaster(words.ENCRYPTED)
        try:
            entries = list(_read_directory(self._content))
        except (struct.error, ValueError):
            raise UnsafeMaster(words.BROKEN_ZIP) from None
        by_name = dict(entries)
        if len(by_name) != len(entries):
            raise UnsafeMaster(words.BROKEN_ZIP)
        return by_name

    def read(self, name: str) -> bytes:
        """Return the content of a part; KeyError when there is none."""
        entry = self.entries[name]
        data = memoryview(self._content)[entry.data : entry.data + entry.record.packed]
        if entry.record.method == _STORED:
            return bytes(data)
        return zlib.decompress(data, -15, max(entry.record.size, 1))

    def replaced(
        self,
        parts: Mapping[str, Content | Packed],
        dropped: AbstractSet[str] = frozenset(),
        added: Mapping[str, Content] | None = None,
    ) -> bytes:
        """Return a zip with these parts in place of the old ones; every other entry byte for byte as it was.

        ``added`` are parts that it does not have yet; they stand at the end.
        """
        out: list[bytes] = []
        directory: list[bytes] = []
        position = 0
        for name, entry in self.entries.items():
            if name not in dropped:
                raw, record = _written(entry, parts[name]) if name in parts else self._copied(entry)
                directory.append(_CENTRAL.pack(b"PK\x01\x02", *record._replace(offset=position)) + entry.tail)
                out.append(raw)
                position += len(raw)
        for name, content in (added or {}).items():
            entry = _new_entry(name)
            raw, record = _written(entry, content)
            directory.append(_CENTRAL.pack(b"PK\x01\x02", *record._replace(offset=position)) + entry.tail)
            out.append(raw)
            position += len(raw)
        central = b"".join(directory)
        comment = self._content[self._content.rindex(_END_MARK) + _END.size :]
        end = _END.pack(_END_MARK, 0, 0, len(out), len(out), len(central), position, len(comment))
        return b"".join((*out, central, end, comment))

    def _copied(self, entry: Entry) -> tuple[bytes, Record]:
        return self._content[entry.record.offset : entry.end], entry.record


def _new_entry(name: str) -> Entry:
    """Return an entry without content, dated as XlsxWriter dates its own: the first day that a zip can hold."""
    tail = name.encode()
    flags = 0 if name.isascii() else _UTF8
    record = Record(20, 20, flags, _DEFLATED, 0, _FIRST_ZIP_DAY, 0, 0, 0, len(tail), 0, 0, 0, 0, 0, 0)
    return Entry(record, tail, 0, 0)


def packed(content: Content) -> Packed:
    """Return the content of a part, packed; a large part comes in pieces and never stands in memory as a whole."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data: list[bytes] = []
    crc = size = 0
    for piece in (content,) if isinstance(content, bytes) else _gathered(content):
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        data.append(squeeze.compress(piece))
    data.append(squeeze.flush())
    return Packed(data, crc, size)


def _written(entry: Entry, content: Content | Packed) -> tuple[bytes, Record]:
    """Return the local header with its data, and the record, of an entry with new content."""
    content = content if isinstance(content, Packed) else packed(content)
    record = entry.record._replace(
        needed=max(entry.record.needed, 20),
        flags=entry.record.flags & ~_DESCRIPTOR,
        method=_DEFLATED,
        crc=content.crc,
        packed=sum(map(len, content.data)),
        size=content.size,
    )
    if max(record.size, record.packed) >= _TOO_LARGE:
        raise UnsafeMaster(words.TOO_LARGE)
    name = entry.tail[: record.name_length]
    header = _LOCAL.pack(b"PK\x03\x04", *record[1:9], len(name), 0)
    return b"".join((header, name, *content.data)), record


def _gathered(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield the pieces, small ones joined: a call for each of many thousand rows would cost more than the copy."""
    small: list[bytes | memoryview] = []
    size = 0
    for piece in pieces:
        if len(piece) > _BITE:
            yield b"".join(small)
            yield piece
            small, size = [], 0
        else:
            small.append(piece)
            size += len(piece)
        if size > _BITE:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _read_directory(content: bytes) -> Iterator[tuple[str, Entry]]:
    """Yield the entries by name; raises struct.error or ValueError where the directory does not hold."""
    end = content.rindex(_END_MARK)
    _, _, _, _, count, _, position, _ = _END.unpack_from(content, end)
    for _ in range(count):
        signature, *fields = _CENTRAL.unpack_from(content, position)
        record = Record(*fields)
        position += _CENTRAL.size
        tail = content[position : position + record.name_length + record.extra_length + record.comment_length]
        position += len(tail)
        if signature != b"PK\x01\x02" or not _is_plain(record):
            raise ValueError(position)
        name = tail[: record.name_length].decode("utf-8" if record.flags & _UTF8 else "cp437")
        yield name, _located(content, record, tail)


def _is_plain(record: Record) -> bool:
    is_zip64 = _TOO_LARGE in (record.packed, record.size, record.offset)
    return record.method in (_STORED, _DEFLATED) and not record.flags & _ENCRYPTED and not is_zip64


def _located(content: bytes, record: Record, tail: bytes) -> Entry:
    """Return the entry with the place of its data; a data descriptor after the data belongs to the entry."""
    signature, *_, name_length, extra_length = _LOCAL.unpack_from(content, record.offset)
    if signature != b"PK\x03\x04":
        raise ValueError(record.offset)
    data = record.offset + _LOCAL.size + name_length + extra_length
    end = data + record.packed
    if record.flags & _DESCRIPTOR:
        end += 16 if content[end : end + 4] == b"PK\x07\x08" else 12
    return Entry(record, tail, data, end)
