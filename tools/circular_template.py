"""Makes the Word template of the 督查通报 as it is first shipped; the office then edits the .docx itself in Word.

Run: python tools/circular_template.py xlsync/workbooks/templates/督查通报.docx
Measures: GB/T 9704-2012 (A4, type area 156 x 225 mm, 22 lines of 28 characters, body 三号 = 16 pt).
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
RED = RGBColor(0xE6, 0x00, 0x12)
SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
BODY, SMALL, TITLE, CELL = Pt(16), Pt(14), Pt(22), Pt(12)
LINE, TITLE_LINE = Pt(28.95), Pt(36)
# 28 characters of 16 pt are 2 mm wider than the type area. A character grid would set them closer, but LibreOffice
# gives two places to a character that is wider than its place; so every character stands a quarter point closer.
TWIPS_CLOSER = -5

FAMILY_COLUMNS = (
    ("类别", "项.名称", "合计", 32),
    ("事项数", "项.总数", "{{ 总数 }}", 15),
    ("已办结", "项.办结", "{{ 办结 }}", 15),
    ("办结率", "项.办结率", "{{ 办结率 }}", 20),
    ("本季\n到期", "项.到期", "{{ 到期 }}", 14),
    ("按期\n办结", "项.按期", "{{ 按期 }}", 14),
    ("逾期\n办结", "项.逾期办结", "{{ 逾期办结 }}", 15),
    ("逾期\n未办结", "项.逾期", "{{ 逾期 }}", 17),
    ("其他", "项.其他", "{{ 其他 }}", 14),
)
RANK_COLUMNS = (
    ("单位类别", "项.类别", "", 54),
    ("名次", "项.名次", "", 14),
    ("单位", "项.单位", "", 54),
    ("件数", "项.件数", "", 16),
    ("得分", "项.得分", "", 18),
)
BODY_TEXT = (
    ("head", "一、总体情况"),
    (
        "body",
        "{{ 年度 }}年第{{ 季度 }}季度，{{ 机关名称 }}按照《政务督查工作考核办法》，"
        "采取查阅资料、网上调度、现场核实等方式，对网上立项督查事项办理情况进行了督查。"
        "截至{{ 截止日期 }}，累计立项督查{{ 总数 }}件，已办结{{ 办结 }}件，占{{ 办结率 }}；"
        "正在办理{{ 在办 }}件，其中亮红灯{{ 红灯 }}件、亮黄灯{{ 黄灯 }}件。"
        "本季度到期{{ 到期 }}件，按期办结{{ 按期 }}件，"
        "逾期办结{{ 逾期办结 }}件，逾期未办结{{ 逾期 }}件"
        "{% if 其他 %}，其他{{ 其他 }}件（已报完成待复核、按要求挂起、尚未到期或未登记办结日期）{% endif %}。"
        "分类情况见附件1。",
    ),
    ("head", "二、办理较好的单位"),
    (
        "body",
        "{% if 表扬单位 %}{{ 表扬单位 }}得分居同类前列，本季度无逾期未办结、无迟报，予以通报表扬。"
        "{% else %}本期没有达到通报表扬条件的单位。{% endif %}",
    ),
    ("head", "三、存在的主要问题"),
    (
        "body",
        "{% if 滞后单位 %}（一）部分事项逾期未办结。{{ 滞后单位 }}，办理进展滞后。"
        "{% else %}（一）本季度没有逾期未办结的事项。{% endif %}",
    ),
    (
        "body",
        "{% if 迟报单位 %}（二）个别单位报送材料不及时。{{ 迟报单位 }}。"
        "{% else %}（二）各单位均按要求时间报送材料。{% endif %}",
    ),
    ("head", "四、工作要求"),
    (
        "body",
        "请逾期单位逐件倒排时间节点，明确责任人，加快办理进度，"
        "于本通报印发之日起5个工作日内将办理情况报{{ 机关名称 }}。"
        "各单位要严格按照时限要求办理和反馈，确需延期的，应在到期前提出申请。"
        "对本通报扣分有异议的，可在{{ 申诉期限 }}个工作日内提出申诉。",
    ),
)
APPENDIX_1, APPENDIX_2 = "{{ 年度 }}年第{{ 季度 }}季度督查事项办理情况表", "单位得分类内排名"
IMPRINT = (
    "抄送：市委办公室，市人大常委会办公室，市政协办公室。",
    "{{ 机关名称 }}\t{{ 成文日期 }}印发",
)
Columns = tuple[tuple[str, str, str, int], ...]


def main(path: Path) -> None:
    """Write the template."""
    document = Document()
    document.core_properties.created = datetime(2016, 1, 1)
    document.core_properties.author = ""
    _page(document)
    _head(document)
    for kind, text in BODY_TEXT:
        _text(document, kind, text)
    _list_of_appendices(document)
    _signature(document)
    _appendix(document, "附件1", APPENDIX_1, "分类", FAMILY_COLUMNS)
    _appendix(document, "附件2", APPENDIX_2, "排名", RANK_COLUMNS)
    _imprint(document)
    document.save(str(path))


def _page(document: WordDocument) -> None:
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
    looks.insert_element_before(_element("w:spacing", val=str(TWIPS_CLOSER)), "w:sz", "w:szCs", "w:lang")
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        _page_number(footer.paragraphs[0], side)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = SMALL
    _run(paragraph, "— ", SONG, SMALL)
    field = _element("w:fldSimple", instr="PAGE")
    paragraph._p.append(field)
    field.append(_run(paragraph, "1", SONG, SMALL)._r)
    _run(paragraph, " —", SONG, SMALL)


def _head(document: WordDocument) -> None:
    mark = _paragraph(document, CENTER, line=Pt(56))
    mark.paragraph_format.space_before = Pt(72)
    _run(mark, "{{ 机关名称 }}", SONG, Pt(36), bold=True, colour=RED)
    name = _paragraph(document, CENTER, line=Pt(56))
    _run(name, "督 查 通 报", SONG, Pt(40), bold=True, colour=RED)
    number = _paragraph(document, CENTER)
    number.paragraph_format.space_before = Pt(40)
    _run(number, "{{ 文号 }}", FANGSONG, BODY)
    _lines(number, bottom=("18", "11", "E60012"))
    _paragraph(document, CENTER)
    title = _paragraph(document, CENTER, line=TITLE_LINE)
    _run(title, "关于{{ 年度 }}年第{{ 季度 }}季度政务督查事项\n办理情况的通报", SONG, TITLE, bold=True)
    _paragraph(document, LEFT)
    _run(_paragraph(document, LEFT), "{{ 主送机关 }}：", FANGSONG, BODY)


def _text(document: WordDocument, kind: str, text: str) -> None:
    paragraph = _paragraph(document, WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.keep_with_next = kind == "head"
    _run(paragraph, text, HEI if kind == "head" else FANGSONG, BODY)


def _list_of_appendices(document: WordDocument) -> None:
    """Add 附件说明: a line below the text, two characters in, a second line under the name of the appendix."""
    _paragraph(document, LEFT).paragraph_format.keep_with_next = True
    for text, start in ((f"附件：1.{APPENDIX_1}", 32), (f"2.{APPENDIX_2}", 80)):
        paragraph = _paragraph(document, LEFT)
        paragraph.paragraph_format.left_indent = Pt(96)
        paragraph.paragraph_format.first_line_indent = Pt(start - 96)
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, text, FANGSONG, BODY)


def _signature(document: WordDocument) -> None:
    """Add name and date, the name centred over the date, which ends four characters from the right."""
    for _ in range(2):
        _paragraph(document, LEFT).paragraph_format.keep_with_next = True
    for text in ("{{ 机关名称 }}", "{{ 成文日期 }}"):
        paragraph = _paragraph(document, CENTER)
        # The date is 7 characters wide: its middle lies 7.5 characters from the right, that of a room of 15.
        paragraph.paragraph_format.left_indent = Pt(442 - 15 * 16)
        paragraph.paragraph_format.keep_with_next = text == "{{ 机关名称 }}"
        _run(paragraph, text, FANGSONG, BODY)


def _appendix(document: WordDocument, mark: str, title: str, rows: str, columns: Columns) -> None:
    head = _paragraph(document, LEFT)
    head.paragraph_format.page_break_before = True
    _run(head, mark, HEI, BODY)
    name = _paragraph(document, CENTER, line=TITLE_LINE)
    name.paragraph_format.space_before = name.paragraph_format.space_after = Pt(12)
    _run(name, title, SONG, Pt(20), bold=True)
    sums = [text for _, _, text, _ in columns] if any(text for _, _, text, _ in columns) else []
    texts = [
        [name for name, *_ in columns],
        [f"{{%tr for 项 in {rows} %}}"],
        [f"{{{{ {place} }}}}" for _, place, *_ in columns],
        ["{%tr endfor %}"],
        *([sums] if sums else []),
    ]
    table = document.add_table(rows=len(texts), cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _narrow_cells(table)
    for number, row_texts in enumerate(texts):
        _fill(table, number, row_texts, [width for *_, width in columns])
    _repeat_header(table)


def _fill(table: Table, number: int, texts: list[str], widths: list[int]) -> None:
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        cell = table.cell(number, place)
        cell.width = Mm(width)
        text = texts[place] if place < len(texts) else ""
        _cell_text(cell, text, HEI if number == 0 else FANGSONG)


def _cell_text(cell: _Cell, text: str, font: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:vAlign", val="center"))
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTER
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(17)
    _run(paragraph, text, font, CELL)


def _narrow_cells(table: Table) -> None:
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="40", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _repeat_header(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _imprint(document: WordDocument) -> None:
    """Add 版记 below the last appendix, all of it on one page."""
    _paragraph(document, LEFT).paragraph_format.keep_with_next = True
    table = document.add_table(rows=2, cols=1)
    table.autofit = False
    table.columns[0].width = table.cell(0, 0).width = table.cell(1, 0).width = Mm(156)
    for number, text in enumerate(IMPRINT):
        paragraph = table.cell(number, 0).paragraphs[0]
        form = paragraph.paragraph_format
        form.keep_with_next = number == 0
        form.space_before = form.space_after = Pt(3)
        form.left_indent = form.right_indent = SMALL
        form.tab_stops.add_tab_stop(Mm(152) - SMALL, WD_TAB_ALIGNMENT.RIGHT)
        _run(paragraph, text, FANGSONG, SMALL)
    _imprint_lines(table)


def _imprint_lines(table: Table) -> None:
    borders = _element("w:tblBorders")
    for side, width in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
        borders.append(_element(f"w:{side}", val="single", sz=width, space="0", color="000000"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _lines(paragraph: Paragraph, **sides: tuple[str, str, str]) -> None:
    """Draw lines beside a paragraph: width in eighths of a point, distance in points, colour."""
    borders = _element("w:pBdr")
    for side, (width, space, colour) in sides.items():
        borders.append(_element(f"w:{side}", val="single", sz=width, space=space, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _paragraph(document: WordDocument, side: WD_ALIGN_PARAGRAPH, line: Length = LINE) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.space_after = form.space_before = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    return paragraph


def _run(
    paragraph: Paragraph, text: str, font: str, size: Length, bold: bool = False, colour: RGBColor | None = None
) -> Run:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = font, size, bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _element(tag: str, **attributes: str) -> Any:  # lxml, whose stubs do not know what python-docx makes of it
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


if __name__ == "__main__":
    main(Path(sys.argv[1]))
