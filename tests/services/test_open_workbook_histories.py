"""Any history of an open workbook: typing, plans, crashes, saving, closing without saving. Nothing lost or doubled."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.services.test_open_workbook import NOW, Office, cell
from xlsync.model.plan import Plan, RowAppend
from xlsync.model.table import Value

MATTERS = st.sampled_from(["DC-1", "DC-2"])
WORDS = st.sampled_from(["已开工", "主体完工", "停工", "已通车", None])


class OpenWorkbook(RuleBasedStateMachine):
    """The office, and beside it what the file must hold and which plans were ever made."""

    @initialize()
    def begin(self) -> None:
        self.office = Office()
        self.made: dict[int, str] = {}
        self.held: set[int] = set()
        self.file = {key: dict(row.values) for key, row in self.office.master.saved()["matters"].by_key().items()}

    @property
    def is_open(self) -> bool:
        return self.office.master.is_open

    @rule(key=MATTERS, column=st.sampled_from(["progress", "remarks"]), word=WORDS)
    def somebody_types(self, key: str, column: str, word: Value) -> None:
        self.office.types(key, column, word)

    @rule(key=MATTERS, word=WORDS, is_cut_off=st.booleans())
    def a_command_merges(self, key: str, word: Value, is_cut_off: bool) -> None:
        self._command()
        number = len(self.made) + 1
        row = RowAppend(
            "feedback", f"FK-{number}", {"feedback_id": f"FK-{number}", "matter_id": key}, cell("", "", 0, 0).source
        )
        plan = Plan("merge", (cell(key, "progress", self.office.shown(key), word),), (row,))
        standing = self.office.journal.unfinished_plans()
        begun = self.office.journal.begin_plan(plan, NOW)
        self.made[begun.number] = row.key
        if is_cut_off:
            return
        sha256 = self.office.master.apply(begun, self.office.master.read(), standing)
        for done in [*standing, begun] if sha256 else ():
            self.office.journal.finish_plan(done.number, sha256)

    @rule()
    def a_command_runs(self) -> None:
        self._command()

    def _command(self) -> None:
        recovery = self.office.next_command()
        self.held |= {plan.number for plan, _ in recovery.held}

    @precondition(lambda self: self.is_open)
    @rule()
    def the_person_saves(self) -> None:
        self.office.master.person_saves()

    @precondition(lambda self: self.is_open)
    @rule(saves=st.booleans())
    def the_person_closes(self, saves: bool) -> None:
        if saves:
            self.office.master.person_saves()
        self.office.master.person_closes()

    @precondition(lambda self: not self.is_open)
    @rule()
    def the_person_opens(self) -> None:
        self.office.master.open_up()

    @invariant()
    def no_row_is_doubled(self) -> None:
        shown = [row["feedback_id"] for row in self.office.master.read()["feedback"]]
        assert len(shown) == len(set(shown))

    def teardown(self) -> None:
        """Close what is open, let a command run: each plan stands once or is held, and the journal tells it all."""
        if not hasattr(self, "office"):
            return
        self.office.master.person_closes()
        self._command()
        master, journal = self.office.master, self.office.journal
        rows = [row["feedback_id"] for row in master.saved()["feedback"]]
        assert sorted(map(str, rows)) == sorted(key for number, key in self.made.items() if number not in self.held)
        assert journal.unfinished_plans() == []
        assert all(len(journal.history(str(row), "feedback_id", "feedback")) == 1 for row in rows)
        for key, values in self.file.items():
            for line in journal.history(key):
                values[line["column"]] = line["after"]
            left = {column: value for column, value in values.items() if value is not None}
            assert left == master.saved()["matters"].by_key()[key].values


OpenWorkbook.TestCase.settings = settings(max_examples=300, stateful_step_count=25, deadline=None, derandomize=True)
TestOpenWorkbook = OpenWorkbook.TestCase
