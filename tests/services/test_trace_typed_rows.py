"""A matter typed in Excel and numbered by refresh: its history begins with the typing, not with its number."""

from datetime import datetime, timedelta

import pytest

from tests.rules.small_office import matter, office
from xlsync.adapters.memory import MemoryJournal
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import MasterImage
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee
from xlsync.rules.registration import register
from xlsync.services.trace import trace
from xlsync.vocabulary.labels.journal import OBSERVED

TYPED_AT = datetime(2016, 3, 4, 9, 30)
NEW = "YS-2016-常-0002"


def typed(task: str) -> dict[str, object]:
    return {key: value for key, value in matter(2, task=task).items() if key != "matter_id"}


def commanded(journal: MemoryJournal, before: MasterImage, after: MasterImage, at: datetime) -> MasterImage:
    """Do what a refresh does: observe what was typed, number the new rows."""
    found = differences(before, after, Source(OBSERVED))
    journal.observe(found.changes, found.appends, "aa", at)
    plan, _ = register(after)
    journal.finish_plan(journal.begin_plan(plan, at + timedelta(minutes=1)).number, "bb")
    return foresee(after, plan)


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def image(journal: MemoryJournal) -> MasterImage:
    """Return the office after a clerk typed 核查停车收费 under the one matter that stood there."""
    return commanded(journal, office(matters=[matter(1)]), office(matters=[matter(1), typed("核查停车收费")]), TYPED_AT)


def test_what_was_typed_before_the_number_is_told_with_its_time(journal: MemoryJournal, image: MasterImage) -> None:
    (task,) = trace(journal, image, NEW, "task")
    assert (task["who"], task["at"], task["after"]) == ("在Excel中修改", TYPED_AT.isoformat(), "核查停车收费")


def test_number_and_row_mark_were_given_by_the_registration(journal: MemoryJournal, image: MasterImage) -> None:
    for column in ("matter_id", "row_guid", "row_version"):
        (line,) = trace(journal, image, NEW, column)
        assert (line["who"], line["before"], line["at"][:16]) == ("立项编号", None, "2016-03-04T09:31")
    assert "建账时已有" not in {line["who"] for line in trace(journal, image, NEW)}


def test_a_row_does_not_tell_of_another_that_stood_in_its_place_before(
    journal: MemoryJournal, image: MasterImage
) -> None:
    """Row 4 is deleted, so that 0002 moves up to it; then another matter is typed into row 5, which becomes 0003."""
    moved = office(matters=[matter(2)])
    later = commanded(journal, moved, office(matters=[matter(2), typed("整治占道经营")]), TYPED_AT)
    assert later["matters"].rows[1]["matter_id"] == "YS-2016-常-0003"
    told = [[line["after"] for line in trace(journal, later, key, "task")] for key in (NEW, "YS-2016-常-0003")]
    assert told == [["核查停车收费"], ["整治占道经营"]]


def test_a_row_of_a_form_knows_nothing_of_signs(journal: MemoryJournal, image: MasterImage) -> None:
    plan = Plan("merge", (CellChange("matters", "YS-2016-常-0001", "progress", None, "已开工", Source("市财政局")),))
    journal.finish_plan(journal.begin_plan(plan, TYPED_AT).number, "dd")
    journal.observe([], [RowAppend("matters", "#4", {"task": "别的"}, Source(OBSERVED))], "ee", TYPED_AT)
    assert [line["who"] for line in trace(journal, image, "YS-2016-常-0001", "progress")] == ["市财政局"]
