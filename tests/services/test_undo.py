"""Taking a merged return back: the master as before it, or the list of what stands in the way and no change at all."""

from datetime import date

import pytest

from tests.services.memory_office import MemoryOffice
from tests.services.returned_forms import M1, M2, UNIT
from xlsync.model.plan import Plan
from xlsync.model.table import MasterImage, Row
from xlsync.rules.plan import foresee
from xlsync.services.close import close
from xlsync.services.recover import Recovery
from xlsync.services.refresh import refresh
from xlsync.services.undo import last_merged, undo
from xlsync.vocabulary.errors import NotTakenBack, SubmissionAmbiguous, SubmissionUnknown
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice()


def rows(image: MasterImage) -> dict[str, list[dict[str, object]]]:
    """Return the filled rows of every sheet but 变更记录, without the numbers of the lines of 错误清单."""
    return {
        name: sorted(({**row.values, "line_no": None} for row in map(filled, table)), key=repr)
        for name, table in image.tables.items()
        if name != "changes"
    }


def filled(row: Row) -> Row:
    return Row(row.number, {column: value for column, value in row.values.items() if value is not None})


def refreshed(office: MemoryOffice, image: MasterImage) -> MasterImage:
    """Return an image as a refresh at the present moment leaves it."""
    desk = office.desk()
    made = refresh(image, policy=desk.policy, calendar=desk.calendar, today=office.now.date())
    return foresee(image, made.plan)


def states(office: MemoryOffice) -> list[str]:
    return [entry["state"] for entry in office.journal.submissions()]


def test_after_an_undo_the_master_is_as_if_the_file_had_never_come(office):
    """督查事项、反馈登记、错误清单、看板 and all other sheets; 变更记录 tells of both."""
    before = office.master.read()
    sent = office.send("综合科", M1, text="第一标段基础施工完成，转入主体施工阶段")
    assert office.cell(M1, "progress") == "第一标段基础施工完成，转入主体施工阶段"
    found = office.undo(sent.number)
    assert found.clashes == []
    assert rows(office.master.read()) == rows(refreshed(office, before))
    kinds = [row.text("kind") for row in office.master.read()["changes"]]
    assert kinds == ["合并反馈", "撤销反馈", "撤销反馈"]
    assert states(office) == [S.UNDONE]
    assert office.verify().problems == []


def test_the_last_merge_is_not_another_one_while_it_waits_to_be_saved(office):
    """One file is merged and saved; the next stands in the open workbook only: it is not the first that is meant."""
    first = office.send("综合科", M1)
    assert last_merged(office.journal) == (str(first.number),)
    office.journal.begin_plan(Plan("合并反馈", submissions=(2,)), office.now)
    with pytest.raises(NotTakenBack, match=r"第\d+批.*保存"):
        last_merged(office.journal)


def test_the_undo_itself_names_the_file_whose_words_go(office):
    sent = office.send("综合科", M1)
    office.undo(sent.number)
    line = office.journal.history(M1, "progress")[-1]
    assert (line["kind"], line["who"], line["sha256"]) == ("撤销反馈", "撤销反馈", sent.sha256)


def test_a_cell_that_somebody_changed_since_stops_the_undo_and_is_named(office):
    """督查事项 M1 进展情况: the unit's words, then typed over in Excel."""
    sent = office.send("综合科", M1, text="单位报送")
    office.type_in(M1, "progress", "督查室核改")
    found = office.undo(sent.number)
    assert [(c.sheet, c.key, c.column, c.expected, c.found) for c in found.clashes] == [
        ("matters", M1, "progress", "单位报送", "督查室核改")
    ]
    assert found.clashes[0].by is not None and found.clashes[0].by.who == "在Excel中修改"
    assert (office.cell(M1, "progress"), states(office)) == ("督查室核改", [S.FILED])


def test_a_value_typed_over_and_typed_back_is_no_clash(office):
    sent = office.send("综合科", M1, text="单位报送")
    office.type_in(M1, "progress", "督查室核改")
    office.desk()
    office.type_in(M1, "progress", "单位报送")
    assert office.undo(sent.number).clashes == []


def test_a_registered_answer_that_was_returned_by_hand_is_not_swept_away(office):
    """反馈登记: the clerk set 受理状态 to 退回."""
    sent = office.send("综合科", M1)
    key = next(row.text("feedback_id") for row in office.master.read()["feedback"])
    office.type_in(key, "state", "退回", "feedback")
    found = office.undo(sent.number)
    assert [(clash.sheet, clash.column, clash.found) for clash in found.clashes] == [("feedback", "state", "退回")]
    assert office.cell(key, "state", "feedback") == "退回"


