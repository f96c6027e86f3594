"""The limits of a matter: its text, its category's default, what staff changed, extensions, the next feedback."""

from datetime import date

import pytest

from tests.rules.shipped_rules import CALENDAR, POLICY, matter
from xlsync.model.table import Row, Value
from xlsync.rules.deadlines import MatterDeadlines, matter_deadlines
from xlsync.vocabulary.labels.findings.deadlines import TEXTS


def deadlines(*extensions: Row, answered_until: date | None = None, **values: Value) -> MatterDeadlines:
    return matter_deadlines(
        matter(**values),
        policy=POLICY,
        calendar=CALENDAR,
        extensions=extensions,
        answered_until=answered_until,
        positions={"limit_text": 22},
    )


def extension(asked_on: str | None, granted_until: str | None, state: str = "同意", number: str = "Q1") -> Row:
    days = {"asked_on": asked_on, "granted_until": granted_until}
    values: dict[str, Value] = {key: date.fromisoformat(day) for key, day in days.items() if day}
    return Row(4, {"extension_id": number, "matter_id": "YS-2016-政批-0001", "state": state, **values})


def codes(result: MatterDeadlines) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_missing_first_day_is_told_once() -> None:
    """时限原文 and 反馈时限 both count from it: one cell to fill, one finding."""
    row = matter(limit_text="7个工作日", feedback_limit="3个工作日", registered_on=None)
    found = matter_deadlines(row, policy=POLICY, calendar=CALENDAR).findings
    assert [finding.code for finding in found] == ["D10"]


def test_a_limit_is_counted_from_its_start() -> None:
    """7个工作日 of a 批示件 registered on 1 March, instructed on 26 February, started on 7 March:

    起算日     | 批示日期   | 立项日期   | 完成时限
    -          | -          | 2016-03-01 | 2016-03-10
    -          | 2016-02-26 | 2016-03-01 | 2016-03-08
    2016-03-07 | 2016-02-26 | 2016-03-01 | 2016-03-16
    """
    text = "7个工作日"
    earlier = date(2016, 2, 26)
    assert deadlines(limit_text=text).values["due"] == date(2016, 3, 10)
    assert deadlines(limit_text=text, instructed_on=earlier).values["due"] == date(2016, 3, 8)
    started = deadlines(limit_text=text, instructed_on=earlier, limit_from=date(2016, 3, 7))
    assert started.values["due"] == date(2016, 3, 16)
    assert started.values["limit_kind"] == "工作日"
    assert started.values["due_note"] == "自2016-03-07起7个工作日"


def test_a_blank_limit_takes_the_default_of_its_category() -> None:
    """市政府领导批示: done within 7个工作日, first feedback within 3个工作日."""
    result = deadlines()
    assert (result.values["due"], result.values["feedback_due"]) == (date(2016, 3, 10), date(2016, 3, 4))
    assert str(result.values["due_note"]).startswith("按事项类别默认时限“7个工作日”")


def test_a_limit_that_cannot_be_read_is_a_question_and_no_date() -> None:
    result = deadlines(limit_text="供暖前")
    assert (result.values["due"], result.in_force, codes(result)) == (None, None, ["D01"])
    finding = result.findings[0]
    assert (finding.sheet, finding.cell, finding.value) == ("督查事项", "V4", "供暖前")
    assert "供暖前" in finding.message


@pytest.mark.parametrize(
    ("text", "code"),
    [("长期坚持", "D04"), ("2016.10", "D02"), ("2016.2.30", "D03"), ("1月5日前", "D05"), ("国庆节前", "D06")],
)
def test_each_reason_of_refusal_has_its_own_words(text: str, code: str) -> None:
    assert codes(deadlines(limit_text=text)) == [code]


def test_a_matter_without_any_limit_is_a_question() -> None:
    """省专项督查 has no default: the letter's own date rules."""
    result = deadlines(category="省专项督查")
    assert (result.values["limit_kind"], result.values["due_note"], codes(result)) == (
        "无明确时限",
        "无完成时限",
        ["D07"],
    )


def test_a_matter_without_a_start_is_a_question() -> None:
    assert "D10" in codes(deadlines(registered_on=None))


def test_a_day_set_by_hand_wins_and_wants_a_reason() -> None:
    set_by_hand = {"limit_text": "7个工作日", "manual_due": date(2016, 4, 1)}
    assert codes(deadlines(**set_by_hand)) == ["D08"]
    result = deadlines(**set_by_hand, manual_due_reason="分管市长3月2日指示")
    assert (result.values["due"], codes(result)) == (date(2016, 4, 1), [])
    assert result.values["due_note"] == "人工改定（原计算2016-03-10）"


