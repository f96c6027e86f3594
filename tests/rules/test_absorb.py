"""What one answer does to the ledger, 反馈登记 and 冲突, over many made-up histories."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.calendar import WorkCalendar
from xlsync.model.submission import Answer
from xlsync.model.table import MasterImage, Value
from xlsync.rules.absorb import Absorption, Arrival, absorb
from xlsync.rules.plan import foresee, same
from xlsync.rules.shown import show
from xlsync.vocabulary.terms import Kind

UNIT, OTHER = "市水利局", "市财政局"
MATTERS = ("A-1", "A-2", "A-3")
COLUMNS = {"progress": Kind.LONG_TEXT, "percent": Kind.PERCENT, "done_on": Kind.DATE}
CALENDAR = WorkCalendar(frozenset(), frozenset(), frozenset({2016}))

ROW = st.fixed_dictionaries(
    {
        "progress": st.sampled_from([None, "招标", "开工", "竣工"]),
        "percent": st.sampled_from([None, 0.2, 0.5, 1.0]),
        "done_on": st.sampled_from([None, date(2016, 9, 1), date(2016, 9, 2)]),
    }
)
ROWS = st.fixed_dictionaries(dict.fromkeys(MATTERS, ROW))


def ledger(rows: Mapping[str, Mapping[str, Value]], lead: str) -> MasterImage:
    """Return a master with these rows in progress."""
    matters = [{"matter_id": key, "stage": "在办", "lead_unit": lead, **row} for key, row in rows.items()]
    return MemoryMaster({"matters": matters}).read()


def merged(
    image: MasterImage,
    issued: Mapping[str, Mapping[str, Value]],
    theirs: Mapping[str, Mapping[str, Value]],
    accepted: Mapping[str, Mapping[str, Value]] | None = None,
):
    """Return the master after one submission of UNIT, what was accepted and the plan."""
    base = {**issued, **(accepted or {})}
    answers = [Answer(key, dict(row), dict.fromkeys(row, "P5"), "填报表") for key, row in theirs.items()]
    day = date(2016, 10, 14)
    arrival = Arrival(
        UNIT, "2016-Q3", day, day, "附件1.xlsx", "ab" * 32, "综合科", answers, issued, base, {}, {}, (), {}, "合并反馈"
    )
    leads = {row.text("matter_id"): row.text("lead_unit") for row in image["matters"]}
    batch = Absorption(image, CALENDAR, leads)
    done = absorb(arrival, batch)
    return foresee(image, batch.plan("merge", [1])), done.accepted, batch.plan("merge", [1])


def shown_on(image: MasterImage, sheet: str) -> set[tuple[str, str | None]]:
    """Return every text of a sheet with its matter."""
    schema_rows = image[sheet]
    return {(row.text("matter_id"), row.text(column)) for row in schema_rows for column in ("ours", "theirs")}


@given(base=ROWS, ours=ROWS, theirs=ROWS)
def test_no_edit_of_either_side_is_lost_in_silence(base, ours, theirs):
    """Each value that a side wrote stands in the ledger, or on 冲突 beside the other one."""
    after, _, _ = merged(ledger(ours, UNIT), base, theirs)
    rows, conflicts = after["matters"].by_key(), shown_on(after, "conflicts")
    for matter in MATTERS:
        for column, kind in COLUMNS.items():
            for side in (ours, theirs):
                value = side[matter][column]
                if value is None or same(value, base[matter][column]):
                    continue
                kept = same(rows[matter][column], value)
                assert kept or (matter, show(value, kind)) in conflicts


@given(base=ROWS, ours=ROWS, theirs=ROWS)
def test_the_ledger_only_ever_holds_what_one_side_wrote_and_a_blank_erases_nothing(base, ours, theirs):
    after, _, _ = merged(ledger(ours, UNIT), base, theirs)
    for matter, row in after["matters"].by_key().items():
        for column in COLUMNS:
            assert any(same(row[column], side[matter][column]) for side in (ours, theirs))
            assert row[column] is not None or ours[matter][column] is None


@given(base=ROWS, ours=ROWS, theirs=ROWS)
def test_the_same_answers_a_second_time_change_nothing(base, ours, theirs):
    """The accepted answers are the base of the second merge, as the journal keeps them."""
    after, accepted, _ = merged(ledger(ours, UNIT), base, theirs)
    _, _, again = merged(after, base, theirs, accepted)
    assert again.is_empty


@given(base=ROWS, ours=ROWS, theirs=ROWS)
def test_a_joint_unit_never_touches_the_ledger(base, ours, theirs):
    after, _, _ = merged(ledger(ours, OTHER), base, theirs)
    before = ledger(ours, OTHER)
    assert [row.values for row in after["matters"]] == [row.values for row in before["matters"]]
    assert len(after["conflicts"]) == 0
    assert {row["role"] for row in after["feedback"]} <= {"协办"}


@given(base=ROWS, theirs=ROWS)
def test_every_changed_cell_names_its_file_and_cell(base, theirs):
    _, _, plan = merged(ledger(base, UNIT), base, theirs)
    for change in plan.changes:
        assert (change.source.who, change.source.sha256, change.source.file) == (UNIT, "ab" * 32, "附件1.xlsx")
        assert change.source.cell == "P5" or change.column in ("row_version", "source_sha")


@given(issued=ROWS, first=ROWS, second=ROWS)
def test_a_cell_left_as_issued_never_takes_back_what_the_unit_said_on_another_copy(issued, first, second):
    """Two desks of one unit fill in the same form; each leaves some cells as they were issued."""
    after, accepted, _ = merged(ledger(issued, UNIT), issued, first)
    later, _, _ = merged(after, issued, second, accepted)
    for matter, row in later["matters"].by_key().items():
        for column in COLUMNS:
            if same(second[matter][column], issued[matter][column]) or second[matter][column] is None:
                assert same(row[column], after["matters"].by_key()[matter][column])