def test_a_later_file_of_the_unit_is_named_and_goes_first(office):
    first, second = office.send("综合科", M1), office.send("综合科", M1)
    issued = "第1标段完成征地拆迁，正在进行基础施工"
    found = office.undo(first.number)
    assert {clash.by.sha256 for clash in found.clashes if clash.by} == {second.sha256}
    assert office.undo(second.number).clashes == []
    assert office.undo(first.number).clashes == []
    assert (office.cell(M1, "progress"), states(office)) == (issued, [S.UNDONE, S.UNDONE])


def test_a_later_file_on_other_matters_stands_in_the_way_where_it_registered_anew(office):
    """反馈登记 M2: the first file left it as issued (待确认), the second answers it."""
    first, second = office.send("综合科", M1), office.send("规划科", M2)
    found = office.undo(first.number)
    assert {clash.sheet for clash in found.clashes} == {"feedback"}
    assert M2 in {clash.key.split("/")[0] for clash in found.clashes}
    assert [entry["number"] for entry in found.later] == [second.number]


def test_files_of_two_units_go_back_one_by_one(office):
    before = office.master.read()
    first, second = office.send("综合科", M1), office.send("财政局", M1)
    assert office.undo(first.number).clashes == []
    assert states(office) == [S.UNDONE, S.FILED]
    assert office.undo(second.number).clashes == []
    assert rows(office.master.read()) == rows(refreshed(office, before))


def test_files_of_one_unit_merged_in_one_batch_go_back_together(office):
    """The second builds upon the first, and the journal has the last value of each cell only."""
    before = office.master.read()
    office.answer("综合科", M1)
    first = office.file("综合科")
    office.answer("综合科", M1)
    one, two = office.merge(first, office.file("综合科"))
    with pytest.raises(NotTakenBack, match=f"xlsync undo {one.number} {two.number}"):
        office.undo(two.number)
    assert office.undo(one.number, two.number).clashes == []
    assert rows(office.master.read()) == rows(refreshed(office, before))
    assert states(office) == [S.UNDONE, S.UNDONE]


def test_after_an_undo_the_next_file_is_merged_against_what_was_issued(office):
    """Not against the words that were taken back: the corrected file is no conflict."""
    sent = office.send("综合科", M1)
    office.undo(sent.number)
    after = office.send("综合科", M1, text="更正后的内容")
    assert (after.state, after.conflicts) == (S.FILED, 0)
    assert office.cell(M1, "progress") == "更正后的内容"


def test_the_same_content_does_not_slip_in_again_by_itself(office):
    """The mail comes a second time: a repeat, and the sentence says how to merge it all the same."""
    office.answer("综合科", M1)
    file = office.file("综合科")
    (sent,) = office.merge(file)
    office.undo(sent.number)
    (again,) = office.merge(file)
    assert (again.repeat, again.state, again.number) == (True, S.UNDONE, sent.number)
    assert f"xlsync merge --again {sent.number}" in again.reason
    assert states(office) == [S.UNDONE]


def test_what_was_undone_is_merged_again_when_a_person_says_so_and_can_be_undone_again(office):
    sent = office.send("综合科", M1, text="单位报送")
    issued = "第1标段完成征地拆迁，正在进行基础施工"
    for _ in range(2):
        office.undo(sent.number)
        assert office.cell(M1, "progress") == issued
        (again,) = office.merge(again=[str(sent.number)])
        assert (again.state, again.number, office.cell(M1, "progress")) == (S.FILED, sent.number, "单位报送")
    kinds = [row.text("kind") for row in office.master.read()["changes"]]
    assert (kinds.count("合并反馈"), len(kinds)) == (3, 7)
    assert office.verify().problems == []


def test_a_second_undo_goes_back_to_what_stood_before_the_second_merge(office):
    """行版本 of M1: 1 by the first desk's file, 2 by the file that was merged again; undone, it is 1."""
    office.answer("规划科", M1, "problems")
    earlier = office.file("规划科")
    sent = office.send("综合科", M1)
    office.undo(sent.number)
    office.merge(earlier)
    between = office.cell(M1, "row_version")
    office.merge(again=[str(sent.number)])
    assert office.cell(M1, "row_version") == between + 1
    assert office.undo(sent.number).clashes == []
    assert office.cell(M1, "row_version") == between


def test_only_what_stands_in_the_master_can_be_undone(office):
    sent = office.send("综合科", M1)
    office.undo(sent.number)
    with pytest.raises(NotTakenBack, match="先前已经撤销过"):
        office.undo(sent.number)
    (held,) = office.merge(office.file("财政局"))
    assert held.state is S.HELD
    with pytest.raises(NotTakenBack, match="还在待处理"):
        office.undo(held.number)
    with pytest.raises(NotTakenBack, match="已经并入台账"):
        office.merge(again=[str(office.send("规划科", M2).number)])


