"""Made-up histories of an office with real files: units, staff, crashes, locks, undo, restore, older copies.

Promises P2, P3, P4, P5 and P10. After each step the master, 反馈登记 and 冲突 must be what a plain account of who said
what says they are (plain.py).
"""

from collections.abc import Sequence
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.histories.images import inputs
from tests.histories.life import Trouble, cells, columns, done, troubles, units
from tests.histories.plain import CLOSED, FILED, STOPPED, UNDONE, Plain
from tests.histories.real_office import CARRIED, UNITS, RealOffice
from tests.histories.units_and_staff import UnitsAndStaff
from xlsync.entry.bootstrap import Desk
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.entry.previews import rewriting
from xlsync.model.plan import Plan
from xlsync.services.close import close
from xlsync.services.restore import restore
from xlsync.services.submissions import taken_up_again
from xlsync.services.undo import Undoing, undo
from xlsync.vocabulary.errors import NotTakenBack


class Histories(UnitsAndStaff):
    """Every step is a whole command of the office, or what people do between two of them."""

    @rule(trouble=troubles)
    def the_master_is_refreshed(self, trouble: Trouble) -> None:
        self.carry(lambda desk: done(refresh_desk(desk)), Plain.settle, trouble)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), whole=st.booleans(), refreshed=st.booleans(), trouble=troubles)
    def waiting_files_are_merged(self, data: st.DataObject, whole: bool, refreshed: bool, trouble: Trouble) -> None:
        """All of them or some, in any order."""
        paths = data.draw(st.permutations(sorted(self.waiting)))
        if refreshed:  # so that nothing but the files changes the master
            self.the_master_is_refreshed(Trouble())
        self.merges(paths if whole else paths[: 1 + len(paths) // 2], trouble, alone=refreshed)

    @precondition(lambda self: FILED in self.plain.states.values())
    @rule(data=st.data(), mailed=st.booleans())
    def a_merged_file_merged_again_changes_nothing(self, data: st.DataObject, mailed: bool) -> None:
        """P2: also under another name or in a mail."""
        sha = data.draw(st.sampled_from(self.in_state(FILED)))
        self.starts()
        content, last = self.office.content(), self.last_batch()
        self.merges([self.sends(*self.contents[sha], mailed=mailed)])
        assert (self.office.content(), self.last_batch()) == (content, last)

    @rule(cell=cells, by=st.sampled_from(["nobody", "staff", "the unit"]), data=st.data(), trouble=troubles)
    def a_file_is_undone_soon(self, cell: tuple[str, str], by: str, data: st.DataObject, trouble: Trouble) -> None:
        """Somebody may have changed its cell since."""
        self.the_master_is_refreshed(Trouble())
        self.a_lead_unit_answers_and_is_merged(cell, data, False, Trouble(), "")
        filed = self.in_state(FILED)
        if by == "staff":
            self.staff_type(cell, data)
        elif by == "the unit":
            self.a_lead_unit_answers_and_is_merged(cell, data, False, Trouble(), "")
        if filed:
            self.undoes(filed[-1], by != "nobody", trouble)

    @rule(unit=units, column=columns, ruled=st.booleans(), trouble=troubles)
    def an_unsigned_file_is_stopped_and_dealt_with(self, unit: str, column: str, ruled: bool, trouble: Trouble) -> None:
        """It is closed, or sent once more when the rule has changed."""
        if not self.plain.needs_signature:
            self.staff_change_the_rules()
        self.filled[unit].setdefault(CARRIED[unit][0], {})[column] = self.word()
        item, content = self.saves(unit, signed=False)
        self.merges([self.sends(item, content)], trouble)
        if ruled:
            self.staff_change_the_rules()
            self.merges([self.sends(item, content)])
        elif self.plain.states.get(item.sha256) == STOPPED:
            self.closes(item.sha256, trouble)

    @precondition(lambda self: FILED in self.plain.states.values())
    @rule(data=st.data(), together=st.booleans(), trouble=troubles)
    def files_are_undone(self, data: st.DataObject, together: bool, trouble: Trouble) -> None:
        """P10: one file, or all of a batch: exactly as before, or the clashes named and nothing changed."""
        filed = self.in_state(FILED)
        self.undoes(data.draw(st.just(filed[-1]) | st.sampled_from(filed)), together, trouble)

    def undoes(self, sha: str, together: bool, trouble: Trouble) -> None:
        """Take back one file, or all of its batch."""
        filed = self.in_state(FILED)
        batch = [one for one in filed if self.plan_of[one] == self.plan_of[sha]]
        wanted = batch if together else [sha]
        self.the_master_is_refreshed(Trouble())
        found = self.would_undo(wanted)
        mates = {one for one in batch if self.unit(one) in map(self.unit, wanted)}
        assert (found is None) == (mates != set(wanted))
        if found is None:
            return
        image = inputs(self.office.image())
        wrote = self.wrote.get(frozenset(wanted))
        touched = wrote.touched(image) if wrote else set()
        if found.clashes:
            assert wrote is None or touched or wrote.added_to(image)
            named = {(clash.sheet, clash.key) for clash in found.clashes}
            assert {place[:2] for place in touched} <= named
            return
        assert not touched
        assert not self.plain.clashes(wanted)
        numbers = self.numbers(wanted)
        work = lambda desk: self.carries_out(desk, undo(rewriting(desk), numbers).plan)  # noqa: E731
        if self.carry(work, lambda plain: plain.undo(sorted(wanted, key=self.order_of)), trouble) and wrote:
            wrote.is_back(image, inputs(self.office.image()))

    def order_of(self, sha: str) -> tuple[date, str]:
        return self.contents[sha][0].order

    def would_undo(self, shas: Sequence[str]) -> Undoing | None:
        """Return the preview of an undo, None where files of one unit would be parted; nothing is changed by it."""
        content, last = self.office.content(), self.last_batch()
        try:
            with self.office.command() as desk:
                found = undo(rewriting(desk), self.numbers(shas))
        except NotTakenBack:
            return None
        finally:
            assert (self.office.content(), self.last_batch()) == (content, last)
        return found

    @staticmethod
    def carries_out(desk: Desk, plan: Plan) -> None:
        if not plan.is_empty:
            rewriting(desk).carry_out(plan)

    @precondition(lambda self: UNDONE in self.plain.states.values() or CLOSED in self.plain.states.values())
    @rule(data=st.data(), trouble=troubles)
    def a_file_is_merged_after_all(self, data: st.DataObject, trouble: Trouble) -> None:
        """One that was undone or closed, because a person says so."""
        sha = data.draw(st.sampled_from(self.in_state(UNDONE) + self.in_state(CLOSED)))
        numbers = self.numbers([sha])
        with self.office.journal() as journal:
            came = {entry["sha256"]: date.fromisoformat(entry["received_at"][:10]) for entry in journal.submissions()}

        def work(desk: Desk) -> None:
            merge_paths(desk, (), Console(), again=taken_up_again(desk.work, numbers))

        def after(plain: Plain) -> None:
            plain.states[sha] = STOPPED
            plain.merge([self.contents[sha][0]], came)

        self.carry(work, after, trouble)

    @precondition(lambda self: STOPPED in self.plain.states.values())
    @rule(data=st.data(), trouble=troubles)
    def a_stopped_file_is_closed(self, data: st.DataObject, trouble: Trouble) -> None:
        self.closes(data.draw(st.sampled_from(self.in_state(STOPPED))), trouble)

    def closes(self, sha: str, trouble: Trouble) -> None:
        """Close one that is held or returned."""
        with self.office.journal() as journal:
            state = {entry["sha256"]: entry["state"] for entry in journal.submissions()}[sha]
        if state not in ("HELD", "REJECTED"):
            return
        (number,) = self.numbers([sha])

        def work(desk: Desk) -> None:
            closing = close(rewriting(desk), number, "已电话核实")
            rewriting(desk).carry_out(closing.plan, closing.moves)

        def after(plain: Plain) -> None:
            plain.states[sha] = CLOSED
            plain.settle()

        self.carry(work, after, trouble)

    @rule(data=st.data(), trouble=troubles)
    def the_master_is_restored(self, data: st.DataObject, trouble: Trouble) -> None:
        self.starts()
        number = data.draw(st.sampled_from(sorted(self.points)))
        with self.office.command() as desk:
            is_empty = restore(rewriting(desk), str(number)).plan.is_empty
        wanted = self.points[number]
        since = [sha for sha in self.in_state(FILED) if self.plan_of[sha] > number]

        def after(plain: Plain) -> None:
            plain.goes_back(wanted)
            plain.forget(since)
            if not is_empty:
                plain.settle()

        self.carry(lambda desk: self.carries_out(desk, restore(rewriting(desk), str(number)).plan), after, trouble)

    @rule(data=st.data(), column=columns)
    def two_units_come_in_either_order(self, data: st.DataObject, column: str) -> None:
        """P3: on the same matter, one of them perhaps against what staff typed; tried on two copies of the office."""
        self.staff_type((CARRIED[UNITS[0]][0], column), data)
        self.the_master_is_refreshed(Trouble())
        came = []
        for unit in UNITS:
            rows = {**self.filled[unit], CARRIED[unit][0]: {column: self.word()}}
            came.append((f"{unit}反馈", self.office.filled(unit, rows, signed=True)))
        one, other = (_came_to(self.office.twin(), files) for files in (came, came[::-1]))
        assert one == other


def _came_to(office: RealOffice, files: Sequence[tuple[str, bytes]]) -> dict[str, list[str]]:
    """Return the rows of all sheets after files were merged one by one, in no order; numbers of lines left out."""
    for name, content in files:
        path = office.arrives(name, content)
        with office.command() as desk:
            merge_paths(desk, [path], Console())
    tables = office.image().tables.items()
    office.discard()
    numbers = {"line_no", "point_no"}
    return {
        name: sorted(str(sorted((c, str(v)) for c, v in row.values.items() if c not in numbers)) for row in table)
        for name, table in tables
    }


TestHistories = Histories.TestCase
_IS_PROOF = settings.default is not None and settings.default.max_examples > 100
TestHistories.settings = settings(
    max_examples=60 if _IS_PROOF else 4, stateful_step_count=25 if _IS_PROOF else 12, deadline=None
)


def test_a_word_that_staff_cleared_is_taken_when_it_is_said_again_on_a_later_form():
    """One fixed history: answered, cleared by staff, a new form, another answer there, then the old word again."""
    history = Histories()
    history.found()
    history.a_word_that_staff_cleared_is_said_again((sorted(CARRIED[UNITS[0]])[0], "problems"), None)
    history.the_master_is_as_told()
    history.teardown()
