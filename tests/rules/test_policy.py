"""The rules of the office are rows of the workbook; what cannot be used is named with its cell."""

from dataclasses import replace

import pytest

from tests.rules.shipped_rules import POLICY, shipped_image, shipped_policy
from xlsync.rules.policy import read_policy
from xlsync.vocabulary.errors import SettingsInvalid


def test_the_shipped_rules_can_be_used() -> None:
    assert (POLICY.year, POLICY.amber_lag, POLICY.red_lag, POLICY.closing_time) == (2016, 10, 30, "17:30")
    assert POLICY.categories["市人大建议"].amber_unit == "日历日"
    assert [POLICY.urgency_amber(word) for word in ("特急", " 急件", "一般", "")] == [0, 1, None, None]


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("amber_lag", "十", "参数!C15 进度落后多少个百分点亮黄灯"),
        ("amber_lag", "-1", "参数!C15"),
        ("roll_rest_days", "好", "应填“是”或“否”，现为“好”"),
        ("form_frequency", "半年", "应填“季度”或“月”，现为“半年”"),
        ("year", "", "没有填写参数值"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(setting: str, value: str, said: str) -> None:
    with pytest.raises(SettingsInvalid, match=said):
        shipped_policy(**{setting: value})


def test_a_setting_whose_row_was_deleted_is_named() -> None:
    image = shipped_image()
    rows = [row for row in image["settings"] if row["key"] != "red_lag"]
    without = replace(image, tables={**image.tables, "settings": replace(image["settings"], rows=rows)})
    with pytest.raises(SettingsInvalid, match="参数!red_lag"):
        read_policy(without)


def test_a_number_typed_into_excel_is_as_good_as_its_text() -> None:
    image = shipped_image()
    rows = [
        replace(row, values={**row.values, "value": 2017.0}) if row["key"] == "year" else row
        for row in image["settings"]
    ]
    typed = replace(image, tables={**image.tables, "settings": replace(image["settings"], rows=rows)})
    assert read_policy(typed).year == 2017
