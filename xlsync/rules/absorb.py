"""What one examined submission changes: the ledger rows it leads, its rows on 反馈登记, conflicts and log lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import Answer
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.merge import MergedRow, merge_row, said_by_unit
from xlsync.rules.plan import change_cells
from xlsync.rules.returned.office import ExtensionWish
from xlsync.rules.shown import show
from xlsync.vocabulary.labels.merging import (
    ALREADY_CLOSED,
    BLANK_SHOWN,
    CHANGE_LINE,
    CLAUSE_MARK,
    CONFLICT_NOTE,
    LIST_MARK,
    MOVED_DEADLINE,
    NOT_UPDATED,
)
from xlsync.vocabulary.terms import ExtensionState, FeedbackState, Role, Stage

_MATTERS, _FEEDBACK, _CONFLICTS, _CHANGES = (SHEETS[name] for name in ("matters", "feedback", "conflicts", "changes"))
_ENDED = (Stage.CLOSED.value, Stage.CANCELLED.value)
_SHOWN_LENGTH = 60


@dataclass(frozen=True)
class Arrival:
    """One submission, examined: whose, from which form and file, its answers, by matter what was issued and the base.

    The base is what the unit said last on this form, else what was issued. All by matter and column key.
    """

    unit: str
    period: str
    due_on: date | None
    received_on: date
    file: str
    sha256: str
    filled_by: str
    answers: Sequence[Answer]
    issued: Mapping[str, Mapping[str, Value]]
    bases: Mapping[str, Mapping[str, Value]]
    returned: Mapping[str, str]
    asked: Mapping[str, str]
    wishes: Sequence[ExtensionWish]
    earlier: Mapping[str, "Earlier"]
    kind: str


@dataclass(frozen=True)
class Earlier:
    """What the unit itself had filled in for a matter in an earlier file of this form; ``same_batch``: just now."""

    values: Mapping[str, Value]
    same_batch: bool


@dataclass
class Absorption:
    """Running state of one batch: rows as they will stand, and everything that was decided so far."""

    image: MasterImage
    calendar: WorkCalendar
    leads: Mapping[str, str]
    changes: list[CellChange] = field(default_factory=list)
    appends: dict[tuple[str, str], RowAppend] = field(default_factory=dict)
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    indexes: dict[str, dict[str, Row]] = field(default_factory=dict)
    lines: int = 0

    def row(self, sheet: str, key: str) -> Row | None:
        """Return a row as it will stand after what was absorbed so far."""
        changed = self.rows.get((sheet, key))
        if changed is not None:
            return changed
        if sheet not in self.indexes:
            self.indexes[sheet] = self.image[sheet].by_key()
        return self.indexes[sheet].get(key)

    def put(
        self, sheet: str, key: str, wanted: Mapping[str, Value], source: Source, cells: Mapping[str, str] | None = None
    ) -> None:
        """Give a row the wanted values, a new row where the key is new.

        ``cells`` are the cells of the file that columns came from; the other columns came from the one of the source.
        """
        row, place = self.row(sheet, key), (sheet, key)
        if row is None:
            values = {column: value for column, value in wanted.items() if value is not None}
            self.appends[place] = RowAppend(sheet, key, values, source)
            self.rows[place] = Row(0, values)
            return
        edits = change_cells(SHEETS[sheet], row, wanted, source)
        if not edits:
            return
        self.rows[place] = Row(row.number, {**row.values, **{edit.column: edit.after for edit in edits}})
        if place in self.appends:
            self.appends[place] = RowAppend(sheet, key, self.rows[place].values, source)
        else:
            self.changes += (_from_cell(edit, cells) for edit in edits) if cells else edits

    def plan(self, kind: str, submissions: Sequence[int]) -> Plan:
        """Return everything absorbed as one plan."""
        return Plan(kind, tuple(self.changes), tuple(self.appends.values()), tuple(submissions))


@dataclass
class Absorbed:
    """What one submission did: matters answered, cells taken, conflicts, and the values accepted as next base."""

    accepted: dict[str, dict[str, Value]] = field(default_factory=dict)
    answered: int = 0
    cells: int = 0
    conflicts: int = 0
    findings: list[Finding] = field(default_factory=list)


def absorb(arrival: Arrival, batch: Absorption) -> Absorbed:
    """Merge one submission into the batch and return what it did; matters gone from the ledger are left alone."""
    done = Absorbed()
    for answer in arrival.answers:
        ledger_row = batch.row("matters", answer.matter_id)
        if ledger_row is not None:
            _absorb_answer(arrival, answer, ledger_row, batch, done)
    for wish in arrival.wishes:
        _note_wish(arrival, wish, batch)
    return done


def _absorb_answer(arrival: Arrival, answer: Answer, ledger_row: Row, batch: Absorption, done: Absorbed) -> None:
    base = arrival.bases.get(answer.matter_id, {})
    given = said_by_unit(arrival.issued.get(answer.matter_id, {}), base, answer.values)
    said = {**base, **given}
    lead = batch.leads.get(answer.matter_id) == arrival.unit
    note = arrival.returned.get(answer.matter_id, "")
    if not note and given and ledger_row["stage"] in _ENDED:
        note = ALREADY_CLOSED
    state = _feedback_state(arrival, answer, given, note)
    merged = MergedRow({}, {})
    if state is FeedbackState.ACCEPTED:
        done.answered += 1
        done.findings += _replaced(arrival, answer, given, batch)
        done.accepted[answer.matter_id] = said
        if lead:
            merged = merge_row(base, ledger_row.values, given)
            _fill_ledger(arrival, answer, merged, ledger_row, batch)
            done.cells += len(merged.taken)
            done.conflicts += len(merged.conflicts)
    told = replace(answer, values=said) if state is FeedbackState.ACCEPTED else answer
    _register(
        arrival,
        told,
        batch,
        Role.LEAD if lead else Role.JOINT,
        state,
        _note(note, merged, given, arrival.asked.get(answer.matter_id)),
    )


def _replaced(arrival: Arrival, answer: Answer, given: Mapping[str, Value], batch: Absorption) -> Iterator[Finding]:
    """Yield each cell in which a file replaces the unit's own earlier answer: a correction, or a second version."""
    earlier = arrival.earlier.get(answer.matter_id, Earlier({}, same_batch=False))
    for column in (column for column in given if column in earlier.values):
        kind = _MATTERS.by_key[column].kind
        yield Finding(
            "M39" if earlier.same_batch or _is_another_person(arrival, answer, batch) else "M38",
            answer.sheet,
            answer.cells.get(column, ""),
            answer.matter_id,
            arrival.unit,
            _MATTERS.header(column),
            _short(show(given[column], kind)),
            arrival.file,
            {"earlier": _short(show(earlier.values[column], kind))},
        )