def test_a_submission_is_named_by_number_file_or_beginning_of_its_hash(office):
    sent, other = office.send("综合科", M1), office.send("财政局", M2)
    for word in (sent.number, sent.file, sent.sha256[:12]):
        assert office.undo(word).numbers == (sent.number,)
        office.merge(again=[str(sent.number)])
    with pytest.raises(SubmissionUnknown):
        office.undo("没有这份.xlsx")
    for entry in office.journal._submissions.values():
        entry["name"] = "反馈.xlsx"
    with pytest.raises(SubmissionAmbiguous, match=f"第{sent.number}号.*；第{other.number}号"):
        office.undo("反馈.xlsx")


def test_a_conflict_that_the_file_brought_goes_and_the_one_that_it_superseded_is_open_again(office):
    """冲突: the unit says one thing, the office another; a second file says a third."""
    office.type_in(M1, "progress", "督查室所写")
    office.send("综合科", M1)
    (first,) = office.master.read()["conflicts"]
    second = office.send("综合科", M1)
    assert office.cell(first.text("conflict_id"), "settled_on", "conflicts") is not None
    found = office.undo(second.number)
    assert found.clashes == []
    (left,) = office.master.read()["conflicts"]
    assert (left["conflict_id"], left["settled_on"], left["note"]) == (first["conflict_id"], None, None)


def test_a_conflict_on_which_a_person_has_chosen_stops_the_undo(office):
    office.type_in(M1, "progress", "督查室所写")
    sent = office.send("综合科", M1)
    (conflict,) = office.master.read()["conflicts"]
    office.type_in(conflict.text("conflict_id"), "choice", "保留现值", "conflicts")
    found = office.undo(sent.number)
    assert "choice" in {clash.column for clash in found.clashes}
    assert states(office) == [S.FILED]


def test_questions_on_a_file_go_with_it_and_those_it_had_answered_are_open_again(office):
    """错误清单: a held file's line, gone when a filled one came; the filled one is taken back."""
    (held,) = office.merge(office.file("综合科"))
    assert held.state is S.HELD
    listed = [row.text("source") for row in office.master.read()["findings"] if row["source"]]
    sent = office.send("综合科", M1, "percent", "约三成")
    assert held.file not in [row.text("source") for row in office.master.read()["findings"]]
    office.undo(sent.number)
    assert [row.text("source") for row in office.master.read()["findings"] if row["source"]] == listed


@pytest.mark.parametrize("step", ["begun", "written"])
def test_an_undo_cut_off_is_brought_to_its_end_at_the_next_command(office, step):
    """Killed between begin_plan and finish_plan, before or after the master was written."""
    sent = office.send("综合科", M1)
    desk = office.desk()
    plan = office.journal.begin_plan(undo(desk, [str(sent.number)]).plan, office.now)
    if step == "written":
        office.master.apply(plan, desk.image)
    assert states(office) == [S.FILED]
    office.desk()
    done = office.recovered.applied if step == "begun" else office.recovered.finished
    assert ([one.number for one in done], states(office)) == ([plan.number], [S.UNDONE])
    assert office.cell(M1, "progress") == "第1标段完成征地拆迁，正在进行基础施工"
    office.desk()
    assert office.recovered == Recovery()


def test_a_held_file_that_a_person_dealt_with_waits_no_more(office):
    (held,) = office.merge(office.file("综合科"))
    desk = office.desk()
    closing = close(desk, str(held.number), "已电话核实，本期确无进展")
    desk.carry_out(closing.plan, closing.moves)
    (entry,) = office.journal.submissions()
    assert (entry["state"], entry["reason"]) == (S.CLOSED, "已由人工处理：已电话核实，本期确无进展")
    assert [row for row in office.master.read()["findings"] if row["source"]] == []
    assert [row.text("kind") for row in office.master.read()["changes"]] == ["人工处理"]
    (again,) = office.merge(office.file("综合科"))
    assert again.number != held.number or again.repeat
    with pytest.raises(NotTakenBack, match="先前已登记过"):
        close(office.desk(), str(held.number), "再来一次")


def test_an_undo_takes_back_dates_and_closings_too(office):
    """办理状态、完成时间 of a matter that the unit reported done."""
    before = office.master.read()["matters"].by_key()[M2]
    said = {"stage": "已完成", "progress": "第二标段已全部完工并通过验收", "percent": 1.0, "actual_value": 50000}
    office.copies["综合科"].fill(M2, **said, done_on=date(2016, 9, 28), evidence="验收报告2016年第3号")
    sent = office.merge(office.file("综合科"))[0]
    assert (office.cell(M2, "done_on"), office.cell(M2, "stage")) == (date(2016, 9, 28), "待核")
    office.undo(sent.number)
    after = office.master.read()["matters"].by_key()[M2]
    kept = ("stage", "progress", "percent", "done_on", "evidence", "row_version", "source_sha")
    assert [after[column] for column in kept] == [before[column] for column in kept]
    assert office.journal.answers(UNIT, [M2]) == {}
