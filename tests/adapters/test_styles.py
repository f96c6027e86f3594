"""Styles of cells: variants are added at the end, nothing else of the part changes."""

import re
from datetime import date, datetime

import pytest

from tests.adapters.growing_workbooks import part, values, with_part, workbook, written
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.styles import MOST_STYLES, Styles
from xlsync.vocabulary.errors import UnsafeMaster

STYLES = "xl/styles.xml"
PART = (
    b'<styleSheet xmlns="m" mc:Ignorable="x14ac">'
    b'<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy/m"/></numFmts>'
    b'<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    b'<cellXfs count="4"><xf numFmtId="0" fontId="3" xfId="0"/>'
    b'<xf numFmtId="176" applyNumberFormat="1"><alignment wrapText="1"/></xf><xf fontId="2" quotePrefix="1"/>'
    b'<xf numFmtId="49"/></cellXfs><dxfs count="1"><dxf/></dxfs></styleSheet>'
)


def added(*wishes: tuple[int | None, object]) -> tuple[list[int | None], list[str]]:
    """Return the styles that values get, and the elements that are added to the part."""
    styles = Styles(PART)
    got = [styles.suited(style, value) for style, value in wishes]  # type: ignore[arg-type]
    after = styles.changed() or PART
    end = after.index(b"</cellXfs>")
    start = PART.index(b"</cellXfs>")
    assert re.sub(rb'cellXfs count="\d+"', b'cellXfs count="4"', after[:start] + after[end:]) == PART
    found = re.search(rb'cellXfs count="(\d+)"', after)
    assert found is not None and int(found[1]) == 4 + after[start:end].count(b"<xf")
    return got, re.findall(r"<xf[^>]*(?:/>|[^/]>.*?</xf>)", after[start:end].decode())


def test_a_value_that_fits_keeps_its_style() -> None:
    wishes = [
        (0, "字"),
        (0, 5),
        (1, date(2026, 3, 6)),
        (1, None),
        (2, "=1"),
        (3, "=1"),
        (0, "-"),
        (None, "——"),
        (9, "=1"),
    ]
    assert added(*wishes) == ([style for style, _ in wishes], [])


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-5天", "@张", "'引号", "  =1", "＝甲"])
def test_a_text_like_a_formula_stays_a_text_when_a_person_touches_it(text: str) -> None:
    assert added((0, text), (0, text), (None, text)) == (
        [4, 4, 4],
        ['<xf quotePrefix="1" numFmtId="0" fontId="3" xfId="0"/>'],
    )


def test_dates_and_numbers_get_the_format_that_shows_them() -> None:
    wishes = [(0, date(2026, 3, 6)), (2, datetime(2026, 3, 6, 8)), (1, 5), (2, 5), (1, "=1")]
    assert added(*wishes) == (
        [4, 5, 6, 7, 8],
        [
            '<xf numFmtId="14" applyNumberFormat="1" fontId="3" xfId="0"/>',
            '<xf numFmtId="22" applyNumberFormat="1" fontId="2"/>',
            '<xf numFmtId="0" applyNumberFormat="1"><alignment wrapText="1"/></xf>',
            '<xf fontId="2"/>',
            '<xf quotePrefix="1" numFmtId="176" applyNumberFormat="1"><alignment wrapText="1"/></xf>',
        ],
    )


def test_a_date_needs_styles() -> None:
    for part_content, style in ((b"", None), (b"<styleSheet/>", 3), (PART, 9)):
        with pytest.raises(UnsafeMaster, match="样式"):
            Styles(part_content).suited(style, date(2026, 3, 6))


def test_there_is_an_end_to_styles() -> None:
    many = b'<cellXfs count="%d">%s</cellXfs>' % (MOST_STYLES, b"<xf/>" * MOST_STYLES)
    with pytest.raises(UnsafeMaster, match="64000 种"):
        Styles(many).suited(0, "=1")


def test_a_workbook_without_styles_takes_texts_and_numbers() -> None:
    content = workbook()
    content = with_part(content, "[Content_Types].xml", "/xl/styles.xml", "/xl/none.xml")
    rels = "xl/_rels/workbook.xml.rels"
    bare = re.sub(r"<Relationship [^>]*styles.xml[^>]*/>", "", part(content, rels))
    content = Package(content).replaced({rels: bare.encode()}, frozenset({STYLES}))
    assert values(written(content, (1, 1), value="=字"))[0][0] == "=字"
    with pytest.raises(UnsafeMaster, match="样式"):
        written(content, (1, 1), value=date(2026, 3, 6))
