"""The figures of a bulletin are counts of the ledger, and every sum is made of its parts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.memory import MemoryMaster
from xlsync.rules.circular import CircularFigures, Quarter, circular_figures

CATEGORIES = [
    {"category": "督办件", "family": "督办件", "code": "督", "amber_within": 3},
    {"category": "常务会议", "family": "会议", "code": "常", "amber_within": 3},
    {"category": "市长办公会议", "family": "会议", "code": "办", "amber_within": 3},
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
            "stage": st.sampled_from(["在办", "办结", "撤销", "挂起"]),
            "on_time": st.sampled_from(["是", "否"]),
            "overdue_workdays": st.sampled_from([None, 4]),
        }
    ),
    max_size=25,
)
Q3 = Quarter(2016, 3)


def figures_of(matters: list[dict[str, object]]) -> CircularFigures:
    rows = [{"matter_id": f"YS-{number}", "task": "某事", **matter} for number, matter in enumerate(matters, 1)]
    image = MemoryMaster({"categories": CATEGORIES, "units": UNITS, "matters": rows}).read()
    return circular_figures(image, Q3, date(2016, 10, 20), 5)


@given(MATTERS)
def test_families_and_states_sum_to_the_whole(matters):
    figures = figures_of(matters)
    whole = figures.whole
    counted = [row for row in matters if row["registered_on"] <= date(2016, 9, 30) and row["stage"] != "撤销"]
    assert whole.total == len(counted)
    assert whole.closed == sum(row["stage"] == "办结" for row in counted)
    assert whole.closed + whole.going == whole.total
    for key in ("total", "closed", "red", "amber", "due", "on_time", "late", "overdue"):
        assert sum(getattr(tally, key) for tally in figures.families) == getattr(whole, key)


@given(MATTERS)
def test_what_was_due_is_closed_in_time_closed_late_overdue_or_still_to_come(matters):
    for tally in (figures_of(matters).whole, *figures_of(matters).families):
        assert tally.on_time + tally.late + tally.overdue <= tally.due <= tally.total


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
