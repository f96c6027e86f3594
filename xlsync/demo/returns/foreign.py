"""Files that are no form at all: letters, scans, pictures, mails, exports, locked files."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

from xlsync.demo.returns.packing import repacked

_SECTOR = 512
_FREE, _END, _FAT_SECTOR, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STREAM, _ROOT = 2, 5
_LOCKED_SIZE = 8192
_CUTOFF = 4096
_WORD_TEXT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(text: str) -> bytes:
    """Return a Word document."""
    body = f'<w:document xmlns:w="{_WORD_TEXT}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def pdf(text: str) -> bytes:
    """Return the scan of a sealed page, as far as its head and tail go."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + text.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(text: str) -> bytes:
    """Return a photograph of a screen: a grey PNG."""
    head = struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([200]) * 64 for _ in range(48))
    parts = ((b"IHDR", head), (b"tEXt", text.encode()), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def export(lines: Sequence[Sequence[str]], encoding: str) -> bytes:
    """Return lines as CSV."""
    return "\r\n".join(",".join(line) for line in lines).encode(encoding)


def web_page(lines: Sequence[Sequence[str]], encoding: str) -> bytes:
    """Return lines as the HTML table that office systems export under the name of .xls."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f'<html><head><meta charset="{encoding}"></head><body><table>{rows}</table></body></html>'.encode(encoding)


def mail(subject: str, text: str) -> bytes:
    """Return a whole mail saved to a file."""
    head = f"From: office@unit.example\r\nTo: supervision@city.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    return (head + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text).encode()


def winmail(text: str) -> bytes:
    """Return the wrapper that some mail servers put around attachments."""
    return b"\x78\x9f\x3e\x22\x01\x00\x01\x90\x08\x00" + bytes(16) + text.encode("utf-16-le")


def drm(text: str) -> bytes:
    """Return a file that the document encryption of the unit has locked."""
    return b"\x62\x14\x23\x65" + b"E-SafeNet\x00LOCK" + bytes(480) + text.encode("gb18030") * 20


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a plain workbook of the unit's own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([*line])
    content = io.BytesIO()
    book.save(content)
    return repacked(content.getvalue(), {})


def nothing(text: str) -> bytes:
    """Return the content of an empty or unfinished file."""
    return text.encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files."""
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    return repacked(empty.getvalue(), {}, files)


def locked() -> bytes:
    """Return a workbook under a password as Excel keeps it: an OLE file of two streams, one of them unreadable."""
    streams = {"EncryptionInfo": b"\4\0\4\0\x40\0\0\0" + b"<encryption/>", "EncryptedPackage": bytes(range(256)) * 32}
    data = {name: content.ljust(_LOCKED_SIZE, b"\0") for name, content in streams.items()}
    sectors = _LOCKED_SIZE // _SECTOR
    fat = [_FAT_SECTOR, _END]
    starts = {}
    for name in data:
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    entries = [_entry("Root Entry", _ROOT, _END, 0, 1)]
    entries += [_entry(name, _STREAM, start, _LOCKED_SIZE) for name, start in starts.items()]
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return _ole_head() + table + directory + b"".join(data.values())


def _ole_head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _CUTOFF, _END, 0, _END, 0)
    return (head + struct.pack("<I", 0)).ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, start: int, size: int, child: int = _NONE) -> bytes:
    text = name.encode("utf-16-le")
    sibling = 2 if name == "EncryptionInfo" else _NONE
    links = struct.pack("<III", _NONE, sibling, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links
    return head.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


MADE: dict[str, Callable[..., bytes]] = {
    make.__name__: make
    for make in (word, pdf, picture, export, web_page, mail, winmail, drm, workbook, nothing, locked)
}
