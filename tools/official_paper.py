"""Paper of an official document: page, heads, paragraphs, tables and imprint by GB/T 9704-2012, for the templates.

Measures: A4, type area 156 x 225 mm, 22 lines of 28 characters, body 三号 = 16 pt.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
RED = RGBColor(0xE6, 0x00, 0x12)
SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
BODY, SMALL, TITLE, CELL = Pt(16), Pt(14), Pt(22), Pt(12)
LINE, TITLE_LINE = Pt(28.95), Pt(36)
OFFICE, DATED = "{{ 机关名称 }}", "{{ 成文日期 }}"
# 28 characters of 16 pt are 2 mm wider than the type area. A character grid would set them closer, but LibreOffice
# gives two places to a character that is wider than its place; so every character stands a quarter point closer.
TWIPS_CLOSER = -5
Columns = Sequence[tuple[str, str, str, int]]
"""Of a table: header, place of a line, text of the last row, width in mm."""


def new_paper() -> WordDocument:
    """Return an empty document with page, body font and page numbers."""
    document = Document()
    document.core_properties.created = datetime(2016, 1, 1)
    document.core_properties.author = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    document.settings.odd_and_even_pages_header_footer = True
    for kind in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(kind)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = BODY, FANGSONG
    looks = normal.element.get_or_add_rPr()
    looks.rFonts.set(qn("w:eastAsia"), FANGSONG)
    looks.insert_element_before(element("w:spacing", val=str(TWIPS_CLOSER)), "w:sz", "w:szCs", "w:lang")
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        _page_number(footer.paragraphs[0], side)
    return document


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = SMALL
    run(paragraph, "— ", SONG, SMALL)
    field = element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)
    field.append(run(paragraph, "1", SONG, SMALL)._r)
    run(paragraph, " —", SONG, SMALL)


def red_head(document: WordDocument, kind: str) -> None:
    """Add the head of a numbered document: office and kind in red, the number, the red line."""
    mark = add(document, CENTER, line=Pt(56))
    mark.paragraph_format.space_before = Pt(72)
    run(mark, OFFICE, SONG, Pt(36), bold=True, colour=RED)
    run(add(document, CENTER, line=Pt(56)), kind, SONG, Pt(40), bold=True, colour=RED)
    number = add(document, CENTER)
    number.paragraph_format.space_before = Pt(40)
    run(number, "{{ 文号 }}", FANGSONG, BODY)
    lines(number, bottom=("single", "18", "11", "E60012"))


def letter_head(document: WordDocument) -> None:
    """Add the head of a letter (信函格式): the office over a double line, the second line at the foot of page one."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(30)
    top = section.first_page_header
    mark = fitted(top.paragraphs[0], CENTER, Pt(50))
    run(mark, OFFICE, SONG, Pt(36), bold=True, colour=RED)
    _edge(mark)
    lines(mark, bottom=("thickThinSmallGap", "24", "8", "E60012"))
    section.footer_distance = Mm(20)
    foot = fitted(section.first_page_footer.paragraphs[0], CENTER, Pt(14))
    _edge(foot)
    lines(foot, bottom=("thinThickSmallGap", "24", "1", "E60012"))
    number = add(document, RIGHT)
    run(number, "{{ 签发年份 }}年第{{ 期号 }}期", FANGSONG, BODY)


def _edge(paragraph: Paragraph) -> None:
    """Make a line of 170 mm, centred on the page: 8 mm and 6 mm beyond the type area."""
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(-8), Mm(-6)


def bulletin_head(document: WordDocument, kind: str) -> None:
    """Add the head of a numbered bulletin (简报): name, issue, office and day in one line, the red line."""
    mark = add(document, CENTER, line=Pt(64))
    mark.paragraph_format.space_before = Pt(36)
    run(mark, kind, SONG, Pt(44), bold=True, colour=RED)
    issue = add(document, CENTER)
    issue.paragraph_format.space_before = Pt(10)
    run(issue, "{{ 签发年份 }}年第{{ 期号 }}期", FANGSONG, BODY)
    dated = add(document, LEFT)
    dated.paragraph_format.space_before = Pt(16)
    dated.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    run(dated, f"{OFFICE}\t{DATED}", FANGSONG, BODY)
    lines(dated, bottom=("single", "18", "6", "E60012"))


def title(document: WordDocument, text: str) -> None:
    """Add the title, two lines below what stands before it, and the line that parts it from the text."""
    add(document, CENTER)
    run(add(document, CENTER, line=TITLE_LINE), text, SONG, TITLE, bold=True)
    add(document, LEFT)


def addressees(document: WordDocument) -> None:
    """Add the line of the units that the document goes to."""
    run(add(document, LEFT), "{{ 主送机关 }}：", FANGSONG, BODY)


