"""变更记录 after a refresh: what people typed, new numbers, extensions; one line per matter, nothing twice."""

from dataclasses import replace
from datetime import date

from tests.rules.small_office import CALENDAR, TODAY, matter, office
from xlsync.model.plan import Source
from xlsync.model.table import MasterImage
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee
from xlsync.rules.policy import read_policy
from xlsync.services.refresh import refresh

ONE, TWO = "YS-2016-常-0001", "YS-2016-常-0002"
NOON = "2016-07-29 12:00"


def refreshed(before: MasterImage, after: MasterImage) -> MasterImage:
    typed = differences(before, after, Source("在Excel中修改")).changes
    after = replace(after, sha256="ab" * 32)
    policy = read_policy(after)
    result = refresh(after, policy=policy, calendar=CALENDAR, today=TODAY, observed=typed, moment=NOON)
    return foresee(after, result.plan)


def lines(image: MasterImage) -> list[tuple[str, str, str, str]]:
    return [
        (row.text("kind"), row.text("matter_id"), row.text("changed_at"), row.text("summary"))
        for row in image["changes"]
    ]


def test_cells_typed_in_one_matter_are_one_line():
    """0001: 进展情况 blank -> 已开工, 完成比例 20% -> 50%; 0002 is left alone; 亮灯 typed over is restored."""
    before = office(matters=[matter(1, percent=0.2), matter(2)])
    after = refreshed(before, office(matters=[matter(1, percent=0.5, progress="已开工", light="绿灯"), matter(2)]))
    ((kind, matter_id, at, summary),) = lines(after)
    assert (kind, matter_id, at) == ("在Excel中修改", ONE, NOON)
    assert set(summary.split("；")) == {"进展情况：（空） → 已开工", "完成比例：20% → 50%"}
    assert after["changes"].rows[0]["who"] == "在Excel中修改"


def test_a_new_number_and_a_granted_extension_have_their_lines():
    new = {key: value for key, value in matter(2).items() if key != "matter_id"}
    asked = {"extension_id": "YQ-001", "matter_id": ONE, "asked_on": date(2016, 6, 1), "state": "同意"}
    first = matter(1, limit_text="2016年6月30日前")
    image = office(matters=[first, new], extensions=[{**asked, "granted_until": date(2016, 9, 30)}])
    after = refreshed(image, image)
    assert lines(after) == [
        ("立项编号", TWO, NOON, f"督查编号：（空） → {TWO}"),
        ("同意延期", ONE, NOON, "调整后时限：（空） → 2016-09-30"),
    ]
    assert lines(refreshed(after, after)) == lines(after)


def test_a_row_that_has_no_number_yet_has_no_line():
    """Without 事项类别 it gets no number; between two commands the clerk corrects its 事项内容."""
    new = {key: value for key, value in matter(2).items() if key not in ("matter_id", "category")}
    before, after = (office(matters=[matter(1), {**new, "task": task}]) for task in ("核查", "核查停车收费"))
    assert lines(refreshed(before, after)) == []
