"""What follows a first answer: corrections, take-backs, older files, and answers for matters that have moved on."""

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from tests.services.small_ledger import (
    EAST,
    FINANCE,
    FUND,
    HOUSING,
    LATER,
    ROAD,
    SCHOOL,
    fill,
    merge,
    on,
    small_office,
    table,
    type_in_excel,
)
from xlsync.entry.bootstrap import changing
from xlsync.model.form import FIRST_ROW, HEADER_ROW
from xlsync.services.intake import Incoming, Intake
from xlsync.services.stages import Stages
from xlsync.vocabulary.labels.form import DATA_SHEET

DONE = {"stage": "已完成", "progress": "全部完工", "percent": 1.0, "done_on": date(2016, 10, 12)}
SCHOOL_KEY = f"{SCHOOL}/2016-Q3/{EAST}"


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


def found(result, code, at=0):
    return [item for item in result.outcomes[at].findings if item.code == code]


def listed(office):
    return [(row["code"], row["matter_id"], row["source"]) for row in table(office, "findings").values()]


def test_a_wrong_answer_taken_back_is_asked_about(office):
    """报“已完成、100%”；次日改回下发时的“在办、20%”，进展照旧另写：台账暂留先前所报，问一条。"""
    merge(office, fill(office, EAST, {SCHOOL: DONE}))
    back = fill(office, EAST, {SCHOOL: {"progress": "尚未完工"}}, "更正.xlsx", saved=11)
    result = merge(office, back, day=LATER)
    (question,) = found(result, "M38-back")
    assert (question.matter, question.column) == (SCHOOL, "办理状态、完成比例")
    assert "待核 → 在办" in question.message
    assert "100% → 20%" in question.message
    row = table(office, "matters")[SCHOOL]
    assert (row["stage"], row["percent"], row["progress"]) == ("待核", 1, "尚未完工")
    assert "是否撤回" in table(office, "feedback")[SCHOOL_KEY].text("note")
    assert ("M38-back", SCHOOL, "更正.xlsx") in listed(office)


@pytest.mark.parametrize(("person", "asked"), [("综合科", 1), ("规划科", 0)])
def test_a_row_wholly_as_issued_is_asked_about_only_from_the_same_person(office, person, asked):
    """综合科先答了 FUND；第二份文件只答 ROAD，FUND 一行与下发相同：另一科室填的，不问。"""
    merge(office, fill(office, FINANCE, {FUND: {"percent": 0.5}}, "甲.xlsx", saved=9))
    other = fill(office, FINANCE, {ROAD: {"percent": 0.4}}, "乙.xlsx", saved=11, filled_by=person)
    assert len(found(merge(office, other, day=LATER), "M38-back")) == asked
    assert table(office, "matters")[FUND]["percent"] == 0.5


def test_a_returned_answer_stays_beside_the_corrected_one(office):
    """两次退回、第三次合格：反馈登记上三行，其中两行退回。"""
    wrong = {"stage": "已完成", "progress": "基本完工", "percent": 0.5}
    merge(office, fill(office, EAST, {SCHOOL: wrong}, "一.xlsx", saved=8))
    merge(office, fill(office, EAST, {SCHOOL: {**wrong, "percent": 0.6}}, "二.xlsx", saved=9), day=LATER)
    merge(office, fill(office, EAST, {SCHOOL: DONE}, "三.xlsx", saved=11), day=LATER)
    rows = {key: (row["state"], row["file"]) for key, row in table(office, "feedback").items() if SCHOOL in key}
    assert rows == {
        SCHOOL_KEY: ("接受", "三.xlsx"),
        f"{SCHOOL_KEY}/R1": ("退回", "一.xlsx"),
        f"{SCHOOL_KEY}/R2": ("退回", "二.xlsx"),
    }
    assert table(office, "matters")[SCHOOL]["return_count"] == 2


def test_an_accepted_answer_stands_when_a_later_one_is_returned(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}))
    wrong = fill(office, EAST, {SCHOOL: {"stage": "已完成", "progress": "完工", "percent": 0.5}}, "更正.xlsx", saved=11)
    merge(office, wrong, day=LATER)
    rows = {key: row["state"] for key, row in table(office, "feedback").items() if SCHOOL in key}
    assert rows == {SCHOOL_KEY: "接受", f"{SCHOOL_KEY}/R1": "退回"}


