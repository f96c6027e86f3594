"""Before every command: what people typed in Excel becomes journal lines."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import Value
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee, join
from xlsync.services.observe import observe

NOW = datetime(2016, 3, 4, 12, 0)
TYPED = Source("在Excel中修改")
ROWS: dict[str, list[dict[str, Value]]] = {
    "matters": [
        {"matter_id": "DC-1", "task": "修路", "due": date(2016, 5, 6), "progress": "已开工"},
        {"matter_id": "DC-2", "task": "架桥", "progress": "未开工"},
    ]
}


class Office:
    """An office whose journal knows the master as it was built."""

    def __init__(self) -> None:
        self.master, self.store, self.journal = MemoryMaster(ROWS), MemoryStore(), MemoryJournal()
        self.look()

    def look(self) -> object:
        return observe(self.master.read(), self.master, self.store, self.journal, NOW)

    def type_in(self, key: str, column: str, after: Value) -> None:
        self.master.type_in([CellChange("matters", key, column, None, after, TYPED)])


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_first_look_keeps_the_master_as_base(office: Office) -> None:
    assert office.journal.last_master() == office.master.read().sha256
    assert office.store.get(office.master.read().sha256) == office.master.content()
    assert office.journal.history("DC-1") == []


def test_a_typed_cell_is_one_line_and_only_once(office: Office) -> None:
    """督查编号 | 进展情况
    DC-1     | 已开工 -> 主体完工（在Excel中）
    """
    office.type_in("DC-1", "progress", "主体完工")
    office.look()
    office.look()
    lines = office.journal.history("DC-1")
    assert [(line["who"], line["column"], line["before"], line["after"]) for line in lines] == [
        ("在Excel中修改", "progress", "已开工", "主体完工")
    ]


def test_a_blanked_cell_keeps_what_it_held(office: Office) -> None:
    office.type_in("DC-1", "due", None)
    office.look()
    assert [(line["before"], line["after"]) for line in office.journal.history("DC-1", "due")] == [
        (date(2016, 5, 6), None)
    ]


def test_a_typed_row_without_a_number_is_no_lost_row(office: Office) -> None:
    """Staff add a matter under the table and leave 督查编号 to the program."""
    office.master.type_in(appends=[RowAppend("matters", "", {"task": "绿化"}, TYPED)])
    office.look()
    assert [(line["column"], line["after"]) for line in office.journal.history("#6")] == [("task", "绿化")]


def test_a_removed_row_leaves_every_value_in_the_journal(office: Office) -> None:
    row = office.master.read()["matters"].by_key()["DC-2"]
    office.master.type_in([CellChange("matters", "DC-2", key, value, None, TYPED) for key, value in row.values.items()])
    office.look()
    assert {line["column"]: line["before"] for line in office.journal.history("DC-2")} == ROWS["matters"][1]


def test_without_the_earlier_file_the_master_becomes_the_new_base(office: Office) -> None:
    office.store = MemoryStore()
    office.type_in("DC-1", "progress", "主体完工")
    office.look()
    assert office.journal.last_master() == office.master.read().sha256
    assert office.journal.history("DC-1") == []


EDITS = st.dictionaries(
    st.tuples(st.sampled_from(["DC-1", "DC-2"]), st.sampled_from(["task", "progress", "percent"])),
    st.none() | st.text(max_size=3).map(lambda text: text or None) | st.floats(0, 1),
)


@given(edits=EDITS)
def test_the_differences_turn_the_earlier_master_into_the_later_one(edits: dict[tuple[str, str], Value]) -> None:
    master = MemoryMaster(ROWS)
    before = master.read()
    master.type_in([CellChange("matters", key, column, None, value, TYPED) for (key, column), value in edits.items()])
    found = differences(before, master.read(), TYPED)
    after = foresee(before, join("observed", [Plan("", tuple(found.changes), tuple(found.appends))]))
    seen = [{k: v for k, v in row.values.items() if v is not None} for row in after["matters"]]
    assert seen == [dict(row.values) for row in master.read()["matters"]]
