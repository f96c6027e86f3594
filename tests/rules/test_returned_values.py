"""Cells of a returned form: modes 12 to 28 and 41 to 47 of domain.md 7."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.returned_forms import (
    FORM,
    M1,
    M2,
    M3,
    M4,
    OTHER,
    UNIT,
    clean_return,
    codes,
    form,
    issued_return,
    received,
    values,
)
from xlsync.rules.returned.facts import UNIT_COLUMNS
from xlsync.vocabulary.terms import SubmissionState as S

DONE = date(2016, 9, 28)


@pytest.mark.parametrize(
    ("key", "raw", "said", "taken"),
    [
        ("done_on", "2016.9.28", ["M12"], DONE),
        ("done_on", "２０１６年９月２８日", ["M19"], DONE),
        ("done_on", "9月底", ["M14"], date(2016, 9, 30)),
        ("done_on", 42641, ["M18"], DONE),
        ("done_on", 2016.1, ["M13"], None),
        ("done_on", "2016.2.30", ["M17"], None),
        ("done_on", "长期坚持", ["M15"], None),
        ("done_on", "会后一周内", ["M16"], None),
        ("done_on", date(2016, 11, 1), ["M17-future"], None),
        ("done_on", date(2016, 1, 5), ["M17-early"], None),
        ("done_on", "无", ["M45-null"], None),
        ("actual_value", "4.1亿元", ["M20"], 41000),
        ("actual_value", "41000", ["M45-number"], 41000),
        ("actual_value", "４１０００", ["M19"], 41000),
        ("actual_value", "约5亿", ["M20-unclear"], None),
        ("actual_value", "5-6亿", ["M20-unclear"], None),
        ("actual_value", "41公里", ["M20-unit"], None),
        ("actual_value", "不清楚", ["M20-unread"], None),
        ("actual_value", -5, ["M20-range"], None),
        ("actual_value", 200000, ["M22"], None),
        ("actual_value", 19000, ["M23"], None),
        ("percent", 100, ["M21"], 1.0),
        ("percent", "100％", ["M19"], 1.0),
        ("percent", "九成以上", ["M21-unclear"], None),
        ("percent", 250, ["M21-range"], None),
        ("stage", "已办结。", ["M24"], "待核"),
        ("stage", "√", ["M24"], "待核"),
        ("progress", "=第二标段已完成全部工程", ["M42"], "=第二标段已完成全部工程"),
        ("progress", "  第二标段已完成\n\n全部工程 ", [], "  第二标段已完成\n\n全部工程 "),
        ("progress", "已完成" + "很长" * 300, ["M43"], "已完成" + "很长" * 300),
        ("progress", "长" * 32767, ["M43"], "长" * 32767),
        ("progress", "长" * 32768, ["M43-over"], None),
        ("progress", "😀" * 16384, ["M43-over"], None),
        ("progress", "见附件", ["M45-attachment"], "见附件"),
        ("problems", "无", [], "无"),
        ("contact", 2345678.0, [], "2345678"),
    ],
)
def test_a_cell_is_taken_put_right_or_asked_about_but_never_guessed(key, raw, said, taken):
    found = received(clean_return().fill(M2, **{key: raw}))
    assert codes(found) == said
    assert values(found, M2).get(key) == taken


@pytest.mark.parametrize("word", ["随便写写", "挂起", "撤销"])
def test_a_stage_that_a_unit_may_not_choose_is_not_taken(word):
    found = received(clean_return().fill(M1, stage=word))
    assert codes(found) == ["M47"] and "stage" not in values(found, M1)


def test_a_false_friend_of_done_stays_open_and_is_asked_about():
    found = received(clean_return().fill(M1, stage="基本完成"))
    assert (codes(found), values(found, M1)["stage"]) == (["M25"], "在办")
    assert M1 in found.asked


@pytest.mark.parametrize(
    ("change", "code"),
    [({"progress": "正在进行主体施工，下步验收"}, "M26"), ({"percent": 0.6, "stage": "完成"}, "M26-percent")],
)
def test_done_that_contradicts_itself_goes_back(change, code):
    found = received(clean_return().fill(M2, **change))
    assert code in codes(found) and list(found.returned) == [M2]


@pytest.mark.parametrize(
    ("progress", "found_codes"),
    [
        ("前期正在办理施工许可；已按要求完成并形成专题报告", []),
        ("已完成征地拆迁，正在进行主体施工", ["M26-both"]),
        ("已全部完工，尚未验收", ["M26-both"]),
        ("已报告未完成的原因", ["M26"]),
    ],
)
def test_of_done_and_under_way_the_last_word_counts(progress, found_codes):
    found = received(clean_return().fill(M2, progress=progress))
    assert codes(found) == found_codes
    assert (M2 in found.asked, M2 in found.returned) == ("M26-both" in found_codes, "M26" in found_codes)


def test_a_unit_reads_the_words_of_its_form():
    """已完成 stands in the ledger as 待核: the receipt says 已完成."""
    found = received(clean_return().fill(M1, stage="办理完毕", percent=0.6)).findings
    said = {finding.code: (finding.message, finding.told) for finding in found}
    assert "待核" in said["M24"][0]
    assert "待核" not in said["M24"][1] + said["M26-percent"][1]
    assert "已完成" in said["M24"][1]


def test_a_date_of_completion_beside_an_open_stage_is_asked_about():
    assert codes(received(clean_return().fill(M1, done_on=DONE))) == ["M26-date"]


def test_a_cleared_cell_means_no_change():
    found = received(clean_return().fill(M3, problems=None))
    assert codes(found) == ["M28"]
    assert "problems" not in values(found, M3)


def test_an_unchanged_row_is_asked_about_and_a_blank_one_goes_back():
    returned = issued_return().fill(M1, progress="第一标段基础施工完成")
    found = received(returned)
    assert codes(found) == ["M27", "M27", "M27-blank"]
    assert list(found.asked) == [M2, M3] and list(found.returned) == [M4]


def test_an_untouched_return_is_held_and_a_blank_one_goes_back():
    assert (received(issued_return()).state, codes(received(issued_return()))) == (S.HELD, ["M27-same"])
    bare = replace(FORM, rows=(FORM.rows[3],))
    bare = form(rows=bare.rows)
    found = received(issued_return(bare), forms=(bare,))
    assert (found.state, codes(found)) == (S.REJECTED, ["M27-empty"])


def test_a_return_wiped_clean_goes_back_and_clears_nothing():
    returned = issued_return()
    for matter in (M1, M2, M3):
        returned.fill(matter, **dict.fromkeys(UNIT_COLUMNS))
    found = received(returned)
    assert (found.state, set(codes(found))) == (S.REJECTED, {"M28", "M27-empty"})
    assert all(not answer.values for answer in found.answers if answer.matter_id != M4)


def test_a_form_without_any_row_goes_back():
    returned = issued_return()
    del returned.rows[4:]
    assert received(returned).state is S.REJECTED


def test_the_same_long_text_on_two_rows_is_asked_about():
    text = "严格按照时间节点推进，完成全部年度目标任务"
    found = received(clean_return().fill(M1, progress=text).fill(M3, progress=text))
    assert codes(found) == ["M27-alike"] and list(found.asked) == [M3]


def test_a_text_that_another_unit_reported_in_the_same_period_is_asked_about():
    text = "严格按照时间节点推进，完成全部年度目标任务"
    row = {"feedback_id": "1", "unit": OTHER, "matter_id": "YS-2016-ZF-0009", "period": "2016-Q3", "progress": text}
    found = received(clean_return().fill(M1, progress=text), feedback=(row,))
    (alike,) = found.findings
    assert alike.code == "M27-alike-unit"
    assert OTHER in alike.message
    assert not any(word in alike.told + alike.told_remedy for word in (OTHER, str(alike.facts["other"])))
    assert codes(received(clean_return().fill(M1, progress=text), feedback=({**row, "unit": UNIT},))) == []


def test_same_as_above_is_copied_and_marked():
    found = received(clean_return().fill(M2, next_steps="加快收尾").fill(M3, next_steps="同上"))
    assert (codes(found), values(found, M3)["next_steps"]) == (["M45"], "加快收尾")
    found = received(clean_return().fill(M1, next_steps="同上"))
    assert codes(found) == ["M45-first"] and "next_steps" not in values(found, M1)
    returned = clean_return().fill(M2, next_steps="加快收尾").fill(M3, next_steps="同上")
    returned.rows.insert(returned.at(M3) - 1, [None, "以下为第三标段"])
    assert codes(received(returned)) == ["M05-text", "M45-first"]


def test_a_matter_that_is_not_due_for_feedback_may_stay_as_it_is():
    later = {matter: {"next_feedback": date(2016, 12, 1)} for matter in (M2, M3, M4)}
    found = received(issued_return().fill(M1, progress="第一标段基础施工完成"), ledger=later)
    assert codes(found) == []


@pytest.mark.parametrize(
    ("mark", "code", "is_taken"),
    [
        ({"formulas": "set"}, "M41", True),
        ({"formulas": "set", "uncached": "set"}, "M41-uncached", False),
        ({"errors": "#REF!"}, "M41-error", False),
        ({"comments": "实际为三万一千"}, "M44", True),
        ({"marked": "strike"}, "M44-strike", False),
        ({"marked": "red"}, "M44-red", True),
    ],
)
def test_what_stands_beside_a_value_is_seen(mark, code, is_taken):
    returned = clean_return()
    place = returned.place(M1, "actual_value")
    returned.marks = {name: {place} if kind == "set" else {place: kind} for name, kind in mark.items()}
    if "errors" in mark or "uncached" in mark:
        returned.fill(M1, actual_value=None)
    found = received(returned)
    assert codes(found) == [code]
    assert ("actual_value" in values(found, M1)) is is_taken


def test_a_comment_outside_the_answers_is_shown():
    returned = clean_return()
    returned.marks = {"comments": {(1, 2): "请尽快审核"}}
    assert codes(received(returned)) == ["M44-stray"]
