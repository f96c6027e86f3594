"""A 督查通知 asks each lead unit for what falls due, and for nothing else."""

from datetime import date

import pytest

from tests.rules.small_office import matter
from tests.rules.sources import figure, sources
from xlsync.rules.documents.notice import notice
from xlsync.rules.spans import Month
from xlsync.vocabulary.errors import NothingToDo

OCTOBER = Month(2016, 10)
PEOPLE = [{"person": "督查一科甲", "phone": "0000-1"}]


def due(number, day, **more):
    return matter(number, due=date(2016, 10, day), **more)


def test_asked_are_open_matters_due_from_today_to_the_end_of_the_period():
    """今天10月20日；通知10月到期的：

    事项 | 时限  | 状态 | 通知
    1    | 10-19 | 在办 |       the day has passed: a matter for the 专报
    2    | 10-20 | 在办 | 是
    3    | 10-31 | 退回 | 是
    4    | 11-01 | 在办 |       延期前是10-25
    5    | 10-25 | 待核 |       已报告完成
    6    | 10-25 | 办结 |
    7    | 10-25 | 挂起 |
    8    | 10-25 | 撤销 |
    9    | 无    | 在办 |
    """
    rows = [
        due(1, 19),
        due(2, 20),
        due(3, 31, stage="退回"),
        due(4, 25, adjusted_due=date(2016, 11, 1)),
        *(due(number, 25, stage=stage) for number, stage in enumerate(("待核", "办结", "挂起", "撤销"), 5)),
        matter(9),
    ]
    content = notice(sources(OCTOBER, matters=rows))
    assert figure(content, "事项数") == (2, ["YS-2016-常-0002", "YS-2016-常-0003"])
    assert [line["督查编号"] for line in content.facts["事项"]] == ["YS-2016-常-0002", "YS-2016-常-0003"]
    assert content.title == "关于报送2016年10月到期督查事项办理情况的通知"


def test_lines_stand_by_unit_in_the_offices_order_and_name_whom_to_call():
    """序号 | 牵头单位 | 完成时限 | 联系人
    1    | 市财政局 | 10月24日 | 督查一科甲 0000-1
    2    | 市财政局 | 10月31日 | 督查一科甲 0000-1
    3    | 东城区   | 10月21日 | 督查二科乙        not on 人员
    """
    rows = [due(1, 21, lead_unit="东城区", officer_a="督查二科乙"), due(2, 31), due(3, 24)]
    content = notice(sources(OCTOBER, matters=rows, people=PEOPLE))
    lines = [(line["序号"], line["牵头单位"], line["完成时限"], line["联系人"]) for line in content.facts["事项"]]
    assert lines == [
        (1, "市财政局", "10月24日", "督查一科甲 0000-1"),
        (2, "市财政局", "10月31日", "督查一科甲 0000-1"),
        (3, "东城区", "10月21日", "督查二科乙"),
    ]
    assert figure(content, "单位数")[0] == 2


def test_the_answer_is_due_after_the_offices_workdays_and_matters_due_before_are_counted():
    """填报期限5个工作日：10月20日（周四）通知，10月27日报送；10月26日到期的在此之前。"""
    content = notice(sources(OCTOBER, matters=[due(1, 26), due(2, 27), due(3, 28)]))
    assert content.facts["报送日期"] == "2016年10月27日"
    assert figure(content, "先到期数") == (1, ["YS-2016-常-0001"])


def test_what_is_secret_is_left_out_and_said():
    content = notice(sources(OCTOBER, matters=[due(1, 25), due(2, 25, secrecy="秘密")]))
    assert figure(content, "事项数")[0] == 1
    assert "另有1件事项定有密级" in content.notes[0]
    assert "0002" not in str(content.facts)


def test_nothing_due_and_a_period_that_has_passed_are_refused():
    with pytest.raises(NothingToDo, match="2016年10月20日至2016年10月31日没有到期"):
        notice(sources(OCTOBER, matters=[due(1, 19)]))
    with pytest.raises(NothingToDo, match="2016年9月已经过去"):
        notice(sources(Month(2016, 9), matters=[due(1, 25)]))
