"""Whole offices, made at random: the product and a plain recomputation agree on every unit."""

import random
from datetime import date, timedelta

import pytest

from tests.rules.plain_scores import plain_scores
from tests.rules.small_office import CALENDAR, TODAY, UNITS, matter, office, with_rule
from xlsync.model.table import MasterImage
from xlsync.rules.scores import score

NAMES = [unit["unit"] for unit in UNITS]
OFFICES = range(300)


def some_day(dice: random.Random, first: date = date(2016, 1, 5), last: date = TODAY) -> date:
    return first + timedelta(dice.randrange((last - first).days + 1))


def some_matter(dice: random.Random, number: int) -> dict:
    due = some_day(dice, last=date(2016, 9, 30)) if dice.random() < 0.85 else None
    stage = dice.choice(["在办", "在办", "办结", "办结", "办结", "撤销", "挂起", "待核"])
    lead, *joint = dice.sample(NAMES[:4], dice.randint(1, 3))
    return matter(
        number,
        lead_unit=lead,
        joint_units="、".join(joint) or None,
        stage=stage,
        due=due,
        adjusted_due=due and dice.choice([None, None, due + timedelta(14)]),
        feedback_due=dice.choice([None, some_day(dice)]),
        done_on=some_day(dice) if stage == "办结" else None,
        secrecy=dice.choice([None] * 5 + ["秘密"]),
    )


def some_rows(dice: random.Random, matters: list[dict]) -> dict[str, list[dict]]:
    feedback, urges, by_hand, proposals = [], [], [], []
    for one in matters:
        matter_id = one["matter_id"]
        parties = [one["lead_unit"], *(one["joint_units"] or one["lead_unit"]).split("、")]
        for _ in range(dice.choice([0, 0, 1, 2, 9])):
            row = {"feedback_id": f"F{len(feedback)}", "matter_id": matter_id, "unit": dice.choice(parties)}
            row |= {"due_on": some_day(dice), "received_on": some_day(dice)}
            feedback.append(row | {"state": dice.choice(["接受", "退回", "待确认"])})
        for _ in range(dice.choice([0, 0, 1, 3])):
            row = {"urge_id": f"U{len(urges)}", "matter_id": matter_id, "urged_on": some_day(dice)}
            row["unit"] = dice.choice([None, *parties])
            urges.append(row | {"level": dice.choice(["提醒", "督查催办通知", "蓝单", "黄单", "红单"])})
        if dice.random() < 0.3:
            answer = dice.choice(["满意", "基本满意", "不满意"])
            row = {"matter_id": matter_id, "result_satisfaction": answer, "opinion_back_on": some_day(dice)}
            proposals.append(row)
    for number in range(dice.randint(0, 8)):
        row = {"entry_id": f"R{number}", "unit": dice.choice(NAMES), "happened_on": some_day(dice), "reason": "据实"}
        row["rule_no"] = dice.choice(["K07", "K08", "K11", "J02", "J02-2", "J03", "K03", "K09"])
        row |= {"matter_id": dice.choice([None, *(one["matter_id"] for one in matters)]), "times": dice.randint(1, 3)}
        by_hand.append(row | {"entered_by": "甲", "confirmed_by": dice.choice([None, "甲", "乙"])})
    return {"feedback": feedback, "urges": urges, "manual_points": by_hand, "proposals": proposals}


def some_office(seed: int) -> MasterImage:
    dice = random.Random(seed)
    matters = [some_matter(dice, number) for number in range(dice.choice([0, 1, 5, 12, 60]))]
    image = office(matters=matters, **some_rows(dice, matters))
    for number in ("K01", "K02", "K04", "K05", "K06", "S02", "S04", "J01"):
        if dice.random() < 0.3:
            points = next(row["points"] for row in image["rules"] if row["rule_no"] == number)
            image = with_rule(image, number, points=points * dice.choice([0, 0.5, 2]))
    return image


@pytest.mark.parametrize("seed", OFFICES)
def test_a_plain_recomputation_agrees_on_every_unit(seed):
    image = some_office(seed)
    sheet = score(image, calendar=CALENDAR, today=TODAY)
    plain = plain_scores(image, TODAY)
    found = {
        unit.unit: (
            unit.bonus,
            unit.deduction,
            sum(line.points for line in sheet.lines if line.unit == unit.unit and not line.is_confirmed),
            unit.tally.matters,
        )
        for unit in sheet.units
    }
    assert found == {unit: pytest.approx(figures, abs=1e-9) for unit, figures in plain.items()}


@pytest.mark.parametrize("seed", OFFICES)
def test_base_plus_bonus_minus_deductions_on_the_receipts_is_the_score(seed):
    """The rows as written: 基础分 + sum of 计分 with 核定状态 已核定 = 已核定得分 (never below the floor 0)."""
    sheet = score(some_office(seed), calendar=CALENDAR, today=TODAY)
    receipts = sheet.point_rows()
    for unit in sheet.unit_rows():
        own = [row for row in receipts if row["unit"] == unit["unit"]]
        settled = sum(row["points"] for row in own if row["state"] == "已核定")
        assert unit["score"] == pytest.approx(max(unit["base"] + settled, 0), abs=1e-9)
        assert unit["score"] == pytest.approx(max(unit["base"] + unit["bonus"] - unit["deduction"], 0), abs=1e-9)
        assert unit["proposed_score"] == pytest.approx(max(unit["base"] + sum(r["points"] for r in own), 0), abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_the_receipts_of_a_matter_add_up_to_what_the_ledger_shows(seed):
    image = some_office(seed)
    sheet = score(image, calendar=CALENDAR, today=TODAY)
    for row in image["matters"]:
        settled = [line.points for line in sheet.lines if line.matter_id == row["matter_id"] and line.is_confirmed]
        shown = sheet.bonuses.get(row["matter_id"], 0) - sheet.deductions.get(row["matter_id"], 0)
        assert sum(settled) == pytest.approx(shown, abs=1e-9)
