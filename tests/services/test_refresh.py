"""Refresh: one plan that brings every computed cell up to date, and nothing on the second run."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.small_office import CALENDAR, matter, office, table, with_rule
from tests.rules.test_scores_recomputed import some_office
from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Source
from xlsync.model.table import MasterImage
from xlsync.rules.plan import foresee
from xlsync.rules.policy import read_policy
from xlsync.services.check import check
from xlsync.services.refresh import RefreshResult, refresh

TODAY = date(2016, 7, 29)
ONE = "YS-2016-常-0001"


def refreshed(image: MasterImage, **more: object) -> tuple[RefreshResult, MasterImage]:
    result = refresh(image, policy=read_policy(image), calendar=CALENDAR, today=TODAY, **more)
    return result, foresee(image, result.plan)


def test_an_office_comes_to_stand_with_deadlines_lights_points_and_board():
    """立项 2016-01-04, 时限原文 2016年6月30日前, 办结 2016-07-01 by 市财政局:

    完成时限   | 灯         | 是否按期 | 扣分 | 看板 合计: 总数 1, 办结 1, 办结率 100%
    2016-06-30 | ✓结(逾1)   | 否       | 0.5  |
    """
    late = matter(
        stage="办结", limit_text="2016年6月30日前", done_on=date(2016, 7, 1), feedback_limit="2016年7月15日前"
    )
    _, after = refreshed(office(matters=[late]))
    row, unit, board = after["matters"].rows[0], after["scores"].rows[0], after["board"].rows[0]
    shown = [row[column] for column in ("due", "light", "on_time", "overdue_workdays", "deduction")]
    assert shown == [date(2016, 6, 30), "✓结(逾1)", "否", 1, 0.5]
    assert (unit["unit"], unit["score"], unit["rank"], unit["on_time_rate"]) == ("市财政局", 99.5, 1, 0)
    assert (board["line"], board["total"], board["closed"], board["closed_rate"]) == ("合计", 1, 1, 1)
    assert [line["rule_no"] for line in after["points"]] == ["K01"]
    assert after["settings"].by_key()["lights_as_of"]["value"] == "2016-07-29"


def test_answers_urges_and_extensions_are_counted():
    answers = [
        {"feedback_id": "F1", "role": "牵头", "received_on": date(2016, 5, 3), "state": "接受"},
        {"feedback_id": "F2", "role": "牵头", "received_on": date(2016, 6, 3), "state": "退回"},
        {"feedback_id": "F3", "role": "协办", "received_on": date(2016, 7, 3), "state": "接受"},
    ]
    urges = [{"urge_id": "U1", "matter_id": ONE, "urged_on": date(2016, 5, 1), "level": "提醒"}]
    extension = {"extension_id": "Y1", "matter_id": ONE, "asked_on": date(2016, 5, 1), "state": "同意"}
    image = office(
        matters=[matter(limit_text="2016年6月30日前")],
        feedback=[row | {"matter_id": ONE, "unit": "市财政局"} for row in answers],
        urges=urges,
        extensions=[extension | {"granted_until": date(2016, 8, 31)}],
    )
    row = refreshed(image)[1]["matters"].rows[0]
    assert row["last_feedback"] == date(2016, 5, 3)
    counts = ("feedback_count", "return_count", "urge_count", "extension_count")
    assert [row[column] for column in counts] == [2, 1, 1, 1]
    assert row["adjusted_due"] == date(2016, 8, 31)


@pytest.mark.parametrize("seed", range(25))
def test_a_second_refresh_on_the_same_day_changes_nothing(seed):
    first, after = refreshed(some_office(seed))
    assert first.changed_cells > 0
    assert refreshed(after)[0].plan.is_empty


def test_a_rule_moved_on_its_sheet_moves_ledger_receipts_and_ranking():
    """K01 -0.5 -> -1 on 考核办法, then refresh: 扣分 0.5 -> 1, 得分 99.5 -> 99."""
    late = matter(
        stage="办结", limit_text="2016年6月30日前", done_on=date(2016, 7, 1), feedback_limit="2016年7月15日前"
    )
    _, before = refreshed(office(matters=[late]))
    result, after = refreshed(with_rule(before, "K01", points=-1.0))
    assert after["matters"].rows[0]["deduction"] == 1
    assert after["scores"].rows[0]["score"] == 99
    assert {change.sheet for change in result.plan.changes} == {"matters", "points", "scores"}


def conflict(**values: object) -> dict:
    row = {
        "conflict_id": "X1",
        "matter_id": ONE,
        "column": "进展情况",
        "ours": "甲",
        "theirs": "乙",
        "unit": "市财政局",
    }
    return row | {"file": "市财政局.xlsx", "cell": "P5", "source_sha": "ab" * 32} | values


@pytest.mark.parametrize(("choice", "progress"), [("采用报送值", "乙"), ("保留现值", "甲")])
def test_a_choice_on_the_sheet_of_conflicts_settles_it(choice, progress):
    image = office(matters=[matter(progress="甲")], conflicts=[conflict(choice=choice)])
    result, after = refreshed(image)
    assert after["matters"].rows[0]["progress"] == progress
    assert after["conflicts"].rows[0]["settled_on"] == TODAY
    assert refreshed(after)[0].plan.is_empty
    taken = [change.source for change in result.plan.changes if change.column == "progress"]
    assert taken == ([Source("市财政局", "ab" * 32, "市财政局.xlsx", "P5")] if progress == "乙" else [])
    logged = [(row["who"], row["kind"]) for row in after["changes"]]
    assert logged == ([("市财政局", "冲突处理")] if progress == "乙" else [])


def test_a_choice_made_while_another_value_was_shown_is_not_carried_out():
    """冲突 shows 甲 against 乙; staff write 丙 into the ledger and choose 采用报送值: 丙 stays, they choose again."""
    image = office(matters=[matter(progress="丙")], conflicts=[conflict(choice="采用报送值")])
    result, after = refreshed(image)
    (row,) = after["conflicts"]
    assert after["matters"].rows[0]["progress"] == "丙"
    assert [row[column] for column in ("ours", "theirs", "choice", "settled_on")] == ["丙", "乙", None, None]
    (told,) = [finding for finding in result.findings if finding.code == "C24"]
    assert all(word in told.message for word in ("采用报送值", "甲", "丙"))
    again, unchanged = refreshed(after)
    assert again.plan.is_empty, "the finding stays until the person has chosen again"
    _, settled = refreshed(_chosen(unchanged, "采用报送值"))
    assert (settled["matters"].rows[0]["progress"], settled["conflicts"].rows[0]["settled_on"]) == ("乙", TODAY)
    assert "C24" not in [row["code"] for row in settled["findings"]]


def _chosen(image: MasterImage, choice: str) -> MasterImage:
    row = {**image["conflicts"].rows[0].values, "choice": choice}
    return replace(image, tables={**image.tables, "conflicts": table("conflicts", [row])})


def test_an_open_conflict_shows_what_the_ledger_holds_now():
    moved = refreshed(office(matters=[matter(progress="丙")], conflicts=[conflict()]))[1]["conflicts"].rows[0]
    agreed = refreshed(office(matters=[matter(progress="乙")], conflicts=[conflict()]))[1]["conflicts"].rows[0]
    assert (moved["ours"], moved["settled_on"]) == ("丙", None)
    assert agreed["settled_on"] == TODAY
    assert "相同" in agreed.text("note")


@pytest.mark.parametrize("choice_on_the_newer", [None, "保留现值", "采用报送值"])
def test_an_older_conflict_never_replaces_a_newer_one(choice_on_the_newer):
    """乙 reported on the 5th, 丁 on the 9th: 采用报送值 on the older line comes too late, wherever it stands."""
    older = conflict(choice="采用报送值", found_on=date(2016, 7, 5))
    newer = conflict(conflict_id="X2", theirs="丁", choice=choice_on_the_newer, found_on=date(2016, 7, 9))
    _, after = refreshed(office(matters=[matter(progress="甲")], conflicts=[newer, older]))
    assert after["matters"].rows[0]["progress"] == ("丁" if choice_on_the_newer == "采用报送值" else "甲")
    closed = after["conflicts"].by_key()["X1"]
    assert closed["settled_on"] == TODAY
    assert "后报" in closed.text("note")
    assert (after["conflicts"].by_key()["X2"]["settled_on"] is None) == (choice_on_the_newer is None)


def test_two_units_of_one_cell_do_not_overwrite_each_other_in_silence():
    both = [conflict(choice="采用报送值"), conflict(conflict_id="X2", unit="东城区", theirs="丁", choice="采用报送值")]
    result, after = refreshed(office(matters=[matter(progress="甲")], conflicts=both))
    assert after["matters"].rows[0]["progress"] == "乙"
    assert [finding.facts["conflict"] for finding in result.findings if finding.code == "C24"] == ["X2"]


def test_a_reported_value_takes_the_type_of_its_column():
    """完成比例 85% -> 0.85, 实际办结日期 2016-07-01 -> a date; an unreadable one is a finding and stays unsettled."""
    chosen = [
        conflict(column="完成比例", ours=None, theirs="85%", choice="采用报送值"),
        conflict(conflict_id="X2", column="实际办结日期", ours=None, theirs="2016-07-01", choice="采用报送值"),
        conflict(conflict_id="X3", column="存在问题", ours=None, theirs=None, choice="采用报送值"),
        conflict(conflict_id="X4", column="累计完成值", ours=None, theirs="若干", choice="采用报送值"),
    ]
    result, after = refreshed(office(matters=[matter()], conflicts=chosen))
    row = after["matters"].rows[0]
    assert (row["percent"], row["done_on"]) == (0.85, date(2016, 7, 1))
    assert [row["settled_on"] for row in after["conflicts"]] == [TODAY, TODAY, None, None]
    assert [finding.value for finding in result.findings if finding.code == "C22"] == [None, "若干"]


def test_a_conflict_without_a_choice_stays():
    _, after = refreshed(office(matters=[matter(progress="甲")], conflicts=[conflict()]))
    assert (after["matters"].rows[0]["progress"], after["conflicts"].rows[0]["settled_on"]) == ("甲", None)


def test_a_computed_cell_typed_over_is_restored_and_reported():
    _, good = refreshed(office(matters=[matter(limit_text="2016年8月30日前")]))
    light = good["matters"].rows[0]["light"]
    row = {**good["matters"].rows[0].values, "light": "绿灯"}
    spoilt = replace(good, tables={**good.tables, "matters": table("matters", [row])})
    typed = CellChange("matters", ONE, "light", light, "绿灯", Source("observed"))
    result, after = refreshed(spoilt, observed=[typed])
    assert after["matters"].rows[0]["light"] == light
    assert [(f.matter, f.value, f.cell != "") for f in result.findings if f.code == "C21"] == [(ONE, "绿灯", True)]


def test_questions_about_a_returned_file_stay_until_the_unit_sends_again():
    def asked(unit: str, file: str) -> Finding:
        return Finding("C10", "填报表", "P5", unit=unit, column="实际办结日期", value="某日", source=file)

    image = office(matters=[matter()])
    _, first = refreshed(image, findings=[asked("市财政局", "a.xlsx"), asked("东城区", "b.xlsx")])
    _, second = refreshed(first)
    _, third = refreshed(second, findings=[asked("市财政局", "c.xlsx")])
    sources = [[row["source"] for row in step["findings"] if row["source"]] for step in (first, second, third)]
    assert sources == [["a.xlsx", "b.xlsx"], ["a.xlsx", "b.xlsx"], ["b.xlsx", "c.xlsx"]]


def test_what_is_mended_leaves_the_list():
    wrong = office(matters=[matter(task=None, limit_text="2016年8月30日前")])
    _, listed = refreshed(wrong)
    assert "C01" in [row["code"] for row in listed["findings"]]
    right = replace(
        listed, tables={**listed.tables, "matters": table("matters", [matter(limit_text="2016年8月30日前")])}
    )
    _, mended = refreshed(right)
    assert "C01" not in [row["code"] for row in mended["findings"]]


def test_meetings_count_their_matters_and_proposals_their_joint_opinions():
    """第1次常务会议: 2 立项, 1 办结. 建议 交办 2016-03-01 with 会办单位: 会办意见 by 2016-04-01."""
    source = {"source": "市政府第1次常务会议", "limit_text": "2016年8月30日前"}
    joint = matter(3, category="市人大建议", joint_units="东城区")
    image = office(
        matters=[matter(1, **source), matter(2, stage="办结", done_on=TODAY, **source), joint],
        meetings=[
            {"meeting_id": "HY1", "kind": "常务会议", "name": "市政府第1次常务会议", "held_on": date(2016, 1, 3)}
        ],
        proposals=[{"matter_id": joint["matter_id"], "assigned_on": date(2016, 3, 1)}],
    )
    _, after = refreshed(image)
    assert (after["meetings"].rows[0]["registered"], after["meetings"].rows[0]["closed"]) == (2, 1)
    assert after["proposals"].rows[0]["joint_opinion_due"] == date(2016, 4, 1)


def test_check_says_what_refresh_would_list_and_changes_nothing():
    image = office(matters=[matter(lead_unit="市某局", limit_text="尽快")])
    found = check(image, policy=read_policy(image), calendar=CALENDAR, today=TODAY)
    listed = [row["code"] for row in refreshed(image)[1]["findings"]]
    assert [finding.code for finding in found] == listed
    assert {"C03", "D04"} <= set(listed)
