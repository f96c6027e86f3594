"""An office that lives through a history, step by step held against a plain account of who said what (plain.py)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.histories.images import Written, inputs, written
from tests.histories.plain import COLUMNS, FILED, STOPPED, UNDONE, Form, Item, Plain
from tests.histories.real_office import CARRIED, LEADS, UNITS, Died, RealOffice, sha256_of
from xlsync.entry.bootstrap import Desk
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.console import Console
from xlsync.model.plan import Plan, Source
from xlsync.model.table import MasterImage
from xlsync.rules.observe import differences
from xlsync.vocabulary.errors import CopyEdited, MasterLocked, PlanHeld

PERIOD = "2016-Q3"
CHOICES = ("保留现值", "采用报送值")
STEPS = (
    "before observe",
    "after store.put",
    "after claim",
    "before begin_plan",
    "after begin_plan",
    "before master.replace",
    "after master.replace",
    "after finish_plan",
    "before receipt",
    "after moves",
    "before inbox.clear",
)
STOPS = frozenset({"HELD", "REJECTED", "RECEIVED", "CHECKED"})


@dataclass(frozen=True)
class Trouble:
    """What befalls a command: it dies at a step, or finds the master locked; then staff type, or it dies once more."""

    dies_at: str = ""
    locked: bool = False
    typed: tuple[str, str] | None = None
    then_dies_at: str = ""

    def __bool__(self) -> bool:
        return bool(self.dies_at or self.locked)


units, columns, matters = st.sampled_from(UNITS), st.sampled_from(COLUMNS), st.sampled_from(sorted(LEADS))
cells = st.tuples(matters, columns)
deaths = st.builds(Trouble, dies_at=st.sampled_from(STEPS), typed=st.none() | cells)
twice = st.builds(Trouble, dies_at=st.sampled_from(STEPS), then_dies_at=st.sampled_from(STEPS))
locks = st.builds(Trouble, locked=st.just(True), typed=st.none() | cells)
quiet = st.just(Trouble())
troubles = st.one_of(quiet, quiet, quiet, deaths, twice, locks)


class Life(RuleBasedStateMachine):
    """One office, two units and its staff; no step of theirs is told here, but how each is carried out and judged."""

    @initialize()
    def found(self) -> None:
        self.office = RealOffice()
        self.words, self.files = 0, 0
        self.waiting: dict[Path, Item] = {}
        self.drafts: list[tuple[Item, bytes]] = []
        self.contents: dict[str, tuple[Item, bytes]] = {}
        self.typed: set[str] = set()
        self.copies: list[tuple[bytes, int, Plain]] = []
        self.points: dict[int, Plain] = {}
        self.plan_of: dict[str, int] = {}
        self.wrote: dict[frozenset[str], Written] = {}
        self.filled: dict[str, dict[str, dict[str, str | None]]] = {unit: {} for unit in UNITS}
        self.forms = {unit: self.form_of(unit) for unit in UNITS}
        self.plain = Plain(LEADS)
        image = self.office.image()
        for matter in LEADS:
            row = image["matters"].by_key()[matter]
            self.plain.cells |= {("ledger", matter, column): row.text(column) or None for column in COLUMNS}
        self.carry(lambda desk: None, lambda plain: None)

    def word(self) -> str:
        """Return a text that nobody has said before."""
        self.words += 1
        return f"第{self.words}回写下的内容，各项工作按计划推进"

    def form_of(self, unit: str) -> Form:
        """Return the last form that was issued to a unit, as the journal knows it."""
        with self.office.journal() as journal:
            head = [form for form in journal.forms() if form.unit == unit][-1]
            form = journal.form(head.form_id)
        assert form is not None
        rows = {row.matter_id: {column: _text(row.values.get(column)) for column in COLUMNS} for row in form.rows}
        return Form(form.form_id, unit, date.fromisoformat(form.issued_on), rows)

    def carry(self, work: Callable[[Desk], None], after: Callable[[Plain], None], trouble: Trouble = Trouble()) -> bool:
        """Carry out a command through its trouble and hold what it came to against the plain account.

        Returns whether it went through in one piece.
        """
        mark, then = self.last_batch(), self.plain.copy()
        after(then)
        if trouble.locked:
            self.office.lock.write_text("张三,zhangsan,PC-1,2016.10.14 09:00,file:///;")
        self.office.dies_at = trouble.dies_at
        try:
            with self.office.command() as desk:
                before = desk.image
                work(desk)
        except (Died, MasterLocked):
            self.recovers(mark, then, trouble)
            return False
        finally:
            self.office.lock.unlink(missing_ok=True)
        self.typed |= self.plain.texts()
        self.plain = then
        self.each_changed_cell_has_one_line(before, mark)
        self.remember(mark)
        return True

    def recovers(self, mark: int, then: Plain, trouble: Trouble) -> None:
        """Begin again: the command was carried out whole, or not at all, or set aside because staff were in the way."""
        self.office.lock.unlink(missing_ok=True)
        text = self.word()
        if trouble.typed:
            self.office.type_in("matters", trouble.typed[0], {trouble.typed[1]: text})
        self.starts(trouble.then_dies_at)
        with self.office.journal() as journal:
            made = [batch for batch in journal.batches() if batch.number > mark and batch.kind != "observed"]
        assert len(made) <= 1
        state = made[0].state if made else ""
        assert state in ("", "done", "held")
        if state == "held":
            assert trouble.typed
            place = ("ledger", *trouble.typed)
            assert self.plain.cells.get(place) != then.cells.get(place)
            filed = {sha for sha, end in then.states.items() if end == FILED != self.plain.states.get(sha)}
            self.plain.states |= dict.fromkeys(filed, STOPPED)
        self.plain = then if state == "done" else self.plain
        if trouble.typed:
            self.plain.cells["ledger", *trouble.typed] = text
            self.typed.add(text)
        self.remember(mark)

    def starts(self, dies_at: str = "") -> None:
        """Begin commands until one gets to its work; what stands in its way is said once."""
        self.office.dies_at = dies_at
        for _ in range(4):
            try:
                with self.office.command():
                    self.typed |= self.plain.texts()
                    return
            except (PlanHeld, CopyEdited, Died):
                continue
        raise AssertionError("the office does not come up again")

    def last_batch(self) -> int:
        with self.office.journal() as journal:
            return max((batch.number for batch in journal.batches()), default=0)

    def remember(self, mark: int) -> None:
        """Keep what the office had come to, by the number of the last batch, and in which batch each file came."""
        with self.office.journal() as journal:
            batches = journal.batches()
            names = {entry["number"]: entry["sha256"] for entry in journal.submissions()}
        for batch in batches:
            if batch.number > mark and batch.state == "done":
                self.plan_of |= {names[number]: batch.number for number in batch.submissions}
        self.points[batches[-1].number] = self.plain.copy()
        self.copies.append((self.office.content(), self.office.image().plan_number, self.plain.copy()))

    def each_changed_cell_has_one_line(self, before: MasterImage, mark: int) -> None:
        """P4: whatever differs in the master after a command is told by one line of its plan."""
        with self.office.journal() as journal:
            plans = [plan for plan in journal.finished_since(mark) if plan.kind != "observed"]
        lines = plans[0] if plans else Plan("")
        found = differences(before, self.office.image(), Source(""))
        told = Counter((line.sheet, line.key, line.column) for line in lines.changes)
        rows = Counter((row.sheet, row.key) for row in lines.appends)
        assert len(plans) <= 1
        assert told == Counter((line.sheet, line.key, line.column) for line in found.changes)
        assert rows == Counter((row.sheet, row.key) for row in found.appends)

    def saves(self, unit: str, signed: bool = True) -> tuple[Item, bytes]:
        content = self.office.filled(unit, self.filled[unit], signed)
        form = self.forms[unit]
        rows = {matter: {**cells, **self.filled[unit].get(matter, {})} for matter, cells in form.rows.items()}
        item = Item(sha256_of(content), form, f"{self.office.now:%Y-%m-%dT%H:%M:%S}", rows, signed)
        self.contents[item.sha256] = (item, content)
        return item, content

    def sends(self, item: Item, content: bytes, *, mailed: bool = False) -> Path:
        self.files += 1
        name = f"{item.form.unit}反馈{self.files}"
        path = self.office.arrives(name, content, mailed_by=item.form.unit if mailed else "")
        self.waiting[path] = item
        return path

    def merges(self, paths: Sequence[Path], trouble: Trouble = Trouble(), *, alone: bool = False) -> None:
        items = {self.waiting[path].sha256: self.waiting[path] for path in paths}
        before, states = inputs(self.office.image()), dict(self.plain.states)
        day = self.office.day_of_next()
        is_whole = self.carry(
            lambda desk: done(merge_paths(desk, paths, Console())),
            lambda plain: plain.merge(items.values(), dict.fromkeys(items, day)),
            trouble,
        )
        self.waiting = {path: item for path, item in self.waiting.items() if path.exists()}
        filed = frozenset(sha for sha in items if self.plain.states.get(sha) == FILED != states.get(sha))
        if is_whole:
            assert not self.waiting.keys() & set(paths)
        if is_whole and alone and filed:
            self.wrote[filed] = written(before, inputs(self.office.image()))

    def in_state(self, state: str) -> list[str]:
        return sorted((sha for sha, end in self.plain.states.items() if end == state), key=list(self.contents).index)

    def unit(self, sha: str) -> str:
        return self.contents[sha][0].form.unit

    def numbers(self, shas: Sequence[str]) -> list[str]:
        with self.office.journal() as journal:
            known = {entry["sha256"]: str(entry["number"]) for entry in journal.submissions()}
        return [known[sha] for sha in shas]

    @invariant()
    def the_master_is_as_told(self) -> None:
        if not hasattr(self, "plain"):
            return
        image = self.office.image()
        rows, feedback = image["matters"].by_key(), image["feedback"].by_key()
        ledger = {("ledger", m, c): rows[m].text(c) or None for m in LEADS for c in COLUMNS}
        answers = {
            ("feedback", unit, m, c): row.text(c) or None
            for unit in UNITS
            for m in CARRIED[unit]
            for c in COLUMNS
            if (row := feedback.get(f"{m}/{PERIOD}/{unit}")) is not None
        }
        told = {place: value for place, value in self.plain.cells.items() if value is not None}
        assert {place: value for place, value in (ledger | answers).items() if value is not None} == told
        conflicts = {
            row.text("conflict_id"): (row["theirs"], row["choice"], row["settled_on"] is None)
            for row in image["conflicts"]
        }
        assert conflicts == {key: (row.theirs, row.choice, row.is_open) for key, row in self.plain.conflicts.items()}
        self.files_are_where_they_were_said_to_be()

    def files_are_where_they_were_said_to_be(self) -> None:
        with self.office.journal() as journal:
            states = {entry["sha256"]: entry["state"] for entry in journal.submissions()}
        for sha, state in self.plain.states.items():
            assert states[sha] in (STOPS if state == STOPPED else {state.upper()})
        unknown = {states[sha] for sha in self.contents if sha in states and sha not in self.plain.states}
        assert unknown <= STOPS

    def all_is_whole(self) -> None:
        """P4, P8: verify finds nothing; the journal, laid over the first master, gives the present one."""
        self.starts()
        found = self.office.verify()
        assert (found.problems, found.notes) == ([], [])

    def nothing_is_lost(self) -> None:
        """P5: whatever anybody typed or sent stands in the master or in the journal."""
        with self.office.journal() as journal:
            plans = journal.finished_since(0)
        image = self.office.image()
        texts = [str(value) for table in image.tables.values() for row in table for value in row.values.values()]
        texts += [str(value) for plan in plans for line in plan.changes for value in (line.before, line.after)]
        texts += [str(value) for plan in plans for row in plan.appends for value in row.values.values()]
        everywhere = "\n".join(texts)
        sent = {
            value
            for sha in (*self.in_state(FILED), *self.in_state(UNDONE))
            for matter, cells in self.contents[sha][0].rows.items()
            for column, value in cells.items()
            if value is not None
        }
        assert [text for text in (*sent, *self.typed) if text not in everywhere] == []

    def teardown(self) -> None:
        if not hasattr(self, "plain"):
            return
        try:
            self.all_is_whole()
            self.nothing_is_lost()
        finally:
            self.office.close()


def done(_result: object) -> None:
    """Take no notice of a result."""


def _text(value: object) -> str | None:
    return None if value is None else str(value)
