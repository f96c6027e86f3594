"""What must stand in the office, told in plain dictionaries: what each party said, when, and what became of it.

It knows no plan, no journal and no workbook. Places are ("ledger", matter, column), ("feedback", unit, matter, column)
and ("conflict", key); a change of one submission is a dictionary of places with what stood there before and after it.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date

from xlsync.model.sheets import SHEETS

COLUMNS = ("progress", "problems", "next_steps")
FILED, STOPPED, UNDONE, CLOSED = "filed", "stopped", "undone", "closed"

Cells = dict[str, str | None]
Place = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form as it went out: whose, when, and the cells of each matter."""

    form_id: str
    unit: str
    issued_on: date
    rows: Mapping[str, Cells]


@dataclass(frozen=True)
class Item:
    """One filled file: its content, the form it is, when it was saved, what stands in its cells, and whether signed."""

    sha256: str
    form: Form
    saved: str
    rows: Mapping[str, Cells]
    signed: bool = True

    @property
    def order(self) -> tuple[date, str]:
        """Return by what a unit's own files follow each other."""
        return self.form.issued_on, self.saved

    @property
    def is_news(self) -> bool:
        """Return whether it says anything that was not issued."""
        return any(
            value is not None and value != self.form.rows[matter].get(column)
            for matter, cells in self.rows.items()
            for column, value in cells.items()
        )


@dataclass(frozen=True)
class Conflict:
    """A row of 冲突; ``ours`` is what it shows of the ledger."""

    matter: str
    column: str
    unit: str
    theirs: str
    ours: str | None
    found_on: date
    choice: str | None = None
    is_open: bool = True

    @property
    def topic(self) -> tuple[str, str, str]:
        """Return the cell and the unit."""
        return self.matter, self.column, self.unit


@dataclass(frozen=True)
class Answer:
    """What a unit had said of a matter in all by one of its files."""

    item: Item
    matter: str
    total: Cells


Diff = dict[Place, tuple[object, object]]


