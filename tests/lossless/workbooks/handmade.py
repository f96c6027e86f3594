"""Sheets as other programs write them: shared formulas, inline and phonetic text, prefixes, no references at all."""

import re
from collections.abc import Callable

from tests.lossless.workbooks.ordinary import ORDINARY
from tests.lossless.workbooks.package import HEAD, NS, NS_MC, NS_REL, OFFICE, SHEET_TYPE, Parts, written

_SHEET = "xl/worksheets/sheet1.xml"
_X14AC = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac"'


def _with_sheet(xml: str, encoding: str = "utf-8") -> Parts:
    parts = Parts(written(lambda book: book.add_worksheet("手工")))
    head = HEAD.replace("UTF-8", encoding.upper())
    parts.parts[_SHEET] = (head + xml).encode(encoding)
    return parts


def _sheet(rows: str, after: str = "", before: str = "", attributes: str = "") -> str:
    return f"<worksheet {NS} {NS_REL} {attributes}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def shared_formulas() -> bytes:
    """Column B doubles column A by one shared formula, C by an array; the calculation chain names them all."""
    rows = []
    for n in range(1, 9):
        shared = '<f t="shared" ref="B1:B8" si="0">A1*2</f>' if n == 1 else '<f t="shared" si="0"/>'
        across = f'<f t="shared" ref="D{n}:E{n}" si="{n}">$A{n}+1</f>'
        array = '<f t="array" ref="C1:C8">A1:A8*3</f>' if n == 1 else ""
        rows.append(
            f'<row r="{n}" spans="1:5"><c r="A{n}"><v>{n}</v></c><c r="B{n}">{shared}<v>{n * 2}</v></c>'
            f'<c r="C{n}">{array}<v>{n * 3}</v></c><c r="D{n}">{across}<v>{n + 1}</v></c>'
            f'<c r="E{n}"><f t="shared" si="{n}"/><v>{n + 1}</v></c></row>'
        )
    parts = _with_sheet(_sheet("".join(rows), before='<dimension ref="A1:E8"/>'))
    places = [f"{column}{n}" for n in range(1, 9) for column in "BCDE"]
    entries = "".join(f'<c r="{place}" i="1"/>' for place in places)
    parts.add("xl/calcChain.xml", f"{HEAD}<calcChain {NS}>{entries}</calcChain>", f"{SHEET_TYPE}calcChain+xml")
    parts.relate("xl/workbook.xml", f"{OFFICE}calcChain", "calcChain.xml", "rId80")
    return parts.packed()


