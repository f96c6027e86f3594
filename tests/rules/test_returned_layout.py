"""Columns and sheets of a returned form: modes 1, 2, 3, 4, 10, 11, 31, 32, 33 of domain.md 7."""

from collections.abc import Sequence
from dataclasses import replace

from tests.services.returned_forms import (
    KEYS,
    M1,
    M2,
    M3,
    Return,
    clean_return,
    codes,
    issued_return,
    received,
    values,
)
from xlsync.model.table import Value
from xlsync.rules.returned.facts import UNIT_COLUMNS


def _finding(found, code):
    return next(finding for finding in found.findings if finding.code == code)


def _insert_column(returned: Return, place: int, header: Value, cells: Sequence[Value]) -> None:
    """Insert a sheet column before a 1-based place: header in row 4, cells from row 5."""
    for number, row in enumerate(returned.rows, 1):
        row[place - 1 : place - 1] = [header if number == 4 else cells[number - 5] if number > 4 else None]


def _drop_column(returned: Return, key: str) -> None:
    place = KEYS.index(key)
    for row in returned.rows:
        del row[place : place + 1]


def test_a_renamed_header_is_read_by_the_key_row():
    returned = clean_return()
    returned.rows[3][KEYS.index("progress")] = "工作落实进展（必填）"
    found = received(returned)
    assert codes(found) == ["M01"]
    assert values(found, M1)["progress"].startswith("第一标段")


def test_without_key_row_headers_are_read_by_name_or_synonym():
    returned = clean_return()
    returned.rows[3][KEYS.index("progress")] = "落实情况"
    del returned.rows[2]
    found = received(returned)
    assert codes(found) == ["M35", "M01", "M10", "M10-keys"]
    assert values(found, M2)["stage"] == "待核"


def test_title_rows_above_the_header_do_no_harm():
    returned = clean_return()
    returned.rows[:0] = [[None, "演示市2016年三季度督查事项反馈"], [None]]
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M10"], 4)


def test_two_header_rows_are_read_as_one():
    returned = clean_return()
    header = returned.rows[3]
    upper = [None if key in UNIT_COLUMNS else text for key, text in zip(KEYS, header, strict=True)]
    upper[KEYS.index("progress")] = "办理情况栏"
    lower = [text if key in UNIT_COLUMNS else None for key, text in zip(KEYS, header, strict=True)]
    returned.rows[2:4] = [upper, lower]
    found = received(returned)
    assert "M11" in codes(found) and "M01-unclear" not in codes(found)
    assert values(found, M1)["percent"] == 0.6


def test_a_heading_merged_over_some_headers_is_no_header_of_ours():
    returned = clean_return()
    place = KEYS.index("progress") + 1
    returned.rows.insert(3, [None] * (place - 1) + ["办理情况"])
    returned.marks = {"merged": [(4, place, 4, place + 2)]}
    found = received(returned)
    assert codes(found) == ["M11"]
    assert values(found, M1)["percent"] == 0.6


def test_an_inserted_column_is_kept_as_extra():
    returned = clean_return()
    _insert_column(returned, KEYS.index("progress") + 1, "分管领导意见", ["同意", None, None, None])
    found = received(returned)
    assert codes(found) == ["M03"]
    assert [answer.extra for answer in found.answers] == ["分管领导意见：同意", "", "", ""]


def test_a_deleted_unit_column_goes_back_and_a_deleted_office_column_is_refilled():
    returned = clean_return()
    _drop_column(returned, "percent")
    found = received(returned)
    assert (codes(found), _finding(found, "M04").severity.value) == (["M04"], "退回补正")
    assert "percent" not in values(found, M1) and values(found, M1)["actual_value"] == 30000
    returned = clean_return()
    _drop_column(returned, "category")
    assert codes(received(returned)) == ["M04-office"]


def test_a_column_moved_under_the_hidden_key_row_is_read_by_its_header():
    returned = clean_return()
    one, two = KEYS.index("problems"), KEYS.index("progress")
    for row in returned.rows[3:]:
        row[one], row[two] = row[two], row[one]
    found = received(returned)
    assert codes(found) == ["M02"]
    assert values(found, M1)["progress"].startswith("第一标段")


def test_a_header_claimed_by_two_columns_is_asked_about():
    returned = clean_return()
    returned.rows[3][KEYS.index("problems")] = "进展情况"
    found = received(returned)
    assert "M01-unclear" in codes(found)
    assert "problems" not in values(found, M3)


def test_hidden_rows_and_a_filter_are_read_and_noted():
    returned = clean_return()
    returned.marks = {"hidden_rows": 3, "filtered": True}
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M31", "M32"], 4)


def test_of_two_copies_the_one_with_news_counts():
    returned = clean_return()
    returned.more_sheets.append(replace(issued_return().sheet(), name="填报表 (2)"))
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M33"], 4)
    returned = issued_return()
    returned.more_sheets.append(replace(clean_return().sheet(), name="修改版"))
    assert received(returned).answers[0].sheet == "修改版"


def test_two_copies_that_differ_are_asked_about_cell_by_cell():
    returned = clean_return()
    other = clean_return().fill(M1, progress="另一个版本的进展")
    returned.more_sheets.append(replace(other.sheet(), name="修改版"))
    found = received(returned)
    assert codes(found) == ["M33-differ"]
    assert "progress" not in values(found, M1) and values(found, M1)["percent"] == 0.6
    assert "另一个版本" in _finding(found, "M33-differ").message
