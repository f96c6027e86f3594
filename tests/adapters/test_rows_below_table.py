"""Rows typed right below a table: Excel takes them into the table, LibreOffice does not; the program does."""

from datetime import date
from typing import Any

from tests.adapters.test_splice import BY_TEST, NAME, TABLE, added, apply, build, part, place_of
from xlsync.adapters.workbook_file.image import read_image
from xlsync.model.plan import CellChange, Plan
from xlsync.model.table import MasterImage
from xlsync.rules.strays import stray_rows

FIRST_BELOW = 5
"""0-based: the matters stand in rows 4 and 5 of the sheet."""


def typed(_book: Any, sheet: Any, row: int = FIRST_BELOW) -> None:
    sheet.write_string(row, place_of("category"), "督办件")
    sheet.write_string(row, place_of("task"), "核查停车收费公示情况")


def test_a_row_below_the_table_with_two_required_cells_is_a_row_of_it() -> None:
    table = read_image(build(typed), NAME)["matters"]
    assert [(row.number, row["task"]) for row in table][-1] == (6, "核查停车收费公示情况")
    assert table.last_row == 6


def test_a_row_after_a_gap_is_none() -> None:
    content = build(lambda book, sheet: typed(book, sheet, FIRST_BELOW + 1))
    assert read_image(content, NAME)["matters"].last_row == 5


def strays(image: MasterImage) -> list[str]:
    return [f"{finding.cell} {finding.message}" for finding in stray_rows(image)]


def test_a_row_that_is_not_taken_in_is_told_of() -> None:
    """The ledger ends in row 5. Row 6 has 事项内容 only; rows 8 and 9 stand after a gap; row 11 is a note.

    行  | 事项内容
    6   | 只填了这一栏    -> 第6行……未计入
    8-9 | (complete)      -> 第8至9行……未计入
    11  | 制表人          -> 第11行……未计入
    """

    def staff(book: Any, sheet: Any) -> None:
        sheet.write_string(5, place_of("task"), "只填了这一栏")
        typed(book, sheet, 7)
        typed(book, sheet, 8)
        sheet.write_string(9, place_of("task"), " ")
        sheet.write_string(10, place_of("matter_id"), "制表人")

    image = read_image(build(staff), NAME)
    assert image.strays == {"matters": [6, 8, 9, 11]}
    assert [text.partition("在")[0] for text in strays(image)] == ["A6 第6行", "A8 第8至9行", "A11 第11行"]


def test_a_table_without_rows_below_has_no_strays() -> None:
    assert read_image(build(), NAME).strays == {}
    assert strays(read_image(build(typed), NAME)) == []


def test_the_table_grows_over_the_typed_row_once_it_is_written() -> None:
    named = (CellChange("matters", "#6", "matter_id", None, "DC-6", BY_TEST),)
    computed = (CellChange("matters", "DC-6", "due", None, date(2016, 5, 6), BY_TEST),)
    after = apply(build(typed), Plan("refresh", named + computed, number=1))
    row = read_image(after, NAME)["matters"].by_key()["DC-6"]
    assert (row["category"], row["due"]) == ("督办件", date(2016, 5, 6))
    assert ':BK6"' in part(after, TABLE)


def test_a_row_of_the_program_comes_after_the_typed_one() -> None:
    table = read_image(apply(build(typed), added(1)), NAME)["matters"]
    assert [row.number for row in table] == [4, 5, 6, 7]
    assert table.by_key()["DC-90"].number == 7
