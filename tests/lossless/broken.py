"""Workbooks broken on purpose, one fault each, from one good workbook: what the lint must be able to say.

Each is a known or presumed reason for Excel's offer to repair.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.lossless.workbooks.ordinary import picture
from tests.lossless.workbooks.package import HEAD, NS, OFFICE, SHEET_TYPE, Parts, written

Change = Callable[[bytes], bytes]

SHEET, BOOK, TYPES, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"
_TABLE, _SECOND, _CHAIN = "xl/tables/table1.xml", "xl/tables/table2.xml", "xl/calcChain.xml"
_B3 = r'<c r="B3"><v>.*?</c>'


@dataclass(frozen=True)
class Breakage:
    """One fault: the rule that must speak, the parts that change, and those that go."""

    rule: str
    changes: dict[str, Change] = field(default_factory=dict)
    dropped: str = ""
    suffix: str = ".xlsx"
    doubled: str = ""


def _build(book: Any) -> None:
    sheet, second = book.add_worksheet("数据"), book.add_worksheet("统计")
    headers = [{"header": header} for header in ("部门", "数量", "金额", "状态")]
    rows = [["财政局", n, n * 1.5, "在办"] for n in range(10)]
    sheet.add_table("A1:D11", {"name": "表1", "columns": headers, "data": rows})
    for place, formula in (("F1", "=SUM(B2:B11)"), ("F2", "=B2*2"), ("F3", "=B3*2")):
        sheet.write_formula(place, formula, None, 2)
    sheet.data_validation("D2:D11", {"validate": "list", "source": ["未开始", "在办", "办结"]})
    sheet.data_validation("B2:B11", {"validate": "integer", "criteria": ">", "value": 0})
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format("C2:C11", {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.write_comment("A2", "批注")
    sheet.merge_range("H1:I2", "合并", book.add_format({"num_format": "0.00万元"}))
    sheet.merge_range("H5:I6", "合并")
    sheet.write_url("H8", "https://example.com")
    sheet.insert_image("K1", "章.png", {"image_data": picture()})
    sheet.set_column(5, 6, 12)
    book.define_name("名称一", "=数据!$B$2:$B$11")
    sheet.repeat_rows(0)
    short = {"name": "表2", "columns": [{"header": "项"}, {"header": "值"}], "data": [["甲", 1], ["乙", 2]]}
    second.add_table("A1:B3", short)


def good() -> bytes:
    """Return the workbook that all others are broken from."""
    parts = Parts(written(_build))
    entries = "".join(f'<c r="F{n}" i="1"/>' for n in (1, 2, 3))
    parts.add(_CHAIN, f"{HEAD}<calcChain {NS}>{entries}</calcChain>", f"{SHEET_TYPE}calcChain+xml")
    parts.relate(BOOK, f"{OFFICE}calcChain", "calcChain.xml", "rId80")
    return parts.packed()


def broken(content: bytes, breakage: Breakage) -> bytes:
    """Return the good workbook with one fault; every change must find what it changes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            before = old.read(name)
            after = breakage.changes.get(name, bytes)(before)
            assert name not in breakage.changes or after != before, name
            if name != breakage.dropped:
                new.writestr(name, after)
        if breakage.doubled:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                new.writestr(breakage.doubled, old.read(breakage.doubled))
    return out.getvalue()


def swap(pattern: str, new: str) -> Change:
    """Return a change of the first place that the pattern finds."""
    return lambda content: re.sub(pattern, new, content.decode(), count=1, flags=re.DOTALL).encode()


def every(old: str, new: str) -> Change:
    """Return a change of every place."""
    return lambda content: content.replace(old.encode(), new.encode())


def _inline(text: str) -> str:
    return f'<c r="B3" t="inlineStr"><is><t>{text}</t></is></c>'


def _in_sheet(rule: str, pattern: str, new: str) -> Breakage:
    return Breakage(rule, {SHEET: swap(pattern, new)})


def _in_book(rule: str, pattern: str, new: str) -> Breakage:
    return Breakage(rule, {BOOK: swap(pattern, new)})


