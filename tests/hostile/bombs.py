"""Workbooks that want to eat memory or time: by unpacking, by reach, by number, by nesting."""

import io
import zipfile
from collections.abc import Callable

from tests.hostile.packages import (
    SHEET,
    blanks,
    deflated,
    forged,
    in_sheet,
    in_workbook,
    padding,
    parts_of,
    patched,
    with_parts,
    with_rows,
    zipped,
)

Make = Callable[[bytes], bytes]
MB = 1_000_000
_STRINGS, _STYLES, _RELS = "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def unpacking_to_gigabytes(form: bytes) -> bytes:
    packed, size = blanks(3_000 * MB)
    return forged({name: deflated(part) for name, part in parts_of(form).items()} | {SHEET: (packed, size, 0)})


def lying_about_size(form: bytes) -> bytes:
    packed, _ = blanks(500 * MB)
    return forged({name: deflated(part) for name, part in parts_of(form).items()} | {SHEET: (packed, 2_000, 0)})


def of_many_parts(form: bytes) -> bytes:
    return forged(
        {name: deflated(part) for name, part in parts_of(form).items()}
        | {f"xl/{n}.xml": (b"\3\0", 0, 0) for n in range(5_000)}
    )


def nested(form: bytes) -> bytes:
    inner = zipped({f"{n}.xlsx": form for n in range(10)})
    for _ in range(4):
        inner = zipped({f"{n}.zip": inner for n in range(10)}, level=9)
    return inner


def overlapping(form: bytes) -> bytes:
    """Every entry points at the same bytes, which unpack to 10 MB each."""
    packed, size = blanks(10 * MB)
    names = [*parts_of(form), *(f"xl/worksheets/sheet{n}.xml" for n in range(2, 400))]
    return forged(dict.fromkeys(names, (packed, size, 0)), overlap=True)


def _just_allowed(form: bytes, part: str, xml: bytes) -> bytes:
    """The part is as large as the limits of a package let it be, its ratio kept honest by a picture."""
    return with_parts(form, {part: xml, "xl/media/image1.png": padding(1 * MB)})


def large_blank_sheet(form: bytes) -> bytes:
    sheet = parts_of(form)[SHEET].replace(b"</sheetData>", b" " * 85 * MB + b"</sheetData>")
    return _just_allowed(form, SHEET, sheet)


def large_shared_texts(form: bytes) -> bytes:
    return _just_allowed(form, _STRINGS, b'<sst xmlns="%s">' % _MAIN + b"<si><t>a</t></si>" * 2_000_000 + b"</sst>")


def one_long_text(form: bytes) -> bytes:
    return _just_allowed(form, _STRINGS, b'<sst xmlns="%s"><si><t>' % _MAIN + b"a" * 85 * MB + b"</t></si></sst>")


def large_styles(form: bytes) -> bytes:
    return patched_big(form, _STYLES, b"</cellXfs>", b'<xf numFmtId="0" fontId="0" fillId="0"/>' * 2_000_000)


def many_red_styles(form: bytes) -> bytes:
    red = b'<font><color rgb="FFFF0000"/></font>'
    return patched_big(form, _STYLES, b"</fonts>", red * 2_000_000)


def patched_big(form: bytes, part: str, before: bytes, more: bytes) -> bytes:
    return _just_allowed(form, part, parts_of(form)[part].replace(before, more + before, 1))


def relations_at_the_limit(form: bytes) -> bytes:
    one = b'<Relationship Id="r%d" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
    return patched(
        form,
        _RELS,
        lambda xml: xml.replace(b"</Relationships>", b"".join(one % n for n in range(44_000)) + b"</Relationships>"),
    )


def styles_at_the_limit(form: bytes) -> bytes:
    red = b'<font><color rgb="FFFF0000"/></font>' * 50_000
    formats = b'<xf numFmtId="0" fontId="49999" fillId="0"/>' * 48_000
    return patched(
        form,
        _STYLES,
        lambda xml: xml.replace(b"</fonts>", red + b"</fonts>").replace(b"</cellXfs>", formats + b"</cellXfs>"),
    )


