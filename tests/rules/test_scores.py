"""Scores: each rule as the office reads it on 考核办法, then whole offices against an independent recomputation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.small_office import CALENDAR, TODAY, matter, office, with_rule
from xlsync.model.table import MasterImage
from xlsync.rules.rounding import half_up
from xlsync.rules.scores import ScoreSheet, score

ONE = "YS-2016-常-0001"
DUE = date(2016, 6, 30)  # a Thursday


def scored(image: MasterImage, today: date = TODAY) -> ScoreSheet:
    return score(image, calendar=CALENDAR, today=today)


def receipt(sheet: ScoreSheet) -> list[tuple[str, str, float, str]]:
    return [(line.unit, line.rule.number, round(line.points, 9), str(line.state)) for line in sheet.lines]


def closed(done: date, **values: object) -> dict:
    return matter(stage="办结", due=DUE, done_on=done, **values)


@pytest.mark.parametrize(
    ("done", "rule", "points", "state"),
    [
        (date(2016, 6, 30), None, 0, ""),
        (date(2016, 7, 1), "K01", -0.5, "已核定"),
        (date(2016, 7, 7), "K01", -0.5, "已核定"),
        (date(2016, 7, 8), "K02", -1, "已核定"),
        (date(2016, 7, 21), "K02", -1, "已核定"),
        (date(2016, 7, 22), "K03", -2, "建议"),
    ],
)
def test_late_closing_takes_the_one_band_that_fits(done, rule, points, state):
    """时限 2016-06-30:

    办结       | 逾期工作日 | 规则 | 计分
    2016-06-30 | 0         |      |
    2016-07-01 | 1         | K01  | -0.5
    2016-07-07 | 5         | K01  | -0.5
    2016-07-08 | 6         | K02  | -1
    2016-07-21 | 15        | K02  | -1
    2016-07-22 | 16        | K03  | -2 建议
    """
    expected = [("市财政局", rule, points, state)] if rule else []
    assert receipt(scored(office(matters=[closed(done)]))) == expected


def test_where_bands_overlap_the_weightiest_one_applies_alone():
    """K02 moved to 1..15 workdays: 逾期 3 fits K01 (-0.5) and K02 (-1); only K02 is taken."""
    image = with_rule(office(matters=[closed(date(2016, 7, 5))]), "K02", lower=1)
    assert receipt(scored(image)) == [("市财政局", "K02", -1, "已核定")]


def test_a_line_says_what_the_unit_needs_to_check_it():
    line = scored(office(matters=[closed(date(2016, 7, 8), adjusted_due=date(2016, 7, 1))])).point_rows()[0]
    assert line | {"line_no": 1} == {
        "line_no": 1,
        "unit": "市财政局",
        "role": "牵头",
        "matter_id": ONE,
        "period": "2016-Q3",
        "rule_no": "K01",
        "case": "逾期办结1至5个工作日",
        "clause": "默认第一条",
        "due": date(2016, 7, 1),
        "happened_on": date(2016, 7, 8),
        "workdays": 5,
        "rule_points": -0.5,
        "factor": 1,
        "points": -0.5,
        "state": "已核定",
        "evidence": "时限2016-07-01，2016-07-08办结，逾期5个工作日",
    }


@pytest.mark.parametrize(
    ("today", "rules"), [(date(2016, 7, 8), []), (date(2016, 7, 21), []), (date(2016, 7, 22), ["K03"])]
)
def test_an_open_matter_past_its_deadline_brings_only_the_proposal_of_k03(today, rules):
    sheet = scored(office(matters=[matter(due=DUE)]), today)
    assert [line.rule.number for line in sheet.lines] == rules
    assert sheet.units[0].deduction == 0


def test_a_proposal_counts_once_it_is_confirmed_on_the_sheet_of_entries_by_hand():
    """K03 建议 -2: 已核定得分 100, 含建议得分 98; with 核定人 on 人工计分: 98, 98."""
    proposed = scored(office(matters=[matter(due=DUE)])).units[0]
    entry = {"entry_id": "R1", "unit": "市财政局", "matter_id": ONE, "rule_no": "K03", "happened_on": TODAY}
    by_hand = [entry | {"reason": "无正当理由", "entered_by": "甲", "confirmed_by": "乙"}]
    settled = scored(office(matters=[matter(due=DUE)], manual_points=by_hand)).units[0]
    assert (proposed.score, proposed.proposed_score) == (100, 98)
    assert (settled.score, settled.proposed_score) == (98, 98)


def test_joint_units_bear_the_share_of_rule_s04():
    """牵头 市财政局 -1; 协办 东城区 -0.5; the matter shows the sum 1.5."""
    sheet = scored(office(matters=[closed(date(2016, 7, 8), joint_units="东城区")]))
    assert receipt(sheet) == [("市财政局", "K02", -1, "已核定"), ("东城区", "K02", -0.5, "已核定")]
    assert sheet.deductions == {ONE: 1.5}


def answer(number: int, due: date | None, received: date, **values: object) -> dict:
    row = {"feedback_id": f"F{number}", "matter_id": ONE, "unit": "市财政局", "due_on": due, "received_on": received}
    return row | {"state": "接受"} | values


def test_each_late_answer_costs_and_the_matter_caps_it():
    """K04 -0.2 per late answer, at most -2 in one matter: twelve late answers cost 2, not 2.4."""
    late = [answer(n, date(2016, 4, 1) + timedelta(7 * n), date(2016, 4, 4) + timedelta(7 * n)) for n in range(12)]
    in_time = [answer(20, date(2016, 7, 1), date(2016, 7, 2))]  # a Saturday: no working day was missed
    sheet = scored(office(matters=[matter()], feedback=late + in_time))
    assert [line.rule.number for line in sheet.lines] == ["K04"] * 12
    assert sheet.units[0].deduction == 2
    assert "封顶2分" in sheet.lines[-1].evidence


def test_a_lateness_noted_without_a_due_day_counts_as_noted():
    sheet = scored(office(matters=[matter()], feedback=[answer(1, None, date(2016, 5, 5), late_workdays=3)]))
    assert [(line.rule.number, line.workdays) for line in sheet.lines] == [("K04", 3)]


def test_the_first_feedback_that_never_came_costs_the_lead_unit():
    sheet = scored(office(matters=[matter(feedback_due=date(2016, 7, 22), joint_units="东城区")]))
    assert receipt(sheet) == [("市财政局", "K04", -0.2, "已核定")]
    assert sheet.lines[0].evidence == "应于2016-07-22反馈，至2016-07-29未收到，已迟5个工作日"


FIRST = date(2016, 7, 1)


@pytest.mark.parametrize(
    ("due_on", "received", "state", "days"),
    [
        (date(2016, 7, 20), date(2016, 7, 19), "接受", 12),
        (date(2016, 7, 4), date(2016, 7, 8), "接受", 5),
        (date(2016, 7, 1), date(2016, 7, 1), "接受", None),
        (date(2016, 7, 20), date(2016, 7, 19), "退回", 20),
        (date(2016, 7, 20), date(2016, 7, 19), "待确认", 20),
    ],
)
def test_a_first_feedback_stays_late_whatever_comes_later(due_on, received, state, days):
    """反馈时限 2016-07-01 (Friday), today 2016-07-29:

    应反馈日期  | 收到       | 受理   | K04 once, 迟报工作日
    07-20      | 07-19      | 接受   | 12 (07-01 -> 07-19), although in time for the form
    07-04      | 07-08      | 接受   | 5: late by both days, the larger counts, once
    07-01      | 07-01      | 接受   | none
    07-20      | 07-19      | 退回   | 20 (07-01 -> today): what was returned settles nothing
    07-20      | 07-19      | 待确认 | 20
    """
    image = office(matters=[matter(feedback_due=FIRST)], feedback=[answer(1, due_on, received, state=state)])
    found = [line.workdays for line in scored(image).lines if line.rule.number == "K04"]
    assert found == ([days] if days else [])


def test_each_later_answer_is_judged_by_its_own_due_day():
    """First feedback 5 days late (07-08), then the form of 07-15 came on 07-19 (2 days late): two events."""
    rows = [answer(1, date(2016, 7, 15), date(2016, 7, 8)), answer(2, date(2016, 7, 15), date(2016, 7, 19))]
    sheet = scored(office(matters=[matter(feedback_due=FIRST)], feedback=rows))
    assert [(line.due, line.workdays) for line in sheet.lines] == [(FIRST, 5), (date(2016, 7, 15), 2)]


def test_a_closing_ends_the_lateness_of_the_first_feedback():
    """办结 07-05, the answer was noted 07-19: late 2 workdays, up to the closing."""
    late = matter(stage="办结", done_on=date(2016, 7, 5), feedback_due=FIRST)
    sheet = scored(office(matters=[late], feedback=[answer(1, None, date(2016, 7, 19))]))
    assert [line.workdays for line in sheet.lines] == [2]


def test_nobody_misses_an_answer_on_a_matter_with_secrecy():
    """No form asks about it: neither 反馈时限 nor an urge costs; a late closing still does."""
    urge = {"urge_id": "U1", "matter_id": ONE, "urged_on": date(2016, 7, 11), "level": "督查催办通知"}
    secret = {"secrecy": "秘密", "feedback_due": FIRST}
    assert scored(office(matters=[matter(**secret)], urges=[urge])).lines == ()
    late = scored(office(matters=[closed(date(2016, 7, 1), **secret)]))
    assert [line.rule.number for line in late.lines] == ["K01"]


def test_an_urge_without_an_answer_costs_and_a_reminder_does_not():
    """催办 7-11 without answer before 7-18: K05; 催办 7-18 answered 7-20: nothing; 提醒: never."""
    urges = [
        {"urge_id": "U1", "matter_id": ONE, "unit": "市财政局", "urged_on": date(2016, 7, 11), "level": "督查催办通知"},
        {"urge_id": "U2", "matter_id": ONE, "urged_on": date(2016, 7, 18), "level": "蓝单"},
        {"urge_id": "U3", "matter_id": ONE, "unit": "市财政局", "urged_on": date(2016, 7, 25), "level": "提醒"},
    ]
    sheet = scored(office(matters=[matter()], urges=urges, feedback=[answer(1, None, date(2016, 7, 20))]))
    assert [(line.rule.number, line.happened_on) for line in sheet.lines] == [("K05", date(2016, 7, 11))]


def test_cards_are_proposed():
    """黄单 brings K09 -1, 红单 brings K09-2 -2, both only proposed; both were answered the same day."""
    urges = [
        {"urge_id": "U1", "matter_id": ONE, "urged_on": date(2016, 7, 11), "level": "黄单"},
        {"urge_id": "U2", "matter_id": ONE, "urged_on": date(2016, 7, 18), "level": "红单"},
    ]
    answers = [answer(1, None, date(2016, 7, 11)), answer(2, None, date(2016, 7, 18))]
    sheet = scored(office(matters=[matter()], urges=urges, feedback=answers))
    assert receipt(sheet) == [("市财政局", "K09", -1, "建议"), ("市财政局", "K09-2", -2, "建议")]


def test_the_second_returned_answer_costs_more():
    returned = [answer(n, None, date(2016, 5, n), state="退回") for n in (3, 4, 5)]
    assert [line.points for line in scored(office(matters=[matter()], feedback=returned)).lines] == [-0.3, -0.5, -0.5]


def test_automatic_rules_take_no_more_than_the_cap_of_the_matter():
    """K02 -1, K06 -0.3 -0.5 ..., capped at 3 for the matter; the entry by hand (K08 -3) stands beside the cap."""
    returned = [answer(n, None, date(2016, 5, n), state="退回") for n in range(3, 13)]
    fraud = {"entry_id": "R1", "unit": "市财政局", "matter_id": ONE, "rule_no": "K08", "happened_on": date(2016, 7, 9)}
    by_hand = [fraud | {"reason": "虚报", "entered_by": "甲", "confirmed_by": "乙"}]
    sheet = scored(office(matters=[closed(date(2016, 7, 8))], feedback=returned, manual_points=by_hand))
    assert sheet.units[0].deduction == 6
    assert sheet.units[0].remarks == "弄虚作假、虚报完成已核定，取消评优（K08）"


@pytest.mark.parametrize(("second", "state"), [(None, "建议"), ("甲", "建议"), ("乙", "已核定")])
def test_fraud_needs_two_different_people(second, state):
    fraud = {"entry_id": "R1", "unit": "东城区", "rule_no": "K08", "happened_on": date(2016, 7, 9), "entered_by": "甲"}
    sheet = scored(office(matters=[matter()], manual_points=[fraud | {"reason": "虚报", "confirmed_by": second}]))
    assert receipt(sheet) == [("东城区", "K08", -3, state)]


def test_entries_by_hand_count_as_often_as_they_say_and_bonuses_stop_at_their_cap():
    """J02 0.5 x 4 = 2 and J02-2 1 x 2 = 2: together at most 3 a year; K11 -0.5 x 2."""
    entry = {"unit": "东城区", "happened_on": date(2016, 3, 1), "reason": "据实", "entered_by": "甲"}
    by_hand = [
        entry | {"entry_id": "R1", "rule_no": "J02", "times": 4},
        entry | {"entry_id": "R2", "rule_no": "J02-2", "times": 2},
        entry | {"entry_id": "R3", "rule_no": "K11", "times": 2},
    ]
    unit = scored(office(matters=[matter(lead_unit="东城区")], manual_points=by_hand)).units[3]
    assert (unit.bonus, unit.deduction, unit.score) == (3, 1, 102)


def test_an_unsatisfied_proposal_costs():
    proposals = [{"matter_id": ONE, "result_satisfaction": "不满意", "opinion_back_on": date(2016, 7, 1)}]
    assert receipt(scored(office(matters=[matter()], proposals=proposals))) == [("市财政局", "K10", -0.5, "已核定")]


def test_early_closing_earns_up_to_the_cap_of_the_year():
    """提前 10 日办结 +0.1; 9 日 nothing; 25 matters earn 2, not 2.5."""
    assert receipt(scored(office(matters=[closed(DUE - timedelta(9))]))) == []
    many = [closed(DUE - timedelta(10)) | {"matter_id": f"M{n:02d}"} for n in range(25)]
    assert scored(office(matters=many)).units[0].bonus == pytest.approx(2, abs=1e-9)


@pytest.mark.parametrize(("count", "bonus"), [(49, 0), (50, 0.5), (99, 0.5), (100, 1)])
def test_a_heavy_load_earns(count, bonus):
    assert scored(office(matters=[matter(n) for n in range(count)])).units[0].bonus == bonus


def test_deductions_of_units_with_few_matters_are_multiplied_when_the_office_says_so():
    few = office(matters=[closed(date(2016, 7, 1))])
    assert scored(few).units[0].score == 99.5
    assert scored(with_rule(few, "S02", points=2)).units[0].score == 99


@pytest.mark.parametrize("stage", ["撤销", "挂起"])
def test_a_cancelled_or_suspended_matter_scores_nothing(stage):
    late = matter(stage=stage, due=DUE, feedback_due=DUE)
    assert scored(office(matters=[late], feedback=[answer(1, DUE, TODAY)])).lines == ()


def test_units_without_matters_are_unranked_and_ties_share_a_rank():
    """单位     | 得分  | 排名
    市财政局 | 99.5  | 3
    市住建局 | 100   | 1
    市教育局 | 100   | 1
    东城区   | 100   | - (没有承办事项)
    """
    sheet = scored(
        office(matters=[closed(date(2016, 7, 1)), matter(2, lead_unit="市住建局"), matter(3, lead_unit="市教育局")])
    )
    assert [(unit.score, unit.rank, unit.class_size) for unit in sheet.units[:4]] == [
        (99.5, 3, 3), (100, 1, 3), (100, 1, 3), (100, None, 0),
    ]  # fmt: skip
    assert sheet.unit_rows()[3]["remarks"] == "本年度没有承办事项，不参加排名"


def test_no_score_falls_below_the_floor_and_the_remark_gives_the_plain_sum():
    poor = with_rule(office(matters=[closed(date(2016, 7, 1))]), "S03", points=0.2)
    unit = scored(poor).units[0]
    assert (unit.score, unit.remarks) == (0, "按扣分明细合计为-0.30分，低于下限，按0分计")


def test_a_rule_moved_on_its_sheet_moves_the_receipts():
    """K01 -0.5 -> -1: every line of K01 doubles, nothing else moves."""
    image = office(matters=[closed(date(2016, 7, 1), joint_units="东城区"), matter(2, feedback_due=date(2016, 7, 1))])
    before, after = scored(image), scored(with_rule(image, "K01", points=-1.0))
    factor = {"K01": 2.0}
    assert [line.points for line in after.lines] == [
        line.points * factor.get(line.rule.number, 1.0) for line in before.lines
    ]


def test_a_rule_counts_only_while_it_is_in_force():
    """K01 施行 2016-07-04: a closing late on 1 July is before it; on 4 July it counts; 废止 on 5 July ends it."""
    image = office(matters=[closed(date(2016, 7, 1)), closed(date(2016, 7, 4)) | {"matter_id": "B"}])
    begun = with_rule(image, "K01", valid_from=date(2016, 7, 4))
    ended = with_rule(image, "K01", valid_to=date(2016, 7, 4))
    assert [line.matter_id for line in scored(begun).lines] == ["B"]
    assert [line.matter_id for line in scored(ended).lines] == [ONE]


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [(2.675, 2, 2.68), (-0.125, 2, -0.13), (0.5, 0, 1), (1.005, 2, 1.01), (99.994999, 2, 99.99), (-2.5, 0, -3)],
)
def test_half_is_rounded_away_from_zero(value, places, printed):
    assert half_up(value, places) == printed


@given(st.integers(-(10**7), 10**7))
def test_every_half_of_a_hundredth_goes_outward(number):
    """x.xx5 printed with two places: away from zero, for every x."""
    typed = float(f"{number / 100:.2f}5")
    outward = abs(number) + 1
    assert half_up(typed, 2) == pytest.approx((outward if number >= 0 else -outward) / 100, abs=1e-9)
