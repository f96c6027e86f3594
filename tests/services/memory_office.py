"""An office in memory that works as the commands do: recover, observe, then the work; every version is kept."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.services.returned_forms import FORM, M1, M2, OTHER, SECRET, form, image, issued_return
from xlsync.adapters.memory import MemoryJournal, MemoryStore
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.raw import RawWorkbook
from xlsync.model.submission import Outcome
from xlsync.model.table import MasterImage, Value
from xlsync.rules.policy import read_policy
from xlsync.services.apply import Batch
from xlsync.services.intake import Incoming
from xlsync.services.observe import observe
from xlsync.services.recover import Recovery, recover
from xlsync.services.restore import Restoration, restore
from xlsync.services.rewriting import Rewriting
from xlsync.services.submissions import taken_up_again
from xlsync.services.undo import Undoing, undo
from xlsync.services.verify import Verification, verify
from xlsync.services.workplace import Workplace

DESKS = ("综合科", "规划科", "财政局")
CALENDAR = WorkCalendar(frozenset(), frozenset(), frozenset({2016}))
FORMS = {"综合科": FORM, "规划科": FORM, "财政局": form("F2016Q3-002-1", OTHER)}


class KeepingMaster(MemoryMaster):
    """A master in memory that keeps every version in the store, as the one on disk does."""

    store: MemoryStore

    def apply(self, plan: Plan, seen: MasterImage, standing: Sequence[Plan] = ()) -> str:
        self.store.put(self.content())
        sha256 = super().apply(plan, seen, standing)
        self.store.put(self.content())
        return sha256

    def save(self, standing: Sequence[Plan]) -> str:
        sha256 = super().save(standing)
        self.store.put(self.content())
        return sha256


class Books:
    """Reads the books that were put into it; writes no receipts."""

    def __init__(self) -> None:
        self.books: dict[bytes, RawWorkbook] = {}

    def expect(self, _files: Sequence[tuple[bytes, str]]) -> None:
        """Return: nothing is read ahead."""

    def read(self, content: bytes, name: str) -> RawWorkbook:
        return self.books[content]

    def write(self, *_args: object, **_more: object) -> Path:
        return Path()


class MemoryOffice:
    """Two units, one with two desks; the clock goes on five hours with each command."""

    def __init__(self) -> None:
        office = image(ledger={M1: {"joint_units": OTHER}, M2: {"joint_units": OTHER}})
        rows = {name: [dict(row.values) for row in table] for name, table in office.tables.items()}
        self.master, self.store, self.journal, self.books = KeepingMaster(rows), MemoryStore(), MemoryJournal(), Books()
        self.master.store = self.store
        self.now, self.words = datetime(2016, 10, 8, 9), 0
        for issued in (FORM, FORMS["财政局"]):
            self.journal.record_form(issued)
        self.copies = {desk: issued_return(FORMS[desk]) for desk in DESKS}
        for desk, copy in self.copies.items():
            copy.cover["filled_by"] = desk
        self.desk()

    @property
    def work(self) -> Workplace:
        books = self.books
        return Workplace(
            self.master, self.journal, self.store, books, books, books, SECRET, lambda _: CALENDAR, Path(), Path()
        )

    def word(self) -> str:
        """Return a text that nobody has said before."""
        self.words += 1
        return f"第{self.words}回写下的内容，各项工作按计划推进"

    def desk(self) -> Rewriting:
        """Begin a command: bring to its end what was cut off, note what was typed."""
        self.now += timedelta(hours=5)
        self.recovered: Recovery = recover(self.master, self.store, self.journal, self.now)
        office = self.master.read()
        seen = observe(office, self.master, self.store, self.journal, self.now)
        return Rewriting(office, self.work, read_policy(office), CALENDAR, self.now, tuple(seen.found.changes))

    def answer(self, desk: str, matter: str, column: str = "progress", text: str = "") -> None:
        self.copies[desk].fill(matter, **{column: text or self.word()})

    def file(self, desk: str) -> tuple[str, RawWorkbook]:
        """Return the desk's form as saved now."""
        self.now += timedelta(hours=1)
        stamp = (self.now - timedelta(hours=8)).isoformat() + "Z"
        return desk, replace(deepcopy(self.copies[desk].book()), saved_at=stamp)

    def merge(self, *files: tuple[str, RawWorkbook], again: Iterable[str] = ()) -> list[Outcome]:
        desk = self.desk()
        incoming = taken_up_again(self.work, again)
        for name, book in files:
            content = repr(book).encode()
            self.books.books[content] = book
            incoming.append(Incoming(f"{name}{[*self.books.books].index(content)}.xlsx", content, self.now))
        batch = Batch(desk.image, desk.work, desk.policy, desk.calendar, desk.now, desk.observed)
        return list(batch.run(incoming).outcomes)

    def send(self, desk: str, matter: str, column: str = "progress", text: str = "") -> Outcome:
        """A desk answers, and its file is merged."""
        self.answer(desk, matter, column, text)
        return self.merge(self.file(desk))[0]

    def refresh(self) -> None:
        """Carry out what people have chosen, number what they have typed, compute the rest."""
        desk = self.desk()
        plan = desk.with_refresh(Plan("刷新"))
        if not plan.is_empty:
            desk.carry_out(plan)

    def undo(self, *words: object) -> Undoing:
        """Take submissions back where nothing stands in the way."""
        desk = self.desk()
        found = undo(desk, [str(word) for word in words])
        if not found.clashes:
            desk.carry_out(found.plan)
        return found

    def restore(self, when: object) -> Restoration:
        desk = self.desk()
        found = restore(desk, str(when))
        if not found.plan.is_empty:
            desk.carry_out(found.plan)
        return found

    def verify(self) -> Verification:
        return verify(self.work, lambda _content, _kept: ())

    def cell(self, key: str, column: str, sheet: str = "matters") -> Value:
        return self.master.read()[sheet].by_key()[key][column]

    def type_in(self, key: str, column: str, value: Value, sheet: str = "matters") -> None:
        """Type into a cell as staff do."""
        before = self.cell(key, column, sheet)
        self.master.type_in([CellChange(sheet, key, column, before, value, Source("督查室"))])

    def type_row(self, sheet: str, **values: Value) -> None:
        """Type a new row as staff do, without a number."""
        self.master.type_in(appends=[RowAppend(sheet, "", values, Source("督查室"))])
