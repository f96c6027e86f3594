"""Three-way merge of one cell and of one row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.rules.merge import Decision, changed_by_unit, decide, merge_row
from xlsync.rules.plan import same
from xlsync.rules.shown import read_shown, show
from xlsync.vocabulary.terms import Kind

CELL = st.one_of(
    st.none(),
    st.sampled_from(["完成主体", "完成装修", "正在招标", "在办"]),
    st.floats(0, 1).map(lambda value: round(value, 2)),
    st.integers(0, 3),
    st.dates(date(2016, 1, 1), date(2016, 12, 31)),
)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "decision"),
    [
        ("招标", "招标", "开工", Decision.TAKE_THEIRS),
        ("招标", "开工", "招标", Decision.KEEP_OURS),
        ("招标", "开工", "竣工", Decision.CONFLICT),
        ("招标", "开工", "开工", Decision.KEEP_OURS),
        ("招标", "招标", None, Decision.KEEP_OURS),
        ("招标", "开工", None, Decision.KEEP_OURS),
        (None, None, "开工", Decision.TAKE_THEIRS),
        (None, "开工", "竣工", Decision.CONFLICT),
        (0.7, 0.7, 7.0, Decision.TAKE_THEIRS),
        (7, 7.0, 7, Decision.KEEP_OURS),
    ],
)
def test_the_decision_follows_the_table(base, ours, theirs, decision):
    assert decide(base, ours, theirs) is decision


@given(base=CELL, ours=CELL, theirs=CELL)
def test_no_edit_is_ever_lost_in_silence(base, ours, theirs):
    """Whatever one side wrote stands in the ledger afterwards, or both stand on 冲突."""
    decision = decide(base, ours, theirs)
    kept = theirs if decision is Decision.TAKE_THEIRS else ours
    edits = [side for side in (ours, theirs) if side is not None and not same(side, base)]
    lost = [edit for edit in edits if not same(edit, kept)]
    assert decision is Decision.CONFLICT or not lost


@given(base=CELL, ours=CELL, theirs=CELL)
def test_merging_the_same_answer_again_changes_nothing(base, ours, theirs):
    """After a merge the unit's accepted value is the base of the next one."""
    kept = theirs if decide(base, ours, theirs) is Decision.TAKE_THEIRS else ours
    accepted = base if theirs is None else theirs
    assert decide(accepted, kept, theirs) is Decision.KEEP_OURS


@given(base=CELL, ours=CELL)
def test_a_blank_never_erases(base, ours):
    assert decide(base, ours, None) is Decision.KEEP_OURS


@pytest.mark.parametrize("stage", ["待签收", "退回"])
def test_an_answer_replaces_a_stage_that_only_asked_for_it(stage):
    merged = merge_row({"stage": "在办"}, {"stage": stage}, {"stage": "待核"})
    assert (merged.taken, merged.conflicts) == ({"stage": "待核"}, {})


def test_a_row_is_merged_cell_by_cell():
    """The unit changed 进展 and 比例, the office changed 比例 and 存在问题:

             | 下发 | 台账 | 报送 | 结果
    进展情况 | 招标 | 招标 | 开工 | 开工
    完成比例 | 10%  | 20%  | 30%  | 冲突，台账 20%
    存在问题 |      | 资金 |      | 资金
    """
    base = {"progress": "招标", "percent": 0.1}
    ours = {"progress": "招标", "percent": 0.2, "problems": "资金"}
    merged = merge_row(base, ours, {"progress": "开工", "percent": 0.3, "problems": None})
    assert merged.taken == {"progress": "开工"}
    assert merged.conflicts == {"percent": 0.1}


def test_what_the_unit_left_alone_is_no_answer():
    assert changed_by_unit({"progress": "招标", "percent": 0.1}, {"progress": "招标", "percent": None}) == {}


@given(
    st.sampled_from([(Kind.TEXT, st.text(min_size=1)), (Kind.DATE, st.dates()), (Kind.INTEGER, st.integers())]).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), pair[1])
    )
)
def test_what_is_shown_as_text_is_read_back_the_same(shown):
    kind, value = shown
    assert read_shown(show(value, kind), kind) == value


@given(st.integers(0, 1000).map(lambda value: value / 1000))
def test_a_share_survives_being_shown_as_percent(share):
    assert same(read_shown(show(share, Kind.PERCENT), Kind.PERCENT), share)
