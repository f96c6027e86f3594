"""Rows of a returned form: modes 5 to 9 and 46 of domain.md 7."""

from dataclasses import replace
from datetime import date, datetime

from tests.services.returned_forms import (
    FORM,
    KEYS,
    M1,
    M2,
    M3,
    M4,
    SECRET,
    clean_return,
    codes,
    issued_return,
    received,
    values,
)
from xlsync.rules.signing import row_id


def _finding(found, code):
    return next(finding for finding in found.findings if finding.code == code)


def test_sorted_rows_are_met_by_their_id():
    returned = clean_return()
    returned.rows[4:] = returned.rows[:3:-1]
    found = received(returned)
    assert codes(found) == []
    assert {answer.matter_id: answer.values for answer in found.answers} == {
        answer.matter_id: answer.values for answer in received(clean_return()).answers
    }


def test_rows_sorted_without_the_hidden_column_are_met_by_number_and_task():
    returned = clean_return()
    ids = [row[0] for row in returned.rows[4:]]
    for row, identifier in zip(returned.rows[4:], reversed(ids), strict=True):
        row[0] = identifier
    found = received(returned)
    assert codes(found) == ["M07-many"] and found.findings[0].facts["count"] == 4
    assert values(found, M1)["percent"] == 0.6


def test_a_lost_row_id_leaves_the_number_and_an_overtyped_number_leaves_the_row_id():
    returned = clean_return()
    returned.rows[returned.at(M1) - 1][0] = None
    returned.fill(M2, matter_id="2")
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M07-id", "M07-number"], 4)


def test_a_row_whose_marks_contradict_each_other_is_asked_about_and_blocks_no_other():
    returned = clean_return()
    row = returned.rows[returned.at(M1) - 1]
    row[0], row[KEYS.index("task")] = row_id(FORM.form_id, M2, SECRET), "改写过的任务"
    found = received(returned)
    assert [answer.matter_id for answer in found.answers] == [M2, M3, M4]
    assert codes(found) == ["M07-unclear"]


def test_a_row_without_number_is_a_suggestion_and_never_numbered():
    returned = clean_return()
    returned.rows.append([None] * len(KEYS))
    returned.rows[-1][KEYS.index("task")] = "新增：滨河新区第5标段"
    returned.rows[-1][KEYS.index("progress")] = "已开工"
    returned.rows.append([None, "注：以上数据截至9月底"])
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M05", "M05-text"], 4)
    assert "滨河新区第5标段" in _finding(found, "M05").message


def test_a_deleted_row_is_listed_as_not_returned():
    returned = clean_return()
    del returned.rows[returned.at(M3) - 1]
    found = received(returned)
    assert (codes(found), found.not_returned) == (["M06"], (M3,))
    assert M3 in found.returned


def test_rows_of_other_units_are_rejected_and_listed():
    returned = clean_return()
    foreign = list(returned.rows[4])
    foreign[0], foreign[KEYS.index("matter_id")] = row_id("F2016Q3-002-1", "YS-2016-ZF-0009", SECRET), "YS-2016-ZF-0009"
    returned.rows.append(foreign)
    found = received(returned)
    assert (codes(found), len(found.answers)) == (["M40-row"], 4)


def test_a_doubled_row_counts_once_when_only_one_of_them_says_something_new():
    returned = clean_return()
    returned.rows.append(list(issued_return().rows[4]))
    found = received(returned)
    assert (codes(found), values(found, M1)["percent"]) == (["M08"], 0.6)


def test_one_matter_split_into_two_different_rows_is_asked_about_with_both_texts():
    returned = clean_return()
    second = list(returned.rows[4])
    second[KEYS.index("progress")] = "第一标段另一半仍在施工"
    returned.rows.append(second)
    found = received(returned)
    assert (codes(found), [answer.matter_id for answer in found.answers]) == (["M08-differ"], [M2, M3, M4])
    assert "主体施工" in _finding(found, "M08-differ").message and "另一半" in _finding(found, "M08-differ").message
    assert found.not_returned == ()


def test_cells_merged_downwards_are_filled_and_marked():
    returned = clean_return()
    first, second = returned.at(M1), returned.at(M2)
    returned.fill(M2, progress=None, stage="在办", percent=0.5, actual_value=21000, done_on=None)
    place = KEYS.index("progress") + 1
    returned.marks = {"merged": [(first, place, second, place)]}
    found = received(returned)
    assert codes(found) == ["M09-text"]
    assert values(found, M2)["progress"] == values(found, M1)["progress"]


def test_two_hundred_blank_rows_end_the_sheet():
    returned = clean_return()
    returned.rows += [[None] * 3 for _ in range(200)] + [[None, "很远的地方"]]
    assert codes(received(returned)) == []


def test_a_reworded_task_is_reported_and_never_taken():
    found = received(clean_return().fill(M1, task="改写的任务"))
    assert codes(found) == ["M46"]
    assert "task" not in values(found, M1)


def test_a_moved_deadline_is_reported_with_an_extension_to_ask_for():
    found = received(clean_return().fill(M1, due=date(2017, 6, 30)))
    assert codes(found) == ["M46-due"]
    wish = found.extensions[0]
    assert (wish.matter_id, wish.issued, wish.wanted) == (M1, date(2016, 12, 31), date(2017, 6, 30))


def test_an_emptied_office_cell_is_refilled_in_silence_and_other_types_are_no_change():
    returned = clean_return().fill(M1, category=None, due=datetime(2016, 12, 31), target_value=50000.0)
    assert codes(received(returned)) == []


def test_the_same_lead_unit_by_another_of_its_names_is_no_change():
    """发改委 is an alias of the unit that was issued; 有关单位 names nobody and stays a change."""
    assert codes(received(clean_return().fill(M1, lead_unit="发改委"))) == []
    assert codes(received(clean_return().fill(M1, lead_unit="有关单位"))) == ["M46"]


def test_office_cells_merged_downwards_are_no_attempt_to_change_them():
    returned = clean_return()
    first, second = returned.at(M1), returned.at(M2)
    place = KEYS.index("task") + 1
    returned.fill(M2, task=None)
    returned.marks = {"merged": [(first, place, second, place)]}
    assert codes(received(returned)) == ["M09"]


def test_macros_and_links_of_a_file_are_told_and_its_values_taken():
    book = replace(clean_return().book(), has_macros=True, has_external_links=True)
    found = received(book)
    assert (codes(found), found.state, len(found.answers)) == (["M42-macro", "M41-link"], None, 4)
