"""What workbooks of an office carry beside cells: threads, objects, controls, ribbons, macros, foreign parts."""

import struct
from typing import Any

from tests.lossless.workbooks.ordinary import fill
from tests.lossless.workbooks.package import (
    HEAD,
    MICROSOFT,
    NS,
    NS_MC,
    NS_REL,
    NS_X14,
    OFFICE,
    SHEET_TYPE,
    Parts,
    written,
)

SHEET = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"
_XM = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_PERSON = "{6B2C4B40-1E0D-4D0B-8F7E-0A3A5C7C2F01}"
_FIRST, _SECOND = "{0B3A9E0F-1B7E-4B4F-9C51-0D7F0E9B6A01}", "{0B3A9E0F-1B7E-4B4F-9C51-0D7F0E9B6A02}"


def compound_file() -> bytes:
    """Return a small compound file without content: enough for a part that nobody here opens."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<7I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * (436 - 4)
    sectors = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H2B3I", 22, 5, 1, *[0xFFFFFFFF] * 3)
    return head.ljust(512, b"\xff") + sectors + root.ljust(512, b"\0")


def _table(book: Any) -> None:
    fill(book, book.add_worksheet("数据"))


def _noted(book: Any) -> None:
    sheet = book.add_worksheet("数据")
    fill(book, sheet)
    sheet.write_comment("C3", "[线程批注]\n\n你的 Excel 版本可读取此线程批注。", {"author": f"tc={_FIRST}"})


def threads() -> bytes:
    """Return a workbook with a threaded comment, its answer and the persons."""
    parts = Parts(written(_noted))
    thread = "".join(
        f'<threadedComment ref="C3" dT="2016-03-04T08:30:00.00" personId="{_PERSON}" id="{own}"{above}><text>{text}'
        "</text></threadedComment>"
        for own, above, text in (
            (_FIRST, "", "请核对数量"),
            (_SECOND, f' parentId="{_FIRST}"', "已核对"),
        )
    )
    kind = "application/vnd.ms-excel."
    parts.add(
        "xl/threadedComments/threadedComment1.xml",
        f'{HEAD}<ThreadedComments xmlns="{_THREADS}">{thread}</ThreadedComments>',
        f"{kind}threadedcomments+xml",
    )
    person = f'<person displayName="督查室" id="{_PERSON}" userId="S::1" providerId="AD"/>'
    content = f'{HEAD}<personList xmlns="{_THREADS}">{person}</personList>'
    parts.add("xl/persons/person.xml", content, f"{kind}person+xml")
    relation = f"{MICROSOFT}2017/10/relationships/"
    parts.relate(SHEET, f"{relation}threadedComment", "../threadedComments/threadedComment1.xml", "rId90")
    parts.relate(_BOOK, f"{relation}person", "persons/person.xml", "rId90")
    return parts.packed()


def extended() -> bytes:
    """Return a workbook whose rules stand in the extension list: lists from another sheet, icons of 2010."""
    parts = Parts(written(_table))
    rules = (
        f'<ext {NS_X14} uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations count="1" {_XM}>'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>字典!$A$1:$A$3</xm:f>'
        "</x14:formula1><xm:sqref>B2:B7</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
        f'<ext {NS_X14} uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting {_XM}><x14:cfRule type="iconSet" priority="1" '
        'id="{5B1C2A5E-62C4-4B62-8F11-3C8F7B2F1A01}"><x14:iconSet iconSet="3Triangles"><x14:cfvo type="percent">'
        '<xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>5</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>9</xm:f>'
        "</x14:cfvo></x14:iconSet></x14:cfRule><xm:sqref>C2:C7</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext>"
    )
    parts.extend_sheet(SHEET, rules)
    second = f'{HEAD}<worksheet {NS}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    parts.add("xl/worksheets/sheet9.xml", second, f"{SHEET_TYPE}worksheet+xml")
    parts.relate(_BOOK, f"{OFFICE}worksheet", "worksheets/sheet9.xml", "rId99")
    parts.replace(_BOOK, "</sheets>", '<sheet name="字典" sheetId="9" r:id="rId99"/></sheets>')
    return parts.packed()


def objects() -> bytes:
    """Return a workbook with an embedded object, a control of the form bar, and the settings of a printer."""
    parts = Parts(written(_table))
    parts.default_type("bin", "application/vnd.openxmlformats-officedocument.oleObject")
    parts.default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    parts.add("xl/embeddings/oleObject1.bin", compound_file())
    parts.relate(SHEET, f"{OFFICE}oleObject", "../embeddings/oleObject1.bin", "rId91")
    parts.add("xl/printerSettings/printerSettings1.bin", bytes(range(256)), f"{SHEET_TYPE}printerSettings")
    parts.relate(SHEET, f"{OFFICE}printerSettings", "../printerSettings/printerSettings1.bin", "rId92")
    control = (
        f'<formControlPr {NS[:5]}="{MICROSOFT}spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked"/>'
    )
    parts.add("xl/ctrlProps/ctrlProp1.xml", HEAD + control, "application/vnd.ms-excel.controlproperties+xml")
    parts.relate(SHEET, f"{OFFICE}ctrlProp", "../ctrlProps/ctrlProp1.xml", "rId93")
    parts.add("xl/drawings/vmlDrawing1.vml", _vml())
    parts.relate(SHEET, f"{OFFICE}vmlDrawing", "../drawings/vmlDrawing1.vml", "rId94")
    parts.put_in_sheet(SHEET, "legacyDrawing", '<legacyDrawing r:id="rId94"/>')
    parts.put_in_sheet(
        SHEET, "oleObjects", '<oleObjects><oleObject progId="Package" shapeId="1026" r:id="rId91"/></oleObjects>'
    )
    parts.put_in_sheet(
        SHEET,
        "controls",
        f'<mc:AlternateContent {NS_MC}><mc:Choice Requires="x14" {NS_X14}><controls>'
        '<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1025" r:id="rId93" name="复选框 1"/>'
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>",
    )
    return parts.packed()


def _vml() -> str:
    shapes = "".join(
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute">'
        f'<x:ClientData ObjectType="{kind}">'
        f"<x:Anchor>7,0,{top},0,9,0,{top + 2},0</x:Anchor></x:ClientData></v:shape>"
        for number, kind, top in ((1025, "Checkbox", 12), (1026, "Pict", 16))
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" '
        'path="m,l,21600r21600,l21600,xe"/>'
        f"{shapes}</xml>"
    )


def macros() -> bytes:
    """Return a workbook with macros, a ribbon, custom XML, an external link and a part of an unknown kind."""
    parts = Parts(written(_table))
    parts.replace(
        "[Content_Types].xml",
        f"{SHEET_TYPE}sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts.default_type("bin", "application/vnd.ms-office.vbaProject")
    parts.add("xl/vbaProject.bin", compound_file())
    parts.relate(_BOOK, f"{MICROSOFT}2006/relationships/vbaProject", "vbaProject.bin", "rId91")
    ribbon = "http://schemas.microsoft.com/office/2009/07/customui"
    tab = '<ribbon><tabs><tab id="office" label="督查"><group id="daily" label="日常"/></tab></tabs></ribbon>'
    parts.add("customUI/customUI14.xml", f'{HEAD}<customUI xmlns="{ribbon}">{tab}</customUI>')
    parts.relate("", f"{MICROSOFT}2007/relationships/ui/extensibility", "customUI/customUI14.xml", "rId91")
    parts.add("customXml/item1.xml", f'{HEAD}<office xmlns="urn:office"><unit>督查室</unit></office>')
    parts.relate("", f"{OFFICE}customXml", "customXml/item1.xml", "rId92")
    _add_external_link(parts)
    unknown = "application/vnd.example.ledger+octets"
    parts.add("xl/extra/ledger.dat", bytes(range(256)), unknown)
    parts.relate(_BOOK, "urn:example:relationships/ledger", "extra/ledger.dat", "rId93")
    return parts.packed()


def _add_external_link(parts: Parts) -> None:
    link = (
        f'<externalLink {NS}><externalBook {NS_REL} r:id="rId1"><sheetNames><sheetName val="往年"/></sheetNames>'
        '<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>7</v></cell></row></sheetData></sheetDataSet>'
        "</externalBook></externalLink>"
    )
    part = "xl/externalLinks/externalLink1.xml"
    parts.add(part, HEAD + link, f"{SHEET_TYPE}externalLink+xml")
    parts.relate(part, f"{OFFICE}externalLinkPath", "file:///C:/2015.xlsx", "rId1", is_external=True)
    parts.relate(_BOOK, f"{OFFICE}externalLink", "externalLinks/externalLink1.xml", "rId94")
    listed = '<externalReferences><externalReference r:id="rId94"/></externalReferences>'
    parts.replace(_BOOK, "</sheets>", f"</sheets>{listed}")


def signed() -> bytes:
    """Return a workbook with a digital signature: any write would break it, so the writer must refuse."""
    parts = Parts(written(_table))
    parts.default_type("sigs", "application/vnd.openxmlformats-package.digital-signature-origin")
    parts.add("_xmlsignatures/origin.sigs", b"")
    signature = f'{HEAD}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
    kind = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
    parts.add("_xmlsignatures/sig1.xml", signature, kind)
    address = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/"
    parts.relate("", f"{address}origin", "_xmlsignatures/origin.sigs", "rId95")
    parts.relate("_xmlsignatures/origin.sigs", f"{address}signature", "sig1.xml", "rId1")
    return parts.packed()


def strict() -> bytes:
    """Return a workbook in the strict namespace, which the writer refuses."""
    parts = Parts(written(_table))
    for name in (_BOOK, SHEET):
        parts.replace(
            name,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    return parts.packed()
