"""The streams of an OLE file (xls, et, encrypted packages): just enough to tell it apart and walk its workbook."""

import struct
from collections.abc import Iterator

from xlsync.adapters.reading.refusal import refusal
from xlsync.vocabulary.labels import files as words

_HEADER = struct.Struct("<30xHH10xII4xII4xI")  # two sector shifts, FAT count, directory, mini cutoff, mini FAT, DIFAT
_END = 0xFFFFFFFA  # this and above: no sector
_ENTRY, _NAME = 128, 64
_ROOT_TYPE = 5
_TIMES = 4  # all streams together are no longer than their file; some are asked for twice


class OleFile:
    """An OLE file: ``names`` of its streams and storages, and ``stream`` by name."""

    def __init__(self, content: bytes) -> None:
        try:
            self._open(content)
        except (struct.error, IndexError, ValueError) as error:
            raise refusal("damaged", detail=words.DETAIL_ZIP) from error

    def _open(self, content: bytes) -> None:
        shift, mini_shift, fat_count, directory, self._cutoff, mini_fat, difat = _HEADER.unpack_from(content)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self._asked = 0
        self._content, self._size, self._mini_size = content, 1 << shift, 1 << mini_shift
        # No chain is longer than its table: what lies behind the end of the file is cut off the tables.
        sectors = -(-len(content) // self._size) - 1
        tables = b"".join(self._sector(at) for at in self._fat_sectors(min(fat_count, sectors), difat))
        self._fat = self._numbers(tables)[:sectors]
        self._entries = dict(self._directory(self._chain(directory)))
        root = next((entry for entry in self._entries.values() if entry[0] == _ROOT_TYPE), (_ROOT_TYPE, _END, 0))
        self._mini_stream = self._chain(root[1])
        self._mini_fat = self._numbers(self._chain(mini_fat))[: -(-len(self._mini_stream) // self._mini_size)]

    @property
    def names(self) -> set[str]:
        """Return the names of all streams and storages."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """Return a stream, b'' when there is none; raises UnreadableFile when its chain is broken."""
        kind, start, size = self._entries.get(name, (0, _END, 0))
        self._asked += min(size, len(self._content))
        try:
            if self._asked > _TIMES * len(self._content):
                raise ValueError("streams share their sectors")
            if size < self._cutoff and kind != _ROOT_TYPE:  # the root's is the stream that holds the small ones
                return self._mini_chain(start)[:size]
            return self._chain(start)[:size]
        except (IndexError, ValueError) as error:
            raise refusal("damaged", detail=words.DETAIL_PART.format(part=name)) from error

    def _fat_sectors(self, most: int, difat: int) -> list[int]:
        """Return where the tables lie; ValueError for more than ``most``, as a list in a circle names them."""
        listed = [at for at in struct.unpack_from("<109I", self._content, 76) if at < _END]
        last = self._size // 4 - 1
        for _ in range(most):
            if difat >= _END:
                break
            *more, difat = struct.unpack(f"<{last + 1}I", self._sector(difat))
            listed.extend(at for at in more if at < _END)
            if len(listed) > most:
                raise ValueError("more tables than sectors")
        return listed

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise ValueError("sector beyond the end")
        return self._content[start : start + self._size].ljust(self._size, b"\0")

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in _walk(self._fat, start))

    def _mini_chain(self, start: int) -> bytes:
        size = self._mini_size
        return b"".join(self._mini_stream[at * size : (at + 1) * size] for at in _walk(self._mini_fat, start))

    def _directory(self, data: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            entry = data[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, _NAME)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind and 2 <= length <= _NAME:
                yield entry[: length - 2].decode("utf-16-le", "replace"), (kind, start, size)


def _walk(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the sectors of a chain; a chain longer than its table runs in a circle."""
    for _ in range(len(table)):
        if start >= _END:
            return
        yield start
        start = table[start]
    if start < _END:
        raise ValueError("chain in a circle")