def _rows() -> Iterator[tuple[str, Breakage]]:
    three, four = r'(<row r="3" .*?</row>)', r'(<row r="4" .*?</row>)'
    yield "rows swapped", _in_sheet("row out of order or range", three + four, r"\2\1")
    yield "row twice", _in_sheet("row out of order or range", three, r"\1\1")
    yield "row zero", _in_sheet("row out of order or range", '<row r="1" ', '<row r="0" ')
    yield "spans the wrong way", _in_sheet("bad spans", '(<row r="3" spans=")[^"]*', r"\g<1>9:2")
    yield "cells swapped", _in_sheet("cell out of order or range", r'(<c r="A3".*?</c>)(<c r="B3".*?</c>)', r"\2\1")
    yield "cell twice", _in_sheet("cell out of order or range", r'(<c r="A3".*?</c>)', r"\1\1")
    yield "cell beyond the last column", _in_sheet("cell reference does not fit its row", '<c r="F3">', '<c r="XFE3">')
    yield "cell of another row", _in_sheet("cell reference does not fit its row", '<c r="F3">', '<c r="F4">')


def _cells() -> Iterator[tuple[str, Breakage]]:
    yield (
        "shared string 9999",
        _in_sheet("shared string out of range", r'(<c r="A3"[^>]*t="s"[^>]*><v>)\d+', r"\g<1>9999"),
    )
    yield "style 999", _in_sheet("style out of range", '<c r="B3">', '<c r="B3" s="999">')
    yield "text as number", _in_sheet("not a number", _B3, '<c r="B3"><v>abc</v></c>')
    yield "not a number at all", _in_sheet("not a number", _B3, '<c r="B3"><v>nan</v></c>')
    yield "truth as word", _in_sheet("not a truth value", _B3, '<c r="B3" t="b"><v>yes</v></c>')
    yield "unknown type", _in_sheet("type of cell", _B3, '<c r="B3" t="date"><v>2016-03-04</v></c>')
    yield "text too long", _in_sheet("text too long", _B3, _inline("字" * 32768))
    yield "forbidden character", _in_sheet("cannot be read", _B3, _inline("a\x01b"))
    yield "open bracket", _in_sheet("formula: brackets", r"<f>SUM\(B2:B11\)", "<f>SUM(B2:B11")
    yield "formula with =", _in_sheet("formula: leading =", "<f>SUM", "<f>=SUM")
    yield "formula with ;", _in_sheet("formula: semicolon", r"SUM\(B2:B11\)", "SUM(B2;B11)")
    yield "formula of no sheet", _in_sheet("formula names a missing sheet", r"SUM\(B2", "SUM(没有!B2")
    orphan = '<c r="F2"><f t="shared" si="5"/>'
    yield (
        "orphan of a shared formula",
        _in_sheet("shared formula without its first cell", r'<c r="F2"><f>.*?</f>', orphan),
    )
    stale = "calculation chain names a cell without formula"
    yield "stale calculation chain", _in_sheet(stale, r'<c r="F2"><f>.*?</c>', '<c r="F2"><v>7</v></c>')


def _tables() -> Iterator[tuple[str, Breakage]]:
    def table(rule: str, pattern: str, new: str) -> Breakage:
        return Breakage(rule, {_TABLE: swap(pattern, new)})

    yield "column renamed", table("header is not the column's name", 'name="数量"', 'name="数目"')
    yield (
        "number as header",
        _in_sheet("header is not the column's name", '<c r="B1"[^>]*>.*?</c>', '<c r="B1"><v>5</v></c>'),
    )
    yield "column twice", table("column twice", 'name="数量"', 'name="金额"')
    yield "column missing", table("columns do not agree with the area", r'<tableColumn id="4"[^>]*/>', "")
    yield "only a header", Breakage("no data row", {_TABLE: every("A1:D11", "A1:D1")})
    yield "named like a cell", Breakage("bad table name", {_TABLE: every("表1", "AB12")})
    filtered = "filter does not agree with the area"
    yield "filter too long", table(filtered, '(<autoFilter ref=")A1:D11', r"\1A1:D15")
    yield "filter left behind", table(filtered, '(<table [^>]*ref=")A1:D11', r"\1A1:D14")
    yield "table name twice", Breakage("table name twice", {_SECOND: every("表2", "表1")})
    yield "table id twice", Breakage("table id twice", {_SECOND: swap(' id="2"', ' id="1"')})


