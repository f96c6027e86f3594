"""The master stands open before somebody: what is ours becomes durable when it is saved, what is his stays his."""

from datetime import datetime

import pytest

from tests.services.memory_office import KeepingMaster
from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import Value
from xlsync.services.observe import observe
from xlsync.services.recover import Recovery, recover
from xlsync.services.writing import refuse_outdated
from xlsync.vocabulary.errors import MasterChangedMeanwhile, OlderCopyOpen, OutdatedWorkbookOpen, UnsafeMaster

NOW = datetime(2016, 3, 4, 12, 0)
TYPED, UNIT = Source("在Excel中修改"), Source("某局", "ab" * 32, "某局.xlsx", "L5")
ROWS: dict[str, list[dict[str, Value]]] = {
    "matters": [
        {"matter_id": "DC-1", "task": "修路", "progress": "已开工"},
        {"matter_id": "DC-2", "task": "架桥", "progress": "已开工"},
    ]
}


def cell(key: str, column: str, before: Value, after: Value, source: Source = UNIT) -> CellChange:
    return CellChange("matters", key, column, before, after, source)


def merge(key: str, before: str, after: str) -> Plan:
    row = {"feedback_id": f"FK-{key}-{after}", "matter_id": key}
    append = RowAppend("feedback", str(row["feedback_id"]), row, UNIT)
    return Plan("merge", (cell(key, "progress", before, after),), (append,))


class Office:
    """An office whose clerk has the master open."""

    def __init__(self) -> None:
        self.master, self.store, self.journal = KeepingMaster(ROWS), MemoryStore(), MemoryJournal()
        self.master.store = self.store
        self.next_command()
        self.master.open_up()

    def next_command(self) -> Recovery:
        recovery = recover(self.master, self.store, self.journal, NOW)
        observe(self.master.saved(), self.master, self.store, self.journal, NOW)
        return recovery

    def write(self, plan: Plan) -> bool:
        """Write as a command does; return whether it is saved."""
        self.next_command()
        standing = self.journal.unfinished_plans()
        begun = self.journal.begin_plan(plan, NOW)
        sha256 = self.master.apply(begun, self.master.read(), standing)
        for done in [*standing, begun] if sha256 else ():
            self.journal.finish_plan(done.number, sha256)
        return bool(sha256)

    def types(self, key: str = "DC-1", column: str = "remarks", after: Value = "电话催过") -> None:
        self.master.type_in([cell(key, column, None, after, TYPED)])

    def shown(self, key: str = "DC-1", column: str = "progress") -> Value:
        return self.master.read()["matters"].by_key()[key][column]

    def in_file(self, key: str = "DC-1", column: str = "progress") -> Value:
        return self.master.saved()["matters"].by_key()[key][column]

    def lines(self, key: str = "DC-1") -> list[tuple[str, Value]]:
        return [(line["column"], line["after"]) for line in self.journal.history(key)]


@pytest.fixture
def office() -> Office:
    return Office()


def test_where_nobody_has_typed_a_plan_is_saved_at_once(office: Office) -> None:
    assert office.write(merge("DC-1", "已开工", "主体完工"))
    assert office.in_file() == "主体完工"
    assert office.journal.unfinished_plans() == []


def test_unsaved_typing_is_not_ours_to_save(office: Office) -> None:
    """有人填了备注还没有保存：合并写进打开着的台账，但不替他保存，也还不算完成。"""
    office.types()
    assert not office.write(merge("DC-1", "已开工", "主体完工"))
    assert (office.shown(), office.in_file()) == ("主体完工", "已开工")
    assert office.in_file(column="remarks") is None
    assert len(office.journal.unfinished_plans()) == 1
    assert office.lines() == []


