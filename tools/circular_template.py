"""Makes the Word template of the 督查通报 as it is first shipped; the office then edits the .docx itself in Word.

Run: python tools/circular_template.py xlsync/workbooks/templates/督查通报.docx
Measures: GB/T 9704-2012 (A4, type area 156 x 225 mm, 22 lines of 28 characters, body 三号 = 16 pt).
"""

import sys
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

RED = RGBColor(0xE6, 0x00, 0x12)
SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
BODY = Pt(16)
LINE = Pt(28.95)

FAMILY_COLUMNS = (
    ("类别", "项.名称", 34),
    ("事项数", "项.总数", 20),
    ("已办结", "项.办结", 20),
    ("办结率", "项.办结率", 20),
    ("本季到期", "项.到期", 21),
    ("按期办结", "项.按期", 21),
    ("逾期", "项.逾期", 20),
)
RANK_COLUMNS = (
    ("单位类别", "项.类别", 48),
    ("名次", "项.名次", 16),
    ("单位", "项.单位", 56),
    ("承办件数", "项.件数", 18),
    ("得分", "项.得分", 18),
)
BODY_TEXT = (
    ("hei", "一、总体情况"),
    (
        "body",
        "{{ 年度 }}年第{{ 季度 }}季度，{{ 机关名称 }}按照《政务督查工作考核办法》，采取查阅资料、网上调度、现场核实等方式，"
        "对网上立项督查事项办理情况进行了督查。截至{{ 截止日期 }}，累计立项督查{{ 总数 }}件，已办结{{ 办结 }}件，占{{ 办结率 }}；"
        "正在办理{{ 在办 }}件，其中亮红灯{{ 红灯 }}件、亮黄灯{{ 黄灯 }}件。本季度到期{{ 到期 }}件，按期办结{{ 按期 }}件，"
        "逾期办结{{ 逾期办结 }}件，逾期未办结{{ 逾期 }}件。分类情况见附件1。",
    ),
    ("hei", "二、办理较好的单位"),
    ("body", "{% if 表扬单位 %}{{ 表扬单位 }}等单位高度负责、按期反馈，本年度未发生扣分情形，予以通报表扬。{% else %}本期没有达到通报表扬条件的单位。{% endif %}"),
    ("hei", "三、存在的主要问题"),
    (
        "body",
        "{% if 滞后单位 %}（一）部分事项逾期未办结。{{ 滞后单位 }}，办理进展滞后。{% else %}（一）本季度没有逾期未办结的事项。{% endif %}",
    ),
    (
        "body",
        "{% if 迟报单位 %}（二）个别单位报送材料不及时。{{ 迟报单位 }}。{% else %}（二）各单位均按要求时间报送材料。{% endif %}",
    ),
    ("hei", "四、工作要求"),
    (
        "body",
        "请逾期单位逐件倒排时间节点，明确责任人，加快办理进度，于本通报印发之日起5个工作日内将办理情况报{{ 机关名称 }}。"
        "各单位要严格按照时限要求办理和反馈，确需延期的，应在到期前提出申请。对本通报扣分有异议的，可在{{ 申诉期限 }}个工作日内提出申诉。",
    ),
    ("body", "附件：1.{{ 年度 }}年第{{ 季度 }}季度督查事项办理情况表"),
    ("indent", "2.单位得分类内排名"),
)


def main(path: Path) -> None:
    """Write the template."""
    document = Document()
    document.core_properties.created = datetime(2016, 1, 1)
    document.core_properties.author = ""
    _page(document)
    _head(document)
    for kind, text in BODY_TEXT:
        _text(document, kind, text)
    _signature(document)
    _appendix(document, "附件1", "{{ 年度 }}年第{{ 季度 }}季度督查事项办理情况表", "分类", FAMILY_COLUMNS)
    _appendix(document, "附件2", "单位得分类内排名", "排名", RANK_COLUMNS)
    _imprint(document)
    document.save(str(path))


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    for kind in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(kind)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "linesAndChars"), ("linePitch", "579"), ("charSpace", "-848")):
        grid.set(qn(f"w:{name}"), value)
    section._sectPr.append(grid)
    style = document.styles["Normal"]
    style.font.size, style.font.name = BODY, FANGSONG
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANGSONG)
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], side)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = Pt(14)
    _run(paragraph, "— ", SONG, Pt(14))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    run = _run(paragraph, "1", SONG, Pt(14))
    field.append(run._r)
    _run(paragraph, " —", SONG, Pt(14))


