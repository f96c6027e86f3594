"""A cell of the master that shows an error such as #REF! is not blank: it is told of, and no answer replaces it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.adapters.test_splice import NAME, added, apply, build, changed, place_of, sheet_of
from tests.rules.small_office import CALENDAR, matter, office
from tests.services.test_refresh import refreshed
from xlsync.adapters.workbook_file.error_cells import error_cells
from xlsync.adapters.workbook_file.image import read_image
from xlsync.model.table import MasterImage
from xlsync.rules.merge import merge_row
from xlsync.rules.policy import read_policy
from xlsync.rules.unreadable_places import error_cells as told_of
from xlsync.services.check import check
from xlsync.vocabulary.errors import HeaderChanged

ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]


def broken(*columns: str, shown: str = "#REF!", row: int = 4) -> Any:
    def dress(_book: Any, sheet: Any) -> None:
        for column in columns:
            sheet.write_formula(row - 1, place_of(column), "=#REF!+1", None, shown)

    return dress


def seen(*columns: str, shown: str = "#REF!", row: int = 4) -> MasterImage:
    return read_image(build(broken(*columns, shown=shown, row=row)), NAME)


@pytest.mark.parametrize("shown", ERRORS)
def test_what_the_cell_shows_is_its_value(shown: str) -> None:
    image = seen("progress", shown=shown)
    assert image.errors == {"matters": {(4, "progress"): shown}}
    assert image["matters"].by_key()["DC-3"]["progress"] == shown


def test_a_master_without_errors_has_none() -> None:
    image = read_image(build(lambda _book, sheet: sheet.write_string(3, place_of("progress"), 't="e"')), NAME)
    assert image.errors == {}


def test_it_is_told_of_with_place_and_remedy() -> None:
    """督查事项 row 4: 办理进展 (typed) #REF!, 完成时限 (computed) #REF!: only the typed one."""
    image = seen("progress", "due")
    findings = list(told_of(image))
    assert [(found.code, found.matter, found.value) for found in findings] == [("C26", "DC-3", "#REF!")]
    assert findings[0].cell in findings[0].remedy
    assert "显示为“#REF!”" in findings[0].message


def test_nothing_else_is_said_of_the_cell() -> None:
    """实际办结日期 shows #N/A: C26, and not that it is no date."""
    plain = office(matters=[matter(done_on="#N/A")])
    errors = {"matters": {(plain["matters"].rows[0].number, "done_on"): "#N/A"}}
    codes = []
    for image in (plain, replace(plain, errors=errors)):
        findings = check(image, policy=read_policy(image), calendar=CALENDAR, today=date(2016, 7, 29))
        codes.append([found.code for found in findings if found.value == "#N/A"])
    assert codes == [["C10"], ["C26"]]


def test_an_answer_does_not_replace_it() -> None:
    """基准 blank or the error itself as issued; 台账 #REF!; 报送 完成主体 -> 冲突"""
    for base in ({}, {"progress": "#REF!"}, {"progress": "在建"}):
        merged = merge_row(base, {"progress": "#REF!"}, {"progress": "完成主体"})
        assert (merged.taken, list(merged.conflicts)) == ({}, ["progress"])


def test_a_computed_column_is_written_again() -> None:
    sound = matter(limit_text="2016年6月30日前")
    _, after = refreshed(office(matters=[sound | {"due": "#REF!", "light": "#REF!"}]))
    assert after["matters"].rows[0]["due"] == date(2016, 6, 30)
    assert after["matters"].rows[0]["light"] != "#REF!"


def test_a_row_with_nothing_but_an_error_is_not_filled_by_a_new_matter() -> None:
    content = build(broken("progress", row=6))
    image = read_image(build(broken("progress", row=5)), NAME)
    assert image["matters"].blank_rows == []
    assert read_image(content, NAME).strays == {"matters": [6]}


def test_writing_beside_it_leaves_it_alone() -> None:
    content = build(broken("progress"))
    after = apply(content, changed("task", "改写"))
    assert "<f>#REF!+1</f><v>#REF!</v>" in sheet_of(after)
    assert read_image(apply(after, added(2)), NAME).errors == {"matters": {(4, "progress"): "#REF!"}}


def test_cells_without_an_address_are_counted() -> None:
    row = '<row><c t="s"><v>0</v></c><c t="e"><v>#N/A</v></c></row>'
    seventh = '<row r="7"><c r="AB7" t="e"><v>#REF!</v></c></row>'
    xml = f'<worksheet xmlns="urn:x"><sheetData>{row}{seventh}</sheetData></worksheet>'
    assert error_cells(xml.encode()) == {(1, 2): "#N/A", (7, 28): "#REF!"}


def test_a_sheet_written_with_single_quotes_is_read_too() -> None:
    xml = b"<worksheet a='b'><sheetData><row r='1'><c r='C1' t='e'><v>#NUM!</v></c></row></sheetData></worksheet>"
    assert error_cells(xml) == {(1, 3): "#NUM!"}


def test_an_error_far_below_or_beside_the_table_is_none_of_ours() -> None:
    def dress(_book: Any, sheet: Any) -> None:
        sheet.write_formula(59, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 150, "=1/0", None, "#DIV/0!")

    image = read_image(build(dress), NAME)
    assert (image.errors, image.strays) == ({}, {"matters": [60]})


def test_an_error_in_a_header_is_a_changed_header() -> None:
    with pytest.raises(HeaderChanged):
        read_image(
            build(lambda _book, sheet: sheet.write_formula(2, place_of("progress"), "=1/0", None, "#DIV/0!")), NAME
        )
