"""What became of a file, in one sentence that is true: nothing is called taken that was not."""

from datetime import date

import pytest

from tests.services.small_ledger import EAST, FINANCE, LATER, ROAD, SCHOOL, fill, merge, small_office, type_in_excel
from xlsync.model.finding import Finding
from xlsync.rules.absorb import Absorbed
from xlsync.services.outcomes import reason_of


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


@pytest.mark.parametrize(
    ("done", "returned", "reason"),
    [
        (Absorbed(updated=3, cells=5), (), "已并入3件事项、5处内容"),
        (Absorbed(updated=3, cells=5, registered=2), ("A",), "已并入3件事项、5处内容；2件协办情况已登记；1件退回补正"),
        (Absorbed(registered=2), (), "台账未改动：2件协办情况已登记"),
        (Absorbed(conflicts=1), (), "台账未改动：1处与台账现值不一致，待督查室核定"),
        (Absorbed(), ("A", "B"), "台账未改动：2件退回补正"),
        (
            Absorbed(closed=1, older=2),
            (),
            "台账未改动：1件已办结或撤销，未并入；2件先前已收到更晚的填报表，以后报的为准",
        ),
        (Absorbed(agreed=1), (), "台账未改动：1件与台账现值一致"),
        (Absorbed(), (), "文件中没有新的内容，台账未改动"),
    ],
)
def test_the_sentence_names_what_happened(done, returned, reason):
    assert reason_of(done, returned, ()) == reason


def test_questions_are_counted():
    assert reason_of(Absorbed(), (), [Finding("M27"), Finding("M45")]) == "台账未改动：1处待确认"


def _receipt(office, *path, day=LATER) -> str:
    known = set(office.receipts.iterdir()) if office.receipts.exists() else set()
    merge(office, *path, day=day)
    (new,) = set(office.receipts.iterdir()) - known
    return new.read_text(encoding="utf-8-sig")


def test_a_receipt_says_that_joint_answers_are_registered(office):
    text = _receipt(office, fill(office, FINANCE, {ROAD: {"progress": "资金已下达"}}))
    assert "台账未改动：1件协办情况已登记" in text
    assert "与台账一致" not in text


def test_a_receipt_says_that_a_closed_matter_was_not_taken(office):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(office, "matters", SCHOOL, {"stage": "办结", "done_on": date(2016, 10, 13)})
    assert "1件已办结或撤销，未并入" in _receipt(office, path)


def test_a_receipt_says_that_a_later_file_counts(office):
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体封顶"}}, "新.xlsx", saved=11))
    text = _receipt(office, fill(office, EAST, {SCHOOL: {"progress": "基础施工"}}, "旧.xlsx", saved=9))
    assert "以后报的为准" in text
    assert "已并入" not in text.split("提示")[0]


def test_a_repeat_is_marked_as_one(office):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    content = path.read_bytes()
    assert not merge(office, path).outcomes[0].repeat
    path.write_bytes(content)
    assert merge(office, path).outcomes[0].repeat