def red_texts_at_the_limit(form: bytes) -> bytes:
    """Each of a million cells shows a text with a red piece."""
    texts = b'<si><r><rPr><color rgb="FFFF0000"/></rPr><t>a</t></r></si>' * 600_000
    rows = "".join(f'<row r="{n}">' + f'<c r="A{n}" t="s"><v>1</v></c>' + "</row>" for n in range(10, 99_999)).encode()
    parts = parts_of(form)
    sheet = parts[SHEET].replace(b"</sheetData>", rows * 6 + b"</sheetData>")
    return with_parts(
        form,
        {_STRINGS: b'<sst xmlns="%s">' % _MAIN + texts + b"</sst>", SHEET: sheet, "xl/media/image1.png": padding(MB)},
    )


def odd_places_at_the_limit(form: bytes) -> bytes:
    """Nearly a million cells of which one has no place, so each must be looked at."""
    rows = "".join(
        f'<row r="{n}">' + f'<c r="A{n}" t="e"><v>1</v></c>' * 9 + "</row>" for n in range(10, 99_999)
    ).encode()
    return with_rows(form, rows + b"<row><c><v>1</v></c></row>")


def large_relations(form: bytes) -> bytes:
    one = b'<Relationship Id="r%d" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
    return patched_big(form, _RELS, b"</Relationships>", b"".join(one % n for n in range(1_000_000)))


def many_sheets(form: bytes) -> bytes:
    """100,000 sheets, all of one part."""
    key = b'r:id="rId1"'
    more = b"".join(b'<sheet name="s%d" sheetId="%d" %s/>' % (n, n, key) for n in range(10, 100_010))
    return in_workbook(form, b"</sheets>", more)


def many_names(form: bytes) -> bytes:
    more = b"".join(b'<definedName name="n%d">%s!$A$1</definedName>' % (n, b"Sheet1") for n in range(1_000_000))
    xml = parts_of(form)["xl/workbook.xml"]
    head, found, tail = xml.partition(b"</definedNames>")
    if not found:
        head, found, tail = xml.partition(b"</sheets>")
        head, found, tail = head + found + b"<definedNames>", b"</definedNames>", tail
    return with_parts(form, {"xl/workbook.xml": head + more + found + tail})


def many_merged(form: bytes) -> bytes:
    areas = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 1_000_001))
    return in_sheet(form, b'<mergeCells count="1000000">' + areas + b"</mergeCells>")


def merged_everywhere(form: bytes) -> bytes:
    """Areas that each cover the whole sheet."""
    return in_sheet(form, b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 10_000 + b"</mergeCells>")


def many_validations(form: bytes) -> bytes:
    one = b'<dataValidation type="list" sqref="%s"><formula1>"a,b"</formula1></dataValidation>'
    areas = b" ".join(b"A%d" % n for n in range(1, 2_000))
    return in_sheet(form, b"<dataValidations>" + one % areas * 3_000 + b"</dataValidations>")


def many_conditional_formats(form: bytes) -> bytes:
    one = (
        b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>A1</formula></cfRule>'
        b"</conditionalFormatting>"
    )
    return in_sheet(form, one * 500_000)


def many_hyperlinks(form: bytes) -> bytes:
    return in_sheet(form, b"<hyperlinks>" + b'<hyperlink ref="A1" location="A1"/>' * 1_000_000 + b"</hyperlinks>")


def deep_sheet(form: bytes) -> bytes:
    return in_sheet(form, b"<a>" * 1_000_000 + b"</a>" * 1_000_000)


def deep_text(form: bytes) -> bytes:
    return _just_allowed(
        form, _STRINGS, b'<sst xmlns="%s"><si>' % _MAIN + b"<r>" * 1_000_000 + b"</r>" * 1_000_000 + b"</si></sst>"
    )


