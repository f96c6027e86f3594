"""Counts of the ledger: families, categories, lights, classes of lead units."""

import pytest

from tests.rules.small_office import matter, office
from xlsync.rules.digest import digest


def test_the_board_counts_by_family_light_and_class():
    """事项类别 | 办理状态 | 灯       | 按期 | 牵头
    常务会议     | 办结     | ✓结      | 是   | 市财政局
    综合性会议   | 办结     | ✓结(逾3) | 否   | 东城区
    督办件       | 在办     | ▲黄 余2  |      | 市财政局
    督办件       | 撤销     | —        |      | 市某局 (not registered)
    """
    matters = [
        matter(1, stage="办结", light="✓结", on_time="是"),
        matter(2, category="综合性会议", stage="办结", light="✓结(逾3)", on_time="否", lead_unit="东城区"),
        matter(3, category="督办件", light="▲黄 余2"),
        matter(4, category="督办件", stage="撤销", light="—", lead_unit="市某局"),
    ]
    counts = digest(office(matters=matters))
    lines = {row["line"]: row for row in counts.board_rows()}
    assert {name: count for name, count in counts.by_family.items() if count} == {"会议": 2, "督办件": 2}
    assert counts.by_category["常务会议"] == 1
    assert [counts.lights[light] for light in ("closed", "amber", "grey", "red")] == [2, 1, 1, 0]
    assert (lines["合计"]["total"], lines["合计"]["closed_rate"]) == (4, pytest.approx(2 / 3))
    assert (lines["会议"]["closed"], lines["会议"]["on_time_rate"]) == (2, 0.5)
    assert (lines["督办件"]["amber"], lines["督办件"]["on_time_rate"]) == (1, None)
    assert lines["牵头单位：市直部门（经济管理类）"]["total"] == 2
    assert lines["牵头单位：未登记"]["total"] == 1


def test_families_and_classes_each_add_up_to_the_whole():
    leads = ["东城区" if number % 3 else "市财政局" for number in range(20)]
    matters = [matter(number, lead_unit=lead, light="●绿 余5") for number, lead in enumerate(leads)]
    counts = digest(office(matters=matters))
    lines = counts.board_rows()
    assert sum(counts.by_family.values()) == sum(counts.by_category.values()) == sum(counts.lights.values()) == 20
    assert sum(row["total"] for row in lines if row["line"].startswith("牵头单位")) == lines[0]["total"]
