"""A returned form as a whole: whose it is, what is taken, and what never happens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.returned_forms import (
    FORM,
    KEYS,
    M1,
    M2,
    M3,
    M4,
    UNIT,
    clean_return,
    codes,
    form,
    issued_return,
    received,
    values,
)
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.rules.returned.facts import UNIT_COLUMNS
from xlsync.vocabulary.terms import SubmissionState as S

DONE = date(2016, 9, 28)


def test_a_clean_return_proceeds_with_all_answers_and_nothing_to_say():
    found = received(clean_return())
    assert (found.state, found.unit, found.form_id, found.period) == (None, UNIT, FORM.form_id, "2016-Q3")
    assert codes(found) == []
    assert [answer.matter_id for answer in found.answers] == [M1, M2, M3, M4]
    assert values(found, M2) == {
        "stage": "待核",
        "progress": "第二标段已全部完工并通过验收",
        "percent": 1.0,
        "actual_value": 50000,
        "done_on": DONE,
    }
    assert found.order == "2016-09-30/2016-10-12"


def test_every_value_knows_its_cell():
    returned = clean_return()
    answer = received(returned).answers[0]
    assert answer.cells["progress"] == returned.cell(M1, "progress")
    assert set(answer.cells) == set(answer.values)


# Whose form it is (modes 35, 40, 29, 49, 50)


@pytest.mark.parametrize("lost", [("hidden",), ("cover",), ("data",), ("hidden", "cover"), ("cover", "data")])
def test_one_token_of_three_is_enough(lost):
    returned = clean_return()
    if "hidden" in lost:
        returned.hidden_token = ""
    if "cover" in lost:
        returned.cover["form_id"] = None
    if "data" in lost:
        returned.rows[2][0] = None
    found = received(returned)
    assert (found.state, codes(found), len(found.answers)) == (None, ["M35"], 4)


def test_two_different_tokens_are_held():
    returned = clean_return()
    returned.cover["form_id"] = form("F2016Q3-001-2").token
    found = received(returned)
    assert (found.state, codes(found), found.answers) == (S.HELD, ["M35-differ"], ())
    assert "两个不同的表单编号" in found.reason


def test_a_forged_token_is_held_and_an_unknown_form_goes_back():
    forged, unknown = clean_return(), clean_return()
    for returned, token in ((forged, f"{FORM.form_id}.{'0' * 32}"), (unknown, f"F2099-1.{'0' * 32}")):
        returned.hidden_token = token
        returned.cover["form_id"] = token
        returned.rows[2][0] = token
    assert (received(forged).state, codes(received(forged))) == (S.HELD, ["M35-forged"])
    assert (received(unknown).state, codes(received(unknown))) == (S.REJECTED, ["M35-unknown"])


def test_a_form_without_token_is_recognised_by_content_and_held():
    returned = clean_return()
    returned.hidden_token = ""
    returned.cover["form_id"] = None
    returned.rows[2][0] = None
    found = received(returned)
    assert (found.state, codes(found), found.unit, found.answers) == (S.HELD, ["M35-none"], UNIT, ())
    assert "4件" in found.reason


def test_an_answer_on_a_sheet_of_its_own_is_parked_for_a_person():
    found = received(RawWorkbook("xlsx", (RawSheet("Sheet1", [["我单位工作进展顺利"]]),)))
    assert (found.state, codes(found)) == (S.HELD, ["M34"])


def test_content_on_an_added_sheet_is_reported_beside_the_form():
    returned = clean_return()
    returned.more_sheets.append(RawSheet("补充说明", [["第二标段补充说明"], [None, "详见"]]))
    found = received(returned)
    assert (found.state, codes(found)) == (None, ["M34-sheet"])
    assert _finding(found, "M34-sheet").facts["cells"] == 2


def test_another_units_form_goes_back():
    returned = clean_return()
    returned.cover["unit"] = "市财政局"
    found = received(returned)
    assert (found.state, codes(found), found.answers) == (S.REJECTED, ["M40-unit"], ())


def test_last_quarters_form_goes_back():
    found = received(clean_return(), latest={UNIT: form("F2016Q4-001-1", period="2016-Q4", issued_on="2016-12-30")})
    assert (found.state, codes(found)) == (S.REJECTED, ["M40-period"])
    assert "2016年第四季度" in found.reason


def test_an_earlier_issue_of_the_same_period_is_accepted_and_its_order_is_earlier():
    again = form("F2016Q3-001-2", issued_on="2016-10-08")
    old = received(clean_return(), latest={UNIT: again})
    assert old.state is None
    new = issued_return(again).fill(M1, progress="新的进展")
    assert old.order < received(new, forms=(FORM, again), latest={UNIT: again}).order


@pytest.mark.parametrize(("written", "code"), [("发改委", "M29"), ("市发展改革局", "M29-unknown")])
def test_the_cover_may_name_the_unit_by_an_alias_only(written, code):
    returned = clean_return()
    returned.cover["unit"] = written
    found = received(returned)
    assert (found.state, codes(found), found.unit) == (None, [code], UNIT)


@pytest.mark.parametrize(
    ("sender", "state", "said"),
    [
        ("fgw@example.cn", None, []),
        ("czj@example.cn", S.HELD, ["M49-other"]),
        ("someone@example.com", S.HELD, ["M49"]),
    ],
)
def test_a_sender_that_is_not_the_units_is_asked_about_before_merging(sender, state, said):
    found = received(clean_return(), sender=sender)
    assert (found.state, codes(found)) == (state, said)


def test_a_form_without_sign_off_goes_back_unless_the_office_does_not_ask_for_it():
    returned = clean_return()
    returned.cover["signed_by"] = " "
    assert (received(returned).state, codes(received(returned))) == (S.REJECTED, ["M50"])
    assert received(returned, signoff_required="否").state is None


def _finding(found, code):
    return next(finding for finding in found.findings if finding.code == code)


# Always


@given(order=st.permutations(range(4)), columns=st.permutations(range(1, len(KEYS))))
def test_moving_rows_and_columns_never_changes_the_answers(order, columns):
    returned = clean_return()
    body = returned.rows[4:]
    returned.rows[4:] = [body[place] for place in order]
    returned.rows[2:] = [[row[0], *(row[place] for place in columns)] for row in returned.rows[2:]]
    found = received(returned)
    assert {answer.matter_id: answer.values for answer in found.answers} == _CLEAN
    assert set(codes(found)) <= {"M02"}


@given(
    st.lists(st.tuples(st.sampled_from([M1, M2, M3, M4]), st.sampled_from(UNIT_COLUMNS))),
    st.sampled_from([None, " ", "\u3000"]),
)
def test_a_blank_never_erases(cleared, blank):
    returned = clean_return()
    for matter, key in cleared:
        returned.fill(matter, **{key: blank})
    found = received(returned)
    for answer in found.answers:
        assert all(value is not None and value != "" for value in answer.values.values())
        assert not {key for matter, key in cleared if matter == answer.matter_id} & answer.values.keys()


@given(
    st.sampled_from([M1, M2, M3, M4]),
    st.sampled_from(KEYS),
    st.one_of(st.none(), st.text(max_size=12), st.floats(allow_nan=False), st.integers(), st.dates()),
)
def test_one_bad_cell_never_blocks_the_other_rows(matter, key, value):
    returned = clean_return()
    returned.rows[returned.at(matter) - 1][KEYS.index(key)] = value
    found = received(returned)
    others = {m: v for m, v in _CLEAN.items() if m != matter}
    assert {a.matter_id: a.values for a in found.answers if a.matter_id != matter} == others


_CLEAN = {answer.matter_id: answer.values for answer in received(clean_return()).answers}


def test_every_finding_says_what_to_do():
    returned = clean_return().fill(M1, done_on="2016.2.30", percent=250, task="改写").fill(M4, stage="随便")
    for finding in received(returned).findings:
        assert finding.message and finding.remedy and "{" not in finding.message + finding.remedy
        assert finding.cell and finding.mode == int(finding.code[1:3])
