"""Plans: what a computed table needs, several plans as one, and the master as it will stand."""

from dataclasses import replace

from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Value
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee, join, reconcile

BY_TEST = Source("test")
POINTS = SHEETS["points"]


def change(key: str, column: str, before: Value, after: Value) -> CellChange:
    return CellChange("matters", key, column, before, after, BY_TEST)


def append(key: str, **values: Value) -> RowAppend:
    return RowAppend("matters", key, {"matter_id": key, **values}, BY_TEST)


def after_reconciling(rows: list[dict[str, Value]], wanted: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Return the rows of 扣分明细 after one refresh that wants just these."""
    master = MemoryMaster({"points": rows})
    image = master.read()
    changes, appends = reconcile(POINTS, image["points"], wanted, BY_TEST)
    master.apply(Plan("refresh", tuple(changes), tuple(appends), number=1), image)
    return [dict(row.values) for row in master.read()["points"]]


def test_the_second_line_of_a_doubled_key_goes_the_first_stays() -> None:
    """序号 | 单位 | 扣分
    1     | 甲局 | 2
    1     | 甲局 | 2     (copied by hand: a phantom point)
    """
    line: dict[str, Value] = {"line_no": 1, "unit": "甲局", "points": 2}
    assert after_reconciling([line, dict(line)], [line]) == [line]


def test_every_line_of_a_key_no_longer_wanted_goes() -> None:
    line: dict[str, Value] = {"line_no": 7, "unit": "甲局", "points": 2}
    assert after_reconciling([line, dict(line), dict(line)], []) == []


def test_all_lines_without_a_key_go_at_once() -> None:
    lost: dict[str, Value] = {"unit": "甲局", "points": 2}
    line: dict[str, Value] = {"line_no": 1, "unit": "乙局", "points": 1}
    assert after_reconciling([lost, line, dict(lost), dict(lost)], [line]) == [line]


def test_a_change_of_a_doubled_key_is_foreseen_where_it_is_written() -> None:
    """督查编号 | 进展情况
    DC-1     | 已开工 -> 主体完工
    DC-1     | 已开工    (stays: the writer changes the first row of a key)
    """
    master = MemoryMaster({"matters": [{"matter_id": "DC-1", "progress": "已开工"}] * 2})
    before = master.read()
    plan = Plan("merge", (change("DC-1", "progress", "已开工", "主体完工"),), number=1)
    master.apply(plan, before)
    assert [row["progress"] for row in master.read()["matters"]] == ["主体完工", "已开工"]
    assert not differences(foresee(before, plan), master.read(), BY_TEST)


def test_a_row_may_be_named_by_the_key_that_the_plan_gives_it() -> None:
    master = MemoryMaster({"matters": [{"matter_id": "DC-1"}, {"task": "绿化"}]})
    plan = Plan("refresh", (change("#5", "matter_id", None, "DC-2"), change("DC-2", "stage", None, "在办")), number=1)
    before = master.read()
    master.apply(plan, before)
    assert dict(master.read()["matters"].rows[1].values) == {"matter_id": "DC-2", "task": "绿化", "stage": "在办"}
    assert not differences(foresee(before, plan), master.read(), BY_TEST)


def test_a_cell_changed_twice_keeps_its_first_before_and_its_last_after() -> None:
    plans = [Plan("", (change("DC-1", "progress", *values),)) for values in (("甲", "乙"), ("乙", "丙"))]
    assert join("merge", plans).changes == (change("DC-1", "progress", "甲", "丙"),)


def test_a_cell_changed_back_is_no_change() -> None:
    plans = [Plan("", (change("DC-1", "percent", *values),)) for values in ((0.5, 0.7), (0.7, 0.5))]
    assert join("merge", plans).is_empty


def test_a_row_appended_twice_is_one_row_with_the_later_value_of_each_column() -> None:
    plans = [Plan("", (), (append("DC-1", task="修路", stage="在办"),)), Plan("", (), (append("DC-1", stage="办结"),))]
    assert join("merge", plans).appends == (append("DC-1", task="修路", stage="办结"),)


def test_a_change_of_a_new_row_becomes_part_of_it() -> None:
    plans = [Plan("", (), (append("DC-1", stage="在办"),)), Plan("", (change("DC-1", "stage", "在办", "办结"),))]
    assert join("merge", plans, [4, 5]) == Plan("merge", (), (append("DC-1", stage="办结"),), (4, 5))


def test_the_same_key_on_two_sheets_is_two_rows() -> None:
    other = replace(append("DC-1"), sheet="urges")
    plans = [Plan("", (), (append("DC-1"), other)), Plan("", (change("DC-1", "stage", None, "办结"),))]
    assert join("merge", plans).appends == (append("DC-1", stage="办结"), other)
