"""Yesterday's copy of the master is put back: everything since comes back, each once, and no hand edit is lost."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.services.small_ledger import HOUSING, ROAD, fill, merge, small_office, table, type_in_excel
from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.entry.bootstrap import changing
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Value
from xlsync.rules.observe import differences
from xlsync.rules.plan import ROW_SIGN, own_names
from xlsync.services.observe import observe
from xlsync.services.recover import HeldCell, Recovery, recover
from xlsync.vocabulary.errors import CopyEdited, UnsafeMaster

NOW = datetime(2016, 3, 4, 12, 0)
TYPED, TOOL = Source("在Excel中修改"), Source("某局", "ab" * 32, "某局.xlsx", "L5")
ROWS: dict[str, list[dict[str, Value]]] = {
    "matters": [
        {"matter_id": "DC-1", "task": "修路", "progress": "已开工"},
        {"matter_id": "DC-2", "task": "架桥", "progress": "未开工"},
    ]
}


class Office:
    """An office that works with its master as the commands do."""

    def __init__(self) -> None:
        self.master, self.store, self.journal = MemoryMaster(ROWS), MemoryStore(), MemoryJournal()
        self.look()

    def look(self) -> MasterImage:
        image = self.master.read()
        observe(image, self.master, self.store, self.journal, NOW)
        return image

    def carry_out(self, *changes: CellChange, rows: tuple[RowAppend, ...] = ()) -> None:
        image = self.look()
        plan = self.journal.begin_plan(Plan("merge", changes, rows), NOW)
        self.journal.finish_plan(plan.number, self._write(plan, image))

    def _write(self, plan: Plan, image: MasterImage) -> str:
        self.store.put(self.master.content())
        sha256 = self.master.apply(plan, image)
        self.store.put(self.master.content())
        return sha256

    def change(self, key: str, column: str, after: Value) -> CellChange:
        before = self.master.read()["matters"].by_key()[key][column]
        return CellChange("matters", key, column, before, after, TOOL)

    def type_in(self, key: str, column: str, after: Value) -> None:
        self.master.type_in([self.change(key, column, after)])

    def run(self) -> Recovery:
        recovery = recover(self.master, self.store, self.journal, NOW)
        self.look()
        return recovery

    def cell(self, key: str, column: str) -> Value:
        return self.master.read()["matters"].by_key()[key][column]


def row(key: str, **values: Value) -> RowAppend:
    return RowAppend("matters", key, {"matter_id": key, **values}, TOOL)


@pytest.fixture
def office() -> Office:
    return Office()


def three_plans(office: Office) -> bytes:
    """Carry out three plans with typing in between; return the copy that was made after the first.

    督查编号 | 进展情况                              | 备注
    DC-1     | 已开工 -> 路基完成 -> 路面完成        | -> 电话催过（在Excel中）
    DC-2     | 未开工 -> 已开工（在Excel中）-> 合龙  |
    DC-3     |                                     （新增行）
    """
    office.carry_out(office.change("DC-1", "progress", "路基完成"))
    copy = office.master.content()
    office.type_in("DC-1", "remarks", "电话催过")
    office.type_in("DC-2", "progress", "已开工")
    office.carry_out(office.change("DC-1", "progress", "路面完成"), rows=(row("DC-3", task="绿化"),))
    office.master.type_in(appends=[RowAppend("matters", "", {"task": "清淤"}, TYPED)])
    office.carry_out(office.change("DC-2", "progress", "合龙"))
    office.look()
    return copy


def test_everything_since_the_copy_comes_back_without_new_lines_of_history(office: Office) -> None:
    copy = three_plans(office)
    before, lines = office.master.read(), office.journal.history("DC-1")
    office.master.put_back(copy)
    recovery = office.run()
    after = office.master.read()
    assert [dict(one.values) for one in after["matters"]] == [dict(one.values) for one in before["matters"]]
    assert after.plan_number == before.plan_number == office.journal.last_finished()
    assert office.journal.history("DC-1") == lines
    assert (recovery.kept, recovery.held, office.run()) == ([], [], Recovery())


def test_a_hand_edit_on_an_untouched_cell_of_the_copy_is_kept_and_observed(office: Office) -> None:
    office.master.put_back(three_plans(office))
    office.type_in("DC-2", "remarks", "副本上手填")
    assert office.run().kept == []
    assert (office.cell("DC-2", "remarks"), office.cell("DC-2", "progress")) == ("副本上手填", "合龙")
    lines = [(line["kind"], line["before"], line["after"]) for line in office.journal.history("DC-2", "remarks")]
    assert lines == [("observed", None, "副本上手填")]


def test_a_hand_edit_on_a_touched_cell_of_the_copy_is_kept_named_and_observed(office: Office) -> None:
    office.master.put_back(three_plans(office))
    office.type_in("DC-1", "progress", "停工")
    assert office.run().kept == [HeldCell("matters", "DC-1", "progress", "路基完成", "路面完成", "停工")]
    assert (office.cell("DC-1", "progress"), office.cell("DC-1", "remarks")) == ("停工", "电话催过")
    last = office.journal.history("DC-1", "progress")[-1]
    assert (last["kind"], last["before"], last["after"]) == ("observed", "路面完成", "停工")
    assert office.run() == Recovery()


def test_a_copy_made_between_typing_and_the_next_plan_is_no_obstacle(office: Office) -> None:
    office.carry_out(office.change("DC-1", "progress", "路基完成"))
    office.type_in("DC-1", "progress", "停工")
    copy = office.master.content()
    office.carry_out(office.change("DC-1", "progress", "复工"))
    office.master.put_back(copy)
    assert office.run().kept == []
    assert office.cell("DC-1", "progress") == "复工"


def test_a_row_that_got_its_number_after_the_copy_gets_the_same_number_again(office: Office) -> None:
    office.master.type_in(appends=[RowAppend("matters", "", {"task": "清淤"}, TYPED)])
    office.carry_out(office.change("DC-1", "progress", "路基完成"))
    copy = office.master.content()
    office.carry_out(CellChange("matters", "#6", "matter_id", None, "DC-3", TOOL))
    office.carry_out(office.change("DC-3", "task", "清淤二期"))
    office.master.put_back(copy)
    assert office.run().kept == []
    assert dict(office.master.read()["matters"].rows[2].values) == {"matter_id": "DC-3", "task": "清淤二期"}
    assert len(office.master.read()["matters"]) == 3


def test_a_row_removed_since_goes_again_unless_somebody_changed_it_in_the_copy(office: Office) -> None:
    copy = office.master.content()
    values = office.master.read()["matters"].by_key()["DC-2"].values
    office.carry_out(*(office.change("DC-2", column, None) for column in values))
    office.master.put_back(copy)
    assert office.run().kept == []
    assert list(office.master.read()["matters"].by_key()) == ["DC-1"]
    office.master.put_back(copy)
    office.type_in("DC-2", "progress", "停工")
    assert [(cell.column, cell.found) for cell in office.run().kept] == [("progress", "停工")]
    assert office.cell("DC-2", "task") == "架桥"


def test_a_plan_cut_off_before_the_copy_was_put_back_follows_what_the_copy_lacked(office: Office) -> None:
    copy = three_plans(office)
    cut_off = office.journal.begin_plan(Plan("merge", (office.change("DC-1", "progress", "通车"),)), NOW)
    office.master.put_back(copy)
    recovery = office.run()
    assert (recovery.applied, recovery.held) == ([cut_off], [])
    assert (office.cell("DC-1", "progress"), office.cell("DC-2", "progress")) == ("通车", "合龙")


def test_a_copy_is_not_taken_for_typing_where_the_later_versions_are_lost(office: Office) -> None:
    copy = three_plans(office)
    office.store = MemoryStore()
    office.master.put_back(copy)
    with pytest.raises(UnsafeMaster, match="较早的台账"):
        office.run()
    assert office.master.content() == copy


KEYS = ["DC-1", "DC-2", "DC-3"]
STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["change", "add", "remove", "number", "double"]), st.integers(0, 99)),
    max_size=8,
)


def _step(image: MasterImage, what: str, number: int) -> tuple[list[CellChange], list[RowAppend]]:
    """Return what one step does to the ledger; values repeat, as states and dates do."""
    matters = image["matters"]
    rows = list(zip(own_names(matters), matters, strict=True))
    name, one = rows[number % len(rows)] if rows else ("", None)
    if what == "add":
        key = KEYS[number % 3] if number % 4 else None
        if key in matters.by_key():
            return [], []
        return [], [RowAppend("matters", key or "", {"matter_id": key, "task": f"事项{number % 5}"}, TOOL)]
    if one is None:
        return [], []
    if what == "double":
        return [], [RowAppend("matters", one.text("matter_id"), dict(one.values), TOOL)]
    if what == "number":
        is_new = one["matter_id"] is None
        return ([CellChange("matters", name, "matter_id", None, f"DC-{number + 10}", TOOL)] if is_new else []), []
    if what == "remove":
        return [CellChange("matters", name, column, value, None, TOOL) for column, value in one.values.items()], []
    if name.startswith(ROW_SIGN):
        return [], []
    return [CellChange("matters", name, "progress", one["progress"], f"进展{number % 3}", TOOL)], []


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, cut=st.integers(0, 8))
@example(steps=[(False, "add", 0), (False, "remove", 0), (False, "number", 1), (False, "remove", 1)], cut=0)
def test_whatever_happened_since_the_copy_the_master_is_as_before_it(
    steps: list[tuple[bool, str, int]], cut: int
) -> None:
    """Plans and typing in any order, rows that come, go, double and get numbers; the copy is from anywhere between."""
    office = Office()
    copy = office.master.content()
    for place, (is_typed, what, number) in enumerate(steps):
        changes, appends = _step(office.master.read(), what, number)
        if is_typed and (changes or appends):
            office.master.type_in(changes, appends)
        elif changes or appends:
            office.carry_out(*changes, rows=tuple(appends))
        if place == cut:
            office.look()
            copy = office.master.content()
    before = office.look()
    office.master.put_back(copy)
    recovery = office.run()
    if recovery.restored is not None:
        assert recovery.kept == []
        assert not differences(before, office.master.read(), TYPED)
        assert office.master.read().plan_number == before.plan_number


def test_on_disk_the_answers_of_two_merges_and_what_was_typed_between_come_back(tmp_path: Path) -> None:
    office = small_office(tmp_path / "office")
    copy = office.master.read_bytes()
    merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}}))
    type_in_excel(office, "matters", ROAD, {"remarks": "电话催过"})
    merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11))
    before = {name: table(office, name) for name in ("matters", "feedback", "changes", "findings", "scores")}
    with changing(office) as desk:
        lines = desk.work.journal.history(ROAD)
    office.master.write_bytes(copy)
    for name, rows in before.items():
        assert {key: one.values for key, one in table(office, name).items()} == {
            key: one.values for key, one in rows.items()
        }
    with changing(office) as desk:
        assert desk.work.journal.history(ROAD) == lines


def test_on_disk_a_cell_changed_in_the_copy_is_named_once(tmp_path: Path) -> None:
    office = small_office(tmp_path / "office")
    copy = office.master.read_bytes()
    merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}}))
    office.master.write_bytes(copy)
    type_in_excel(office, "matters", ROAD, {"progress": "停工"})
    with pytest.raises(CopyEdited, match="“进展情况”（现为“停工”，拟写“路基完成8公里”）"):
        table(office, "matters")
    assert table(office, "matters")[ROAD]["progress"] == "停工"
    assert len(table(office, "feedback")) == 1
