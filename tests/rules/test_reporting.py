"""The day on which a matter was reported done: what the unit sent first, not how often it says so again."""

from datetime import date

import pytest

from tests.rules.shipped_rules import POLICY
from tests.rules.small_office import CALENDAR, matter, office
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.reporting import reported_on
from xlsync.rules.scores import score
from xlsync.rules.standing import standing

ONE = "YS-2016-常-0001"
YEAR_END = date(2016, 12, 30)


def answer(text: str) -> dict[str, Value]:
    """Return a row of 反馈登记 of the lead unit written as: day, stage (or -), state (接受 where not said)."""
    day, stage, *state = text.split()
    return {
        "feedback_id": text,
        "matter_id": ONE,
        "unit": "市财政局",
        "role": "牵头",
        "received_on": date.fromisoformat(f"2016-{day}"),
        "state": state[0] if state else "接受",
        "stage": None if stage == "-" else stage,
    }


def reported_matter(*answers: str, **values: Value) -> MasterImage:
    """Return an office with one matter, due on 18 October, that waits for the check."""
    due = {"limit_text": "2016年10月18日前", "due": date(2016, 10, 18)}
    return office(matters=[matter(stage="待核", **due, **values)], feedback=[answer(text) for text in answers])


def light_and_rules(image: MasterImage) -> tuple[str, list[str]]:
    """Return the light of the matter, and the numbers of the late closings that are scored or proposed."""
    stood = standing(image, policy=POLICY, calendar=CALENDAR, today=YEAR_END)
    scored = score(image, calendar=CALENDAR, today=YEAR_END)
    late = [line.rule.number for line in scored.lines if line.rule.number in ("K01", "K02", "K03")]
    return str(stood.values[ONE]["light"]), late


@pytest.mark.parametrize(
    ("answers", "light", "rules"),
    [
        (["10-14 待核"], "◆蓝 待核55日", []),
        (["10-14 待核", "12-28 待核"], "◆蓝 待核55日", []),
        (["12-28 待核", "10-14 待核"], "◆蓝 待核55日", []),
        (["07-12 在办", "10-14 待核", "12-28 -"], "◆蓝 待核55日", []),
        (["10-14 待核", "12-28 在办 待确认"], "◆蓝 待核55日", []),
        (["10-14 待核", "10-20 在办", "12-28 待核"], "■红 逾51", ["K03"]),
        (["10-14 待核 退回", "12-28 待核"], "■红 逾51", ["K03"]),
    ],
)
def test_a_matter_reported_in_time_stays_so_when_the_unit_says_it_again(
    answers: list[str], light: str, rules: list[str]
) -> None:
    """Limit 18 October, today 30 December; only an accepted answer that says otherwise undoes a report."""
    assert light_and_rules(reported_matter(*answers)) == (light, rules)


@pytest.mark.parametrize(
    ("answers", "done", "last", "day"),
    [
        (["10-14 待核"], "2016-10-10", "2016-12-28", "2016-10-14"),
        (["07-12 在办"], "2016-10-10", "2016-12-28", "2016-10-10"),
        (["07-12 在办"], None, "2016-12-28", None),
        ([], "2016-10-10", "2016-12-28", "2016-10-10"),
        ([], None, "2016-12-28", "2016-12-28"),
        ([], None, None, None),
    ],
)
def test_where_no_answer_says_so_the_day_of_completion_counts(
    answers: list[str], done: str | None, last: str | None, day: str | None
) -> None:
    """The office has set 待核 by hand: 实际办结日期, and 最近反馈日期 only where nothing is registered."""
    given = {key: date.fromisoformat(text) for key, text in (("done_on", done), ("last_feedback", last)) if text}
    rows = [Row(4, answer(text)) for text in answers]
    assert reported_on(Row(4, matter(stage="待核", **given)), rows) == (date.fromisoformat(day) if day else None)


def test_a_joint_unit_reports_nothing_done_and_an_answer_of_tomorrow_is_not_there_yet() -> None:
    rows = [{**answer("10-14 待核"), "role": "协办"}, {**answer("12-31 待核"), "feedback_id": "later"}]
    image = office(matters=[matter(stage="待核", limit_text="2016年10月18日前")], feedback=rows)
    stood = standing(image, policy=POLICY, calendar=CALENDAR, today=YEAR_END)
    assert stood.values[ONE]["light"] == "■红 逾53"