@pytest.mark.parametrize(
    ("extensions", "adjusted", "count", "found"),
    [
        ([extension("2016-03-08", "2016-03-31")], "2016-03-31", 1, []),
        ([extension("2016-03-10", "2016-03-31")], "2016-03-31", 1, []),
        ([extension("2016-03-11", "2016-03-31")], None, 0, ["D09"]),
        ([extension("2016-03-08", "2016-03-31", "不同意")], None, 0, []),
        ([extension("2016-03-08", "2016-03-31", "待审")], None, 0, []),
        ([extension("2016-03-08", None)], None, 0, ["D13"]),
        ([extension(None, "2016-03-31")], None, 0, ["D13"]),
        ([extension("2016-03-08", "2016-03-10")], None, 0, ["D13"]),
        (
            [extension("2016-03-30", "2016-04-30", number="Q2"), extension("2016-03-08", "2016-03-31")],
            "2016-04-30",
            2,
            [],
        ),
        (
            [extension("2016-04-01", "2016-04-30", number="Q2"), extension("2016-03-08", "2016-03-31")],
            "2016-03-31",
            1,
            ["D09"],
        ),
    ],
)
def test_an_extension_counts_when_it_was_asked_in_time(
    extensions: list[Row], adjusted: str | None, count: int, found: list[str]
) -> None:
    """The limit is 2016-03-10; an extension asked after the limit then in force changes nothing."""
    result = deadlines(*extensions, limit_text="7个工作日")
    day = date.fromisoformat(adjusted) if adjusted else None
    assert (result.values["adjusted_due"], result.values["extension_count"]) == (day, count)
    assert (result.in_force, codes(result)) == (day or date(2016, 3, 10), found)


def test_too_many_extensions_are_noted() -> None:
    three = [extension("2016-03-08", f"2016-0{month}-30", number=f"Q{month}") for month in (4, 5, 6)]
    assert codes(deadlines(*three, limit_text="7个工作日")) == ["D11"]


def test_a_request_under_examination_is_known() -> None:
    assert deadlines(extension("2016-03-08", None, "待审")).extension_pending


@pytest.mark.parametrize(
    ("values", "next_day"),
    [
        ({}, "2016-03-04"),
        ({"last_feedback": date(2016, 3, 4)}, "2016-03-31"),
        ({"last_feedback": date(2016, 3, 29)}, "2016-04-30"),
        ({"last_feedback": date(2016, 3, 4), "feedback_frequency": "每季度"}, "2016-03-31"),
        ({"last_feedback": date(2016, 3, 4), "feedback_frequency": "每周"}, "2016-03-11"),
        ({"last_feedback": date(2016, 3, 4), "feedback_frequency": "一次性"}, None),
        ({"feedback_limit": "每月25日"}, "2016-03-25"),
        ({"feedback_limit": "每月25日", "last_feedback": date(2016, 3, 24)}, "2016-04-25"),
        ({"feedback_limit": "每季度末"}, "2016-03-31"),
        ({"stage": "办结"}, None),
        ({"stage": "挂起"}, None),
    ],
)
def test_the_next_feedback_follows_the_last_one(values: dict[str, Value], next_day: str | None) -> None:
    day = date.fromisoformat(next_day) if next_day else None
    assert deadlines(**values).values["next_feedback"] == day


def test_a_late_answer_stands_for_the_day_that_it_was_due() -> None:
    """The answer due on 31 March came on 5 April: April's is still to come."""
    late = deadlines(last_feedback=date(2016, 4, 5), answered_until=date(2016, 3, 31))
    assert late.values["next_feedback"] == date(2016, 4, 30)


def test_a_recurring_matter_has_no_last_day() -> None:
    result = deadlines(limit_text="每月25日前")
    assert (result.in_force, result.is_recurring, result.values["limit_kind"]) == (None, True, "周期")
    assert codes(result) == []


def test_a_deadline_in_a_year_without_holidays_is_provisional() -> None:
    result = deadlines(limit_text="7个工作日", registered_on=date(2030, 12, 28))
    assert result.is_provisional and "D12" in codes(result)


def test_every_finding_can_be_said_with_its_facts() -> None:
    """Each code that these rules give fills its two sentences (D14 comes from the checks of 节假日)."""
    results = [deadlines(limit_text=text) for text in ("供暖前", "2016.10", "2016.2.30", "尽快", "1月5日前", "春节前")]
    results += [deadlines(category="省专项督查"), deadlines(manual_due=date(2016, 4, 1)), deadlines(registered_on=None)]
    results += [deadlines(extension("2016-03-11", "2016-03-31")), deadlines(extension(None, None))]
    results += [deadlines(*[extension("2016-03-08", f"2016-0{month}-30") for month in (4, 5, 6)])]
    results += [deadlines(limit_text="7个工作日", registered_on=date(2030, 12, 28))]
    said = {finding.code: finding.message + finding.remedy for result in results for finding in result.findings}
    assert set(said) == {code for code in TEXTS if code.startswith("D")} - {"D14"}
    assert not [text for text in said.values() if "{" in text or "None" in text]