def test_a_correction_after_the_due_day_leaves_the_answer_on_time(office):
    """应于19日反馈，14日已报；25日更正一个数字，不算迟报。"""
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}))
    again = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "更正.xlsx", saved=11)
    merge(office, again, day=date(2016, 10, 25))
    row = table(office, "feedback")[SCHOOL_KEY]
    assert (row["received_on"], row["late_workdays"], row["progress"]) == (date(2016, 10, 14), None, "主体封顶")
    assert "10月25日更正" in row.text("note")


def test_an_answer_for_a_matter_closed_meanwhile_is_told_in_full(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}))
    type_in_excel(office, "matters", SCHOOL, {"stage": "办结", "done_on": date(2016, 10, 13)})
    again = fill(office, EAST, {SCHOOL: {"progress": "装修完成"}}, "更正.xlsx", saved=11)
    (question,) = found(merge(office, again, day=LATER), "M38-closed")
    assert (question.column, question.value) == ("进展情况", "进展情况：装修完成")
    row = table(office, "feedback")[SCHOOL_KEY]
    assert (row["state"], row["progress"]) == ("接受", "主体完工")
    assert "10月17日又报：该事项已办结" in row.text("note")
    assert ("M38-closed", SCHOOL, "更正.xlsx") in listed(office)


def test_an_answer_for_a_matter_gone_from_the_ledger_is_told_in_full(office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    renamed = dict.fromkeys(table(office, "matters")[ROAD].values)
    type_in_excel(office, "matters", ROAD, renamed)
    (question,) = found(merge(office, path), "M38-gone")
    assert (question.matter, question.value) == (ROAD, "进展情况：路基完成8公里")
    assert ("M38-gone", ROAD, path.name) in listed(office)


def test_a_joint_units_every_column_is_registered(office):
    said = {
        "coordination": "请协调用地指标",
        "evidence": "附照片",
        "unit_person": "分管负责人",
        "contact": "综合科电话",
    }
    merge(office, fill(office, FINANCE, {ROAD: said}))
    row = table(office, "feedback")[f"{ROAD}/2016-Q3/{FINANCE}"]
    assert {key: row[key] for key in said} == said


@pytest.mark.parametrize(
    ("now", "code", "registered"),
    [
        ({"lead_unit": EAST, "joint_units": f"{HOUSING}、{FINANCE}"}, "M38-lead", "协办"),
        ({"lead_unit": "不知何处"}, "M38-lead", "协办"),
        ({"lead_unit": EAST, "joint_units": FINANCE}, "M38-party", None),
    ],
)
def test_a_unit_that_led_when_the_form_went_out_is_never_quietly_set_aside(office, now, code, registered):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    type_in_excel(office, "matters", ROAD, now)
    result = merge(office, path)
    assert [item.matter for item in found(result, code)] == [ROAD]
    row = table(office, "feedback").get(f"{ROAD}/2016-Q3/{HOUSING}")
    assert (row and row["role"]) == registered
    assert table(office, "matters")[ROAD]["progress"] == "已制定方案"


def test_an_older_file_is_told_with_what_it_would_have_said(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "新.xlsx", saved=11))
    old = fill(office, EAST, {SCHOOL: {"progress": "基础施工", "percent": 0.3}}, "旧.xlsx", saved=9)
    (note,) = found(merge(office, old, day=LATER), "M38-older")
    assert (note.matter, note.column) == (SCHOOL, "进展情况、完成比例")
    assert "主体封顶 → 基础施工" in note.message
    assert ("M38-older", SCHOOL, "旧.xlsx") in listed(office)


def test_a_pc_a_year_ahead_makes_no_later_correction_older(office):
    """第一份是在时钟快一年的电脑上存的（2017年），更正在时钟准的电脑上存。"""
    ahead = fill(office, EAST, {SCHOOL: {"progress": "基础施工"}}, "快一年.xlsx", at=datetime(2017, 10, 13, 9))
    merge(office, ahead)
    right = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "更正.xlsx", at=datetime(2016, 10, 17, 1))
    merge(office, right, day=date(2016, 10, 18))
    assert table(office, "matters")[SCHOOL]["progress"] == "主体封顶"