def _is_another_person(arrival: Arrival, answer: Answer, batch: Absorption) -> bool:
    """Return whether the earlier answer was signed by somebody else on its cover (填报人)."""
    before = batch.row("feedback", _feedback_key(arrival, answer))
    names = (before.text("filled_by") if before is not None else "", arrival.filled_by)
    return all(names) and names[0] != names[1]


def _feedback_key(arrival: Arrival, answer: Answer) -> str:
    return f"{answer.matter_id}/{arrival.period}/{arrival.unit}"


def _feedback_state(arrival: Arrival, answer: Answer, given: Mapping[str, Value], note: str) -> FeedbackState:
    if answer.matter_id in arrival.returned:
        return FeedbackState.RETURNED
    return FeedbackState.ACCEPTED if given and not note else FeedbackState.ASKED


def _note(note: str, merged: MergedRow, given: Mapping[str, Value], asked: str | None) -> str | None:
    if note or asked:
        return note or asked
    if merged.conflicts:
        return CONFLICT_NOTE.format(columns=LIST_MARK.join(_MATTERS.header(column) for column in merged.conflicts))
    return None if given else NOT_UPDATED


def _fill_ledger(arrival: Arrival, answer: Answer, merged: MergedRow, row: Row, batch: Absorption) -> None:
    for column, base in merged.conflicts.items():
        _note_conflict(arrival, answer, column, base, row[column], batch)
    if not merged.taken:
        return
    version = row["row_version"]
    system: dict[str, Value] = {
        "row_version": int(version) + 1 if isinstance(version, int | float) else 1,
        "source_sha": arrival.sha256[:12],
    }
    if answer.extra:
        system["extra"] = answer.extra
    batch.put("matters", answer.matter_id, {**merged.taken, **system}, _source(arrival, ""), answer.cells)
    _log_line(arrival, answer, merged, row, batch)


