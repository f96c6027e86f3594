"""Any cell answers: who, when, from which file and cell, before and after."""

from datetime import datetime

import pytest

from xlsync.adapters.memory import MemoryJournal
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.table import MasterImage
from xlsync.services.trace import trace
from xlsync.vocabulary.errors import NothingToDo

NOW = datetime(2016, 3, 4, 12, 0)
UNIT = Source("某局", "ab" * 32, "某局.xlsx", "L5")


@pytest.fixture
def journal() -> MemoryJournal:
    journal = MemoryJournal()
    change = CellChange("matters", "DC-1", "progress", "已开工", "主体完工", UNIT)
    journal.finish_plan(journal.begin_plan(Plan("merge", (change,)), NOW).number, "ff")
    return journal


@pytest.fixture
def image() -> MasterImage:
    return MemoryMaster({"matters": [{"matter_id": "DC-1", "task": "修路", "progress": "主体完工"}]}).read()


@pytest.mark.parametrize("column", ["progress", "进展情况"])
def test_a_changed_cell_tells_its_file_and_cell(journal: MemoryJournal, image: MasterImage, column: str) -> None:
    first, last = trace(journal, image, "DC-1", column)
    assert (first["who"], first["after"], first["at"]) == ("建账时已有", "已开工", "")
    assert (last["who"], last["file"], last["cell"], last["before"], last["after"], last["header"]) == (
        "某局",
        "某局.xlsx",
        "L5",
        "已开工",
        "主体完工",
        "进展情况",
    )


def test_a_cell_that_never_changed_stood_there_from_the_beginning(journal: MemoryJournal, image: MasterImage) -> None:
    assert [(line["who"], line["after"]) for line in trace(journal, image, "DC-1", "task")] == [("建账时已有", "修路")]


def test_a_blank_cell_that_never_changed_has_no_history(journal: MemoryJournal, image: MasterImage) -> None:
    assert trace(journal, image, "DC-1", "remarks") == []


def test_a_whole_row_tells_each_of_its_cells(journal: MemoryJournal, image: MasterImage) -> None:
    assert {line["column"] for line in trace(journal, image, "DC-1")} == {"matter_id", "task", "progress"}


def test_an_unknown_matter_or_column_is_said_to_be_unknown(journal: MemoryJournal, image: MasterImage) -> None:
    with pytest.raises(NothingToDo, match="DC-9"):
        trace(journal, image, "DC-9")
    with pytest.raises(NothingToDo, match="没有“心情”这一栏"):
        trace(journal, image, "DC-1", "心情")
