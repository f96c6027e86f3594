"""Steps in an open workbook are taken back, last first; what that means for the plan depends on what failed."""

import pytest
from xlwings import XlwingsError

from xlsync.adapters.libreoffice.refusal import Unsupported
from xlsync.adapters.libreoffice.strict import ExcelWouldConvert
from xlsync.adapters.workbook_live.undoing import all_or_nothing
from xlsync.vocabulary.errors import ExcelBusy, MasterChangedMeanwhile, UnsafeMaster


class ComError(Exception):
    """What Excel answers to a call that it refuses, as pywin32 tells it."""

    hresult = -2146827284


PROTECTED = ComError(ComError.hresult, "protected")


def fail(error: Exception) -> None:
    raise error


def test_a_refused_cell_takes_everything_back_and_is_named() -> None:
    done: list[str] = []
    with pytest.raises(UnsafeMaster, match=r"督查事项.*C7:D9"), all_or_nothing() as steps:
        steps.do(lambda: done.append("grown"), lambda: done.append("shrunk"))
        steps.at("督查事项", "C7:D9")
        steps.write(lambda: fail(PROTECTED), lambda: done.append("written back"))
    assert done == ["grown", "written back", "shrunk"]


def test_a_step_that_was_never_made_is_not_taken_back() -> None:
    done: list[str] = []
    with pytest.raises(UnsafeMaster), all_or_nothing() as steps:
        steps.do(lambda: fail(PROTECTED), lambda: done.append("rows deleted"))
    assert done == []


def test_an_error_of_ours_stays_what_it_is() -> None:
    with pytest.raises(MasterChangedMeanwhile), all_or_nothing():
        raise MasterChangedMeanwhile


@pytest.mark.parametrize(
    "bug", [TypeError("not a row"), KeyError("C7"), Unsupported("Range.x"), ExcelWouldConvert("C7", "1/2")]
)
def test_a_mistake_of_this_program_is_no_refused_cell(bug: Exception) -> None:
    """The plan is not set aside as one that the sheet refuses: all is taken back, and the bug is told as it is."""
    done: list[str] = []
    with pytest.raises(type(bug)) as told, all_or_nothing() as steps:
        steps.write(lambda: fail(bug), lambda: done.append("written back"))
    assert told.value is bug and done == ["written back"]


def test_what_xlwings_says_of_the_program_is_a_refusal() -> None:
    with pytest.raises(UnsafeMaster), all_or_nothing() as steps:
        steps.write(lambda: fail(XlwingsError("the sheet is gone")), lambda: None)


def test_a_program_that_is_gone_leaves_the_plan_to_the_next_command() -> None:
    """Nothing can be written back: the journal knows each cell before and after, and ends it."""
    done: list[str] = []
    with pytest.raises(ExcelBusy), all_or_nothing() as steps:
        steps.write(lambda: None, lambda: done.append("first"))
        steps.write(lambda: fail(ComError("gone")), lambda: fail(ComError("gone")))
    assert done == ["first"]


def test_nothing_is_taken_back_when_all_went_well() -> None:
    done: list[str] = []
    with all_or_nothing() as steps:
        steps.write(lambda: done.append("written"), lambda: done.append("written back"))
    assert done == ["written"]