def _from_cell(edit: CellChange, cells: Mapping[str, str]) -> CellChange:
    cell, source = cells.get(edit.column, ""), edit.source
    if not cell:
        return edit
    own = Source(source.who, source.sha256, source.file, cell)
    return CellChange(edit.sheet, edit.key, edit.column, edit.before, edit.after, own)


def _source(arrival: Arrival, cell: str) -> Source:
    return Source(arrival.unit, arrival.sha256, arrival.file, cell)


def _note_conflict(arrival: Arrival, answer: Answer, column: str, base: Value, ours: Value, batch: Absorption) -> None:
    kind = _MATTERS.by_key[column].kind
    key = f"{answer.matter_id}/{column}/{arrival.sha256[:6]}"
    cell = answer.cells.get(column, "")
    wanted: dict[str, Value] = {
        "conflict_id": key,
        "matter_id": answer.matter_id,
        "column": _MATTERS.header(column),
        "base": show(base, kind),
        "ours": show(ours, kind),
        "theirs": show(answer.values[column], kind),
        "unit": arrival.unit,
        "found_on": arrival.received_on,
        "file": arrival.file,
        "cell": cell,
    }
    batch.put("conflicts", key, wanted, _source(arrival, cell))


def _log_line(arrival: Arrival, answer: Answer, merged: MergedRow, row: Row, batch: Absorption) -> None:
    batch.lines += 1
    key = f"{arrival.sha256[:8]}/{answer.matter_id}"
    wanted: dict[str, Value] = {
        "change_no": key,
        "changed_at": arrival.received_on.isoformat(),
        "kind": arrival.kind,
        "matter_id": answer.matter_id,
        "who": arrival.unit,
        "columns": LIST_MARK.join(_MATTERS.header(column) for column in merged.taken),
        "summary": CLAUSE_MARK.join(_line(column, row[column], value) for column, value in merged.taken.items()),
        "source": arrival.file,
    }
    batch.put("changes", key, wanted, _source(arrival, ""))


def _line(column: str, before: Value, after: Value) -> str:
    kind = _MATTERS.by_key[column].kind
    old, new = (_short(show(value, kind)) for value in (before, after))
    return CHANGE_LINE.format(column=_MATTERS.header(column), before=old, after=new)


def _short(text: str | None) -> str:
    if text is None:
        return BLANK_SHOWN
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def _note_wish(arrival: Arrival, wish: ExtensionWish, batch: Absorption) -> None:
    """Put a moved deadline on 延期申请 to be decided; the ledger's deadline stands until then."""
    if wish.wanted is None:
        return
    key = f"{wish.matter_id}/{arrival.sha256[:6]}"
    wanted: dict[str, Value] = {
        "extension_id": key,
        "matter_id": wish.matter_id,
        "unit": arrival.unit,
        "asked_on": arrival.received_on,
        "asked_until": wish.wanted,
        "reason": MOVED_DEADLINE.format(issued=wish.issued or "", written=wish.written),
        "state": ExtensionState.ASKED.value,
        "source": arrival.file,
    }
    batch.put("extensions", key, wanted, _source(arrival, wish.cell))


def _register(
    arrival: Arrival, answer: Answer, batch: Absorption, role: Role, state: FeedbackState, note: str | None
) -> None:
    """Write the unit's one row of this matter and period; an unchanged re-send never replaces an accepted answer."""
    key = _feedback_key(arrival, answer)
    present = batch.row("feedback", key)
    if state is FeedbackState.ASKED and present is not None:
        return
    first_cell = next(iter(answer.cells.values()), "")
    wanted: dict[str, Value] = {
        "feedback_id": key,
        "matter_id": answer.matter_id,
        "unit": arrival.unit,
        "role": role.value,
        "period": arrival.period,
        "received_on": arrival.received_on,
        "due_on": arrival.due_on,
        "late_workdays": _late(arrival, batch.calendar),
        "state": state.value,
        "note": note,
        "filled_by": arrival.filled_by or None,
        "file": arrival.file,
        "cell": first_cell,
    }
    shared = ("stage", "progress", "percent", "actual_value", "problems", "next_steps", "done_on")
    wanted |= {column: answer.values.get(column) for column in shared}
    batch.put("feedback", key, wanted, _source(arrival, first_cell))


def _late(arrival: Arrival, calendar: WorkCalendar) -> int | None:
    if arrival.due_on is None or arrival.received_on <= arrival.due_on:
        return None
    return calendar.workdays_between(arrival.due_on, arrival.received_on)
