"""`xlsync resolve` and `xlsync undo --last`: what a button can do that asks no number of anybody."""

import pytest

from tests.services.small_ledger import (
    EAST,
    HOUSING,
    LATER,
    ROAD,
    SCHOOL,
    fill,
    merge,
    small_office,
    table,
    type_in_excel,
)

SAID = "路基完成8公里"


@pytest.fixture
def disputed(tmp_path):
    """An office with two conflicts: 东区 on the school, 住建局 on the road; the ledger was edited meanwhile."""
    office = small_office(tmp_path / "office")
    files = [fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}), fill(office, HOUSING, {ROAD: {"progress": SAID}})]
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    type_in_excel(office, "matters", ROAD, {"progress": "已进场"})
    assert sum(one.conflicts for one in merge(office, *files).outcomes) == 2
    return office


def conflict_of(office, matter):
    (row,) = [row for row in table(office, "conflicts").values() if row["matter_id"] == matter]
    return row


def test_choices_are_carried_out_and_the_others_named_with_their_cell(xlsync, disputed):
    """采用报送值 on the school; nothing chosen on the road."""
    type_in_excel(disputed, "conflicts", conflict_of(disputed, SCHOOL).text("conflict_id"), {"choice": "采用报送值"})
    dry = xlsync("resolve", disputed.root, "-n")
    assert "试运行" in dry.out and table(disputed, "matters")[SCHOOL]["progress"] == "已开工"
    said = xlsync("resolve", disputed.root)
    road = conflict_of(disputed, ROAD)
    assert said.code == 1
    assert "已落实“冲突”表里的选择1处" in said.out and "还有1处没有落实" in said.out
    assert f"冲突 K{road.number}  {ROAD} 进展情况：台账‘已进场’，{HOUSING}报送‘{SAID}’" in said.out
    assert table(disputed, "matters")[SCHOOL]["progress"] == "主体完工"
    again = xlsync("resolve", disputed.root, "--json").json
    assert again["settled"] == []
    assert [(one["matter_id"], one["cell"], one["choice"]) for one in again["open"]] == [
        (ROAD, f"K{road.number}", None)
    ]


def test_conflicts_that_a_later_file_has_ended_are_no_choices(xlsync, disputed):
    merge(disputed, fill(disputed, EAST, {SCHOOL: {"progress": "已封顶"}}, "更正.xlsx", saved=11), day=LATER)
    for matter in (SCHOOL, ROAD):
        for row in table(disputed, "conflicts").values():
            if row["matter_id"] == matter and row["settled_on"] is None:
                type_in_excel(disputed, "conflicts", row.text("conflict_id"), {"choice": "保留现值"})
    said = xlsync("resolve", disputed.root)
    assert said.code == 0
    assert "选择2处" in said.out and said.out.endswith("没有待选择的冲突。\n")


def test_a_ledger_that_says_the_same_by_now_needs_no_choice(xlsync, disputed):
    """Staff wrote what the unit had reported; nobody chose."""
    type_in_excel(disputed, "matters", SCHOOL, {"progress": "主体完工"})
    said = xlsync("resolve", disputed.root)
    assert said.code == 1 and "选择0处" not in said.out and "还有1处没有落实" in said.out
    assert said.out.startswith("有1处不必再选")


def test_a_choice_made_on_another_value_is_told_with_its_reason(xlsync, disputed):
    road = conflict_of(disputed, ROAD).text("conflict_id")
    type_in_excel(disputed, "conflicts", road, {"choice": "采用报送值"})
    type_in_excel(disputed, "matters", ROAD, {"progress": "已铺油"})
    said = xlsync("resolve", disputed.root)
    assert said.code == 1 and "没有执行" in said.out and "‘已铺油’" in said.out
    assert table(disputed, "matters")[ROAD]["progress"] == "已铺油"


@pytest.fixture
def merged(tmp_path):
    """Two batches: the road and the school together, then the school once more."""
    office = small_office(tmp_path / "office")
    merge(office, fill(office, HOUSING, {ROAD: {"progress": SAID}}), fill(office, EAST, {SCHOOL: {"progress": "甲"}}))
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "乙"}}, "更正.xlsx", saved=11), day=LATER)
    return office


def undone(said) -> list[int]:
    return [one["number"] for one in said.json["submissions"]]


def test_the_last_batch_goes_back_first_then_the_one_before_then_none_is_left(xlsync, merged):
    assert xlsync("undo", "--last", merged.root).code == 1  # nobody to ask: a preview
    assert table(merged, "matters")[SCHOOL]["progress"] == "乙"
    assert undone(xlsync("undo", "--last", merged.root, "--yes", "--json")) == [3]
    assert table(merged, "matters")[SCHOOL]["progress"] == "甲"
    assert undone(xlsync("undo", "--last", merged.root, "--yes", "--json")) == [1, 2]
    assert {table(merged, "matters")[matter]["progress"] for matter in (ROAD, SCHOOL)} == {"已制定方案"}
    said = xlsync("undo", "--last", merged.root, "--yes")
    assert (said.code, said.err) == (1, "xlsync: 台账里没有可以撤销的合并（合并过的都已撤销，或者还没有合并过）。\n")


def test_what_is_left_of_a_batch_goes_back_and_what_was_merged_again_is_the_last(xlsync, merged):
    xlsync("undo", "3", merged.root, "--yes")
    xlsync("undo", "1", merged.root, "--yes")
    assert undone(xlsync("undo", "--last", merged.root, "-n", "--json")) == [2]
    xlsync("merge", "--again", "1", merged.root)
    assert undone(xlsync("undo", "--last", merged.root, "-n", "--json")) == [1]


@pytest.mark.parametrize(("words", "said"), [(["--last", "3"], "多出了参数“3”"), ([], "缺少 SUBMISSION：填报表的号")])
def test_undo_takes_numbers_or_the_last_batch_and_not_both(xlsync, office_folder, words, said):
    answer = xlsync("undo", *words, office_folder)
    assert (answer.code, said in answer.err) == (2, True)