def texts(document: WordDocument, parts: Sequence[tuple[str, str]]) -> None:
    """Add the text: ``head`` a heading, ``body`` a paragraph, ``mark`` a line that only steers the template."""
    for kind, text in parts:
        paragraph = add(document, WD_ALIGN_PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.keep_with_next = kind == "head"
        if kind == "lead":
            heading, _, rest = text.partition("】")
            run(paragraph, f"{heading}】", HEI, BODY)
            run(paragraph, rest, FANGSONG, BODY)
        else:
            run(paragraph, text, HEI if kind == "head" else FANGSONG, BODY)


def list_of_appendices(document: WordDocument, names: Sequence[str]) -> None:
    """Add 附件说明: a line below the text, two characters in, a second line under the name of the appendix."""
    add(document, LEFT).paragraph_format.keep_with_next = True
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    for place, name in enumerate(numbered):
        text, start = (f"附件：{name}", 32) if place == 0 else (name, 80)
        paragraph = add(document, LEFT)
        paragraph.paragraph_format.left_indent = Pt(96)
        paragraph.paragraph_format.first_line_indent = Pt(start - 96)
        paragraph.paragraph_format.keep_with_next = True
        run(paragraph, text, FANGSONG, BODY)


def signature(document: WordDocument) -> None:
    """Add name and date, the name centred over the date, which ends four characters from the right."""
    for _ in range(2):
        add(document, LEFT).paragraph_format.keep_with_next = True
    for text in (OFFICE, DATED):
        paragraph = add(document, CENTER)
        # The date is 7 characters wide: its middle lies 7.5 characters from the right, that of a room of 15.
        paragraph.paragraph_format.left_indent = Pt(442 - 15 * 16)
        paragraph.paragraph_format.keep_with_next = text == OFFICE
        run(paragraph, text, FANGSONG, BODY)


def appendix(document: WordDocument, mark: str, name: str, rows: str, columns: Columns, size: Length = CELL) -> None:
    """Add an appendix on a page of its own: a table with a line for each of ``rows``, and a last row where one is."""
    head = add(document, LEFT)
    head.paragraph_format.page_break_before = True
    run(head, mark, HEI, BODY)
    named = add(document, CENTER, line=TITLE_LINE)
    named.paragraph_format.space_before = named.paragraph_format.space_after = Pt(12)
    run(named, name, SONG, Pt(20), bold=True)
    sums = [text for _, _, text, _ in columns] if any(text for _, _, text, _ in columns) else []
    rows_of_texts = [
        [header for header, *_ in columns],
        [f"{{%tr for 项 in {rows} %}}"],
        [f"{{{{ {place} }}}}" for _, place, *_ in columns],
        ["{%tr endfor %}"],
        *([sums] if sums else []),
    ]
    table = document.add_table(rows=len(rows_of_texts), cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _narrow_cells(table)
    for number, row_texts in enumerate(rows_of_texts):
        _fill(table, number, row_texts, [width for *_, width in columns], size)
    _repeat_header(table)


def _fill(table: Table, number: int, row_texts: list[str], widths: list[int], size: Length) -> None:
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        cell = table.cell(number, place)
        cell.width = Mm(width)
        text = row_texts[place] if place < len(row_texts) else ""
        _cell_text(cell, text, HEI if number == 0 else FANGSONG, size)


def _cell_text(cell: _Cell, text: str, font: str, size: Length) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTER
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size.pt + 5)
    run(paragraph, text, font, size)


def _narrow_cells(table: Table) -> None:
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="40", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _repeat_header(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def imprint(document: WordDocument, lines_of_text: Sequence[str]) -> None:
    """Add 版记 below everything, all of it on one page."""
    add(document, LEFT).paragraph_format.keep_with_next = True
    table = document.add_table(rows=len(lines_of_text), cols=1)
    table.autofit = False
    table.columns[0].width = Mm(156)
    for number, text in enumerate(lines_of_text):
        table.cell(number, 0).width = Mm(156)
        paragraph = table.cell(number, 0).paragraphs[0]
        form = paragraph.paragraph_format
        form.keep_with_next = number < len(lines_of_text) - 1
        form.space_before = form.space_after = Pt(3)
        form.left_indent = form.right_indent = SMALL
        form.tab_stops.add_tab_stop(Mm(152) - SMALL, WD_TAB_ALIGNMENT.RIGHT)
        run(paragraph, text, FANGSONG, SMALL)
    borders = element("w:tblBorders")
    for side, width in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
        borders.append(element(f"w:{side}", val="single", sz=width, space="0", color="000000"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def lines(paragraph: Paragraph, **sides: tuple[str, str, str, str]) -> None:
    """Draw lines beside a paragraph: kind, width in eighths of a point, distance in points, colour."""
    borders = element("w:pBdr")
    for side, (kind, width, space, colour) in sides.items():
        borders.append(element(f"w:{side}", val=kind, sz=width, space=space, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def add(document: WordDocument | _Header | _Footer, side: WD_ALIGN_PARAGRAPH, line: Length = LINE) -> Paragraph:
    """Return a new paragraph with a fixed line and no room around it."""
    return fitted(document.add_paragraph(), side, line)


def fitted(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH, line: Length) -> Paragraph:
    """Give a paragraph its side and a fixed line, with no room around it; return it."""
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.space_after = form.space_before = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    return paragraph


def run(
    paragraph: Paragraph, text: str, font: str, size: Length, bold: bool = False, colour: RGBColor | None = None
) -> Run:
    """Add text to a paragraph, Latin and Chinese in the same font."""
    added = paragraph.add_run(text)
    added.font.name, added.font.size, added.bold = font, size, bold
    added._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        added.font.color.rgb = colour
    return added


def element(tag: str, **attributes: str) -> Any:  # lxml, whose stubs do not know what python-docx makes of it
    """Return an element of WordprocessingML."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
