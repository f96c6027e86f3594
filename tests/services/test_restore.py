"""The master brought back to an earlier moment, and that moment laid out anew from the journal."""

import pytest

from tests.services.memory_office import MemoryOffice
from tests.services.returned_forms import M1
from xlsync.adapters.memory import MemoryStore
from xlsync.services.ledger import ledger_as_of
from xlsync.vocabulary.errors import NoSuchMoment
from xlsync.vocabulary.terms import SubmissionState as S


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice()


def last_batch(office: MemoryOffice) -> int:
    return office.journal.batches()[-1].number


def test_a_number_given_since_stays_with_its_row(office):
    """Two matters typed and seen, then numbered, then a third; restored to when they were seen."""
    office.type_row("matters", task="清淤", category="政府工作报告")
    office.type_row("matters", task="绿化", category="政府工作报告")
    office.desk()
    seen = last_batch(office)
    office.refresh()
    numbers = {row["task"]: row["matter_id"] for row in office.master.read()["matters"]}
    office.type_row("matters", task="照明", category="政府工作报告")
    office.type_in(M1, "remarks", "电话催过")
    office.refresh()
    office.restore(seen)
    rows = {row["task"]: row["matter_id"] for row in office.master.read()["matters"]}
    assert {task: rows[task] for task in ("清淤", "绿化")} == {task: numbers[task] for task in ("清淤", "绿化")}
    assert "照明" not in rows and office.cell(M1, "remarks") is None
    assert office.verify().problems == []


def test_a_row_removed_since_comes_back_and_submissions_since_are_taken_back(office):
    sent = office.send("综合科", M1, text="此前所报")
    then = last_batch(office)
    gone = office.master.read()["matters"].by_key()["YS-2016-ZF-0003"]
    for column in gone.values:
        office.type_in("YS-2016-ZF-0003", column, None) if column != "matter_id" else None
    later = office.send("综合科", M1, text="此后所报")
    office.restore(then)
    assert office.cell("YS-2016-ZF-0003", "task") == gone["task"]
    assert office.cell(M1, "progress") == "此前所报"
    states = {entry["number"]: entry["state"] for entry in office.journal.submissions()}
    assert states == {sent.number: S.FILED, later.number: S.UNDONE}


def test_a_lost_version_is_laid_out_from_the_one_before_it_signs_and_all(office):
    """Rows without a number are named by their place in the sheet until they get one."""
    office.type_row("matters", task="清淤", category="政府工作报告")
    office.type_row("matters", task="绿化", category="政府工作报告")
    office.refresh()
    office.type_in(M1, "remarks", "电话催过")
    office.refresh()
    number = last_batch(office)
    whole = ledger_as_of(office.work, str(number))
    first = next(batch.master for batch in office.journal.batches() if batch.master)
    kept = office.store.get(first)
    office.store._contents.clear()
    office.store.put(kept)
    laid = ledger_as_of(office.work, str(number))
    assert (whole.moment.is_kept, laid.moment.is_kept) == (True, False)
    assert sorted(laid.rows, key=repr) == sorted(whole.rows, key=repr)


def test_where_nothing_is_left_to_lay_it_out_from_it_is_said(office):
    office.send("综合科", M1)
    office.store = office.master.store = MemoryStore()
    with pytest.raises(NoSuchMoment, match="xlsync verify"):
        ledger_as_of(office.work, "1")