@dataclass
class Plain:
    """The office as it must stand; ``leads`` gives the lead unit of each matter."""

    leads: Mapping[str, str]
    cells: dict[Place, str | None] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    diffs: dict[str, Diff] = field(default_factory=dict)
    needs_signature: bool = True

    def copy(self) -> "Plain":
        """Return the same, to go on from."""
        return deepcopy(self)

    def merge(self, items: Iterable[Item], received: Mapping[str, date]) -> None:
        """Take files in the order in which each unit saved them; what was filed before is not taken again."""
        created: dict[tuple[str, str, str], str] = {}
        news = [item for item in items if self.states.get(item.sha256, STOPPED) == STOPPED]
        for item in sorted(news, key=lambda item: item.order):
            stops = not item.is_news or (self.needs_signature and not item.signed)
            self.states[item.sha256] = STOPPED if stops else FILED
            if not stops:
                self._absorb(item, received[item.sha256], created)
        if news:
            self.settle(created)

    def _absorb(self, item: Item, received: date, created: dict[tuple[str, str, str], str]) -> None:
        before = self._places()
        for matter, cells in item.rows.items():
            self._hear(item, matter, cells, received, created)
        self.diffs[item.sha256] = _difference(before, self._places())

    def _places(self) -> dict[Place, object]:
        return {**self.cells, **{("conflict", key): row for key, row in self.conflicts.items()}}

    def _hear(
        self, item: Item, matter: str, cells: Cells, received: date, created: dict[tuple[str, str, str], str]
    ) -> None:
        unit, issued = item.form.unit, item.form.rows[matter]
        mine = [answer for answer in self.answers if (answer.item.form.unit, answer.matter) == (unit, matter)]
        on_form = [answer for answer in mine if answer.item.form.form_id == item.form.form_id]
        base = {**issued, **(on_form[-1].total if on_form and on_form[-1] is mine[-1] else {})}
        given = {c: v for c, v in cells.items() if v is not None and v not in (issued.get(c), base.get(c))}
        if mine and mine[-1].item.order > item.order:
            return
        if not given:
            if any(cells.values()) and not any(("feedback", unit, matter, c) in self.cells for c in COLUMNS):
                self._register(unit, matter, cells)
            return
        total = {**base, **given}
        self.answers.append(Answer(item, matter, total))
        self._register(unit, matter, total)
        if self.leads[matter] == unit:
            for column, value in given.items():
                self._enter(item, matter, column, base.get(column), value, received, created)

    def _register(self, unit: str, matter: str, cells: Cells) -> None:
        for column in COLUMNS:
            self.cells["feedback", unit, matter, column] = cells.get(column)

    def _enter(
        self,
        item: Item,
        matter: str,
        column: str,
        base: str | None,
        value: str,
        received: date,
        created: dict[tuple[str, str, str], str],
    ) -> None:
        place, topic = ("ledger", matter, column), (matter, column, item.form.unit)
        ours = self.cells.get(place)
        if ours not in (base, value):
            key = f"{matter}/{SHEETS['matters'].header(column)}/{item.sha256[:6]}"
            self.conflicts.pop(key, None)
            self.conflicts[key] = Conflict(*topic, value, ours, received)
            created[topic] = item.sha256
            return
        self.cells[place] = value
        for key, row in self.conflicts.items():
            if row.is_open and row.topic == topic:
                self.conflicts[key] = replace(row, is_open=False)

    def settle(self, created: Mapping[tuple[str, str, str], str] | None = None) -> None:
        """Carry out what was chosen on 冲突, and close what time has settled."""
        newest: dict[tuple[str, str, str], str] = {}
        for key, row in sorted(self.conflicts.items(), key=lambda pair: pair[1].found_on):
            newest[row.topic] = key
        for key, row in list(self.conflicts.items()):
            if not row.is_open:
                continue
            if newest[row.topic] != key:
                self.conflicts[key] = after = replace(row, is_open=False)
                by = (created or {}).get(row.topic)
                if by is not None:
                    first = self.diffs[by].get(("conflict", key), (row, row))[0]
                    self.diffs[by]["conflict", key] = (first, after)
            else:
                self.conflicts[key] = self._settled(row)

    def _settled(self, row: Conflict) -> Conflict:
        place = ("ledger", row.matter, row.column)
        ours = self.cells.get(place)
        if row.choice == "保留现值" or ours == row.theirs:
            return replace(row, is_open=False)
        if row.choice is None:
            return replace(row, ours=ours)
        if ours != row.ours:
            return replace(row, ours=ours, choice=None)
        self.cells[place] = row.theirs
        return replace(row, is_open=False)

    def clashes(self, shas: Iterable[str]) -> bool:
        """Return whether anything that the files wrote was changed since by a person or another file."""
        merged = _joined(self.diffs[sha] for sha in shas)
        return any(self._is_touched(place, after) for place, (_, after) in merged.items())

    def _is_touched(self, place: Place, after: object) -> bool:
        if place[0] != "conflict":
            return self.cells.get(place) != after
        row = self.conflicts.get(place[1])
        return row is None or (isinstance(after, Conflict) and row.choice != after.choice)

    def undo(self, shas: Iterable[str]) -> None:
        """Put back what the files wrote."""
        shas = list(shas)
        for place, (before, _) in _joined(self.diffs[sha] for sha in shas).items():
            self._put(place, before)
        self.forget(shas)
        self.settle()

    def _put(self, place: Place, value: object) -> None:
        if place[0] != "conflict":
            self.cells[place] = value if isinstance(value, str) else None
            if value is None and place[0] == "feedback":
                del self.cells[place]
        elif isinstance(value, Conflict):
            self.conflicts[place[1]] = value
        else:
            self.conflicts.pop(place[1], None)

    def forget(self, shas: Iterable[str]) -> None:
        """Let the answers of files count no more."""
        gone = set(shas)
        self.answers = [answer for answer in self.answers if answer.item.sha256 not in gone]
        self.states |= dict.fromkeys(gone, UNDONE)

    def texts(self) -> set[str]:
        """Return what stands in the ledger."""
        return {value for place, value in self.cells.items() if value and place[0] == "ledger"}

    def goes_back(self, then: "Plain") -> None:
        """Let the master hold what it held then."""
        self.cells, self.conflicts = dict(then.cells), dict(then.conflicts)
        self.needs_signature = then.needs_signature

    def said(self, unit: str, matter: str) -> Cells:
        """Return what a unit said last of each cell of a matter, over all its forms."""
        cells: Cells = {}
        for answer in self.answers:
            if (answer.item.form.unit, answer.matter) == (unit, matter):
                cells |= {column: value for column, value in answer.total.items() if value is not None}
        return cells


def _difference(before: Mapping[Place, object], after: Mapping[Place, object]) -> Diff:
    places = {**before, **after}
    return {
        place: (before.get(place), after.get(place))
        for place in places
        if before.get(place) != after.get(place) or (place in before) != (place in after)
    }


def _joined(diffs: Iterable[Diff]) -> Diff:
    """Return what several files wrote one after the other: the first before and the last after of each place."""
    joined: Diff = {}
    for diff in diffs:
        for place, (before, after) in diff.items():
            joined[place] = (joined.get(place, (before, None))[0], after)
    return joined
