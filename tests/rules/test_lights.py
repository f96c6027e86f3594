"""The lights of domain.md 2.2, line by line, on Friday 29 July 2016 unless said otherwise."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.shipped_rules import CALENDAR, POLICY, matter
from xlsync.model.table import Row, Value
from xlsync.rules.deadlines import matter_deadlines
from xlsync.rules.lights import LightFacts, light_of, matter_light, on_time, overdue_workdays
from xlsync.vocabulary.terms import Light, Stage

FRIDAY = date(2016, 7, 29)
MARCH = date(2016, 3, 1)


def text_of(facts: LightFacts, today: date = FRIDAY) -> str:
    return light_of(facts, today=today, calendar=CALENDAR, policy=POLICY).text


def facts(stage: Stage | None = Stage.OPEN, due: str | None = "2016-08-12", **more: object) -> LightFacts:
    """Return an open 批示件: amber within 3 workdays."""
    start = LightFacts(stage, due=date.fromisoformat(due) if due else None, amber_within=3, amber_unit="工作日")
    return replace(start, **more)


@pytest.mark.parametrize(
    ("case", "text"),
    [
        # 1 closed
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 22)), "✓结"),
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 29)), "✓结(逾5)"),
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 23)), "✓结(逾期)"),
        (facts(Stage.CLOSED, "2016-07-22"), "✓结"),
        (facts(Stage.CLOSED, None, done_on=date(2016, 7, 22)), "✓结"),
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 1), manual_light=Light.RED), "✓结"),
        # 2 suspended, cancelled
        (facts(Stage.SUSPENDED, "2016-07-01"), "‖挂起"),
        (facts(Stage.CANCELLED, "2016-07-01"), "—"),
        # 3 by hand
        (facts(manual_light=Light.RED, manual_reason="群众反映强烈"), "■红 (人工)"),
        (facts(due="2016-07-01", manual_light=Light.AMBER, manual_reason="已约谈"), "▲黄 (人工)"),
        # 4 blue
        (facts(Stage.REPORTED, "2016-07-28", reported_on=date(2016, 7, 27)), "◆蓝 待核2日"),
        (facts(Stage.REPORTED, "2016-07-27", reported_on=date(2016, 7, 27)), "◆蓝 待核2日"),
        (facts(Stage.REPORTED, None, reported_on=date(2016, 7, 29)), "◆蓝 待核0日"),
        # 5 red
        (facts(due="2016-07-22"), "■红 逾5"),
        (facts(due="2016-07-28"), "■红 逾1"),
        (facts(Stage.WAITING, "2016-07-28"), "■红 逾1"),
        (facts(Stage.RETURNED, "2016-07-28"), "■红 逾1"),
        (facts(None, "2016-07-28"), "■红 逾1"),
        (facts(Stage.REPORTED, "2016-07-22", reported_on=date(2016, 7, 26)), "■红 逾2"),
        (facts(Stage.REPORTED, "2016-07-22", reported_on=date(2016, 7, 24)), "■红 已过"),
        (facts(due="2016-12-31", registered_on=MARCH, percent=0.10), "■红 落后39点"),
        # 6 amber
        (facts(due="2016-07-29"), "▲黄 余0"),
        (facts(due="2016-07-31"), "▲黄 余0"),
        (facts(due="2016-08-03"), "▲黄 余3"),
        (facts(due="2016-08-12", next_feedback=date(2016, 7, 28)), "▲黄 欠反馈"),
        (facts(due=None, is_recurring=True, next_feedback=date(2016, 7, 25)), "▲黄 欠反馈"),
        (facts(due="2016-12-31", registered_on=MARCH, percent=0.30), "▲黄 落后19点"),
        # 7 green
        (facts(due="2016-08-04"), "●绿 余4"),
        (facts(due="2016-08-12", next_feedback=date(2016, 7, 29)), "●绿 余10"),
        (facts(due="2016-08-04", extension_pending=True), "●绿 余4 延审"),
        (facts(due="2016-07-28", extension_pending=True), "■红 逾1 延审"),
        (facts(due="2016-12-31", registered_on=MARCH, percent=0.45), "●绿 余106"),
        (facts(due=None, is_recurring=True, next_feedback=date(2016, 8, 5)), "●绿 反馈余5"),
        # 8 not lit
        (facts(Stage.WAITING, "2016-08-12"), "—"),
        (facts(due=None, is_recurring=True, next_feedback=date(2016, 12, 31)), "—"),
        (facts(due=None, due_note="无完成时限"), "—"),
        (facts(None, "2016-08-12", stage_text="办理"), "—"),
    ],
)
def test_the_first_line_that_fits_decides(case: LightFacts, text: str) -> None:
    assert text_of(case) == text


def test_the_due_date_is_amber_and_the_day_after_is_red_even_on_a_holiday() -> None:
    """The limit is Friday 30 September 2016; 国庆节 begins on the day after:

    今日       | 灯
    2016-09-29 | ▲黄 余1
    2016-09-30 | ▲黄 余0
    2016-10-01 | ■红 已过 (0 workdays late)
    2016-10-08 | ■红 逾1 (make-up workday)
    """
    case = facts(due="2016-09-30")
    days = ("2016-09-29", "2016-09-30", "2016-10-01", "2016-10-08")
    assert [text_of(case, date.fromisoformat(day)) for day in days] == ["▲黄 余1", "▲黄 余0", "■红 已过", "■红 逾1"]
    assert overdue_workdays(case, today=date(2016, 10, 1), calendar=CALENDAR) == 0
    assert on_time(case, today=date(2016, 10, 1)) is False
    holiday = light_of(case, today=date(2016, 10, 1), calendar=CALENDAR, policy=POLICY)
    assert holiday.reason == "时限2016-09-30已过，至2016-10-01没有工作日。"


@pytest.mark.parametrize(
    ("within", "unit", "urgency", "due", "light"),
    [
        (3, "工作日", 0, "2016-08-01", Light.GREEN),
        (3, "工作日", 0, "2016-07-29", Light.AMBER),
        (3, "工作日", 1, "2016-08-01", Light.AMBER),
        (3, "工作日", 1, "2016-08-02", Light.GREEN),
        (3, "工作日", 9, "2016-08-04", Light.GREEN),
        (30, "日历日", None, "2016-08-28", Light.AMBER),
        (30, "日历日", None, "2016-08-29", Light.GREEN),
        (30, "日历日", 1, "2016-08-28", Light.GREEN),
    ],
)
def test_amber_begins_with_the_smaller_threshold(
    within: int, unit: str, urgency: int | None, due: str, light: Light
) -> None:
    """特急 0 and 急件 1 workday; a category may count in calendar days (建议提案: 30)."""
    case = facts(due=due, amber_within=within, amber_unit=unit, urgency_within=urgency)
    assert light_of(case, today=FRIDAY, calendar=CALENDAR, policy=POLICY).light is light


@pytest.mark.parametrize(("percent", "light"), [(0.9, "green"), (0.4, "amber"), (0.2, "amber"), (0.199, "red")])
def test_progress_behind_time_by_the_limits_of_the_office(percent: float, light: str) -> None:
    """Half of the time has passed: from 10 points behind amber, above 30 points red."""
    case = facts(due="2016-08-30", registered_on=date(2016, 6, 27), percent=percent, amber_within=0)
    assert light_of(case, today=FRIDAY, calendar=CALENDAR, policy=POLICY).light == light


def test_days_counted_into_a_year_without_holidays_are_provisional() -> None:
    far = light_of(facts(due="2031-03-01"), today=date(2030, 12, 2), calendar=CALENDAR, policy=POLICY)
    assert "暂定" in far.reason


def test_the_reason_says_dates_and_the_rule() -> None:
    overdue = light_of(facts(due="2016-07-22"), today=FRIDAY, calendar=CALENDAR, policy=POLICY)
    near = light_of(facts(due="2016-08-03", is_provisional=True), today=FRIDAY, calendar=CALENDAR, policy=POLICY)
    blank = light_of(facts(due=None, due_note="无完成时限"), today=FRIDAY, calendar=CALENDAR, policy=POLICY)
    assert overdue.reason == "时限2016-07-22已过，截至2016-07-29逾期5个工作日。"
    assert near.reason.startswith("距时限2016-08-03还有3个工作日，已进入提前量3工作日。") and "暂定" in near.reason
    assert blank.reason == "没有完成时限，不能亮灯：无完成时限。"


@pytest.mark.parametrize(
    ("case", "punctual", "days"),
    [
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 20)), True, 0),
        (facts(Stage.CLOSED, "2016-07-22", done_on=date(2016, 7, 29)), False, 5),
        (facts(due="2016-07-22"), False, 5),
        (facts(due="2016-08-12"), None, None),
        (facts(Stage.REPORTED, "2016-07-22", reported_on=date(2016, 7, 20)), None, None),
        (facts(Stage.REPORTED, "2016-07-22", reported_on=date(2016, 7, 26)), False, 2),
        (facts(Stage.SUSPENDED, "2016-07-22"), None, None),
        (facts(Stage.CLOSED, None, done_on=date(2016, 7, 20)), None, None),
    ],
)
def test_lateness_counts_until_the_unit_reported_it_done(
    case: LightFacts, punctual: bool | None, days: int | None
) -> None:
    assert on_time(case, today=FRIDAY) is punctual
    assert overdue_workdays(case, today=FRIDAY, calendar=CALENDAR) == days


def lit(**values: Value) -> tuple[str, dict[str, Value], list[str]]:
    row: Row = matter(**values)
    deadlines = matter_deadlines(row, policy=POLICY, calendar=CALENDAR)
    result, cells, findings = matter_light(row, deadlines, today=FRIDAY, calendar=CALENDAR, policy=POLICY)
    return result.text, cells, [finding.code for finding in findings]


def test_a_row_of_the_ledger_gets_its_light_and_its_cells() -> None:
    text, cells, findings = lit(limit_text="2016年7月22日前")
    assert (text, findings) == ("■红 逾5", [])
    assert (cells["light"], cells["on_time"], cells["overdue_workdays"]) == ("■红 逾5", "否", 5)


def test_a_light_by_hand_without_a_reason_is_not_lit() -> None:
    assert lit(limit_text="8月31日前", manual_light="红")[2] == ["L01"]
    assert lit(limit_text="8月31日前", manual_light="红", manual_light_reason="久拖不决")[0] == "■红 (人工)"


@pytest.mark.parametrize(("secrecy", "text"), [(None, "▲黄 欠反馈"), ("秘密", "●绿 余23")])
def test_nobody_owes_feedback_on_a_matter_with_secrecy(secrecy: str | None, text: str) -> None:
    """反馈时限 2016-07-11 passed without an answer; no form asks about a secret matter, so its light goes by date."""
    assert lit(limit_text="2016年8月31日前", feedback_limit="2016年7月11日前", secrecy=secrecy)[0] == text


@pytest.mark.parametrize(("secrecy", "text"), [(None, "▲黄 欠反馈"), ("秘密", "—")])
def test_a_recurring_matter_with_secrecy_is_not_lit_once_its_day_has_passed(secrecy: str | None, text: str) -> None:
    assert lit(limit_text="每月25日前", feedback_limit="每月25日前", secrecy=secrecy)[0] == text


def test_an_unknown_stage_is_asked_about() -> None:
    assert lit(limit_text="8月31日前", stage="办理", feedback_limit="8月1日前")[2] == ["L02"]


@given(st.dates(date(2015, 1, 1), date(2018, 12, 31)), st.integers(-400, 400), st.sampled_from(Stage))
def test_no_open_matter_past_its_limit_is_ever_green(due: date, days: int, stage: Stage) -> None:
    today = due + timedelta(days=days)
    light = light_of(replace(facts(stage), due=due), today=today, calendar=CALENDAR, policy=POLICY).light
    if stage not in (Stage.CLOSED, Stage.SUSPENDED, Stage.CANCELLED):
        assert (light is Light.RED) == (today > due)