def _head(document: WordDocument) -> None:
    mark = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(60))
    mark.paragraph_format.space_before = Pt(40)
    _run(mark, "{{ 机关名称 }}", SONG, Pt(36), bold=True, colour=RED)
    name = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(60))
    _run(name, "督 查 通 报", SONG, Pt(40), bold=True, colour=RED)
    number = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER)
    number.paragraph_format.space_before = Pt(28)
    _run(number, "{{ 文号 }}", FANGSONG, BODY)
    _red_line(number)
    _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER)
    title = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(36))
    _run(title, "关于{{ 年度 }}年第{{ 季度 }}季度政务督查事项\n办理情况的通报", SONG, Pt(22), bold=True)
    _paragraph(document, WD_ALIGN_PARAGRAPH.LEFT)
    _run(_paragraph(document, WD_ALIGN_PARAGRAPH.LEFT), "{{ 主送机关 }}：", FANGSONG, BODY)


def _red_line(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "11"), ("color", "E60012")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _text(document: WordDocument, kind: str, text: str) -> None:
    paragraph = _paragraph(document, WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Pt(80 if kind == "indent" else 32)
    _run(paragraph, text, HEI if kind == "hei" else FANGSONG, BODY)


def _signature(document: WordDocument) -> None:
    _paragraph(document, WD_ALIGN_PARAGRAPH.LEFT)
    for text in ("{{ 机关名称 }}", "{{ 成文日期 }}"):
        paragraph = _paragraph(document, WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.right_indent = Pt(64)
        _run(paragraph, text, FANGSONG, BODY)


def _appendix(
    document: WordDocument, mark: str, title: str, rows: str, columns: tuple[tuple[str, str, int], ...]
) -> None:
    head = _paragraph(document, WD_ALIGN_PARAGRAPH.LEFT)
    head.paragraph_format.page_break_before = True
    _run(head, mark, HEI, BODY)
    _run(_paragraph(document, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(36)), title, SONG, Pt(22), bold=True)
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    texts = {0: [name for name, _, _ in columns], 1: [f"{{%tr for 项 in {rows} %}}"], 3: ["{%tr endfor %}"]}
    texts[2] = [f"{{{{ {place} }}}}" for _, place, _ in columns]
    for number, row_texts in texts.items():
        _fill(table, number, row_texts, [width for *_, width in columns])
    _repeat(table)


def _fill(table: Table, number: int, texts: list[str], widths: list[int]) -> None:
    for place, width in enumerate(widths):
        cell = table.cell(number, place)
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        text = texts[place] if place < len(texts) else ""
        _run(paragraph, text, HEI if number == 0 else FANGSONG, Pt(12))


def _repeat(table: Table) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in table.rows:
        keep = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(keep)


def _imprint(document: WordDocument) -> None:
    _paragraph(document, WD_ALIGN_PARAGRAPH.LEFT)
    table = document.add_table(rows=2, cols=1)
    for number, text in enumerate(("抄送：市委办公室，市人大常委会办公室，市政协办公室。", "{{ 机关名称 }}办公室　　　　{{ 成文日期 }}印发")):
        paragraph = table.cell(number, 0).paragraphs[0]
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        _run(paragraph, text, FANGSONG, Pt(14))
    _imprint_lines(table)


def _imprint_lines(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, width in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _paragraph(document: WordDocument, side: WD_ALIGN_PARAGRAPH, line: Pt = LINE) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.space_after = form.space_before = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: Pt, bold: bool = False, colour: RGBColor | None = None) -> Run:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = font, size, bold
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    return run


if __name__ == "__main__":
    main(Path(sys.argv[1]))
