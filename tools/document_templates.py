"""Makes the Word templates of all kinds of documents as first shipped; the office then edits the .docx in Word.

Run: PYTHONPATH=. python tools/document_templates.py xlsync/workbooks/templates
"""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.shared import Pt

from tools import official_paper as paper
from tools.template_texts import ANNUAL, BRIEFING, CIRCULAR, NOTICE, SPECIAL

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
NOTICE_COLUMNS = (
    ("序号", "项.序号", "", 10),
    ("督查编号", "项.督查编号", "", 24),
    ("事项内容", "项.事项内容", "", 50),
    ("牵头单位", "项.牵头单位", "", 22),
    ("完成\n时限", "项.完成时限", "", 20),
    ("督查室\n联系人", "项.联系人", "", 30),
)
SPECIAL_COLUMNS = (
    ("序号", "项.序号", "", 10),
    ("督查编号", "项.督查编号", "", 24),
    ("事项内容", "项.事项内容", "", 40),
    ("牵头单位", "项.牵头单位", "", 22),
    ("完成时限", "项.完成时限", "", 23),
    ("逾期\n工作日", "项.逾期", "", 14),
    ("原因", "项.原因", "", 23),
)
PROJECT_COLUMNS = (
    ("序号", "项.序号", "", 11),
    ("项目名称", "项.项目名称", "", 43),
    ("责任单位", "项.责任单位", "", 22),
    ("年度计划\n（万元）", "项.年度计划", "", 19),
    ("累计完成\n（万元）", "项.累计完成", "", 19),
    ("占年度\n计划", "项.占年度计划", "", 16),
    ("比时间进度\n（百分点）", "项.超欠序时", "", 26),
)
MONTH_COLUMNS = tuple(
    (header.replace("本季", "本期"), place, last, width) for header, place, last, width in FAMILY_COLUMNS
)
COPIES = "抄送：市委办公室，市人大常委会办公室，市政协办公室。"
PRINTED = f"{paper.OFFICE}\t{paper.DATED}印发"
DENSE = Pt(10.5)


def circular() -> WordDocument:
    """Return the template of the 督查通报."""
    document = paper.new_paper()
    names = "{{ 年度 }}年第{{ 季度 }}季度督查事项办理情况表", "单位得分类内排名"
    paper.red_head(document, "督 查 通 报")
    paper.title(document, "关于{{ 年度 }}年第{{ 季度 }}季度政务督查事项\n办理情况的通报")
    paper.addressees(document)
    paper.texts(document, CIRCULAR)
    paper.list_of_appendices(document, names)
    paper.signature(document)
    paper.appendix(document, "附件1", names[0], "分类", FAMILY_COLUMNS)
    paper.appendix(document, "附件2", names[1], "排名", RANK_COLUMNS)
    paper.imprint(document, (COPIES, PRINTED))
    return document


def notice() -> WordDocument:
    """Return the template of the 督查通知: a letter with the list of matters."""
    document = paper.new_paper()
    name = "{{ 期间 }}到期督查事项清单"
    paper.letter_head(document)
    paper.title(document, "关于报送{{ 期间 }}到期督查事项\n办理情况的通知")
    paper.addressees(document)
    paper.texts(document, NOTICE)
    paper.list_of_appendices(document, (name,))
    paper.signature(document)
    paper.appendix(document, "附件", name, "事项", NOTICE_COLUMNS, DENSE)
    return document


def special() -> WordDocument:
    """Return the template of the 督查专报."""
    document = paper.new_paper()
    name = "亮红灯督查事项清单"
    paper.bulletin_head(document, "督 查 专 报")
    paper.title(document, "关于逾期和亮红灯督查事项情况的专报")
    paper.texts(document, SPECIAL)
    paper.appendix(document, "附件", name, "事项", SPECIAL_COLUMNS, DENSE)
    paper.imprint(document, ("报：{{ 报送对象 }}。", PRINTED))
    return document


def briefing() -> WordDocument:
    """Return the template of the 重要工作情况通报."""
    document = paper.new_paper()
    names = "重点项目投资完成情况表", "重要督查事项办理情况表"
    paper.bulletin_head(document, "重要工作情况通报")
    paper.title(document, "{{ 期间 }}重点项目、主要指标和\n重要事项情况通报")
    paper.texts(document, BRIEFING)
    paper.list_of_appendices(document, names)
    paper.appendix(document, "附件1", names[0], "项目", PROJECT_COLUMNS, DENSE)
    paper.appendix(document, "附件2", names[1], "分类", MONTH_COLUMNS)
    paper.imprint(document, ("发：{{ 主送机关 }}。", PRINTED))
    return document


def annual() -> WordDocument:
    """Return the template of the 年度总结."""
    document = paper.new_paper()
    paper.title(document, "{{ 年度 }}年政务督查工作总结")
    paper.texts(document, ANNUAL)
    paper.signature(document)
    return document


TEMPLATES = {
    "督查通知": notice,
    "督查专报": special,
    "督查通报": circular,
    "重要工作情况通报": briefing,
    "年度总结": annual,
}


def main(folder: Path) -> None:
    """Write the templates; one whose content would be the same is left as it is."""
    for name, make in TEMPLATES.items():
        path, saved = folder / f"{name}.docx", BytesIO()
        make().save(saved)
        if not path.exists() or _parts(BytesIO(path.read_bytes())) != _parts(saved):
            path.write_bytes(saved.getvalue())


def _parts(package: BytesIO) -> dict[str, bytes]:
    with ZipFile(package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
