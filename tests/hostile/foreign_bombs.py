"""Bombs of the other formats: .ods, .xls, .xlsb, and OLE files that lead nowhere."""

import struct
from collections.abc import Callable

from tests.hostile.packages import padding, zipped

Make = Callable[[bytes], bytes]
MB = 1_000_000
_ONE = b' office:value-type="float" office:value="1"'
_REPEATED = (
    b'<table:table-row table:number-rows-repeated="%s">'
    b"<table:table-cell" + _ONE + b' table:number-columns-repeated="%s"/></table:table-row>'
)


def ods_repeats(_: bytes) -> bytes:
    """A million rows of a thousand filled columns, in 1 KB."""
    return _ods(_REPEATED % (b"1048576", b"1024"))


def ods_blank_repeats(_: bytes) -> bytes:
    return _ods((_REPEATED % (b"1048576", b"16384")).replace(_ONE, b"") * 2_000)


def ods_huge_repeats(_: bytes) -> bytes:
    return _ods(_REPEATED % (b"99999999999", b"4294967296"))


def ods_at_the_limit(_: bytes) -> bytes:
    return _ods(
        (
            b"<table:table-row>"
            + b'<table:table-cell office:value-type="float" office:value="1"/>' * 20
            + b"</table:table-row>"
        )
        * 8_500
    )


def xls_of_small_records(_: bytes) -> bytes:
    """Forty megabytes of records that hold nothing."""
    return _xls(b"\xe2\0\0\0" * 9_000_000)


def xls_at_the_limit(_: bytes) -> bytes:
    """Numbers one on the other, as many as records are allowed."""
    return _xls((b"\x03\x02\x0e\0" + bytes(14)) * 1_100_000)


def ods_deep(_: bytes) -> bytes:
    return _ods(b"<table:table-row-group>" * 200_000 + b"</table:table-row-group>" * 200_000)


def _ods(rows: bytes) -> bytes:
    names = b"".join(
        b' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n) for n in (b"office", b"table", b"text")
    )
    content = b"<office:document-content" + names + b'><office:body><office:spreadsheet><table:table table:name="x">'
    content += rows + b"</table:table></office:spreadsheet></office:body></office:document-content>"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def xlsb_of_small_records(_: bytes) -> bytes:
    """Fifty million records of two bytes."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{rel}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    name, key = (len(text).to_bytes(4, "little") + text.encode("utf-16-le") for text in ("x", "rId1"))
    bundle = bytes(8) + key + name
    workbook = b"\x9c\x01" + bytes([len(bundle)]) + bundle
    parts = {
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": rels.encode(),
        "xl/worksheets/sheet1.bin": b"\x7f\0" * 45_000_000,
    }
    return zipped(parts | {"xl/media/image1.png": padding(MB)})


def compound_of_two_gigabytes(_: bytes) -> bytes:
    """An OLE header whose FAT is said to cover 2 GB."""
    return _ole(fat_count=33_000, difat=5)


def compound_in_a_circle(_: bytes) -> bytes:
    """Every sector is followed by itself."""
    fat = struct.pack("<128I", *range(128))
    return _ole(fat_count=1, difat=0xFFFFFFFE) + fat * 20


def compound_with_shared_chains(_: bytes) -> bytes:
    """Sixty thousand names for the same long stream."""
    fat = struct.pack("<128I", 0xFFFFFFFD, *range(2, 127), 0xFFFFFFFE, 0xFFFFFFFF)
    entry = (
        "Workbook".encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HB", 18, 2)
        + bytes(49)
        + struct.pack("<III", 1, 1 << 30, 0)
    )
    return _ole(fat_count=1, difat=0xFFFFFFFE) + fat + entry * 4 * 130


def compound_whose_list_is_endless(_: bytes) -> bytes:
    """The list of its tables goes on in a sector that leads to itself, four thousand million times."""
    return _ole(fat_count=0xFFFFFFFF, difat=0) + struct.pack("<128I", *[0] * 128) * 2


def compound_with_tables_on_tables(_: bytes) -> bytes:
    """Its list names one sector as table a million times."""
    here = struct.pack("<127I", *[0] * 127)
    lists = b"".join(here + struct.pack("<I", at + 1) for at in range(8_000))
    return _ole(fat_count=8_000, difat=0) + lists + bytes(512)


def _xls(records: bytes) -> bytes:
    """An OLE file with one stream Workbook of these records between a beginning and an end."""
    begin, end = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12), b"\x0a\0\0\0"
    sheet = b"\x85\0\x09\0" + struct.pack("<I", len(begin) * 1 + 13 + 4) + b"\0\0\1\0x"
    stream = begin + sheet + end + begin.replace(b"\5\0", b"\x10\0", 1) + records + end
    sectors = -(-len(stream) // 4096)
    fats = -(-(sectors + 40) // 1024)
    chain = [0xFFFFFFFD] * fats + [0xFFFFFFFE] + [*range(fats + 2, fats + 1 + sectors), 0xFFFFFFFE]
    entries = b"".join(
        label.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HB", 2 * len(label) + 2, kind)
        + bytes(49)
        + struct.pack("<III", start, size, 0)
        for label, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, fats + 1, len(stream)))
    )
    head = bytearray(_ole(fat_count=fats, difat=0xFFFFFFFE))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 4, 0xFFFE, 12, 6)
    struct.pack_into("<II", head, 44, fats, fats)
    struct.pack_into("<II", head, 60, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, *range(fats), *[0xFFFFFFFF] * (109 - fats))
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(fats * 4096, b"\xff")
    return bytes(head).ljust(4096, b"\0") + table + entries.ljust(4096, b"\0") + stream.ljust(sectors * 4096, b"\0")


def _ole(fat_count: int, difat: int) -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", head, 44, fat_count, 1, 0, 4096, 0xFFFFFFFE, 0, difat, 1 << 20)
    head[76:512] = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return bytes(head)


BOMBS: dict[Make, str] = {
    ods_repeats: "too_far",
    ods_blank_repeats: "read",
    ods_huge_repeats: "damaged",
    ods_at_the_limit: "too_large",
    xls_of_small_records: "too_large",
    xls_at_the_limit: "damaged",
    ods_deep: "damaged",
    xlsb_of_small_records: "bomb",
    compound_of_two_gigabytes: "damaged",
    compound_in_a_circle: "damaged",
    compound_with_shared_chains: "damaged",
    compound_whose_list_is_endless: "damaged",
    compound_with_tables_on_tables: "damaged",
}
