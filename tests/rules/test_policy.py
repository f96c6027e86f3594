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
        ("extension_limit", "2.5", "参数!C\\d+ 每件最多延期次数.*应为整数，现为“2.5”"),
        ("early_ten_days", "0", "参数!C\\d+ 上旬末日.*应为1至28之间的日，现为“0”"),
        ("middle_ten_days", "9", "参数!C\\d+ 中旬末日.*应为11至28之间的日，现为“9”"),
        ("middle_ten_days", "31", "参数!C\\d+ 中旬末日"),
        ("month_middle", "29", "参数!C\\d+ 月中日"),
        ("month_middle", "14.5", "应为整数，现为“14.5”"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(setting: str, value: str, said: str) -> None:
    with pytest.raises(SettingsInvalid, match=said):
        shipped_policy(**{setting: value})


@pytest.mark.parametrize(
    ("sheet", "column", "key", "said"),
    [
        ("categories", "amber_within", "市政府领导批示", "事项类别!.*应为整数，现为“3.9”"),
        ("dictionary", "meaning", "急件", "字典!D\\d+ 急件.*应为整数，现为“3.9”"),
    ],
)
def test_days_of_warning_are_whole_days(sheet: str, column: str, key: str, said: str) -> None:
    """3.9 days of warning are not taken for 3 in silence."""
    image = shipped_image()
    name = {"categories": "category", "dictionary": "word"}[sheet]
    rows = [replace(row, values={**row.values, column: 3.9}) if row[name] == key else row for row in image[sheet]]
    typed = replace(image, tables={**image.tables, sheet: replace(image[sheet], rows=rows)})
    with pytest.raises(SettingsInvalid, match=said):
        read_policy(typed)


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
