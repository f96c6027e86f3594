"""Every kind of document from end to end: its own numbers, its file, its figures; nothing taken in vain."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.services.small_ledger import ROAD, SCHOOL, small_office, table, type_in_excel
from tests.services.test_publish import texts_of
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.document import publish_from
from xlsync.entry.settings import Office, office_at
from xlsync.rules.spans import read_span
from xlsync.services.kinds import BY_KEY, KINDS
from xlsync.services.publish import Published
from xlsync.vocabulary.errors import NothingToDo, SettingsInvalid, TemplateBroken

NAMES = {kind.key: kind.name for kind in KINDS}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    """Return an office where one of four matters is overdue, one due this month, and one closed."""
    office = small_office(tmp_path_factory.mktemp("pristine") / "office")
    type_in_excel(office, "matters", ROAD, {"limit_text": "2016年9月20日前", "coordination": "请协调用地"})
    type_in_excel(office, "matters", SCHOOL, {"limit_text": "2016年10月28日前", "percent": 0.95})
    return office.root


@pytest.fixture
def office(pristine, tmp_path) -> Office:
    return office_at(Path(shutil.copytree(pristine, tmp_path / "office")))


def publish(office: Office, key: str, period: str = "", **more: bool) -> Published:
    with changing(office) as desk:
        kind = BY_KEY[key]
        span = read_span(period) if period else kind.usual(desk.now.date(), desk.policy)
        return publish_from(desk, kind, span, **more)


def test_each_kind_counts_its_own_numbers(office):
    """文种             | 第一份                      | 第二份
    督查通知         | 督查通知2016年第1期         | 督查通知2016年第2期
    年度总结         | 年度总结〔2016〕1号         | 年度总结〔2016〕2号
    督查通报         | 演政督通字〔2016〕1号       |
    """
    keys = ("notice", "annual", "notice", "circular", "annual")
    numbers = [publish(office, key).number for key in keys]
    assert numbers == [
        "督查通知2016年第1期",
        "年度总结〔2016〕1号",
        "督查通知2016年第2期",
        "演政督通字〔2016〕1号",
        "年度总结〔2016〕2号",
    ]
    rows = table(office, "documents").values()
    assert [(row["kind"], row["sequence"], row["number"]) for row in rows] == [
        (NAMES[key], sequence, number) for key, sequence, number in zip(keys, (1, 1, 2, 1, 2), numbers, strict=True)
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_is_a_whole_word_document_with_its_figures(office, kind):
    published = publish(office, kind.key)
    text, tables = texts_of(published.path)
    assert published.path.parent == office.documents / "2016" and kind.name in published.plan.kind
    said = text + "".join(cell for rows in tables for row in rows for cell in row)
    assert "{" not in said and "}" not in said and "None" not in said
    assert published.figures and all(figure.text for figure in published.figures)
    assert "演示市人民政府督查室" in said and "2016年10月20日" in said


def test_the_notice_says_what_is_asked_of_whom_by_when(office):
    text, (matters,) = texts_of(publish(office, "notice").path)
    assert "到期、尚未报告完成的督查事项共1件，涉及1个牵头单位" in text
    assert "请于2016年10月27日17:30前报演示市人民政府督查室。" in text
    assert [row[1] for row in matters[1:]] == [SCHOOL]


def test_the_special_report_names_the_delay_and_the_wish(office):
    text, (matters, _) = texts_of(publish(office, "special").path)
    assert "在办督查事项3件，其中亮红灯1件，占33.3%，涉及1个牵头单位" in text
    assert f"1.市住房和城乡建设局（{ROAD}）：请协调用地。" in text
    assert [row[1] for row in matters[1:]] == [ROAD]


def test_the_summary_counts_the_documents_that_were_issued_and_not_voided(office):
    publish(office, "notice")
    publish(office, "special")
    type_in_excel(office, "documents", "督查专报-2016-001", {"state": "作废"})
    text, _ = texts_of(publish(office, "annual").path)
    assert "全年编发《督查通知》1期，共1期。" in text
    assert "2016年共网上立项督查4件" in text and "【其他事项督查】" not in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_rehearsal_takes_no_number_and_writes_nothing(office, kind):
    with changing(office):
        before = office.master.read_bytes()
    rehearsed = publish(office, kind.key, dry_run=True)
    assert not rehearsed.path.exists() and office.master.read_bytes() == before
    assert table(office, "documents") == {}


def test_a_period_with_nothing_to_say_takes_no_number(office):
    refused = {"notice": "2017-03", "circular": "2014-Q1", "briefing": "2014-05", "annual": "2014"}
    for key, period in refused.items():
        with pytest.raises(NothingToDo, match="没有占用文号"):
            publish(office, key, period)
    type_in_excel(office, "matters", ROAD, {"limit_text": "2016年12月20日前"})
    with pytest.raises(NothingToDo, match="没有亮红灯的督查事项"):
        publish(office, "special")
    assert table(office, "documents") == {} and not list(office.documents.rglob("*.docx"))


def test_only_the_numbers_that_carry_a_region_ask_for_one(office):
    """文号地区代字还没填：通报不能成文，通知照样可以。"""
    type_in_excel(office, "settings", "number_region", {"value": None})
    with pytest.raises(SettingsInvalid, match="文号地区代字"):
        publish(office, "circular")
    assert publish(office, "notice").number.endswith("第1期")


def test_without_the_offices_name_no_kind_is_written(office):
    type_in_excel(office, "settings", "office_name", {"value": None})
    for kind in KINDS:
        with pytest.raises(SettingsInvalid, match="督查机构名称"):
            publish(office, kind.key)


def test_a_template_of_the_office_that_asks_for_what_there_is_not_names_what_there_is(office):
    from docx import Document

    office.templates.mkdir()
    own = Document()
    own.add_paragraph("{{ 收件人 }}")
    own.save(str(office.templates / "督查通知.docx"))
    with pytest.raises(TemplateBroken, match=r"“收件人”不是可用的占位符.*事项数"):
        publish(office, "notice")
    assert table(office, "documents") == {}


def test_periods_that_a_kind_usually_speaks_of():
    """2016年10月20日：通知和重要工作情况通报说10月，通报说第三季度，总结说台账年度。"""
    policy = type("Policy", (), {"year": 2016})()
    usual = {kind.key: kind.usual(date(2016, 10, 20), policy).code for kind in KINDS}
    assert usual == {
        "notice": "2016-10",
        "special": "2016",
        "circular": "2016-Q3",
        "briefing": "2016-10",
        "annual": "2016",
    }
