"""Workbooks made for the tests of reading: one honest, and the same one spoilt in every way that was met."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import xlsxwriter

SHEET = "填报表"
SHEET_PART = "xl/worksheets/sheet1.xml"


def honest() -> bytes:
    """Return a small form: texts, a number, a date, a yes/no cell, a hidden row and column, a merged area."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    sheet.write("B2", "督查编号")
    sheet.write("B3", "YS-2016-PS-0001")
    sheet.write("C3", 7)
    sheet.write_datetime("D3", date(2016, 3, 5), book.add_format({"num_format": "yyyy-m-d"}))
    sheet.write("E3", True)
    sheet.write("F3", " ")
    sheet.merge_range("B5:C6", "合并填充")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("H:I", None, None, {"hidden": True})
    book.close()
    return target.getvalue()


def odd() -> bytes:
    """Return a form with error cells, formulas with and without values, a comment, red and struck texts, a filter."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet, hidden = book.add_worksheet(SHEET), book.add_worksheet("_xlsync")
    hidden.very_hidden()
    hidden.write("A1", "token")
    red, struck = book.add_format({"font_color": "#FF0000"}), book.add_format({"font_strikeout": True})
    sheet.write("A1", "标题")
    sheet.write_formula("B2", "=1+1", None, 2)
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("B4", "=A99", None, "")
    sheet.write_formula("E2", "=NA()", None, "#N/A")
    sheet.write_comment("C3", "批注：已完成")
    sheet.write("D4", "红字", red)
    sheet.write("D5", "删除", struck)
    sheet.write_rich_string("D6", "前", red, "改", " 后")
    sheet.autofilter("A1:E7")
    sheet.filter_column("A", "x == 标题")
    book.close()
    return target.getvalue()


def patched(content: bytes, change: Callable[[bytes], bytes], part: str = SHEET_PART) -> bytes:
    """Return the package with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def with_rows(rows: bytes) -> bytes:
    """Return the honest form with rows added at its end."""
    return patched(honest(), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def with_part(name: str, part: bytes) -> bytes:
    """Return the honest form with one part more."""
    target = io.BytesIO(honest())
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(name, part)
    return target.getvalue()


def zip_of(**parts: bytes) -> bytes:
    """Return a zip of the parts; two underscores in a name stand for a slash, one for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), part)
    return target.getvalue()


def with_false_size(content: bytes, part: str = SHEET_PART) -> bytes:
    """Return the package whose directory claims that a part has ten bytes unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo(part).file_size
    at = content.rindex(part.encode()) - 46 + 24
    assert int.from_bytes(content[at : at + 4], "little") == size
    return content[:at] + (10).to_bytes(4, "little") + content[at + 4 :]


def ole_with(stream: str) -> bytes:
    """Return the smallest OLE file that has an empty stream of this name."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for at, size, value in ((30, 2, 9), (32, 2, 6), (44, 4, 1), (48, 4, 1), (56, 4, 4096), (60, 4, 0xFFFFFFFE)):
        head[at : at + size] = value.to_bytes(size, "little")
    head[68:72] = b"\xfe\xff\xff\xff"
    head[76:512] = b"\x00\x00\x00\x00" + b"\xff" * 432
    fat = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * 504
    return bytes(head) + fat + _entry("Root Entry", 5) + _entry(stream, 2) + bytes(256)


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    tail = bytes(116 - 67) + (0xFFFFFFFE).to_bytes(4, "little") + bytes(8)
    return text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind]) + tail


def binary(last_row: int = 2) -> bytes:
    """Return a small .xlsb: A1 holds 7, B1 is #REF!, and the given row has another 7 in column A."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{rel}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    name, key = _wide(SHEET), _wide("rId1")
    seven = (0).to_bytes(4, "little") + bytes(4) + b"\0\0\0\0\0\0\x1c\x40"
    wrong = (1).to_bytes(4, "little") + bytes(4) + b"\x17"
    cells = _record(0, _row(1)) + _record(5, seven) + _record(3, wrong) + _record(0, _row(last_row)) + _record(5, seven)
    size = bytes(4) + (last_row - 1).to_bytes(4, "little") + bytes(4) + (1).to_bytes(4, "little")
    sheet = _record(129, b"") + _record(148, size) + _record(145, b"") + cells + _record(146, b"") + _record(130, b"")
    bundle = _record(143, b"") + _record(156, bytes(4) + (1).to_bytes(4, "little") + key + name) + _record(144, b"")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.bin", _record(131, b"") + bundle + _record(132, b""))
        package.writestr("xl/_rels/workbook.bin.rels", rels)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return target.getvalue()


def _wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def _row(number: int) -> bytes:
    return (number - 1).to_bytes(4, "little") + bytes(13)


def _record(kind: int, data: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data)]) + data