def test_the_time_in_the_file_and_the_time_of_arrival_are_of_one_zone(office):
    """上午10时（北京）收到的文件，UTC 是2时；3时（UTC）保存的，不可能早已收到。"""
    with changing(on(office, LATER)) as desk:
        intake = Intake(desk.image, desk.work, desk.policy, desk.now, True, Stages())
        context = intake._context(Incoming("a.xlsx", b"", datetime(2016, 10, 14, 10)), "2016-10-14T03:00:00Z")
        undated = intake._context(Incoming("a.xlsx", b"", datetime(2016, 10, 14, 10)), "")
    assert context.saved_at.startswith("2016-10-14T02:00:00/")
    assert undated.saved_at == "2016-10-14T02:00:00/"


def test_a_matter_that_became_secret_is_in_no_receipt(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}))
    type_in_excel(office, "matters", SCHOOL, {"secrecy": "秘密"})
    again = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "更正.xlsx", saved=11)
    result = merge(office, again, day=LATER)
    assert found(result, "M38")
    receipts = [path.read_text(encoding="utf-8-sig") for path in office.receipts.iterdir()]
    latest = next(text for text in receipts if "更正.xlsx" in text)
    assert SCHOOL not in latest
    assert "主体封顶" not in latest
    assert "不便在回执中列出" in latest


def with_inserted(path, texts):
    """Insert a column at the right edge of a filled form and write into the rows of matters."""
    book = load_workbook(path)
    sheet = book[DATA_SHEET]
    last = sheet.max_column + 1
    sheet.cell(HEADER_ROW, last).value = "领导意见"
    for cell in sheet["B"][FIRST_ROW - 1 :]:
        sheet.cell(cell.row, last).value = texts.get(cell.value)
    book.save(path)
    return path


def test_text_in_an_inserted_column_counts_as_something_said(office):
    """SCHOOL 行只在自加的栏里写了字：留在“附加信息”；下次改写则替换，不写则不抹掉。"""
    first = fill(office, EAST, {ROAD: {"progress": "已配合征地"}}, "一.xlsx")
    merge(office, with_inserted(first, {SCHOOL: "同意", ROAD: "加快"}))
    assert table(office, "matters")[SCHOOL]["extra"] == "领导意见：同意"
    assert "另填：领导意见：加快" in table(office, "feedback")[f"{ROAD}/2016-Q3/{EAST}"].text("note")
    assert table(office, "matters")[ROAD]["extra"] is None
    second = fill(office, EAST, {ROAD: {"progress": "征地完成"}}, "二.xlsx")
    merge(office, with_inserted(second, {SCHOOL: "不同意"}), day=LATER)
    assert table(office, "matters")[SCHOOL]["extra"] == "领导意见：不同意"
    merge(office, fill(office, EAST, {ROAD: {"progress": "已进场"}}, "三.xlsx"), day=LATER)
    assert table(office, "matters")[SCHOOL]["extra"] == "领导意见：不同意"


def test_what_the_ledger_row_says_of_its_last_change(office):
    """行版本每并入一次加一，来源文件校验是文件内容校验的前12位；一批两份文件改同一格，变更前是批前的值。"""
    one = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}, "一.xlsx", saved=9)
    two = fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "二.xlsx", saved=11)
    result = merge(office, one, two)
    row = table(office, "matters")[SCHOOL]
    assert (row["row_version"], row["source_sha"]) == (2, result.outcomes[1].sha256[:12])
    changes = [change for change in result.plan.changes if (change.key, change.column) == (SCHOOL, "progress")]
    assert [(change.before, change.after) for change in changes] == [("已制定方案", "主体封顶")]
    with changing(office) as desk:
        line = desk.work.journal.history(SCHOOL, "progress")[-1]
    assert (line["before"], line["after"], line["file"]) == ("已制定方案", "主体封顶", "二.xlsx")
