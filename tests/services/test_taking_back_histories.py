"""Made-up histories of merges, typing, undo, restore and crashes: what is taken back goes back exactly, or not at all.

The oracle looks at images of the master only: what a file wrote is what differs between the images before and after
its merge, whatever the journal says.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.histories.images import Cells, Written, moves, written
from tests.histories.images import inputs as all_inputs
from tests.services.memory_office import DESKS, MemoryOffice
from tests.services.returned_forms import M1, M2
from xlsync.model.table import MasterImage, Value
from xlsync.services.ledger import ledger_as_of
from xlsync.services.undo import undo
from xlsync.vocabulary.errors import NotTakenBack
from xlsync.vocabulary.terms import SubmissionState

COLUMNS = ("progress", "problems", "next_steps", "contact")
OF_FORM = "YS-2016-ZF-000"


def inputs(image: MasterImage) -> Cells:
    """Return the cells that people or files fill in, newly typed matters left out."""
    found = all_inputs(image).items()
    return {place: value for place, value in found if place[0] != "matters" or place[1].startswith(OF_FORM)}


class TakingBack(RuleBasedStateMachine):
    """One office; every step is a whole command."""

    @initialize()
    def found(self) -> None:
        self.office = MemoryOffice()
        self.sent: dict[int, Written] = {}
        self.points: dict[int, tuple[Cells, set[Value], list[tuple[Value, ...]]]] = {}
        self.remember()

    def now(self) -> Cells:
        return inputs(self.office.master.read())

    def tasks(self) -> set[Value]:
        return {row["task"] for row in self.office.master.read()["matters"]}

    def remember(self) -> None:
        """Keep what the master holds after the last batch."""
        self.office.desk()
        batches = self.office.journal.batches()
        rows = ledger_as_of(self.office.work, str(batches[-1].number)).rows
        self.points[batches[-1].number] = (self.now(), self.tasks(), sorted(rows, key=repr))

    @rule(desk=st.sampled_from(DESKS), matter=st.sampled_from([M1, M2]), column=st.sampled_from(COLUMNS))
    def a_file_is_merged(self, desk: str, matter: str, column: str) -> None:
        self.office.answer(desk, matter, column)
        self.office.refresh()  # so that nothing but the file changes the master
        before = self.now()
        (outcome,) = self.office.merge(self.office.file(desk))
        if outcome.state is SubmissionState.FILED:
            self.sent[outcome.number] = written(before, self.now())
        self.remember()

    @rule(matter=st.sampled_from([M1, M2]))
    def two_files_of_a_unit_come_at_once(self, matter: str) -> None:
        self.office.answer("综合科", matter)
        first = self.office.file("综合科")
        self.office.answer("综合科", matter, "problems")
        before = self.office.journal.batches()
        outcomes = self.office.merge(first, self.office.file("综合科"))
        assert len(self.office.journal.batches()) <= len(before) + 2
        numbers = [outcome.number for outcome in outcomes if outcome.state is SubmissionState.FILED]
        if len(numbers) == 2:
            try:
                self.office.undo(numbers[1])
                raise AssertionError("files of one batch were parted")
            except NotTakenBack:
                pass
        self.remember()

    @rule(matter=st.sampled_from([M1, M2]), column=st.sampled_from(COLUMNS))
    def the_office_types(self, matter: str, column: str) -> None:
        self.office.type_in(matter, column, self.office.word())

    @rule()
    def the_office_types_a_new_matter(self) -> None:
        self.office.type_row("matters", task=self.office.word(), category="政府工作报告")

    @rule(choice=st.sampled_from(["保留现值", "采用报送值"]))
    def the_office_chooses(self, choice: str) -> None:
        for row in self.office.master.read()["conflicts"]:
            if row["settled_on"] is None and row["choice"] is None:
                self.office.type_in(row.text("conflict_id"), "choice", choice, "conflicts")
                return

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), cut=st.sampled_from(["", "begun", "written"]))
    def a_file_is_undone(self, data: st.DataObject, cut: str) -> None:
        """P10: exactly as before it, every other input untouched; or the clashing cells named and nothing changed."""
        newest_first = sorted(self.sent, reverse=True)
        number = data.draw(st.just(newest_first[0]) | st.sampled_from(newest_first))
        self.office.refresh()
        desk = self.office.desk()
        before, batches = self.now(), self.office.journal.batches()
        wrote = self.sent[number]
        touched = wrote.touched(before)
        try:
            found = undo(desk, [str(number)])
        except NotTakenBack:
            entry = self.office.journal.submissions()[number - 1]
            assert entry["state"] == SubmissionState.UNDONE
            return
        if found.clashes:
            assert {(clash.sheet, clash.key) for clash in found.clashes} >= {(s, key) for s, key, _ in touched}
            assert touched or wrote.added_to(before)
            assert (self.now(), self.office.journal.batches()) == (before, batches)
            return
        assert not touched
        self.carry_out(found.plan, cut)
        after = self.now()
        wrote.is_back(before, after)
        del self.sent[number]
        self.remember()

    def carry_out(self, plan: object, cut: str) -> None:
        office = self.office
        desk = office.desk()
        begun = office.journal.begin_plan(plan, office.now)
        if cut == "begun":
            office.desk()
            return
        sha256 = office.master.apply(begun, desk.image)
        if cut == "written":
            office.desk()
            return
        office.journal.finish_plan(begun.number, sha256)

    @precondition(lambda self: len(self.points) > 2)
    @rule(data=st.data())
    def the_master_is_restored(self, data: st.DataObject) -> None:
        """All inputs as they were after that batch; numbers given to typed matters since stay."""
        number = data.draw(st.sampled_from(sorted(self.points)))
        wanted, tasks, ledger = self.points[number]
        self.office.restore(number)
        after = self.now()
        assert {p: v for p, v in after.items() if not moves(p)} == {p: v for p, v in wanted.items() if not moves(p)}
        assert self.tasks() == tasks
        then = ledger_as_of(self.office.work, str(number))
        assert sorted(then.rows, key=repr) == ledger
        back = {n for batch in self.office.journal.batches() for n in batch.takes_back}
        self.sent = {n: wrote for n, wrote in self.sent.items() if n not in back}
        self.remember()

    @rule()
    def all_is_whole(self) -> None:
        """P4: the journal, laid over the first master, gives the present one."""
        self.office.desk()
        found = self.office.verify()
        assert (found.problems, found.notes) == ([], [])

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.all_is_whole()


TestTakingBack = TakingBack.TestCase
_IS_PROOF = settings.default is not None and settings.default.max_examples > 100
TestTakingBack.settings = settings(
    max_examples=200 if _IS_PROOF else 20, stateful_step_count=30 if _IS_PROOF else 14, deadline=None
)
