"""Numbers of new matters: what staff type below the ledger's last row becomes a registered matter."""

from datetime import date

from tests.rules.small_office import CALENDAR, TODAY, matter, office
from xlsync.model.table import MasterImage
from xlsync.rules.plan import foresee
from xlsync.rules.policy import read_policy
from xlsync.rules.registration import register
from xlsync.services.check import check
from xlsync.services.refresh import RefreshResult, refresh


def typed(**values: object) -> dict[str, object]:
    """Return a row as a clerk types it: no number."""
    row = matter(**{"stage": None, "limit_text": "2016年9月30日前", **values})
    return {key: value for key, value in row.items() if key != "matter_id" and value is not None}


def refreshed(image: MasterImage) -> tuple[RefreshResult, MasterImage]:
    result = refresh(image, policy=read_policy(image), calendar=CALENDAR, today=TODAY)
    return result, foresee(image, result.plan)


def numbers(image: MasterImage) -> list[str]:
    return [row.text("matter_id") for row in image["matters"]]


def test_a_new_row_gets_the_next_number_of_its_category():
    """督查编号          | 事项类别
    YS-2016-常-0007      | 常务会议
    (blank)              | 常务会议   -> YS-2016-常-0008
    (blank)              | 督办件     -> YS-2016-督-0001
    (blank)              | 常务会议   -> YS-2016-常-0009
    """
    image = office(matters=[matter(7), typed(), typed(category="督办件"), typed()])
    plan, findings = register(image)
    after = foresee(image, plan)
    assert numbers(after) == ["YS-2016-常-0007", "YS-2016-常-0008", "YS-2016-督-0001", "YS-2016-常-0009"]
    assert findings == []
    guids = [row["row_guid"] for row in after["matters"].rows[1:]]
    assert len(set(guids)) == 3
    assert register(after)[0].is_empty


def test_the_number_of_a_deleted_matter_is_not_given_again():
    """反馈登记 still names YS-2016-常-0031, which stands on 督查事项 no more."""
    answer = {"feedback_id": "F1", "matter_id": "YS-2016-常-0031", "unit": "市财政局"}
    image = office(matters=[matter(7), typed()], feedback=[answer])
    assert numbers(foresee(image, register(image)[0]))[1] == "YS-2016-常-0032"


def test_a_refresh_numbers_a_new_row_and_computes_its_deadline_and_light_in_one_plan():
    result, after = refreshed(office(matters=[matter(1, limit_text="2016年9月30日前"), typed()]))
    new = after["matters"].rows[1]
    assert (new["matter_id"], new["due"]) == ("YS-2016-常-0002", date(2016, 9, 30))
    assert new["light"] is not None
    assert after["board"].by_key()["合计"]["total"] == 2
    assert refreshed(after)[0].plan.is_empty
    assert {change.key for change in result.plan.changes if change.column == "matter_id"} == {"#5"}


def test_a_row_that_lacks_its_category_waits_and_is_told_of():
    image = office(matters=[matter(1), typed(category=None)])
    result, after = refreshed(image)
    assert numbers(after)[1] == ""
    assert [(f.code, f.cell) for f in result.findings if f.code == "C01"] == [("C01", "C5")]
    assert "C01" in {f.code for f in check(image, policy=read_policy(image), calendar=CALENDAR, today=TODAY)}


def test_a_category_without_a_code_is_asked_about():
    plan, findings = register(office(matters=[typed(category="自定义类别")]))
    assert plan.is_empty
    assert [(f.code, f.cell, f.value) for f in findings] == [("C23", "C4", "自定义类别")]


def test_an_entry_by_hand_needs_no_number_of_its_own():
    """人工计分: 登记号 blank -> JF-001; the point names it, and nothing is missing any more."""
    entry = {"unit": "市财政局", "rule_no": "J03", "happened_on": date(2016, 5, 1), "reason": "刊发经验"}
    image = office(matters=[matter(1)], manual_points=[{**entry, "entered_by": "督查一科甲"}])
    result, after = refreshed(image)
    assert after["manual_points"].rows[0]["entry_id"] == "JF-001"
    assert "JF-001" in after["points"].rows[0].text("evidence")
    assert "C01" not in {f.code for f in result.findings}
    assert refreshed(after)[0].plan.is_empty


def test_new_rows_of_other_sheets_go_on_in_their_series():
    """催办记录: CB-001, (blank) -> CB-002; 会议: (blank) -> HY-001, and its counts are computed at once."""
    urge = {"matter_id": "YS-2016-常-0001", "unit": "市财政局", "urged_on": date(2016, 5, 1), "level": "提醒"}
    meeting = {"name": "第1次常务会议", "held_on": date(2016, 5, 1)}
    image = office(matters=[matter(1)], urges=[{"urge_id": "CB-001", **urge}, urge], meetings=[meeting])
    _, after = refreshed(image)
    assert [row["urge_id"] for row in after["urges"]] == ["CB-001", "CB-002"]
    assert after["meetings"].rows[0]["meeting_id"] == "HY-001"
    assert refreshed(after)[0].plan.is_empty
