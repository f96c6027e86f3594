"""Long made-up histories of units and the office: whatever anybody said or typed stands somewhere, and is told once.

Two units (one leads, one is joint), the leading one with two desks that fill in copies of one form. They answer, go
back to what was issued, keep a file and send it later; the office types, closes matters and opens them again.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.services.returned_forms import FORM, M1, M2, OTHER, SECRET, form, image, issued_return
from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange, Source
from xlsync.model.raw import RawWorkbook
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import Outcome
from xlsync.rules.policy import read_policy
from xlsync.services.apply import Batch, BatchResult
from xlsync.services.intake import Incoming
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.terms import SubmissionState as S

DESKS = ("综合科", "规划科", "财政局")
COLUMNS = ("progress", "problems", "next_steps", "coordination", "contact")
CALENDAR = WorkCalendar(frozenset(), frozenset(), frozenset({2016}))
FORMS = {"综合科": FORM, "规划科": FORM, "财政局": form("F2016Q3-002-1", OTHER)}

desks, matters, columns = st.sampled_from(DESKS), st.sampled_from([M1, M2]), st.sampled_from(COLUMNS)


class _Files:
    """Reads the books that were put into it; writes no receipts."""

    def __init__(self) -> None:
        self.books: dict[bytes, RawWorkbook] = {}

    def expect(self, *_files: object) -> None:
        pass

    def read(self, content: bytes, name: str) -> RawWorkbook:
        return self.books[content]

    def write(self, *_args: object, **_more: object) -> Path:
        return Path()


class Histories(RuleBasedStateMachine):
    """One office, three desks; time only goes on."""

    @initialize()
    def found(self) -> None:
        office = image(ledger={M1: {"joint_units": OTHER}, M2: {"joint_units": OTHER}})
        self.master = MemoryMaster({name: [dict(row.values) for row in table] for name, table in office.tables.items()})
        self.journal, self.files, self.now, self.words = MemoryJournal(), _Files(), datetime(2016, 10, 8, 9), 0
        for issued in (FORM, FORMS["财政局"]):
            self.journal.record_form(issued)
        self.copies = {desk: issued_return(FORMS[desk]) for desk in DESKS}
        for desk, copy in self.copies.items():
            copy.cover["filled_by"] = desk
        self.drafts: list[tuple[str, RawWorkbook]] = []
        self.last: tuple[str, RawWorkbook] | None = None
        self.latest: dict[str, str] = {}
        self.typed: dict[tuple[str, str], str] = {}

    def word(self) -> str:
        """Return a text that nobody has said before."""
        self.words += 1
        return f"第{self.words}回写下的内容，各项工作按计划推进"

    def saved(self, desk: str) -> RawWorkbook:
        self.now += timedelta(hours=5)
        stamp = (self.now - timedelta(hours=8)).isoformat() + "Z"
        return replace(deepcopy(self.copies[desk].book()), saved_at=stamp)

    @rule(desk=desks, matter=matters, column=columns)
    def a_desk_answers(self, desk: str, matter: str, column: str) -> None:
        self.copies[desk].fill(matter, **{column: self.word()})

    @rule(desk=desks, matter=matters, column=columns)
    def a_desk_answers_and_sends(self, desk: str, matter: str, column: str) -> None:
        self.a_desk_answers(desk, matter, column)
        self.a_desk_sends(desk)

    @rule(desk=desks, matter=matters, column=columns)
    def a_desk_goes_back_to_what_was_issued(self, desk: str, matter: str, column: str) -> None:
        issued = next(row for row in FORMS[desk].rows if row.matter_id == matter)
        self.copies[desk].fill(matter, **{column: issued.values.get(column)})

    @rule(desk=desks, matter=matters)
    def a_desk_answers_and_then_takes_half_of_it_back(self, desk: str, matter: str) -> None:
        self.a_desk_answers_and_sends(desk, matter, "progress")
        self.a_desk_goes_back_to_what_was_issued(desk, matter, "progress")
        self.a_desk_answers_and_sends(desk, matter, "problems")

    @rule(desk=desks, matter=matters)
    def a_desk_sends_its_first_draft_after_its_second(self, desk: str, matter: str) -> None:
        self.a_desk_answers(desk, matter, "progress")
        self.a_desk_keeps_a_file(desk)
        self.a_desk_answers_and_sends(desk, matter, "progress")
        self.arrives(*self.drafts.pop())

    @rule(desk=desks)
    def a_desk_keeps_a_file(self, desk: str) -> None:
        self.drafts.append((desk, self.saved(desk)))

    @rule(desk=desks)
    def a_desk_sends(self, desk: str) -> None:
        self.arrives(desk, self.saved(desk))

    @precondition(lambda self: self.drafts)
    @rule()
    def a_kept_file_is_sent(self) -> None:
        self.arrives(*self.drafts.pop(0))

    @rule(matter=matters, column=columns)
    def the_office_types(self, matter: str, column: str) -> None:
        text = self.word()
        self.typed[matter, column] = text
        self.type_in(matter, column, text)

    @rule(matter=matters, stage=st.sampled_from(["办结", "在办"]))
    def the_office_closes_or_opens(self, matter: str, stage: str) -> None:
        self.type_in(matter, "stage", stage)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_last_file_comes_again(self) -> None:
        assert self.last is not None
        first = self.merge([self.last])
        of_answers = {"conflicts", "changes", "feedback"}
        assert not {line.sheet for line in (*first.plan.changes, *first.plan.appends)} & of_answers
        self.now -= timedelta(hours=5)
        assert self.merge([self.last]).plan.is_empty

    def type_in(self, matter: str, column: str, value: str) -> None:
        row = self.master.read()["matters"].by_key()[matter]
        self.master.type_in([CellChange("matters", matter, column, row[column], value, Source("督查室"))])

    def merge(self, books: Sequence[tuple[str, RawWorkbook]]) -> BatchResult:
        self.now += timedelta(hours=5)
        office = self.master.read()
        work = Workplace(
            self.master,
            self.journal,
            MemoryStore(),
            self.files,
            self.files,
            self.files,
            SECRET,
            lambda _: CALENDAR,
            Path(),
            Path(),
        )
        incoming = []
        for desk, book in books:
            content = repr(book).encode()
            self.files.books[content] = book
            incoming.append(Incoming(f"{desk}{[*self.files.books].index(content)}.xlsx", content, self.now))
        return Batch(office, work, read_policy(office), CALENDAR, self.now).run(incoming)

    def arrives(self, desk: str, book: RawWorkbook) -> None:
        """Merge one file and hold it against what anybody said."""
        known = self.journal.answers(FORMS[desk].unit, [M1, M2])
        (outcome,) = self.merge([(desk, book)]).outcomes
        self.last = (desk, book)
        unit = FORMS[desk].unit
        is_older = book.saved_at < self.latest.get(unit, "")
        self.latest[unit] = max(book.saved_at, self.latest.get(unit, ""))
        if outcome.state is S.HELD:  # nothing but what was issued
            assert outcome.reason
            return
        assert outcome.state is S.FILED
        said = self.texts(("matters", "conflicts", "feedback")) + self.told(outcome)
        for matter in (M1, M2):
            cells = _cells(book, matter)
            issued = next(row.values for row in FORMS[desk].rows if row.matter_id == matter)
            news = {column for column, value in cells.items() if value and value != issued.get(column)}
            assert [cells[column] for column in news if str(cells[column]) not in said] == []
            back = {
                column
                for column, value in cells.items()
                if value and value == issued.get(column) and known.get(matter, issued).get(column) != value
            }
            codes = {finding.code for finding in outcome.findings if finding.matter == matter}
            assert is_older or not (news and back) or codes & {"M38-back", "M38-older", "M38-closed"}
        everywhere = self.texts(("matters", "conflicts", "changes"))
        assert [text for text in self.typed.values() if text not in everywhere] == []

    def texts(self, sheets: Sequence[str]) -> str:
        office = self.master.read()
        return "\n".join(str(value) for name in sheets for row in office[name] for value in row.values.values())

    @staticmethod
    def told(outcome: Outcome) -> str:
        return "\n".join(f"{finding.message}{finding.value}" for finding in outcome.findings)


def _cells(book: RawWorkbook, matter: str) -> dict[str, object]:
    """Return the text cells of a matter in a returned book."""
    keys = ["row_id"] + [column.key for column in SHEETS["matters"].form_columns()]
    row = next(row for row in book.sheets[1].rows if matter in row[1:2])
    return {column: row[keys.index(column)] for column in COLUMNS}


TestHistories = Histories.TestCase
_IS_PROOF = settings.default is not None and settings.default.max_examples > 100
TestHistories.settings = settings(max_examples=60 if _IS_PROOF else 20, stateful_step_count=20, deadline=None)
