"""A 督查专报 tells the leaders which matters are red, why, whose they are and what is asked of them."""

from datetime import date

import pytest

from tests.rules.small_office import matter
from tests.rules.sources import figure, sources
from xlsync.rules.documents import special as module
from xlsync.rules.documents.special import special
from xlsync.rules.spans import Year
from xlsync.vocabulary.errors import FiguresContradict, NothingToDo

ALL = Year(2016)


def red(number, **more):
    overdue = {"due": date(2016, 10, 10), "overdue_workdays": 8, "light": "■红 逾8", "percent": 0.4}
    return matter(number, **(overdue | more))


def test_each_red_matter_has_one_reason():
    """事项 | 时限  | 逾期 | 状态 | 人工亮灯 | 归入
    1    | 10-10 | 8    | 在办 |          | 逾期未办结
    2    | 10-10 | 3    | 待核 |          | 逾期待核
    3    | 12-20 |      | 在办 |          | 进度滞后
    4    | 12-20 |      | 在办 | 红       | 其他红灯
    5    | 10-15 |      | 在办 |          | 逾期未办结  时限后没有工作日
    6    | 12-20 |      | 在办 | 绿灯     | 不是红灯
    7    | 10-20 |      | 在办 |          | 进度滞后    今天到期，还没有过
    """
    later = {"due": date(2016, 12, 20), "overdue_workdays": None}
    rows = [
        red(1),
        red(2, stage="待核", overdue_workdays=3),
        red(3, **later, light="■红 落后33点"),
        red(4, **later, light="■红 (人工)", manual_light="红"),
        red(5, due=date(2016, 10, 15), overdue_workdays=None, light="■红 已过"),
        red(6, **later, light="●绿 余30"),
        red(7, due=date(2016, 10, 20), overdue_workdays=None, light="■红 落后40点"),
    ]
    content = special(sources(ALL, matters=rows))
    names = ("在办", "红灯", "逾期未办结", "逾期待核", "进度滞后", "其他红灯")
    assert [figure(content, name)[0] for name in names] == [7, 6, 2, 1, 2, 1]
    assert figure(content, "逾期未办结")[1] == ["YS-2016-常-0001", "YS-2016-常-0005"]
    assert figure(content, "红灯占比")[0] == "85.7%"


def test_units_are_named_by_how_many_and_no_more_than_the_office_names():
    """通报点名单位最多几个 = 5；六个单位，市财政局两件。"""
    units = ["市财政局", "市住建局", "市教育局", "东城区", "西城区"]
    rows = [red(number, lead_unit=unit) for number, unit in enumerate([*units, "市财政局", "没有登记的单位"], 1)]
    content = special(sources(ALL, matters=rows))
    assert content.facts["较多单位"] == "市财政局2件、市住建局1件、市教育局1件、东城区1件、西城区1件"
    assert figure(content, "单位数")[0] == 6
    assert figure(content, "较多单位·市财政局") == (2, ["YS-2016-常-0001", "YS-2016-常-0006"])


def test_the_longest_delay_stands_first_and_reasons_and_wishes_are_told():
    """事项 | 逾期 | 存在问题 | 需协调
    1    | 8    | 无       | 请协调用地。
    2    | 60   | 缺资金   | —
    """
    rows = [red(1, problems="无", coordination="请协调用地。"), red(2, overdue_workdays=60, problems="缺资金")]
    content = special(sources(ALL, matters=rows))
    assert [line["督查编号"] for line in content.facts["事项"]] == ["YS-2016-常-0002", "YS-2016-常-0001"]
    assert [line["原因"] for line in content.facts["事项"]] == ["缺资金", "未说明"]
    assert content.facts["逾期最长"] == "市财政局承办的YS-2016-常-0002（逾期60个工作日）"
    assert figure(content, "未说明原因") == (1, ["YS-2016-常-0001"])
    assert [wish["请求"] for wish in content.facts["协调事项"]] == ["请协调用地"]
    assert figure(content, "需协调") == (1, ["YS-2016-常-0001"])


def test_what_is_secret_is_left_out_and_said():
    content = special(sources(ALL, matters=[red(1), red(2, secrecy="机密")]))
    assert [figure(content, name)[0] for name in ("在办", "红灯")] == [1, 1]
    assert "另有1件事项定有密级" in content.notes[0]


def test_without_a_red_matter_there_is_no_report():
    with pytest.raises(NothingToDo, match="截至2016年10月20日没有亮红灯的督查事项"):
        special(sources(ALL, matters=[red(1, light="●绿 余3"), red(2, stage="办结")]))


def test_a_red_matter_that_no_reason_counts_stops_the_report(monkeypatch):
    monkeypatch.setattr(module, "_reason", lambda row, today: "lost")
    with pytest.raises(FiguresContradict, match="“红灯”前后不一致：合计1，各部分相加0"):
        special(sources(ALL, matters=[red(1)]))