def test_when_the_person_saves_the_plans_are_finished_and_the_typing_observed(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.write(merge("DC-2", "已开工", "已通车"))
    office.master.person_saves()
    recovery = office.next_command()
    assert [plan.number for plan in recovery.finished] == [2, 3]
    assert office.journal.unfinished_plans() == []
    observed = [
        (line["column"], line["after"]) for line in office.journal.history("DC-1") if line["kind"] == "observed"
    ]
    assert observed == [("remarks", "电话催过")]
    assert office.journal.history("DC-2")[0]["kind"] == "merge"
    assert len(office.journal.history("DC-2")) == 1
    assert office.next_command() == Recovery()


def test_closed_without_saving_every_plan_is_applied_exactly_once(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.write(merge("DC-1", "主体完工", "已通车"))
    office.master.person_closes()
    recovery = office.next_command()
    assert [plan.number for plan in recovery.applied] == [2, 3]
    assert office.in_file() == "已通车"
    assert office.in_file(column="remarks") is None
    assert [row["feedback_id"] for row in office.master.read()["feedback"]] == ["FK-DC-1-主体完工", "FK-DC-1-已通车"]
    assert office.next_command() == Recovery()


def test_closed_without_saving_and_opened_again_it_is_the_same(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.master.person_closes()
    office.master.open_up()
    assert len(office.next_command().applied) == 1
    assert (office.shown(), office.in_file()) == ("主体完工", "主体完工")
    assert office.next_command() == Recovery()


def test_what_stands_unsaved_is_not_written_twice(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    recovery = office.next_command()
    assert [plan.number for plan in recovery.standing] == [2]
    assert len(office.master.read()["feedback"]) == 1
    assert office.shown() == "主体完工"


def test_typing_taken_back_lets_the_plan_be_saved(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.types(after=None)
    assert [plan.number for plan in office.next_command().finished] == [2]
    assert office.in_file() == "主体完工"


def test_a_row_that_was_typed_and_thrown_away_holds_no_plan(office: Office) -> None:
    """有人新填一行还没保存，刷新给它编了号、合并也写了别的行；他不保存就关了：那一行不在了，别的照样写入。"""
    office.master.type_in(appends=[RowAppend("matters", "DC-9", {"matter_id": "DC-9", "task": "种树"}, TYPED)])
    plan = merge("DC-1", "已开工", "主体完工")
    office.write(Plan("merge", (*plan.changes, cell("DC-9", "light", None, "绿")), plan.appends))
    office.master.person_closes()
    recovery = office.next_command()
    assert (len(recovery.applied), recovery.held) == (1, [])
    assert office.in_file() == "主体完工"
    assert "DC-9" not in office.master.read()["matters"].by_key()


def test_a_cell_that_the_person_typed_and_threw_away_holds_a_plan_that_built_on_it(office: Office) -> None:
    office.types("DC-1", "progress", "停工")
    office.write(merge("DC-1", "停工", "复工"))
    office.master.person_closes()
    ((_, cells),) = office.next_command().held
    assert [(held.before, held.after, held.found) for held in cells] == [("停工", "复工", "已开工")]
    assert office.in_file() == "已开工"


def test_a_workbook_that_is_older_than_its_file_is_refused(office: Office) -> None:
    shown = office.master.read()
    office.write(merge("DC-1", "已开工", "主体完工"))
    with pytest.raises(OutdatedWorkbookOpen):
        refuse_outdated(shown, office.master.saved())


def test_an_older_copy_that_is_open_is_left_alone(office: Office) -> None:
    first = office.master.content()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.master.person_closes()
    office.master.put_back(first)
    office.master.open_up()
    with pytest.raises(OlderCopyOpen):
        office.next_command()
    assert office.shown() == "已开工"
    office.master.person_closes()
    assert office.next_command().restored is not None
    assert office.in_file() == "主体完工"


def test_what_the_person_typed_since_the_plan_was_made_stops_it(office: Office) -> None:
    seen = office.master.read()
    office.types("DC-1", "progress", "停工")
    with pytest.raises(MasterChangedMeanwhile):
        office.master.ready_for(merge("DC-1", "已开工", "主体完工"), seen)


def test_plans_that_stand_unsaved_are_not_touched_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.write(merge("DC-2", "已开工", "已通车"))
    monkeypatch.setattr(office.master, "apply", None)
    assert [plan.number for plan in office.next_command().standing] == [2, 3]


def test_a_crash_before_the_write_is_made_good_with_what_stood_unsaved(office: Office) -> None:
    office.types()
    office.write(merge("DC-1", "已开工", "主体完工"))
    office.journal.begin_plan(merge("DC-2", "已开工", "已通车"), NOW)
    office.types(after=None)
    recovery = office.next_command()
    assert ([plan.number for plan in recovery.finished], [plan.number for plan in recovery.applied]) == ([2], [3])
    assert (office.in_file(), office.in_file("DC-2")) == ("主体完工", "已通车")
    assert (office.journal.unfinished_plans(), recovery.standing) == ([], [])


def test_a_plan_that_cannot_be_written_safely_after_a_crash_is_set_aside(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> str:
        raise UnsafeMaster("工作表受保护")

    office.journal.begin_plan(merge("DC-1", "已开工", "主体完工"), NOW)
    monkeypatch.setattr(office.master, "apply", refuse)
    with pytest.raises(UnsafeMaster):
        office.next_command()
    assert office.journal.unfinished_plans() == []
    assert office.next_command() == Recovery()


def test_a_plan_made_from_unsaved_typing_and_cut_off_is_held(office: Office) -> None:
    """填了“停工”没保存，合并要改成“复工”，还没写就断电；后来他保存了“停工”：这一批不再写，由人来定。"""
    office.types("DC-1", "progress", "停工")
    office.journal.begin_plan(merge("DC-1", "停工", "复工"), NOW)
    office.master.person_saves()
    ((_, cells),) = office.next_command().held
    assert [(held.before, held.after, held.found) for held in cells] == [("停工", "复工", "停工")]
    assert office.in_file() == "停工"
    assert office.lines() == [("progress", "停工")]


def test_a_plan_made_from_unsaved_typing_is_held_also_behind_one_that_was_saved(office: Office) -> None:
    office.types("DC-1", "progress", "停工")
    office.write(merge("DC-2", "已开工", "已通车"))
    office.journal.begin_plan(merge("DC-1", "停工", "复工"), NOW)
    office.master.person_saves()
    recovery = office.next_command()
    assert ([plan.number for plan in recovery.finished], [plan.number for plan, _ in recovery.held]) == ([2], [3])
    assert (office.in_file(), office.in_file("DC-2")) == ("停工", "已通车")


def test_what_was_typed_between_two_plans_that_were_thrown_away_stays(office: Office) -> None:
    """Two plans stood unsaved, the second took back the first; thrown away, and the first one's value typed by hand."""
    office.types()
    office.write(merge("DC-2", "已开工", "停工"))
    office.write(merge("DC-2", "停工", "已开工"))
    office.master.person_closes()
    office.types("DC-2", "progress", "停工")
    recovery = office.next_command()
    assert ([plan.number for plan in recovery.applied], [plan.number for plan, _ in recovery.held]) == ([2], [3])
    assert (office.in_file("DC-2"), office.lines("DC-2")[-1]) == ("停工", ("progress", "停工"))
