"""The figures of a bulletin are counts of the ledger, and every sum is made of its parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.memory_master import MemoryMaster
from xlsync.rules.circular import CircularFigures, circular_figures
from xlsync.rules.documents import tallies
from xlsync.rules.spans import Quarter
from xlsync.vocabulary.errors import FiguresContradict

CATEGORIES = [
    {"category": "督办件", "family": "督办件", "code": "督", "amber_within": 3, "order_no": 11},
    {"category": "常务会议", "family": "会议", "code": "常", "amber_within": 3, "order_no": 3},
    {"category": "市长办公会议", "family": "会议", "code": "办", "amber_within": 3, "order_no": 4},
]
UNITS = [{"unit": unit, "unit_class": "县市区"} for unit in ("东区", "西区")]
DAYS = st.dates(date(2016, 1, 1), date(2016, 12, 31))
MATTERS = st.lists(
    st.fixed_dictionaries(
        {
            "registered_on": DAYS,
            "due": DAYS,
            "category": st.sampled_from([row["category"] for row in CATEGORIES]),
            "lead_unit": st.sampled_from(["东区", "西区"]),
            "stage": st.sampled_from(["待签收", "在办", "待核", "退回", "办结", "延期", "撤销", "挂起"]),
            "on_time": st.sampled_from(["是", "否", None]),
            "overdue_workdays": st.sampled_from([None, 4]),
        }
    ),
    max_size=25,
)
Q3 = Quarter(2016, 3)


def figures_of(matters: list[dict[str, object]], **more: list[dict[str, object]]) -> CircularFigures:
    rows = [{"matter_id": f"YS-{number}", "task": "某事", **matter} for number, matter in enumerate(matters, 1)]
    image = MemoryMaster({"categories": CATEGORIES, "units": UNITS, "matters": rows, **more}).read()
    return circular_figures(image, Q3, date(2016, 10, 20), praised=3, named=5)


@given(MATTERS)
def test_families_and_states_sum_to_the_whole(matters):
    figures = figures_of(matters)
    whole = figures.whole
    counted = [row for row in matters if row["registered_on"] <= date(2016, 9, 30) and row["stage"] != "撤销"]
    assert whole.total == len(counted)
    assert whole.closed == sum(row["stage"] == "办结" for row in counted)
    assert whole.closed + whole.going == whole.total
    for key in ("total", "closed", "red", "amber", "due", "on_time", "late", "overdue", "other"):
        assert sum(getattr(tally, key) for tally in figures.families) == getattr(whole, key)


@given(MATTERS)
def test_what_was_due_is_closed_in_time_closed_late_overdue_or_something_else(matters):
    figures = figures_of(matters)
    for tally in (figures.whole, *figures.families):
        assert tally.on_time + tally.late + tally.overdue + tally.other == tally.due <= tally.total


def test_a_matter_reported_in_time_and_not_yet_checked_is_neither_in_time_nor_overdue():
    """状态 | 是否按期 | 逾期 | 归入
    待核 |          |      | 其他
    挂起 |          |      | 其他
    办结 |          |      | 其他：没有实际办结日期，不猜
    在办 |          | 4    | 逾期未办结
    """
    common = {"category": "督办件", "lead_unit": "东区", "registered_on": date(2016, 1, 5), "due": date(2016, 8, 1)}
    stages = [{"stage": "待核"}, {"stage": "挂起"}, {"stage": "办结"}, {"stage": "在办", "overdue_workdays": 4}]
    whole = figures_of([{**common, **stage} for stage in stages]).whole
    assert (whole.due, whole.on_time, whole.late, whole.overdue, whole.other) == (4, 0, 0, 1, 3)


def test_figures_that_contradict_each_other_stop_the_document_with_both(monkeypatch):
    """A part that is lost, as the matters to be checked once were: 1 was due, the parts make 0."""
    monkeypatch.setattr(tallies, "part_of", lambda row: "lost")
    due = {"category": "督办件", "registered_on": date(2016, 1, 5), "due": date(2016, 8, 1), "stage": "待核"}
    with pytest.raises(FiguresContradict, match="“到期”前后不一致：合计1，各部分相加0"):
        figures_of([due])


def test_families_stand_in_the_order_of_the_office():
    """登记先后：督办件、市长办公会议、别的、常务会议；排列序号：会议（3、4）在督办件（11）之前，没有登记的在最后。"""
    common = {"registered_on": date(2016, 1, 5), "stage": "在办"}
    figures = figures_of(
        [{**common, "category": category} for category in ("督办件", "市长办公会议", "别的", "常务会议")]
    )
    assert [(tally.name, tally.total) for tally in figures.families] == [("会议", 2), ("督办件", 1), ("别的", 1)]


def test_praise_goes_to_the_first_of_a_class_without_a_fault_in_the_quarter():
    """单位 | 名次 | 扣分 | 本季度逾期未办结 | 本季度迟报 | 表扬
    甲局 | 1    | 2    | 0                | 0          | 是
    乙局 | 2    | 0    | 1                | 0          |
    丙局 | 3    | 0    | 0                | 1          |
    丁局 | 4    | 0    | 0                | 0          |        not among the first three
    """
    names = ("甲局", "乙局", "丙局", "丁局")
    units = [{"unit": unit, "unit_class": "县市区"} for unit in names]
    scores = [
        {"unit": unit, "unit_class": "县市区", "ranked": "是", "rank": rank, "deduction": 2 if rank == 1 else None}
        for rank, unit in enumerate(names, 1)
    ]
    overdue = {"category": "督办件", "registered_on": date(2016, 1, 5), "due": date(2016, 8, 1), "stage": "在办"}
    figures = figures_of(
        [{**overdue, "lead_unit": "乙局", "overdue_workdays": 4}],
        units=units,
        scores=scores,
        feedback=[{"feedback_id": "F1", "unit": "丙局", "period": "2016-Q3", "late_workdays": 2}],
    )
    assert [row["unit"] for row in figures.leading] == ["甲局"]


def test_a_quarter_counts_what_stood_at_its_end():
    """事项 | 立项       | 时限       | 状态 | 是否按期
    1      | 2016-09-30 | 2016-09-30 | 办结 | 是
    2      | 2016-10-01 | 2016-10-10 | 在办 |            registered after the quarter: not counted
    3      | 2016-01-05 | 2016-07-01 | 办结 | 否
    4      | 2016-01-05 | 2016-06-30 | 在办 |            due before the quarter
    5      | 2016-01-05 | 2016-08-01 | 撤销 |            revoked: not counted
    6      | 2016-01-05 | 2016-08-01 | 在办 | 逾期4个工作日
    """
    common = {"category": "督办件", "lead_unit": "东区"}
    early = date(2016, 1, 5)
    figures = figures_of(
        [
            {"registered_on": date(2016, 9, 30), "due": date(2016, 9, 30), "stage": "办结", "on_time": "是", **common},
            {"registered_on": date(2016, 10, 1), "due": date(2016, 10, 10), "stage": "在办", **common},
            {"registered_on": early, "due": date(2016, 7, 1), "stage": "办结", "on_time": "否", **common},
            {"registered_on": early, "due": date(2016, 6, 30), "stage": "在办", **common},
            {"registered_on": early, "due": date(2016, 8, 1), "stage": "撤销", **common},
            {"registered_on": early, "due": date(2016, 8, 1), "stage": "在办", "overdue_workdays": 4, **common},
        ]
    )
    whole = figures.whole
    assert (whole.total, whole.closed, whole.due, whole.on_time, whole.late, whole.overdue) == (4, 2, 3, 1, 1, 1)
    assert [(tally.name, tally.overdue) for tally in figures.lagging] == [("东区", 1)]


def test_the_last_quarter_is_meant_unless_one_is_named():
    """今天       | 季度
    2016-10-01 | 2016-Q3
    2016-09-30 | 2016-Q2
    2017-01-01 | 2016-Q4
    """
    days = [date(2016, 10, 1), date(2016, 9, 30), date(2017, 1, 1)]
    assert [Quarter.before(day) for day in days] == [Quarter(2016, 3), Quarter(2016, 2), Quarter(2016, 4)]
    assert (Quarter.read("2016-Q4").first, Quarter.read("2016-Q4").last) == (date(2016, 10, 1), date(2016, 12, 31))
