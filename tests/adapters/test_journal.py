"""What any journal promises, in a database or in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.adapters.journal_samples import FORM, NOON, PLAN, claim, merged
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.memory import MemoryJournal
from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.submission import Outcome
from xlsync.services.ports import Accepted, Batch, Journal
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    is_server = request.param == "postgresql"
    journal = SqlJournal(request.getfixturevalue("postgres_url") if is_server else tmp_path / ".xlsync" / "journal.db")
    yield journal
    journal.close()


def hold(journal: Journal) -> None:
    """Hold the journal for a moment; TimeoutError when another does."""
    with journal.exclusive(0.1):
        pass


class TestAnyJournal:
    def test_a_form_is_kept_as_issued(self, journal: Journal) -> None:
        journal.record_form(FORM)
        assert journal.form("F-1") == FORM
        assert journal.form("F-2") is None

    def test_forms_are_listed_oldest_first_without_their_rows(self, journal: Journal) -> None:
        journal.record_form(FORM)
        journal.record_form(replace(FORM, form_id="A-2"))
        assert [(form.form_id, form.rows) for form in journal.forms()] == [("F-1", ()), ("A-2", ())]

    def test_the_same_content_under_another_name_is_claimed_once(self, journal: Journal) -> None:
        assert claim(journal, "ab", "某局.xlsx", NOON) == 1
        assert claim(journal, "ab", "某局(1).xlsx", NOON) is None
        assert claim(journal, "cd", "另一局.xlsx", NOON) == 2

    def test_a_reason_that_quotes_a_hostile_file_is_kept(self, journal: Journal) -> None:
        """NUL and half a character: no database takes them."""
        number = claim(journal, "ab", "某局.xlsx", NOON)
        assert number is not None
        journal.move(number, S.REJECTED, Outcome("某局.xlsx", "ab", S.REJECTED, "编号“\0F\ud83d”不是本室发出的"))
        (line,) = journal.submissions()
        assert line["reason"].startswith("编号“") and line["reason"].endswith("”不是本室发出的")

    def test_a_submission_keeps_its_outcome(self, journal: Journal) -> None:
        number = claim(journal, "ab", "某局.xlsx", NOON)
        assert number is not None
        journal.move(number, S.CHECKED)
        journal.move(
            number, S.FILED, Outcome("某局.xlsx", "ab", S.FILED, "已并入", "某局", "2016-Q1", "F-1", 7, 1, (), 3)
        )
        assert journal.submissions() == [
            {
                "number": number,
                "sha256": "ab",
                "name": "某局.xlsx",
                "received_at": "2016-03-04T12:00:00",
                "state": "FILED",
                "unit": "某局",
                "form_id": "F-1",
                "period": "2016-Q1",
                "reason": "已并入",
                "changes": 7,
                "conflicts": 1,
                "matters": 3,
            }
        ]
        assert journal.submissions([S.HELD]) == []

    def test_a_submission_keeps_all_that_its_receipt_tells(self, journal: Journal) -> None:
        """序1 报送、序2 报送：有核对结果的照存；未有结果的无"""
        found = Finding("M38", "反馈表", "C7", "DC-1", "某局", "percent", 0.5, "某局.xlsx", {"d": date(2016, 3, 1)})
        told = Outcome("更名.xlsx", "ab", S.FILED, "已并入", findings=(found,), told="收到", sender="a@b.cn", number=1)
        kept = replace(told, received_at=NOON, envelope="ef")
        numbers = [claim(journal, content, "某局.xlsx", NOON) for content in ("ab", "cd")]
        assert numbers == [1, 2]
        with pytest.raises(ValueError):
            journal.move_many([(1, S.CHECKED, kept), (2, S.APPLIED, None)])
        assert journal.outcome(1) is None
        journal.move_many([(1, S.CHECKED, None), (1, S.PLANNED, kept), (1, S.APPLYING, None)])
        assert journal.outcome(1) == kept
        assert journal.outcome(2) is journal.outcome(3) is None

    @pytest.mark.parametrize("state", [S.APPLIED, S.RECEIVED, S.PLANNED])
    def test_a_submission_moves_only_along_the_table(self, journal: Journal, state: S) -> None:
        number = claim(journal, "ab", "某局.xlsx", NOON)
        assert number is not None
        with pytest.raises(ValueError, match=state.value):
            journal.move(number, state)
        assert journal.submissions()[0]["state"] == "RECEIVED"

    def test_an_unknown_submission_does_not_move(self, journal: Journal) -> None:
        with pytest.raises(ValueError, match="9"):
            journal.move(9, S.CHECKED)

    def test_a_later_answer_replaces_only_the_cells_that_it_fills(self, journal: Journal) -> None:
        """第一次：进展=甲，比例=0.5；补报：进展=乙（比例未填）"""
        first = Accepted("某局", 1, "2016-03-04", {"DC-1": {"progress": "甲", "percent": 0.5}, "DC-2": {}})
        other = Accepted("另一局", 3, "2016-03-06", {"DC-1": {"progress": "丙"}})
        journal.begin_plan(Plan("merge"), NOON, answers=[first])
        journal.begin_plan(
            Plan("merge"), NOON, answers=[Accepted("某局", 2, "2016-03-05", {"DC-1": {"progress": "乙"}}), other]
        )
        assert journal.answers("某局", ["DC-1"]) == {"DC-1": {"progress": "乙", "percent": 0.5}}
        assert journal.answer_order("某局") == {"DC-1": "2016-03-05", "DC-2": "2016-03-04"}

    def test_an_unfinished_plan_comes_back_whole(self, journal: Journal) -> None:
        begun = journal.begin_plan(PLAN, NOON)
        assert begun == replace(PLAN, number=begun.number)
        assert journal.unfinished_plans() == [begun]

    def test_what_came_to_stand_since_a_plan_comes_back_whole_and_in_order(self, journal: Journal) -> None:
        """计划1 完成；计划2 搁置；在Excel中修改（3）；计划4 完成；计划5 未完成"""
        plans = [journal.begin_plan(PLAN, NOON) for _ in range(2)]
        assert (journal.last_finished(), journal.finished_since(0)) == (0, [])
        journal.finish_plan(plans[0].number, "aa")
        journal.hold_plan(plans[1].number)
        journal.observe(PLAN.changes, PLAN.appends, "bb", NOON)
        assert journal.last_finished() == plans[0].number
        plans += [journal.begin_plan(PLAN, NOON) for _ in range(2)]
        journal.finish_plan(plans[2].number, "cc")
        observed = Plan("observed", PLAN.changes, PLAN.appends, number=plans[1].number + 1)
        assert journal.finished_since(plans[0].number) == [observed, plans[2]]
        assert journal.last_finished() == plans[2].number

    def test_a_finished_plan_is_history_and_an_unfinished_one_is_not(self, journal: Journal) -> None:
        begun = journal.begin_plan(PLAN, NOON)
        assert journal.history("DC-1") == []
        journal.finish_plan(begun.number, "ff")
        journal.finish_plan(begun.number, "ff")
        assert journal.unfinished_plans() == []
        assert journal.last_master() == "ff"
        assert journal.history("DC-1", "progress") == [
            {
                "plan": begun.number,
                "kind": "merge",
                "at": "2016-03-04T12:00:00",
                "who": "某局",
                "column": "progress",
                "before": "已开工",
                "after": "主体完工",
                "sha256": "ab" * 32,
                "file": "某局.xlsx",
                "cell": "L5",
            }
        ]

    def test_a_held_plan_is_neither_tried_again_nor_history(self, journal: Journal) -> None:
        journal.hold_plan(journal.begin_plan(PLAN, NOON).number)
        assert (journal.unfinished_plans(), journal.history("DC-1"), journal.last_master()) == ([], [], None)

    @pytest.mark.parametrize(("end", "state", "known"), [("finish", S.APPLIED, 1), ("hold", S.HELD, 0)])
    def test_submissions_and_answers_go_with_their_plan(self, journal: Journal, end: str, state: S, known: int) -> None:
        """计划并入台账：报送随之“已并入”；计划搁置：报送随之“待处理”，所接受的答复不再作数"""
        number = claim(journal, "ab", "某局.xlsx", NOON) or 0
        moves = [(number, step, None) for step in (S.CHECKED, S.PLANNED, S.APPLYING)]
        answer = Accepted("某局", number, "2016-03-04", {"DC-1": {"progress": "甲"}})
        plan = journal.begin_plan(replace(PLAN, submissions=(number,)), NOON, moves, [answer])
        assert [line["state"] for line in journal.submissions()] == [S.APPLYING]
        if end == "finish":
            journal.finish_plan(plan.number, "ff")
        else:
            journal.hold_plan(plan.number)
        assert [line["state"] for line in journal.submissions()] == [state]
        assert len(journal.answers("某局", ["DC-1"])) == known

    @pytest.mark.parametrize("filed", [False, True])
    def test_a_plan_takes_submissions_back_only_once_it_stands(self, journal: Journal, filed: bool) -> None:
        """报送已并入（或已办结）；撤销计划写入台账之前一切照旧，写入之后：已撤销，答复不再作数，其他报送不变"""
        first, second = (merged(journal, sha256, "甲" if sha256 == "aa" else "乙") for sha256 in ("aa", "bb"))
        for number in (first, second) if filed else ():
            journal.move(number, S.FILED)
        before = [line["state"] for line in journal.submissions()]
        undo = journal.begin_plan(Plan("undo", PLAN.changes, takes_back=(second,)), NOON)
        assert undo.takes_back == (second,)
        assert journal.unfinished_plans() == [undo]
        assert [line["state"] for line in journal.submissions()] == before
        assert journal.answers("某局", ["DC-1"]) == {"DC-1": {"progress": "乙"}}
        journal.finish_plan(undo.number, "cc")
        assert [line["state"] for line in journal.submissions()] == [before[0], S.UNDONE]
        assert journal.answers("某局", ["DC-1"]) == {"DC-1": {"progress": "甲"}}
        assert journal.answer_order("某局") == {"DC-1": "aa"}

    def test_a_held_plan_takes_nothing_back_and_settles_nothing(self, journal: Journal) -> None:
        number = merged(journal, "aa", "甲")
        held = journal.begin_plan(PLAN, NOON)
        journal.hold_plan(held.number)
        undo = journal.begin_plan(Plan("undo", takes_back=(number,), settles=(held.number,)), NOON)
        journal.hold_plan(undo.number)
        assert journal.submissions()[0]["state"] == S.APPLIED
        assert journal.answers("某局", ["DC-1"]) == {"DC-1": {"progress": "甲"}}
        assert [batch.state for batch in journal.batches()] == ["done", "held", "held"]

    def test_a_held_plan_is_settled_by_the_plan_that_says_so(self, journal: Journal) -> None:
        held = [journal.begin_plan(PLAN, NOON) for _ in range(2)]
        for plan in held:
            journal.hold_plan(plan.number)
        settling = journal.begin_plan(Plan("settle", PLAN.changes, settles=(held[1].number,)), NOON)
        journal.finish_plan(settling.number, "cc")
        assert [batch.state for batch in journal.batches()] == ["held", "settled", "done"]

    def test_a_person_may_close_a_held_file_and_it_is_never_filed_by_itself(self, journal: Journal) -> None:
        number = claim(journal, "ab", "某局.xlsx", NOON) or 0
        journal.move(number, S.HELD)
        journal.move(number, S.CLOSED)
        with pytest.raises(ValueError, match="FILED"):
            journal.move(number, S.FILED)

    def test_the_batches_are_listed_with_the_master_after_each(self, journal: Journal) -> None:
        """计划1 并入；在Excel中修改（2）；计划3 搁置；计划4 未完成"""
        first = journal.begin_plan(PLAN, NOON)
        journal.finish_plan(first.number, "aa")
        journal.observe(PLAN.changes, (), "bb", NOON)
        journal.hold_plan(journal.begin_plan(Plan("merge"), NOON).number)
        journal.begin_plan(Plan("undo", takes_back=(1,), settles=(3,)), NOON)
        assert journal.batches() == [
            Batch(1, "merge", NOON, "done", (4, 5), master="aa"),
            Batch(2, "observed", NOON, "done", (), master="bb"),
            Batch(3, "merge", NOON, "held", ()),
            Batch(4, "undo", NOON, "begun", (), (1,), (3,)),
        ]

    def test_any_plan_comes_back_by_its_number(self, journal: Journal) -> None:
        begun = journal.begin_plan(replace(PLAN, takes_back=(7,), settles=(9,)), NOON)
        journal.hold_plan(begun.number)
        journal.observe(PLAN.changes, (), "bb", NOON)
        assert journal.plan(begun.number) == begun
        assert journal.plan(begun.number + 1) == Plan("observed", PLAN.changes, number=begun.number + 1)
        for unknown in (0, begun.number + 2):
            with pytest.raises(KeyError):
                journal.plan(unknown)

    def test_the_journal_is_held_by_one_at_a_time(self, journal: Journal) -> None:
        with journal.exclusive(1), ThreadPoolExecutor(1) as other, pytest.raises(TimeoutError):
            other.submit(hold, journal).result()
        hold(journal)

    def test_a_sound_journal_has_no_damage(self, journal: Journal) -> None:
        journal.record_form(FORM)
        merged(journal, "aa", "甲")
        journal.observe(PLAN.changes, PLAN.appends, "bb", NOON)
        journal.next_sequence("2016")
        assert journal.damage() == []

    def test_a_plan_with_an_impossible_move_leaves_nothing(self, journal: Journal) -> None:
        number = claim(journal, "ab", "某局.xlsx", NOON) or 0
        with pytest.raises(ValueError, match="APPLIED"):
            journal.begin_plan(PLAN, NOON, [(number, S.CHECKED, None), (number, S.APPLIED, None)])
        assert journal.unfinished_plans() == []
        assert journal.submissions()[0]["state"] == "RECEIVED"

    def test_each_changed_cell_is_exactly_one_line(self, journal: Journal) -> None:
        journal.finish_plan(journal.begin_plan(PLAN, NOON).number, "ff")
        lines = [
            (sheet, key, line["column"], line["before"], line["after"])
            for sheet, key in [("matters", "DC-1"), ("points", "1"), ("feedback", "FK-1")]
            for line in journal.history(key, sheet=sheet)
        ]
        cells = [(c.sheet, c.key, c.column, c.before, c.after) for c in PLAN.changes]
        cells += [(a.sheet, a.key, column, None, value) for a in PLAN.appends for column, value in a.values.items()]
        assert lines == cells

    def test_what_people_typed_is_history_with_its_master(self, journal: Journal) -> None:
        typed = CellChange("matters", "DC-1", "remarks", None, "电话催过", Source("在Excel中修改"))
        journal.observe([typed], PLAN.appends, "ee", NOON)
        assert [(line["who"], line["kind"], line["after"]) for line in journal.history("DC-1")] == [
            ("在Excel中修改", "observed", "电话催过")
        ]
        assert len(journal.history("FK-1", sheet="feedback")) == 3
        assert journal.last_master() == "ee"

    def test_plans_are_numbered_upwards(self, journal: Journal) -> None:
        first = journal.begin_plan(PLAN, NOON).number
        journal.observe([], [], "ee", NOON)
        assert journal.begin_plan(Plan("refresh"), NOON).number > first

    def test_a_sequence_counts_from_one_and_apart_from_others(self, journal: Journal) -> None:
        assert [journal.next_sequence(name) for name in ("2016", "2016", "2017", "2016")] == [1, 2, 1, 3]
