"""Zip packages made by hand: parts changed, directories that lie, bombs that cost the maker nothing."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_DEFLATED, _BLOCK = 8, 1_000_000


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return all parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes], level: int = 1) -> bytes:
    """Return a package of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def with_parts(form: bytes, parts: Mapping[str, bytes], level: int = 1) -> bytes:
    """Return the form with parts added or replaced."""
    return zipped(parts_of(form) | dict(parts), level)


def patched(form: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the form with one part changed."""
    parts = parts_of(form)
    return zipped(parts | {part: change(parts[part])})


def with_rows(form: bytes, rows: bytes) -> bytes:
    """Return the form with rows added at the end of its first sheet."""
    return patched(form, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def in_sheet(form: bytes, after_data: bytes) -> bytes:
    """Return the form with XML put behind the rows of its first sheet."""
    return patched(form, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + after_data))


def in_workbook(form: bytes, before: bytes, more: bytes) -> bytes:
    """Return the form with XML put before a tag of its workbook part."""
    return patched(form, WORKBOOK, lambda xml: xml.replace(before, more + before, 1))


def blanks(size: int) -> tuple[bytes, int]:
    """Return deflated blanks and their size, without ever having them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b" " * _BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size // _BLOCK) + packer.flush(zlib.Z_FINISH), size // _BLOCK * _BLOCK


def forged(entries: Mapping[str, tuple[bytes, int, int]], *, overlap: bool = False, start: int = 0) -> bytes:
    """Return a zip of (deflated bytes, claimed size, CRC) by name; ``overlap``: all entries share the first's bytes."""
    body, directory, first = b"", b"", start
    for name, (packed, size, crc) in entries.items():
        at = first if overlap and body else start + len(body)
        label = name.encode()
        if not (overlap and body):
            body += (
                _LOCAL.pack(b"PK\3\4", 20, 0x800, _DEFLATED, 0, 0, crc, len(packed), size, len(label), 0)
                + label
                + packed
            )
        directory += (
            _CENTRAL.pack(
                b"PK\1\2", 20, 20, 0x800, _DEFLATED, 0, 0, crc, len(packed), size, len(label), 0, 0, 0, 0, 0, at
            )
            + label
        )
    count = min(len(entries), 0xFFFF)
    return body + directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), start + len(body), 0)


def deflated(part: bytes) -> tuple[bytes, int, int]:
    """Return a part as ``forged`` takes it, its claims true."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(part) + packer.flush(), len(part), zlib.crc32(part)


@cache
def padding(size: int) -> bytes:
    """Return bytes that do not pack: they keep the ratio of a package low."""
    return random.Random(size).randbytes(size)
