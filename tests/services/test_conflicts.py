"""A conflict from its file to its end: what the unit says later, what staff choose, and the trace of both."""

import pytest

from tests.services.small_ledger import EAST, LATER, SCHOOL, fill, merge, on, small_office, table, type_in_excel
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.refresh import refresh_desk


@pytest.fixture
def office(tmp_path):
    """Return an office that wrote 已开工 after the form went out with 已制定方案; 东区 reports 主体完工."""
    made = small_office(tmp_path / "office")
    path = fill(made, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(made, "matters", SCHOOL, {"progress": "已开工"})
    assert merge(made, path).outcomes[0].conflicts == 1
    return made


def _states(office) -> list[tuple[object, bool]]:
    return [(row["theirs"], row["settled_on"] is not None) for row in table(office, "conflicts").values()]


def _refresh(office) -> None:
    with changing(on(office, LATER)) as desk:
        refresh_desk(desk)


def test_a_settled_cell_is_traced_to_the_unit_and_its_file(office):
    (key,) = table(office, "conflicts")
    type_in_excel(office, "conflicts", key, {"choice": "采用报送值"})
    _refresh(office)
    with changing(office) as desk:
        line = desk.work.journal.history(SCHOOL, "progress")[-1]
        (sent,) = desk.work.journal.submissions()
        assert desk.work.store.get(line["sha256"])
    assert (line["after"], line["who"], line["sha256"]) == ("主体完工", EAST, sent["sha256"])
    assert line["cell"].startswith("P")


def test_a_choice_is_not_carried_out_when_staff_have_written_something_else_since(office):
    (key,) = table(office, "conflicts")
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工，地基完成"})
    type_in_excel(office, "conflicts", key, {"choice": "采用报送值"})
    _refresh(office)
    row = table(office, "conflicts")[key]
    assert table(office, "matters")[SCHOOL]["progress"] == "已开工，地基完成"
    assert [row[column] for column in ("ours", "choice", "settled_on")] == ["已开工，地基完成", None, None]
    (told,) = [row for row in table(office, "findings").values() if row["code"] == "C24"]
    assert "已开工，地基完成" in told.text("message")


def test_a_later_report_of_the_same_cell_closes_the_earlier_conflict(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "更正.xlsx", saved=11), day=LATER)
    assert _states(office) == [("主体完工", True), ("主体封顶", False)]
    assert "后报" in next(iter(table(office, "conflicts").values())).text("note")


def test_a_later_report_that_agrees_with_the_ledger_leaves_no_conflict(office):
    """采用报送值 is chosen on 主体完工, but the unit has taken that back meanwhile: 已开工, as the ledger says."""
    (key,) = table(office, "conflicts")
    type_in_excel(office, "conflicts", key, {"choice": "采用报送值"})
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "已开工"}}, "更正.xlsx", saved=11), day=LATER)
    assert _states(office) == [("主体完工", True)]
    assert table(office, "matters")[SCHOOL]["progress"] == "已开工"
