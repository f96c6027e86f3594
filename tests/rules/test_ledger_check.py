"""Checks of what people typed: each yields its finding at the cell, with a sentence and a remedy."""

from datetime import date

import pytest

from tests.rules.small_office import CALENDAR, TODAY, matter, office, with_rule
from xlsync.model.calendar import WorkCalendar
from xlsync.model.table import MasterImage, column_letter
from xlsync.rules.ledger_check import check_ledger
from xlsync.rules.policy import read_policy
from xlsync.rules.scores.casebook import Casebook
from xlsync.vocabulary.labels.findings.ledger import TEXTS

ONE = "YS-2016-常-0001"
PEOPLE = [{"person": "督查一科甲"}, {"person": "督查一科乙"}]


def found(image: MasterImage, today: date = TODAY, calendar: WorkCalendar = CALENDAR) -> list[tuple[str, str]]:
    findings = check_ledger(Casebook(image, calendar, today), policy=read_policy(image), calendar=calendar)
    for finding in findings:
        assert finding.message and finding.remedy and finding.sheet
    return [(finding.code, finding.cell) for finding in findings]


def ledger(*matters: dict, **sheets: object) -> MasterImage:
    return office(matters=matters or [matter()], people=PEOPLE, **sheets)


def by_hand(**values: object) -> dict:
    row = {"entry_id": "R1", "unit": "市财政局", "rule_no": "K08", "happened_on": TODAY, "reason": "虚报"}
    return row | {"entered_by": "督查一科甲"} | values


def test_a_sound_ledger_has_no_findings():
    assert found(ledger()) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"task": None}, "C01"),
        ({"category": "闲谈"}, "C02"),
        ({"urgency": "火急"}, "C02"),
        ({"officer_a": "某人"}, "C02"),
        ({"lead_unit": "市某局"}, "C03"),
        ({"joint_units": "东城区、有关部门"}, "C04"),
        ({"stage": "办结"}, "C06"),
        ({"done_on": date(2015, 12, 31)}, "C07"),
        ({"done_on": date(2016, 8, 1)}, "C08"),
        ({"closed_by": "督查一科甲"}, "C09"),
        ({"instructed_on": "3月"}, "C10"),
        ({"target_value": "约3亿"}, "C11"),
    ],
)
def test_each_mistake_in_the_ledger_is_found_at_its_cell(wrong, code):
    image = ledger(matter(**wrong))
    column = "done_on" if code == "C06" else next(iter(wrong))
    assert found(image) == [(code, f"{column_letter(image['matters'].positions[column])}4")]


def told(code: str, **values: object) -> list[str]:
    image = ledger(matter(**values))
    findings = check_ledger(Casebook(image, CALENDAR, TODAY), policy=read_policy(image), calendar=CALENDAR)
    return [finding.message + finding.remedy for finding in findings if finding.code == code]


def test_a_word_outside_its_list_is_told_what_it_may_be():
    """紧急程度 has three words: all are named; 事项类别 has seventeen: the first eight and how many there are."""
    assert "（可填：特急、急件、一般）" in told("C02", urgency="火急")[0]
    assert "省领导批示等17项）" in told("C02", category="闲谈")[0]


@pytest.mark.parametrize(
    ("joint", "said"),
    [
        ("东城区、某某局", ["“某某局”不能确定是哪个单位。"]),
        ("东城区和某某局", ["“某某局”不能确定是哪个单位，“东城区和某某局”暂不计入。"]),
        ("某某局 东城区及西城区", ["“某某局”不能确定是哪个单位，“某某局 东城区及西城区”暂不计入。"]),
        ("甲局和乙局", ["“甲局和乙局”不能确定是哪个单位。"]),
        ("甲局、乙局", ["“甲局”不能确定是哪个单位。", "“乙局”不能确定是哪个单位。"]),
    ],
)
def test_of_several_units_only_the_unknown_one_is_named(joint, said):
    assert [text.partition("责任单位中的")[2].partition("请")[0] for text in told("C04", joint_units=joint)] == said


def test_a_doubled_number_is_found_on_the_second_row():
    assert found(ledger(matter(), matter())) == [("C05", "A5")]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"feedback": [{"feedback_id": "F1", "matter_id": "X", "unit": "市财政局"}]}, "C20"),
        ({"feedback": [{"feedback_id": "F1", "matter_id": ONE, "unit": "东城区"}]}, "C19"),
        ({"manual_points": [by_hand()]}, "C17"),
        ({"manual_points": [by_hand(confirmed_by="督查一科甲")]}, "C17"),
        ({"manual_points": [by_hand(rule_no="K99", confirmed_by="督查一科乙")]}, "C18"),
    ],
)
def test_rows_that_hang_on_the_ledger_are_checked(sheets, code):
    assert [found_code for found_code, _ in found(ledger(**sheets))] == [code]


def test_an_entry_confirmed_by_a_second_person_is_sound():
    assert found(ledger(manual_points=[by_hand(confirmed_by="督查一科乙")])) == []


def test_a_secret_is_not_open_to_the_public():
    proposals = [{"matter_id": ONE, "open_online": "是"}]
    assert [code for code, _ in found(ledger(matter(secrecy="秘密"), proposals=proposals))] == ["C14"]


def test_rules_that_scoring_needs_must_be_there_with_a_number():
    assert [code for code, _ in found(with_rule(ledger(), "K01", points=None))] == ["C15"]
    assert [code for code, _ in found(with_rule(ledger(), "S04", valid_to=date(2016, 1, 1)))] == ["C16"]


def test_holidays_are_asked_for_in_time():
    """Year of the ledger unknown: a question at once; next year unknown: a note from November on."""
    only_2016, none = WorkCalendar(published=frozenset({2016})), WorkCalendar()
    assert found(ledger(), date(2016, 10, 31), only_2016) == []
    assert [code for code, _ in found(ledger(), date(2016, 11, 1), only_2016)] == ["C13"]
    assert [code for code, _ in found(ledger(), date(2016, 10, 31), none)] == ["C12"]


@pytest.mark.parametrize(
    ("kind", "codes"), [("休", []), ("班", []), ("补班", ["D14"]), ("上班", ["D14"]), (None, ["C01"])]
)
def test_a_day_off_is_either_of_the_two_kinds(kind, codes):
    """Any other word would be counted as nothing: it is asked about at its cell."""
    image = ledger(holidays=[{"day": date(2016, 10, 8), "kind": kind}])
    assert found(image) == [(code, "B4") for code in codes]


def test_every_sentence_ends_and_says_what_to_do():
    assert [
        code for code, text in TEXTS.items() if not (text.message.endswith("。") and text.remedy.endswith("。"))
    ] == []
