"""Areas are compared as the catalogue says, in the office's order; the last three are told, and nothing is guessed."""

import pytest

from tests.rules.small_office import office
from xlsync.rules.indicators import indicator_months, rank_of, standings
from xlsync.vocabulary.errors import SettingsInvalid

AREAS = ("西城区", "东城区", "市教育局", "市住建局", "市财政局")
ENTRY = {"indicator": "投资", "measure": "亿元", "basis": "累计", "direction": "正向", "rank_by": "增速", "order_no": 1}


def image(values, month="2016-09", **entry):
    rows = [
        {"value_id": f"{area}-{month}", "indicator": "投资", "area": area, "month": month, "growth": growth}
        for area, growth in zip(AREAS, values, strict=False)
    ]
    return office(indicators=rows, indicator_catalogue=[ENTRY | entry])


def standing(values, **entry):
    (found,) = standings(image(values, **entry), {"投资": "2016-09"})
    return found


def test_areas_stand_in_the_offices_order_and_the_last_three_are_told():
    """排列序号  | 单位     | 增速 | 后三位
    1        | 市财政局 | 9.0  |
    2        | 市住建局 | 1.0  | 是
    3        | 市教育局 | 8.0  |
    10       | 东城区   | 3.0  | 是
    11       | 西城区   | -2.0 | 是
    """
    found = standing([-2.0, 3.0, 8.0, 1.0, 9.0])
    assert [(area.name, area.is_last) for area in found.areas] == [
        ("市财政局", False),
        ("市住建局", True),
        ("市教育局", False),
        ("东城区", True),
        ("西城区", True),
    ]
    assert [rank_of(area, found) for area in found.areas] == [1, 4, 2, 3, 5]


def test_where_less_is_better_the_highest_come_last():
    found = standing([-2.0, 3.0, 8.0, 1.0, 9.0], direction="逆向")
    assert {area.name for area in found.areas if area.is_last} == {"市财政局", "市教育局", "东城区"}
    assert next(area.name for area in found.ranked) == "西城区"


def test_equals_share_their_place_and_are_told_alike():
    """增速 5、5、4、4、4、…：第三名起三个并列。"""
    found = standing([5.0, 5.0, 4.0, 4.0, 4.0])
    assert sorted(rank_of(area, found) for area in found.areas) == [1, 1, 3, 3, 3]
    assert sum(area.is_last for area in found.areas) == 3


def test_of_three_areas_none_is_told_as_last():
    assert not any(area.is_last for area in standing([1.0, 2.0, 3.0]).areas)


def test_an_area_without_a_figure_is_named_and_never_nought():
    found = standing([1.0, None, 3.0, 4.0, 5.0])
    assert (len(found.areas), found.silent) == (4, ["东城区"])


def test_months_are_those_that_have_figures():
    assert indicator_months(image([None, None])) == {"投资": []}
    assert indicator_months(image([1.0, None], "2016-03")) == {"投资": ["2016-03"]}


def test_a_way_to_rank_that_is_no_column_is_asked_about():
    with pytest.raises(SettingsInvalid, match="指标目录 投资 排名口径"):
        standing([1.0], rank_by="人均")
