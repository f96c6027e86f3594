"""What any journal promises, in a database or in memory; then what only a database can break."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.journal.codec import decode, decode_values, encode, encode_values
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.memory import MemoryJournal
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.submission import FormRow, IssuedForm, Outcome
from xlsync.model.table import Value
from xlsync.services.ports import Accepted, Journal
from xlsync.vocabulary.terms import SubmissionState as S

NOON = datetime(2016, 3, 4, 12, 0)


def claim(journal: Journal, sha256: str, name: str, moment: datetime) -> int | None:
    """Claim one file."""
    return journal.open_submissions([(sha256, name, moment)])[0]


FROM_UNIT = Source("某局", "ab" * 32, "某局.xlsx", "L5")
FROM_TOOL = Source("xlsync refresh")
FORM = IssuedForm(
    "F-1",
    "某局",
    "2016-Q1",
    "2016-03-01",
    "2016-03-20",
    "F-1.abc",
    (FormRow("DC-1", {"progress": "已开工", "due": date(2016, 5, 6), "d": 3.5, "percent": None}),),
)
PLAN = Plan(
    "merge",
    (
        CellChange("matters", "DC-1", "progress", "已开工", "主体完工", FROM_UNIT),
        CellChange("matters", "DC-1", "due", None, date(2016, 5, 6), FROM_TOOL),
        CellChange("points", "1", "points", 2.0, None, FROM_TOOL),
    ),
    (RowAppend("feedback", "FK-1", {"feedback_id": "FK-1", "received_at": NOON, "percent": 1}, FROM_UNIT),),
    submissions=(4, 5),
    notes={"settles": "3"},
)


@pytest.fixture(params=["sql", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    journal = SqlJournal(tmp_path / ".xlsync" / "journal.db")
    yield journal
    journal.close()


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


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs",))),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
)


@given(value=VALUES)
def test_a_value_keeps_its_type_in_the_journal(value: Value) -> None:
    back = decode(encode(value))
    assert (type(back), back) == (type(value), value)


@given(values=st.dictionaries(st.sampled_from(["d", "t", "progress"]), VALUES))
def test_the_values_of_a_row_keep_their_columns(values: dict[str, Value]) -> None:
    assert decode_values(encode_values(values)) == values


class TestTheDatabase:
    def test_another_process_sees_what_was_written(self, tmp_path: Path) -> None:
        writer, reader = SqlJournal(tmp_path / "journal.db"), SqlJournal(tmp_path / "journal.db")
        begun = writer.begin_plan(PLAN, NOON)
        assert reader.unfinished_plans() == [begun]
        writer.close()
        reader.close()

    def test_the_database_is_in_wal_mode(self, tmp_path: Path) -> None:
        journal = SqlJournal(tmp_path / "journal.db")
        journal.last_master()
        journal.close()
        connection = sqlite3.connect(tmp_path / "journal.db")
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()

    def test_numbers_drawn_by_many_at_once_are_all_different(self, tmp_path: Path) -> None:
        drawn: list[int] = []

        def draw() -> None:
            journal = SqlJournal(tmp_path / "journal.db")
            drawn.extend(journal.next_sequence("2016") for _ in range(25))
            journal.close()

        threads = [threading.Thread(target=draw) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(drawn) == list(range(1, 101))

    def test_one_of_many_claims_of_a_file_wins(self, tmp_path: Path) -> None:
        claims: list[int | None] = []
        journal = SqlJournal(tmp_path / "journal.db")
        threads = [
            threading.Thread(target=lambda: claims.append(claim(journal, "ab", "某局.xlsx", NOON))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        journal.close()
        assert [number for number in claims if number is not None] == [1]

    def test_a_url_names_any_database(self, tmp_path: Path) -> None:
        journal = SqlJournal(f"sqlite:///{tmp_path / 'by_url.db'}")
        journal.record_form(FORM)
        assert journal.form("F-1") == FORM
        journal.close()

    def test_a_journal_from_before_a_column_came_gets_it_and_keeps_its_lines(self, tmp_path: Path) -> None:
        journal = SqlJournal(tmp_path / "journal.db")
        claim(journal, "ab", "某局.xlsx", NOON)
        journal.close()
        with sqlite3.connect(tmp_path / "journal.db") as database:
            database.execute("ALTER TABLE submissions DROP COLUMN matters")
        database.close()
        again = SqlJournal(tmp_path / "journal.db")
        assert [(line["sha256"], line["matters"]) for line in again.submissions()] == [("ab", 0)]
        again.close()