def deep_workbook(form: bytes) -> bytes:
    return in_workbook(form, b"</workbook>", b"<a>" * 500_000 + b"</a>" * 500_000)


def huge_attribute(form: bytes) -> bytes:
    return with_rows(form, b'<row r="99" spans="' + b"1" * 50 * MB + b'"/>')


def many_attributes(form: bytes) -> bytes:
    """A parser that looks for doubled attributes one by one needs the square of their number."""
    return in_workbook(form, b"</workbook>", b"<a " + b" ".join(b'a%d=""' % n for n in range(300_000)) + b"/>")


def many_cell_attributes(form: bytes) -> bytes:
    return with_rows(form, b'<row r="99"><c ' + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"/></row>")


def unclosed_tags(form: bytes) -> bytes:
    return with_rows(form, b"<c r=" * 2_000_000)


def rows_in_one_place(form: bytes) -> bytes:
    return with_rows(form, b'<row r="99"><c r="A99"><v>1</v></c></row>' * 1_000_000)


def far_value(form: bytes) -> bytes:
    return with_rows(form, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_corners(form: bytes) -> bytes:
    return with_rows(form, b'<row r="9999"><c r="ZZ9999"><v>1</v></c></row>')


def far_corner_of_every_sheet(form: bytes) -> bytes:
    corner = (
        b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="9999"><c r="ZZ9999"><v>1</v></c></row></sheetData></worksheet>'
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    parts = parts_of(form)
    sheets = b"".join(b'<sheet name="x%d" sheetId="%d" r:id="x%d"/>' % (n, n + 100, n) for n in range(50))
    rels = b"".join(b'<Relationship Id="x%d" Type="%s" Target="worksheets/x%d.xml"/>' % (n, kind, n) for n in range(50))
    parts |= {f"xl/worksheets/x{n}.xml": corner % _MAIN for n in range(50)}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", sheets + b"</sheets>")
    parts[_RELS] = parts[_RELS].replace(b"</Relationships>", rels + b"</Relationships>")
    return zipped(parts)


def million_formatted_rows(form: bytes) -> bytes:
    row = '<row r="{0}" s="1" customFormat="1"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
    return with_rows(form, "".join(map(row.format, range(1_000, 1_048_577))).encode())


def million_filled_rows(form: bytes) -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    return with_rows(form, "".join(map(row.format, range(1_000, 1_048_577))).encode())


def stray_in_many_columns(form: bytes) -> bytes:
    """A stray space far down in each of twenty columns."""
    cells = b"".join(b'<c r="%c1048576" t="inlineStr"><is><t> </t></is></c>' % letter for letter in range(65, 85))
    return with_rows(form, b'<row r="1048576">' + cells + b"</row>")


def many_comments(form: bytes) -> bytes:
    one = b'<comment ref="A%d" authorId="0"><text><t>x</t></text></comment>'
    xml = (
        b'<comments xmlns="%s"><commentList>' % _MAIN
        + b"".join(one % n for n in range(1, 1_000_000))
        + b"</commentList></comments>"
    )
    rel = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/comments" Target="../comments9.xml"/></Relationships>'
    )
    return with_parts(form, {"xl/comments9.xml": xml, "xl/worksheets/_rels/sheet1.xml.rels": rel})


def many_formulas(form: bytes) -> bytes:
    row = '<row r="{0}"><c r="A{0}"><f>B{0}</f></c></row>'
    return with_rows(form, "".join(map(row.format, range(100, 9_999))).encode() * 40)


def shared_formula_storm(form: bytes) -> bytes:
    head = b'<row r="99"><c r="A99"><f t="shared" ref="A99:A9999" si="0">' + b"A1+" * 2_000 + b"1</f><v>1</v></c></row>"
    row = '<row r="{0}"><c r="A{0}"><f t="shared" si="0"/><v>1</v></c></row>'
    return with_rows(form, head + "".join(map(row.format, range(100, 9_999))).encode())


def entry_of_zip64_lies(form: bytes) -> bytes:
    """A directory that claims sizes of 2**63 in its zip64 fields."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts_of(form).items():
            with package.open(name, "w", force_zip64=True) as entry:
                entry.write(part)
    content = bytearray(target.getvalue())
    at = content.index(b"PK\1\2")
    content[at + 20 : at + 28] = b"\xff" * 8
    return bytes(content)


def duplicate_names(form: bytes) -> bytes:
    """Two parts of one name: the first harmless, the second with a far value."""
    parts = {name: deflated(part) for name, part in parts_of(form).items()}
    twin = SHEET.replace("sheet1", "sheet_")
    other = deflated(parts_of(far_value(form))[SHEET])
    return forged(parts | {twin: other}).replace(twin.encode(), SHEET.encode())


def absolute_names(form: bytes) -> bytes:
    return zipped(
        {f"/{name}" if "xl/" in name else name: part for name, part in parts_of(form).items()}
        | {"/etc/passwd": b"x", "../../x": b"x"}
    )


def text_index_out_of_range(form: bytes) -> bytes:
    return with_rows(form, b'<row r="99"><c r="A99" t="s"><v>99999999</v></c><c r="B99" t="s"><v>-1</v></c></row>')


def style_index_out_of_range(form: bytes) -> bytes:
    return with_rows(form, b'<row r="99"><c r="A99" s="99999999"><v>1</v></c><c r="B99" s="-5"><v>1</v></c></row>')


def strange_numbers(form: bytes) -> bytes:
    cells = "".join(
        f'<c r="{c}99"><v>{v}</v></c>'
        for c, v in zip("ABCDEF", ("1e999", "-1e999", "nan", "1" * 5000, "0x10", "½"), strict=True)
    )
    return with_rows(form, f'<row r="99">{cells}</row>'.encode())


def dates_beyond(form: bytes) -> bytes:
    return patched(
        form,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>",
            b'<row r="99"><c r="A99" s="1" t="d"><v>99999-13-45</v></c>'
            b'<c r="B99" s="1"><v>99999999999</v></c></row></sheetData>',
        ),
    )


BOMBS: dict[Make, str] = {
    unpacking_to_gigabytes: "bomb",
    lying_about_size: "damaged",
    of_many_parts: "bomb",
    nested: "archive",
    overlapping: "bomb",
    large_blank_sheet: "bomb",
    large_shared_texts: "bomb",
    one_long_text: "bomb",
    large_styles: "bomb",
    many_red_styles: "bomb",
    relations_at_the_limit: "read",
    styles_at_the_limit: "read",
    red_texts_at_the_limit: "bomb",
    odd_places_at_the_limit: "too_large",
    large_relations: "too_large",
    many_sheets: "too_large",
    many_names: "too_large",
    many_merged: "too_large",
    merged_everywhere: "read",
    many_validations: "read",
    many_conditional_formats: "too_large",
    many_hyperlinks: "read",
    deep_sheet: "read",
    deep_text: "damaged",
    deep_workbook: "read",
    huge_attribute: "bomb",
    many_attributes: "read",
    many_cell_attributes: "read",
    unclosed_tags: "too_large",
    rows_in_one_place: "too_large",
    far_value: "too_far",
    far_corners: "too_far",
    far_corner_of_every_sheet: "too_far",
    million_formatted_rows: "read",
    million_filled_rows: "too_large",
    stray_in_many_columns: "read",
    many_comments: "too_large",
    many_formulas: "too_large",
    shared_formula_storm: "read",
    entry_of_zip64_lies: "bomb",
    duplicate_names: "too_far",
    absolute_names: "read",
    text_index_out_of_range: "damaged",
    style_index_out_of_range: "read",
    strange_numbers: "read",
    dates_beyond: "read",
}
"""What each must come to: the kind of refusal, or `read`."""
