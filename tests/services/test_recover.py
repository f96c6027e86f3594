"""On start: a plan that was begun is applied exactly once, or held; nothing is lost in silence."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.adapters.store import FileStore
from xlsync.adapters.template.master import build_master
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import Value
from xlsync.services.observe import observe
from xlsync.services.recover import HeldCell, Recovery, recover
from xlsync.vocabulary.errors import MasterLocked

NOW = datetime(2016, 3, 4, 12, 0)
TYPED, UNIT = Source("在Excel中修改"), Source("某局", "ab" * 32, "某局.xlsx", "L5")
ROWS: dict[str, list[dict[str, Value]]] = {"matters": [{"matter_id": "DC-1", "task": "修路", "progress": "已开工"}]}
PLAN = Plan(
    "merge",
    (CellChange("matters", "DC-1", "progress", "已开工", "主体完工", UNIT),),
    (RowAppend("feedback", "FK-1", {"feedback_id": "FK-1", "matter_id": "DC-1"}, UNIT),),
)


class Office:
    """An office whose journal knows the master as it was built."""

    def __init__(self) -> None:
        self.master, self.store, self.journal = MemoryMaster(ROWS), MemoryStore(), MemoryJournal()
        observe(self.master.read(), self.master, self.store, self.journal, NOW)

    def begin(self) -> Plan:
        return self.journal.begin_plan(PLAN, NOW)

    def recover(self) -> Recovery:
        return recover(self.master, self.store, self.journal, NOW)

    def type_in(self, column: str, after: Value) -> None:
        self.master.type_in([CellChange("matters", "DC-1", column, None, after, TYPED)])

    def progress(self) -> Value:
        return self.master.read()["matters"].by_key()["DC-1"]["progress"]


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_plan_that_was_never_written_is_written_now(office: Office) -> None:
    plan = office.begin()
    assert office.recover().applied == [plan]
    assert office.progress() == "主体完工"
    assert office.master.read().plan_number == plan.number
    assert office.journal.unfinished_plans() == []


def test_a_plan_that_stands_in_the_master_is_only_finished(office: Office) -> None:
    plan = office.begin()
    office.master.apply(plan, office.master.read())
    assert office.recover().finished == [plan]
    assert len(office.master.read()["feedback"]) == 1
    assert office.journal.last_master() == office.master.read().sha256


def test_a_number_that_this_journal_never_gave_says_nothing(office: Office) -> None:
    """The journal was put back from a backup, the master was not: it holds plan 50, and the journal gives 2 next."""
    office.master.apply(Plan("merge", number=50), office.master.read())
    plan = office.begin()
    assert office.recover().applied == [plan]
    assert office.progress() == "主体完工"
    assert office.recover() == Recovery()


def test_recovering_twice_is_recovering_once(office: Office) -> None:
    office.begin()
    office.recover()
    sha256 = office.master.read().sha256
    assert office.recover() == Recovery()
    assert office.master.read().sha256 == sha256


def test_a_cell_that_already_holds_the_new_value_is_no_obstacle(office: Office) -> None:
    plan = office.begin()
    office.type_in("progress", "主体完工")
    assert office.recover().applied == [plan]
    assert office.progress() == "主体完工"


def test_a_cell_that_somebody_changed_holds_the_whole_plan(office: Office) -> None:
    """计划：已开工 -> 主体完工；但有人已改为：停工"""
    plan = office.begin()
    office.type_in("progress", "停工")
    held = HeldCell("matters", "DC-1", "progress", "已开工", "主体完工", "停工")
    assert office.recover().held == [(plan, [held])]
    assert office.progress() == "停工"
    assert len(office.master.read()["feedback"]) == 0
    assert office.journal.unfinished_plans() == []


def test_what_was_typed_before_the_start_is_observed_in_its_own_right(office: Office) -> None:
    office.begin()
    office.type_in("remarks", "电话催过")
    office.recover()
    lines = office.journal.history("DC-1")
    assert [(line["who"], line["column"]) for line in lines] == [("某局", "progress"), ("在Excel中修改", "remarks")]


def test_what_was_typed_on_top_of_a_plan_is_told_from_the_plan(office: Office) -> None:
    office.master.apply(office.begin(), office.master.read())
    office.type_in("remarks", "电话催过")
    office.recover()
    observed = [line for line in office.journal.history("DC-1") if line["kind"] == "observed"]
    assert [(line["column"], line["after"]) for line in observed] == [("remarks", "电话催过")]
    assert observe(office.master.read(), office.master, office.store, office.journal, NOW).found.changes == []


def test_a_row_that_somebody_made_under_the_same_number_holds_the_plan(office: Office) -> None:
    office.begin()
    row = RowAppend("feedback", "FK-1", {"feedback_id": "FK-1", "matter_id": "DC-7"}, TYPED)
    office.master.type_in(appends=[row])
    ((_, cells),) = office.recover().held
    assert [(cell.column, cell.after, cell.found) for cell in cells] == [("matter_id", "DC-1", "DC-7")]


def test_a_removed_row_holds_the_plan(office: Office) -> None:
    office.begin()
    columns = ("progress", "task", "matter_id")
    office.master.type_in([CellChange("matters", "DC-1", column, None, None, TYPED) for column in columns])
    assert [cell.found for _, cells in office.recover().held for cell in cells] == [None]


@pytest.mark.parametrize("written", [False, True], ids=["crash before the write", "crash after the write"])
def test_a_crash_on_disk_loses_nothing_and_doubles_nothing(tmp_path: Path, written: bool) -> None:
    path = tmp_path / "督查台账.xlsm"
    build_master(path, ROWS)
    journal, store = SqlJournal(tmp_path / "journal.db"), FileStore(tmp_path / "store")
    master = MasterFile(path, store)
    observe(master.read(), master, store, journal, NOW)
    plan = journal.begin_plan(PLAN, NOW)
    if written:
        master.apply(plan, master.read())
    journal.close()

    again = SqlJournal(tmp_path / "journal.db")
    recovery = recover(MasterFile(path, store), store, again, NOW)
    image = master.read()
    assert [*recovery.applied, *recovery.finished] == [plan]
    assert image["matters"].by_key()["DC-1"]["progress"] == "主体完工"
    assert [row["feedback_id"] for row in image["feedback"]] == ["FK-1"]
    assert (image.plan_number, image.sha256) == (plan.number, again.last_master())
    assert [line["after"] for line in again.history("DC-1", "progress")] == ["主体完工"]
    again.close()


NUMBERED = Plan(
    "refresh",
    (
        CellChange("matters", "#5", "matter_id", None, "DC-2", Source("registration")),
        CellChange("matters", "#5", "row_version", None, 1, Source("registration")),
        CellChange("matters", "DC-2", "light", None, "绿", Source("refresh")),
    ),
)
"""Staff typed a row without a number; the plan numbers it and computes its light."""


@pytest.fixture
def with_new_row(office: Office) -> Office:
    office.master.type_in(appends=[RowAppend("matters", "", {"task": "绿化"}, TYPED)])
    observe(office.master.read(), office.master, office.store, office.journal, NOW)
    return office


def numbered_row(office: Office) -> dict[str, Value]:
    return dict(office.master.read()["matters"].rows[1].values)


def test_a_plan_that_numbers_a_new_row_is_written_after_a_crash(with_new_row: Office) -> None:
    plan = with_new_row.journal.begin_plan(NUMBERED, NOW)
    recovery = with_new_row.recover()
    assert (recovery.applied, recovery.held) == ([plan], [])
    assert numbered_row(with_new_row) == {"matter_id": "DC-2", "task": "绿化", "row_version": 1, "light": "绿"}
    assert with_new_row.recover() == Recovery()


def test_a_new_row_typed_while_the_master_stays_open_is_numbered_when_it_is_closed(with_new_row: Office) -> None:
    """Staff type a row, save, keep the master open, type on in the same row and close at last."""
    plan = with_new_row.journal.begin_plan(NUMBERED, NOW)
    with_new_row.master.holder = "值班员"
    with pytest.raises(MasterLocked):
        with_new_row.recover()
    with_new_row.master.holder = None
    with_new_row.master.type_in([CellChange("matters", "#5", "lead_unit", None, "市林业局", TYPED)])
    recovery = with_new_row.recover()
    assert (recovery.applied, recovery.held) == ([plan], [])
    assert numbered_row(with_new_row) == {
        "matter_id": "DC-2",
        "task": "绿化",
        "row_version": 1,
        "light": "绿",
        "lead_unit": "市林业局",
    }


def test_a_new_row_that_has_its_number_already_is_no_obstacle(with_new_row: Office) -> None:
    plan = with_new_row.journal.begin_plan(NUMBERED, NOW)
    with_new_row.master.type_in([CellChange("matters", "#5", "matter_id", None, "DC-2", TYPED)])
    assert with_new_row.recover().applied == [plan]
    assert numbered_row(with_new_row) == {"matter_id": "DC-2", "task": "绿化", "row_version": 1, "light": "绿"}


def test_a_new_row_that_was_removed_meanwhile_holds_the_plan(with_new_row: Office) -> None:
    with_new_row.journal.begin_plan(NUMBERED, NOW)
    with_new_row.master.type_in([CellChange("matters", "#5", "task", "绿化", None, TYPED)])
    ((_, cells),) = with_new_row.recover().held
    assert [(cell.key, cell.column, cell.found) for cell in cells] == [
        ("#5", "matter_id", None),
        ("#5", "row_version", None),
        ("DC-2", "light", None),
    ]


def test_the_second_of_two_rows_with_one_number_is_removed_after_a_crash_too(office: Office) -> None:
    line: dict[str, Value] = {"line_no": 1, "unit": "甲局"}
    office.master = MemoryMaster({**ROWS, "points": [line, dict(line)]})
    observe(office.master.read(), office.master, office.store, office.journal, NOW)
    gone = (CellChange("points", "#5", column, value, None, TYPED) for column, value in line.items())
    office.journal.begin_plan(Plan("refresh", tuple(gone)), NOW)
    assert len(office.recover().applied) == 1
    assert [dict(row.values) for row in office.master.read()["points"]] == [line]


def test_a_plan_with_a_restored_number_is_applied_above_it(office: Office) -> None:
    """A copy of the master from before the plan is put back before the journal was told."""
    plan = office.begin()
    office.master.apply(replace(plan, number=0), office.master.read())
    assert office.recover().applied == [plan]
    assert len(office.master.read()["feedback"]) == 1
