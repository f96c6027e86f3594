"""What the gate reads of a zip: by the standard library, not by the code that writes."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words

_LOCAL_HEADER = 30
_LENGTHS = 26
_BITE = 1 << 16
_WRITTEN_ANEW = {"CRC", "compress_size", "file_size", "compress_type", "flag_bits", "extract_version", "header_offset"}
_FACTS = (
    *("filename", "date_time", "compress_type", "comment", "extra", "create_system", "create_version"),
    *("extract_version", "flag_bits", "volume", "internal_attr", "external_attr", "CRC", "compress_size", "file_size"),
)


class GateZip:
    """One version of the workbook, as the gate sees it. Raises UnsafeMaster where it is no whole zip."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, OSError):
            raise UnsafeMaster(words.GATE_PART.format(part="zip")) from None
        self.entries = {info.filename: info for info in self._zip.infolist()}
        self.names = [info.filename for info in self._zip.infolist()]

    def facts(self, name: str, is_new: bool) -> list[object]:
        """Return what the directory says of an entry; of one with new content only what may not change."""
        info = self.entries[name]
        return [getattr(info, fact) for fact in _FACTS if not (is_new and fact in _WRITTEN_ANEW)]

    def raw(self, name: str) -> bytes:
        """Return an entry as it lies in the file: local header and packed data."""
        info = self.entries[name]
        start = self._data(info)
        return self._content[info.header_offset : start + info.compress_size]

    def read(self, name: str) -> bytes:
        """Return the content of a small part. Raises UnsafeMaster where its checksum does not hold."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of a part in pieces; its checksum and size are looked at behind the last one."""
        info = self.entries[name]
        start = self._data(info)
        unpack = bytes if info.compress_type == ZIP_STORED else zlib.decompressobj(-15).decompress
        crc = size = 0
        try:
            for at in range(start, start + info.compress_size, _BITE):
                piece = unpack(self._content[at : min(at + _BITE, start + info.compress_size)])
                crc, size = zlib.crc32(piece, crc), size + len(piece)
                yield piece
        except zlib.error:
            crc = -1
        if crc != info.CRC or size != info.file_size:
            raise UnsafeMaster(words.GATE_PART.format(part=name))

    def _data(self, info: ZipInfo) -> int:
        """Return where the packed data begin."""
        at = info.header_offset + _LENGTHS
        lengths = self._content[at : at + 2], self._content[at + 2 : at + 4]
        return info.header_offset + _LOCAL_HEADER + sum(int.from_bytes(length, "little") for length in lengths)
