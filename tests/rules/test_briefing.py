"""A 重要工作情况通报 says how projects, indicators and matters stand, from unrounded figures."""

from datetime import date

import pytest

from tests.rules.small_office import matter
from tests.rules.sources import figure, sources
from xlsync.rules.documents.briefing import briefing
from xlsync.rules.spans import Month, Quarter
from xlsync.vocabulary.errors import NothingToDo

OCTOBER = Month(2016, 10)
CATALOGUE = [
    {"indicator": "工业增速", "measure": "%", "basis": "增速", "direction": "正向", "rank_by": "增速", "order_no": 1},
    {"indicator": "投资", "measure": "亿元", "basis": "累计", "direction": "正向", "rank_by": "增速", "order_no": 2},
    {"indicator": "外资", "measure": "万美元", "basis": "累计", "direction": "正向", "order_no": 3},
]


def project(number, plan, done):
    return {"project_id": f"XM-{number:03d}", "name": f"项目{number}", "year_plan": plan, "year_invested": done}


def value(area, growth, month="2016-09", amount=None, indicator="投资"):
    place = {"indicator": indicator, "area": area, "month": month, "growth": growth, "year_value": amount}
    return {"value_id": f"{indicator}-{area}-{month}"} | place


def test_projects_are_told_from_unrounded_figures():
    """647.4亿元计划完成629.0亿元、10个月：超13.8个百分点；从97.2减83.3会得13.9。"""
    rows = [project(1, 3_474_000, 3_390_000), project(2, 3_000_000, 2_900_000)]
    content = briefing(sources(OCTOBER, projects=rows))
    names = ("年度计划", "累计完成", "占年度计划", "超欠序时", "时间进度")
    assert [content.facts[name] for name in names] == ["647.4", "629.0", "97.2%", "超13.8", "83.3%"]
    assert figure(content, "超欠序时")[1] == ["XM-001", "XM-002"]


def test_a_project_without_figures_is_on_no_side_and_in_no_sum():
    """项目 | 计划 | 完成 | 占比 | 归入（10月末时间进度83.3%）
    1    | 100  | 90   | 90%  | 达到
    2    | 100  | 50   | 50%  | 未达
    3    | 100  | 空   |      | 未填报
    4    | 空   | 90   |      | 未填报
    """
    rows = [project(1, 100, 90), project(2, 100, 50), project(3, 100, None), project(4, None, 90)]
    content = briefing(sources(OCTOBER, projects=rows))
    assert [figure(content, name)[0] for name in ("项目数", "达到序时", "未达序时", "未填投资")] == [4, 1, 1, 2]
    assert content.facts["占年度计划"] == "70.0%"
    assert content.facts["滞后项目"] == "项目2（欠33.3）"
    lines = [(line["项目名称"], line["占年度计划"], line["超欠序时"]) for line in content.facts["项目"]]
    assert lines[:2] == [("项目1", "90.0%", "超6.7"), ("项目2", "50.0%", "欠33.3")]
    assert [line[1:] for line in lines[2:]] == [("未填报", "未填报")] * 2


def test_an_indicator_speaks_of_its_newest_month_that_the_period_holds():
    """投资：8月、9月、10月有数；9月的通报用9月。外资没有数据。"""
    areas = ["东城区", "西城区", "市财政局", "市住建局"]
    rows = [value(area, 10.0 - place, amount=100.5) for place, area in enumerate(areas)]
    rows += [value("东城区", 1.0, "2016-08"), value("东城区", 2.0, "2016-10")]
    content = briefing(sources(Month(2016, 9), indicators=rows, indicator_catalogue=CATALOGUE))
    (line,) = content.facts["指标"]
    assert (line["名称"], line["月份"], line["地区数"], line["合计"]) == ("投资", "2016年9月", 4, "402.00亿元")
    assert line["前列"] == "东城区（10.0%）、西城区（9.0%）、市财政局（8.0%）"
    assert line["后列"] == "市住建局（7.0%）"
    assert content.facts["无数据指标"] == "工业增速、外资"
    assert figure(content, "指标数") == (1, ["投资"])


def test_rates_are_never_added_up_and_a_sum_that_lacks_an_area_is_not_said():
    """指标     | 口径 | 合计
    工业增速 | 增速 | 没有
    投资     | 累计 | 没有：西城区只报了增速
    """
    rows = [value(area, 5.0, amount=5.0, indicator="工业增速") for area in ("东城区", "西城区")]
    rows += [value("东城区", 5.0, amount=70.0), value("西城区", 4.0)]
    content = briefing(sources(OCTOBER, indicators=rows, indicator_catalogue=CATALOGUE))
    assert [line["合计"] for line in content.facts["指标"]] == ["", ""]


def test_matters_registered_and_done_in_the_period_are_counted_by_their_days():
    """事项 | 立项  | 销号  | 三季度立项 | 三季度办结
    1    | 07-01 | 09-30 | 是         | 是
    2    | 06-30 | 10-01 |            |
    3    | 09-30 |       | 是         |
    4    | 10-01 |       | 季度以后   |
    5    | 04-01 | 06-30 |            | 季度以前办结
    """
    days = [((7, 1), (9, 30)), ((6, 30), (10, 1)), ((9, 30), None), ((10, 1), None), ((4, 1), (6, 30))]
    rows = [
        matter(
            number,
            registered_on=date(2016, *registered),
            closed_on=date(2016, *closed) if closed else None,
            stage="办结" if closed else "在办",
        )
        for number, (registered, closed) in enumerate(days, 1)
    ]
    content = briefing(sources(Quarter(2016, 3), matters=rows))
    assert [figure(content, name)[0] for name in ("总数", "办结", "本期立项", "本期办结")] == [4, 3, 2, 1]
    assert sum(line["总数"] for line in content.facts["分类"]) == 4


def test_a_period_with_nothing_at_all_is_refused():
    with pytest.raises(NothingToDo, match="2016年10月没有重点项目"):
        briefing(sources(OCTOBER, matters=[matter(1, registered_on=date(2016, 11, 1))]))
