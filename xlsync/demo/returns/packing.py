"""Changes to a saved file as bytes: what no library of ours would write, and a fixed time of saving."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

_SHEET = "xl/worksheets/sheet2.xml"
_CORE = "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = re.compile(rb"</f><v\s*/>|</f><v></v>")
_ZIP_EPOCH = (2016, 10, 12, 0, 0, 0)
_LAST_ROW = 1_048_576
_ROWS_WRITTEN = 20_000

Edit = Callable[[bytes], bytes]


def repacked(content: bytes, edits: Mapping[str, Edit], more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a zip with some parts edited and more parts added; its own times are fixed, so the bytes are the same."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(_entry(name), edits[name](data) if name in edits else data)
        for name, data in (more or {}).items():
            new.writestr(_entry(name), data)
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def saved_at(content: bytes, moment: datetime) -> bytes:
    """Return a workbook that says it was saved at a moment."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%S}Z".encode()
    return repacked(content, {_CORE: lambda part: _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)})


def calculated(content: bytes, value: str) -> bytes:
    """Return a workbook in which every formula of the matters keeps a result, as a spreadsheet program writes it."""
    return repacked(content, {_SHEET: lambda part: _FORMULA.sub(f"</f><v>{value}</v>".encode(), part)})


def far_corner(content: bytes, text: str) -> bytes:
    """Return a workbook with a text in the last cell of the sheet, where a stray key press put it."""
    cell = f'<row r="{_LAST_ROW}"><c r="XFD{_LAST_ROW}" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'
    return repacked(content, {_SHEET: lambda part: part.replace(b"</sheetData>", cell.encode())})


def formatted_to_the_end(content: bytes) -> bytes:
    """Return a workbook whose rows were formatted down to the last one of the sheet."""

    def stretch(part: bytes) -> bytes:
        first = max(int(number) for number in re.findall(rb'<row r="(\d+)"', part)) + 1
        numbers = (*range(first, first + _ROWS_WRITTEN), _LAST_ROW)
        rows = "".join(
            f'<row r="{row}" ht="14" customHeight="1"><c r="B{row}" s="1"/><c r="P{row}" s="1"/></row>'
            for row in numbers
        )
        return part.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    return repacked(content, {_SHEET: stretch})


def with_macros(content: bytes) -> bytes:
    """Return the workbook as a macro-enabled one, with a project that holds nothing but its head."""
    swap = {_TYPES: lambda part: part.replace(_WORKBOOK_TYPE.encode(), _MACRO_TYPE.encode())}
    return repacked(content, swap, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)})


def cut_off(content: bytes, share: float) -> bytes:
    """Return only the first part of a file, as when the mail stopped half way."""
    return content[: int(len(content) * share)]


EDITS: dict[str, Callable[..., bytes]] = {
    edit.__name__: edit for edit in (calculated, far_corner, formatted_to_the_end, with_macros, cut_off)
}
