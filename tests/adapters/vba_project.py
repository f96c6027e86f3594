"""A VBA project read apart from pyOpenVBA, which wrote it: what MS-OVBA says its streams must hold."""

import io
import re
import struct
import warnings
from dataclasses import dataclass

import olefile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools calls pyparsing by names of old
    from oletools.olevba import VBA_Parser, decompress_stream

_STANDARD, _DOCUMENT = 0x21, 0x22
_END, _NAME, _OFFSET, _COUNT, _CODE_PAGE, _VERSION, _LIBRARY = 0x10, 0x19, 0x31, 0x0F, 0x03, 0x09, 0x0D
_NO_CACHE = bytes.fromhex("CC61FFFF000000")


@dataclass
class Module:
    """A module as the stream dir declares it, with its source as the stream of its name holds it."""

    name: str
    offset: int = 0
    kind: int = 0
    source: str = ""


class Project:
    """The streams of a vbaProject.bin."""

    def __init__(self, content: bytes) -> None:
        self.file = olefile.OleFileIO(io.BytesIO(content))
        self.issues = self.file.parsing_issues
        self.libraries: list[str] = []
        self.modules = list(self._declared(bytes(decompress_stream(bytearray(self._stream("VBA/dir"))))))
        for module in self.modules:
            packed = self._stream(f"VBA/{module.name}")[module.offset :]
            module.source = bytes(decompress_stream(bytearray(packed))).decode("ascii")
        self.text = self._stream("PROJECT").decode("ascii")

    def _stream(self, name: str) -> bytes:
        return self.file.openstream(name).read()

    def _declared(self, records):
        """Yield the modules of the stream dir; the number declared must be theirs."""
        place, found, count = 0, [], -1
        while place < len(records):
            record, size = struct.unpack_from("<HI", records, place)
            size = 6 if record == _VERSION else size  # the one record that lies about its size
            value = records[place + 6 : place + 6 + size]
            place += 6 + size
            if record == _NAME:
                found.append(Module(value.decode("ascii")))
            elif record == _OFFSET:
                found[-1].offset = struct.unpack("<I", value)[0]
            elif record in (_STANDARD, _DOCUMENT):
                found[-1].kind = record
            elif record == _COUNT:
                count = struct.unpack("<H", value)[0]
            elif record == _LIBRARY:
                self.libraries.append(value.decode("latin-1"))
            elif record == _END:
                break
        assert record == _END and count == len(found)
        return found

    @property
    def declared(self) -> list[tuple[str, str]]:
        """Return kind and name of each module as the stream PROJECT lists them."""
        return re.findall(r"^(Document|Module|Class)=([^/\r]+)", self.text, re.MULTILINE)

    @property
    def has_no_compiled_code(self) -> bool:
        """Return whether Excel has to compile the sources, which are all that there is."""
        return self._stream("VBA/_VBA_PROJECT") == _NO_CACHE

    @property
    def streams(self) -> list[str]:
        return ["/".join(path) for path in self.file.listdir()]


def sources_by_olevba(content: bytes) -> dict[str, str]:
    """Return the source of each module as oletools shows it."""
    found = VBA_Parser("vbaProject.bin", data=content).extract_all_macros()
    return {stream.rpartition("/")[2]: code for _, stream, _, code in found}