def _books() -> Iterator[tuple[str, Breakage]]:
    name = 'name="统计"'
    yield "sheet name too long", _in_book("bad sheet name", name, f'name="{"统" * 32}"')
    yield "sheet name with a slash", _in_book("bad sheet name", name, 'name="统/计"')
    yield "sheet name twice", _in_book("sheet name twice", name, 'name="数据"')
    yield "sheet id twice", _in_book("sheet id twice", 'sheetId="2"', 'sheetId="1"')
    yield "sheet without relationship", _in_book("sheet without relationship", r'r:id="rId2"', 'r:id="rId77"')
    yield "name with a space", _in_book("bad defined name", 'name="名称一"', 'name="名称 一"')
    yield "name of no sheet", _in_book("defined name points at a missing sheet", r">数据!\$B\$2", ">没有!$B$2")
    yield "name with open brackets", _in_book("defined name: brackets", r'(name="名称一"[^>]*>)[^<]*', r"\1SUM((")
    yield "name of a missing tab", _in_book("defined name of a missing sheet", 'localSheetId="0"', 'localSheetId="9"')
    yield (
        "name twice",
        _in_book("defined name twice", r'(<definedName name="名称一"[^>]*>[^<]*</definedName>)', r"\1\1"),
    )
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac x15"'
    unknown = "mc:Ignorable names an unknown prefix"
    yield "prefix of the workbook", _in_book(unknown, "<workbook ", f"<workbook {mc} ")
    yield "prefix of the sheet", _in_sheet(unknown, "<worksheet ", f"<worksheet {mc} ")


def _areas() -> Iterator[tuple[str, Breakage]]:
    yield "merged areas overlap", _in_sheet("merged areas overlap", "H5:I6", "I2:J3")
    yield "merged areas miscounted", _in_sheet("count of merged areas", 'mergeCells count="2"', 'mergeCells count="5"')
    yield "columns overlap", _in_sheet("column areas overlap", r"<cols>(<col [^>]*/>)", r"<cols>\1\1")
    yield "bad area", _in_sheet("bad area", 'sqref="D2:D11"', 'sqref="D2-D11"')
    yield "validations overlap", _in_sheet("validations overlap", 'sqref="B2:B11"', 'sqref="D5:D20"')
    long = '"' + ",".join(f"选项{n:03}" for n in range(60)) + '"'
    yield "list too long", _in_sheet("list of a validation too long", '"未开始,在办,办结"', long)
    yield "dxf 77", _in_sheet("dxfId out of range", 'dxfId="0"', 'dxfId="77"')
    yield "bad dimension", _in_sheet("dimension: bad area", '<dimension ref="[^"]*"', '<dimension ref="A0:ZZZZ9"')
    small = '<dimension ref="A1:B2"'
    yield "small dimension", _in_sheet("dimension smaller than the cells", '<dimension ref="[^"]*"', small)
    yield "two lists of rows", _in_sheet("not exactly one sheetData", "<sheetData>", "<sheetData/><sheetData>")
    moved = r"(<sheetData>.*</sheetData>)(.*?)(<dataValidations.*?</dataValidations>)"
    yield "validations before formats", _in_sheet("elements out of order", moved, r"\1\3\2")
    yield "hyperlink of nothing", _in_sheet("relationship missing", r'(<hyperlink [^>]*r:id=")rId\d+', r"\1rId99")
    yield "table part of nothing", _in_sheet("relationship missing", r'(<tablePart r:id=")rId\d+', r"\1rId98")
    yield "note without drawing", _in_sheet("comments without their drawing", r"<legacyDrawing [^>]*/>", "")


def _packages() -> Iterator[tuple[str, Breakage]]:
    def typed(rule: str, part: str) -> Breakage:
        return Breakage(rule, {TYPES: swap(f'<Override PartName="/{part}"[^>]*/>', "")})

    yield "table without type", typed("content type does not fit", _TABLE)
    yield "sheet without type", typed("content type does not fit", SHEET)
    for part in ("xl/drawings/drawing1.xml", "xl/media/image1.png", _TABLE, STYLES):
        yield f"missing {part}", Breakage("relationship to a missing part", dropped=part)
    yield "type of nothing", Breakage("content type of a missing part", dropped=_CHAIN)
    yield "entry twice", Breakage("entry twice", doubled=SHEET)
    yield "cut off", Breakage("cannot be read", {SHEET: lambda content: content[:-40]})
    macro = {TYPES: every(f"{SHEET_TYPE}sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")}
    yield "macros in .xlsx", Breakage("macro content type in .xlsx", macro)
    yield "no macros in .xlsm", Breakage("no macro content type in .xlsm", suffix=".xlsm")
    yield "font 88", Breakage("fontId out of range", {STYLES: swap(r'(<cellXfs.*?fontId=")\d+', r"\g<1>88")})
    yield "format 199", Breakage("number format missing", {STYLES: swap(r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>199")})
    yield (
        "formats miscounted",
        Breakage("count does not agree", {STYLES: swap(r'<cellXfs count="\d+"', '<cellXfs count="99"')}),
    )


BREAKAGES: dict[str, Breakage] = {
    name: breakage for group in (_rows, _cells, _tables, _books, _areas, _packages) for name, breakage in group()
}
