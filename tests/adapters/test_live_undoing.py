"""Steps in an open workbook are taken back, last first; what that means for the plan depends on what failed."""

import pytest

from xlsync.adapters.workbook_live.undoing import all_or_nothing
from xlsync.vocabulary.errors import ExcelBusy, MasterChangedMeanwhile, UnsafeMaster


def fail(error: Exception) -> None:
    raise error


def test_a_refused_cell_takes_everything_back_and_is_named() -> None:
    done: list[str] = []
    with pytest.raises(UnsafeMaster, match=r"督查事项.*C7:D9"), all_or_nothing() as steps:
        steps.do(lambda: done.append("grown"), lambda: done.append("shrunk"))
        steps.at("督查事项", "C7:D9")
        steps.write(lambda: fail(RuntimeError("protected")), lambda: done.append("written back"))
    assert done == ["grown", "written back", "shrunk"]


def test_a_step_that_was_never_made_is_not_taken_back() -> None:
    done: list[str] = []
    with pytest.raises(UnsafeMaster), all_or_nothing() as steps:
        steps.do(lambda: fail(RuntimeError("no rows inserted")), lambda: done.append("rows deleted"))
    assert done == []


def test_an_error_of_ours_stays_what_it_is() -> None:
    with pytest.raises(MasterChangedMeanwhile), all_or_nothing():
        raise MasterChangedMeanwhile


def test_a_program_that_is_gone_leaves_the_plan_to_the_next_command() -> None:
    """Nothing can be written back: the journal knows each cell before and after, and ends it."""
    done: list[str] = []
    with pytest.raises(ExcelBusy), all_or_nothing() as steps:
        steps.write(lambda: None, lambda: done.append("first"))
        steps.write(lambda: fail(RuntimeError("gone")), lambda: fail(RuntimeError("gone")))
    assert done == ["first"]


def test_nothing_is_taken_back_when_all_went_well() -> None:
    done: list[str] = []
    with all_or_nothing() as steps:
        steps.write(lambda: done.append("written"), lambda: done.append("written back"))
    assert done == ["written"]
