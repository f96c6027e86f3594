"""A real store and a real journal in memory; they pass the contract tests of the ones on disk."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.submission import TRANSITIONS, IssuedForm, Outcome
from xlsync.model.table import Value
from xlsync.services.ports import Accepted, Batch, Damage, Move
from xlsync.vocabulary.terms import SubmissionState


class MemoryStore:
    """A content-addressed store in memory."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep the content; return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._contents[sha256] = content
        return sha256

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several contents; return the SHA-256 of each."""
        return [self.put(content) for content in contents]

    def get(self, sha256: str) -> bytes:
        """Return the content; KeyError when unknown."""
        return self._contents[sha256]

    def places(self) -> list[str]:
        """Return the places of all contents."""
        return sorted(f"{sha256[:2]}/{sha256}" for sha256 in self._contents)

    def digest(self, place: str) -> str:
        """Return the SHA-256 of what lies at a place."""
        return hashlib.sha256(self._contents[place.rpartition("/")[2]]).hexdigest()


@dataclass
class _Batch:
    """A plan or an observation with its moment and state."""

    plan: Plan
    made_at: datetime
    state: str
    master: str = ""

    def head(self) -> Batch:
        """Return it without its lines."""
        plan = self.plan
        numbers = (plan.submissions, plan.takes_back, plan.settles)
        return Batch(plan.number, plan.kind, self.made_at, self.state, *numbers, self.master)


@dataclass
class MemoryJournal:
    """The journal in memory."""

    _forms: dict[str, IssuedForm] = field(default_factory=dict)
    _submissions: dict[str, dict[str, Any]] = field(default_factory=dict)
    _outcomes: dict[int, Outcome] = field(default_factory=dict)
    _answers: list[tuple[int, str, str, str, dict[str, Value]]] = field(default_factory=list)
    _batches: list[_Batch] = field(default_factory=list)
    _sequences: dict[str, int] = field(default_factory=dict)
    _last_master: str | None = None
    _hold: Lock = field(default_factory=Lock)

    def record_form(self, form: IssuedForm) -> None:
        """Keep a form as issued."""
        self._forms[form.form_id] = form

    def form(self, form_id: str) -> IssuedForm | None:
        """Return an issued form."""
        return self._forms.get(form_id)

    def forms(self) -> list[IssuedForm]:
        """Return all issued forms without their rows, oldest first."""
        return [replace(form, rows=()) for form in self._forms.values()]

    def open_submissions(self, files: Sequence[tuple[str, str, datetime]]) -> list[int | None]:
        """Claim files (SHA-256, name, moment) by their content: the new numbers, None where claimed before."""
        return [self._claim(*file) for file in files]

    def _claim(self, sha256: str, name: str, received_at: datetime) -> int | None:
        if sha256 in self._submissions:
            return None
        facts = {"number": len(self._submissions) + 1, "sha256": sha256, "name": name}
        moment = {"received_at": received_at.isoformat(), "state": SubmissionState.RECEIVED.value}
        outcome = {"unit": "", "form_id": "", "period": "", "reason": "", "changes": 0, "conflicts": 0, "matters": 0}
        self._submissions[sha256] = {**facts, **moment, **outcome}
        return len(self._submissions)

    def move(self, submission: int, state: SubmissionState, outcome: Outcome | None = None) -> None:
        """Move a submission along TRANSITIONS (ValueError otherwise), keeping its outcome."""
        found = next((line for line in self._submissions.values() if line["number"] == submission), None)
        if found is None or state not in TRANSITIONS[SubmissionState(found["state"])]:
            raise ValueError(f"submission {submission} cannot move to {state.value}")
        found["state"] = state.value
        if outcome is not None:
            names = ("unit", "form_id", "period", "reason", "changes", "conflicts", "matters")
            found.update({name: getattr(outcome, name) for name in names})
            self._outcomes[submission] = outcome

    def move_many(self, moves: Sequence[Move]) -> None:
        """Make several moves in order, all or none; ValueError for one that TRANSITIONS does not allow."""
        before = {sha256: dict(line) for sha256, line in self._submissions.items()}, dict(self._outcomes)
        try:
            for move in moves:
                self.move(*move)
        except ValueError:
            self._submissions, self._outcomes = before
            raise

    def submissions(self, states: Iterable[SubmissionState] = ()) -> list[dict[str, Any]]:
        """Return submissions of the given states or all, oldest first."""
        wanted = [state.value for state in states]
        return [dict(line) for line in self._submissions.values() if not wanted or line["state"] in wanted]

    def outcome(self, submission: int) -> Outcome | None:
        """Return a submission's outcome with all findings, as its last move kept it; None where none was kept."""
        return self._outcomes.get(submission)

    def answers(self, unit: str, matters: Sequence[str]) -> dict[str, dict[str, Value]]:
        """Return the unit's last accepted value of each cell, by matter id and column key."""
        kept: dict[str, dict[str, Value]] = {}
        for _, owner, matter, _, values in self._answers:
            if owner == unit and matter in matters:
                kept.setdefault(matter, {}).update(values)
        return kept

    def answer_order(self, unit: str) -> dict[str, str]:
        """Return, by matter id, the order stamp of the file that gave the unit's last accepted answer."""
        return {matter: order for _, owner, matter, order, _ in self._answers if owner == unit}

    def begin_plan(
        self, plan: Plan, made_at: datetime, moves: Sequence[Move] = (), answers: Sequence[Accepted] = ()
    ) -> Plan:
        """Keep the plan, the moves of its submissions and the answers that it accepts; return it with its number."""
        self.move_many(moves)
        self._answers += [
            (given.submission, given.unit, matter, given.order, dict(values))
            for given in answers
            for matter, values in given.values.items()
        ]
        numbered = replace(plan, number=len(self._batches) + 1)
        self._batches.append(_Batch(numbered, made_at, "begun"))
        return numbered

    def finish_plan(self, number: int, master_sha256: str) -> None:
        """Record that the plan stands in the master, whose file now has this SHA-256; its submissions are APPLIED."""
        batch = self._close(number, "done", SubmissionState.APPLIED)
        if batch is None:
            return
        batch.master = self._last_master = master_sha256
        undoable = (SubmissionState.APPLIED, SubmissionState.FILED)
        self._move_from(batch.plan.takes_back, undoable, SubmissionState.UNDONE)
        self._take_back(batch.plan.takes_back)
        for held in self._batches:
            if held.plan.number in batch.plan.settles and held.state == "held":
                held.state = "settled"

    def hold_plan(self, number: int) -> None:
        """Set aside a begun plan that cannot be applied; its submissions are HELD, its answers accepted no more."""
        batch = self._close(number, "held", SubmissionState.HELD)
        if batch is not None:
            self._take_back(batch.plan.submissions)

    def _close(self, number: int, state: str, reached: SubmissionState) -> _Batch | None:
        batch = self._batches[number - 1]
        if batch.state != "begun":
            return None
        batch.state = state
        self._move_from(batch.plan.submissions, [SubmissionState.APPLYING], reached)
        return batch

    def _move_from(self, numbers: Sequence[int], origins: Sequence[SubmissionState], state: SubmissionState) -> None:
        for line in self._submissions.values():
            if line["number"] in numbers and line["state"] in origins:
                line["state"] = state.value

    def _take_back(self, submissions: Sequence[int]) -> None:
        self._answers = [answer for answer in self._answers if answer[0] not in submissions]

    def plan(self, number: int) -> Plan:
        """Return a plan or an observation with its lines, whatever its state; KeyError when there is none."""
        if not 1 <= number <= len(self._batches):
            raise KeyError(number)
        return self._batches[number - 1].plan

    def batches(self) -> list[Batch]:
        """Return the heads of all plans and observations, oldest first."""
        return [batch.head() for batch in self._batches]

    def unfinished_plans(self) -> list[Plan]:
        """Return plans that were begun and neither finished nor held, oldest first."""
        return [batch.plan for batch in self._batches if batch.state == "begun"]

    def last_finished(self) -> int:
        """Return the number of the last finished plan, 0 when there is none; observations do not count."""
        done = (batch.plan for batch in self._batches if batch.state == "done")
        return max((plan.number for plan in done if plan.kind != "observed"), default=0)

    def finished_since(self, number: int) -> list[Plan]:
        """Return the finished plans and the observations above a number, oldest first."""
        return [batch.plan for batch in self._batches[number:] if batch.state == "done"]

    def last_master(self) -> str | None:
        """Return the SHA-256 of the master as it was after the last finished plan or observation."""
        return self._last_master

    def observe(
        self, changes: Sequence[CellChange], appends: Sequence[Any], master_sha256: str, seen_at: datetime
    ) -> None:
        """Keep what people typed since the last command and the master as it stands now."""
        numbered = Plan("observed", tuple(changes), tuple(appends), number=len(self._batches) + 1)
        self._batches.append(_Batch(numbered, seen_at, "done", master_sha256))
        self._last_master = master_sha256

    def history(self, key: str, column: str | None = None, sheet: str = "matters") -> list[dict[str, Any]]:
        """Return the changes of a row, oldest first."""
        return [
            entry
            for batch in self._batches
            if batch.state == "done"
            for entry in _entries(batch, key, sheet)
            if column is None or entry["column"] == column
        ]

    def next_sequence(self, name: str) -> int:
        """Return the next number of a named sequence, from 1, never twice."""
        self._sequences[name] = self._sequences.get(name, 0) + 1
        return self._sequences[name]

    def damage(self) -> list[Damage]:
        """Return nothing: memory keeps what was written."""
        return []

    @contextmanager
    def exclusive(self, seconds: float) -> Iterator[None]:
        """Hold the journal alone; TimeoutError when another holds it for ``seconds``."""
        if not self._hold.acquire(timeout=seconds):
            raise TimeoutError
        try:
            yield
        finally:
            self._hold.release()

    def close(self) -> None:
        """Do nothing: memory stays open."""


def _entries(batch: _Batch, key: str, sheet: str) -> list[dict[str, Any]]:
    """Return the lines of one row in a batch: changed cells, then the filled cells of a new row."""
    changes = [
        _entry(batch, change.column, change.before, change.after, change.source)
        for change in batch.plan.changes
        if (change.sheet, change.key) == (sheet, key)
    ]
    appended = [
        _entry(batch, column, None, value, append.source)
        for append in batch.plan.appends
        if (append.sheet, append.key) == (sheet, key)
        for column, value in append.values.items()
        if value is not None
    ]
    return changes + appended


def _entry(batch: _Batch, column: str, before: Value, after: Value, source: Source) -> dict[str, Any]:
    head = {"plan": batch.plan.number, "at": batch.made_at.isoformat(), "kind": batch.plan.kind}
    evidence = {"who": source.who, "sha256": source.sha256, "file": source.file, "cell": source.cell}
    return {**head, "column": column, "before": before, "after": after, **evidence}
