"""Outlook mails (.msg) made by hand: an OLE file of the smallest kind, its streams the properties of a mail."""

import struct
from datetime import UTC, datetime

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT, BINARY, NUMBER, MOMENT, TEXT_8 = 0x001F, 0x0102, 0x0003, 0x0040, 0x001E
_STORAGE, _STREAM, _ROOT = 1, 2, 5
Tree = dict[str, "bytes | Tree"]


def ole(tree: Tree) -> bytes:
    """Return an OLE file: long streams in sectors, short ones in the small sectors of the root's stream."""
    file = _File()
    file.add(tree, 0)
    file.entries[0][5], file.entries[0][6] = (
        file.large.lay(b"".join(file.small.sectors)),
        len(file.small.sectors) * SMALL,
    )
    small_table = _numbers(file.small.table())
    small_at, small_count = file.large.lay(small_table), len(small_table) // SECTOR
    directory = file.large.lay(b"".join(_entry(*entry) for entry in file.entries))
    return file.large.written(directory, small_at, small_count)


class _Sectors:
    """Sectors of one size and the chains that they make."""

    def __init__(self, size: int) -> None:
        self.size, self.sectors, self.chains = size, list[bytes](), list[list[int]]()

    def lay(self, content: bytes) -> int:
        """Lay a stream down and return its first sector."""
        if not content:
            return END
        first = len(self.sectors)
        cuts = range(0, len(content), self.size)
        self.sectors += [content[at : at + self.size].ljust(self.size, b"\0") for at in cuts]
        self.chains.append(list(range(first, len(self.sectors))))
        return first

    def table(self) -> list[int]:
        """Return the next sector of each."""
        table = [FREE] * len(self.sectors)
        for chain in self.chains:
            for here, there in zip(chain, [*chain[1:], END], strict=True):
                table[here] = there
        return table

    def written(self, directory: int, small_at: int, small_count: int) -> bytes:
        """Return the file, its table of sectors at the end."""
        count = -(-(len(self.sectors) + 1) // (SECTOR // 4 - 1))
        places = [len(self.sectors) + number for number in range(count)]
        table = _numbers([*self.table(), *[FAT] * count])
        head = struct.pack(
            "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
            0, count, directory, 0, CUTOFF, small_at, small_count, END, 0,
        )  # fmt: skip
        return head + struct.pack("<109I", *places, *[FREE] * (109 - count)) + b"".join(self.sectors) + table


class _File:
    """The directory of a file that is being made, and its sectors of both sizes."""

    def __init__(self) -> None:
        self.entries: list[list] = [["Root Entry", _ROOT, FREE, FREE, FREE, END, 0]]
        self.large, self.small = _Sectors(SECTOR), _Sectors(SMALL)

    def add(self, tree: Tree, parent: int) -> None:
        """Add the children of a storage; each is the right-hand neighbour of the one before."""
        before = None
        for name in sorted(tree, key=lambda text: (len(text), text.upper())):
            content, number = tree[name], len(self.entries)
            self.entries.append([name, _STREAM, FREE, FREE, FREE, END, 0])
            if before is None:
                self.entries[parent][4] = number
            else:
                self.entries[before][3] = number
            before = number
            if isinstance(content, dict):
                self.entries[number][1] = _STORAGE
                self.add(content, number)
            else:
                sectors = self.small if len(content) < CUTOFF else self.large
                self.entries[number][5:] = [sectors.lay(content), len(content)]


def _numbers(table: list[int]) -> bytes:
    """Return a table in whole sectors."""
    whole = -(-len(table) // (SECTOR // 4)) * (SECTOR // 4)
    return struct.pack(f"<{whole}I", *table, *[FREE] * (whole - len(table)))


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, left, right, child, start, size)


def properties(header: int, values: dict[tuple[int, int], object]) -> Tree:
    """Return the streams of some properties by (id, type): the list of them, and one stream for each long value."""
    streams: Tree = {}
    lines = b""
    for (pid, kind), value in values.items():
        fixed = b"\0" * 8
        if kind == NUMBER:
            fixed = struct.pack("<I4x", value)
        elif kind == MOMENT:
            assert isinstance(value, datetime)
            fixed = struct.pack("<Q", int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)
        else:
            content = value.encode("utf-16-le") if isinstance(value, str) else value
            assert isinstance(content, bytes)
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = content
            fixed = struct.pack("<II", len(content), 0)
        lines += struct.pack("<HHI", kind, pid, 6) + fixed
    return {**streams, "__properties_version1.0": b"\0" * header + lines}


def attachment(name: str, content: bytes, **more: object) -> Tree:
    """Return an attachment; a name in GBK is kept as an 8-bit text. ``hidden``: a picture that the text shows."""
    values: dict[tuple[int, int], object] = {(0x3705, NUMBER): 1, (0x3701, BINARY): content}
    named: dict[tuple[int, int], object] = {(0x3707, TEXT): name}
    if more.get("gbk"):
        named = {(0x3707, TEXT_8): name.encode("gbk")}
    if more.get("hidden"):
        values |= {(0x7FFE, NUMBER): 1, (0x370E, TEXT): "image/png", (0x3712, TEXT): "image001"}
    return properties(8, values | named)


def mail(
    *attachments: Tree,
    sender: str = "",
    headers: str = "",
    delivered: datetime | None = None,
    submitted: datetime | None = None,
    body: str = "",
    inner: bool = False,
) -> Tree:
    """Return a mail as a tree of storages; ``inner``: one that lies in another."""
    values: dict[tuple[int, int], object] = {(0x001A, TEXT): "IPM.Note", (0x1000, TEXT): body}
    values |= {(0x5D01, TEXT): sender} if sender else {}
    values |= {(0x007D, TEXT): headers} if headers else {}
    values |= {(0x0E06, MOMENT): delivered} if delivered else {}
    values |= {(0x0039, MOMENT): submitted} if submitted else {}
    streams = properties(24 if inner else 32, values)
    return {**streams, **{f"__attach_version1.0_#{number:08X}": tree for number, tree in enumerate(attachments)}}


def forwarded(name: str, tree: Tree) -> Tree:
    """Return a mail as an attachment of another."""
    return {**properties(8, {(0x3705, NUMBER): 5, (0x3001, TEXT): name}), "__substg1.0_3701000D": tree}