def strings() -> bytes:
    """Inline text, rich text and text with readings, in cells and in the shared strings."""
    items = (
        '<si><t>一般</t></si><si><r><t>粗</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 体</t></r></si>'
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="0"/></si><si><t/></si>'
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCD"))
    inline = '<c r="B2" t="inlineStr"><is><r><t>富</t></r><r><rPr><i/></rPr><t>文本</t></r></is></c>'
    rows = f'<row r="1" ht="30" customHeight="1">{cells}</row><row r="2">{_text("A2", " 内联 ")}{inline}</row>'
    after = '<phoneticPr fontId="1" type="noConversion"/>'
    parts = _with_sheet(_sheet(rows, after))
    strings = f'{HEAD}<sst {NS} count="4" uniqueCount="4">{items}</sst>'
    parts.add("xl/sharedStrings.xml", strings, f"{SHEET_TYPE}sharedStrings+xml")
    parts.relate("xl/workbook.xml", f"{OFFICE}sharedStrings", "sharedStrings.xml", "rId80")
    return parts.packed()


def prefixed() -> bytes:
    """Every element carries a prefix, as the Open XML SDK and some exports write it."""
    space = NS.replace("xmlns=", "xmlns:x=")
    rows = (
        '<x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c><x:c r="D2"><x:f>B2*2</x:f><x:v>10</x:v></x:c></x:row>'
        '<x:row r="9"><x:c r="A9" t="inlineStr"><x:is><x:t>前缀</x:t></x:is></x:c></x:row>'
    )
    return _with_sheet(f"<x:worksheet {space}><x:sheetData>{rows}</x:sheetData></x:worksheet>").packed()


def prefixed_throughout() -> bytes:
    """Workbook, sheet, table, styles and strings carry a prefix, and targets are absolute: so the SDK writes."""
    parts = Parts(ORDINARY["formats.xlsx"]())
    for name, content in parts.parts.items():
        if f"{NS}".encode() in content:
            spaced = content.replace(NS.encode(), NS.replace("xmlns=", "xmlns:x=").encode())
            parts.parts[name] = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", spaced)
        elif name == "xl/_rels/workbook.xml.rels":
            parts.parts[name] = content.replace(b'Target="', b'Target="/xl/')
        elif name.startswith("xl/worksheets/_rels/"):
            parts.parts[name] = content.replace(b'Target="../', b'Target="/xl/')
    return parts.packed()


def sorted_table() -> bytes:
    """A table that is filtered and sorted, with hidden rows, the last one among them."""
    parts = Parts(ORDINARY["formats.xlsx"]())
    table = "xl/tables/table1.xml"
    column = '<filterColumn colId="2"><customFilters><customFilter operator="lessThan" val="12"/></customFilters>'
    by_number = '<sortState ref="A2:E7"><sortCondition ref="C2:C7"/></sortState>'
    parts.replace(
        table,
        '<autoFilter ref="A1:E7"/>',
        f'<autoFilter ref="A1:E7">{column}</filterColumn>{by_number}</autoFilter>'
        '<sortState ref="A2:E7"><sortCondition descending="1" ref="D1:D7"/></sortState>',
    )
    for row in (6, 7):
        parts.replace(_SHEET, f'<row r="{row}"', f'<row r="{row}" hidden="1"')
    return parts.packed()


def without_references() -> bytes:
    """Rows and cells carry no numbers: the standard lets a reader count them."""
    row = '<row><c><v>1</v></c><c t="inlineStr"><is><t>无编号</t></is></c><c/><c><v>4</v></c></row>'
    return _with_sheet(_sheet(row * 5)).packed()


def quoted_and_spaced() -> bytes:
    """Single quotes, spaces and line breaks where other programs write none."""
    rows = (
        "<row  r = '3'\n spans='1:4' ><c  r='A3'  ><v>1</v></c >\n<c r='C3' t='str'><f>\"a\"&amp;\"&gt;\"</f>"
        "<v>a&gt;</v></c></row\n><row r='7'/>\n<row r='8'><c r='B8'><v>8</v></c></row>"
    )
    return _with_sheet(_sheet(rows, before='<dimension ref="A3:C8"/>')).packed()


def commented() -> bytes:
    """Comments and instructions between the rows, one of them with a row inside."""
    rows = '<row r="3"><c r="A3"><v>1</v></c><!-- note --></row><?keep this?><!-- <row r="4"><c r="A4"/></row> -->'
    return _with_sheet(_sheet(rows, "<!-- end -->", '<dimension ref="A3:A3"/>')).packed()


def ignorable() -> bytes:
    """Prefixes that mc:Ignorable names literally, on the sheet and on its rows."""
    rows = (
        f'<row r="1" x14ac:dyDescent="0.25">{_text("A1", "忽略前缀")}</row>'
        '<row r="2" spans="1:1" x14ac:dyDescent="0.25">'
        '<c r="A2"><v>2</v><extLst><ext uri="{A}"><a xmlns="urn:a"/></ext></extLst></c></row>'
    )
    return _with_sheet(_sheet(rows, attributes=f"{NS_MC} {_X14AC}")).packed()


def no_rows() -> bytes:
    """A sheet whose sheetData is closed in itself."""
    return _with_sheet(f"<worksheet {NS}><sheetData/></worksheet>").packed()


def no_styles() -> bytes:
    """A workbook without styles: a date has no format that could show it, so that it may be refused."""
    parts = _with_sheet(_sheet(f'<row r="1">{_text("A1", "无样式")}</row>'))
    parts.parts.pop("xl/styles.xml")
    for name, word in (("[Content_Types].xml", b"styles.xml"), ("xl/_rels/workbook.xml.rels", b"styles.xml")):
        pieces = parts.parts[name].split(b"<")
        parts.parts[name] = b"<".join(piece for piece in pieces if word not in piece)
    return parts.packed()


def byte_order_mark() -> bytes:
    """UTF-8 with a mark before the first character."""
    parts = _with_sheet(_sheet(f'<row r="1">{_text("A1", "带标记")}</row>'))
    parts.parts[_SHEET] = b"\xef\xbb\xbf" + parts.parts[_SHEET]
    return parts.packed()


def sixteen_bits() -> bytes:
    """A sheet in UTF-16, which the standard allows and a byte splice cannot write: patched right, or refused."""
    return _with_sheet(_sheet(f'<row r="1">{_text("A1", "十六位")}</row>'), "utf-16").packed()


HANDMADE: dict[str, Callable[[], bytes]] = {
    "shared_formulas.xlsx": shared_formulas,
    "strings.xlsx": strings,
    "prefixed.xlsx": prefixed,
    "prefixed_throughout.xlsx": prefixed_throughout,
    "sorted_table.xlsx": sorted_table,
    "without_references.xlsx": without_references,
    "quoted_and_spaced.xlsx": quoted_and_spaced,
    "commented.xlsx": commented,
    "ignorable.xlsx": ignorable,
    "no_rows.xlsx": no_rows,
    "no_styles.xlsx": no_styles,
    "byte_order_mark.xlsx": byte_order_mark,
    "sixteen_bits.xlsx": sixteen_bits,
}
