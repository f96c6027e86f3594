"""A 年度总结 counts the office's year; sections, families and states each add up to the whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.small_office import matter
from tests.rules.sources import figure, sources
from xlsync.rules.documents import annual as module
from xlsync.rules.documents.annual import annual
from xlsync.rules.spans import Year
from xlsync.vocabulary.errors import FiguresContradict, NothingToDo

YEAR = Year(2016)
SECTIONS = ("政府工作报告", "会议", "批示和交办", "建议提案", "其他事项")
CATEGORIES = ("政府工作报告", "常务会议", "专题会议", "临时交办", "市人大建议", "审议评议意见", "新的一类")
MATTERS = st.lists(
    st.fixed_dictionaries(
        {
            "category": st.sampled_from(CATEGORIES),
            "stage": st.sampled_from(["在办", "待核", "办结", "撤销", "挂起"]),
            "on_time": st.sampled_from(["是", "否", None]),
        }
    ),
    min_size=1,
    max_size=30,
)


def of(rows):
    return annual(sources(YEAR, matters=[matter(number, **row) for number, row in enumerate(rows, 1)]))


@given(MATTERS)
def test_sections_and_states_sum_to_the_whole(rows):
    facts = of(rows).facts
    assert facts["总数"] == len(rows) == sum(facts[section]["总数"] for section in SECTIONS)
    for part in (facts, *(facts[section] for section in SECTIONS)):
        assert part["办结"] + part["在办"] + part["撤销"] == part["总数"]
    assert facts["办结"] == facts["按期"] + facts["逾期办结"] + facts["未判定"]
    assert facts["撤销"] == sum(row["stage"] == "撤销" for row in rows)


def test_families_stand_in_their_section_and_a_new_one_in_the_rest():
    """类别       | 状态 | 分节
    常务会议   | 办结 | 会议
    专题会议   | 在办 | 会议
    临时交办   | 办结 | 批示和交办
    新的一类   | 在办 | 其他事项
    """
    rows = [("常务会议", "办结"), ("专题会议", "在办"), ("临时交办", "办结"), ("新的一类", "在办")]
    content = of([{"category": category, "stage": stage} for category, stage in rows])
    assert content.facts["会议"]["明细"] == "会议2件（办结1件）"
    assert content.facts["批示和交办"]["明细"] == "临时交办1件（办结1件）"
    assert content.facts["其他事项"]["明细"] == "新的一类1件（办结0件）"
    assert figure(content, "会议·明细·会议") == (2, ["YS-2016-常-0001", "YS-2016-常-0002"])


def test_only_the_year_itself_is_counted():
    """2015-12-31 和 2017-01-01 立项的不计；没有事项的年份不出总结。"""
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2016, 12, 31), date(2017, 1, 1)]
    rows = [matter(number, registered_on=day) for number, day in enumerate(days, 1)]
    assert figure(annual(sources(YEAR, matters=rows)), "总数") == (2, ["YS-2016-常-0002", "YS-2016-常-0003"])
    with pytest.raises(NothingToDo, match="2014年没有已立项的督查事项"):
        annual(sources(Year(2014), matters=rows))


def test_the_offices_own_work_is_counted_from_its_sheets():
    """两次常务会议、一个会议文件；三份公文，其中一份作废；一次现场督查在上一年。"""
    day = date(2016, 5, 4)
    documents = [
        {"number_id": f"D{number}", "kind": kind, "issued_on": day, "state": state}
        for number, (kind, state) in enumerate([("督查通知", "有效"), ("督查通知", "作废"), ("督查专报", "有效")])
    ]
    kinds = ("会议文件", "常务会议", "常务会议")
    meetings = [{"meeting_id": f"M{number}", "kind": kind, "held_on": day} for number, kind in enumerate(kinds)]
    visits = [{"visit_id": f"V{year}", "visited_on": date(year, 5, 4)} for year in (2015, 2016)]
    content = annual(
        sources(YEAR, matters=[matter()], documents=documents, meetings=meetings, visits=visits, surveys=[])
    )
    assert content.facts["公文明细"] == "《督查通知》1期、《督查专报》1期"
    assert figure(content, "公文数") == (2, ["D0", "D2"])
    assert content.facts["会议次数"] == "常务会议2次、会议文件1个"
    assert figure(content, "现场督查") == (1, ["V2016"])


def test_replies_and_judgements_of_proposals_add_up():
    """建议提案 | 答复  | 对办理结果评价
    1        | 06-01 | 满意
    2        | 06-01 | 不满意
    3        | 06-01 |
    4        |       |
    """
    judged = [(date(2016, 6, 1), "满意"), (date(2016, 6, 1), "不满意"), (date(2016, 6, 1), None), (None, None)]
    rows = [
        {"matter_id": f"P{number}", "assigned_on": date(2016, 3, 1), "replied_on": day, "result_satisfaction": word}
        for number, (day, word) in enumerate(judged, 1)
    ]
    content = annual(sources(YEAR, matters=[matter()], proposals=rows))
    names = ("答复", "未答复", "评价", "满意", "基本满意", "不满意")
    assert [figure(content, name)[0] for name in names] == [3, 1, 2, 1, 0, 1]


def test_a_state_that_is_counted_nowhere_stops_the_summary(monkeypatch):
    monkeypatch.setattr(module, "_state", lambda row: "lost")
    with pytest.raises(FiguresContradict, match="“总数”前后不一致：合计1，各部分相加0"):
        of([{"stage": "在办"}])
