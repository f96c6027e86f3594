"""What the use cases ask of the rim: small protocols, each promise in its docstring. Adapters implement them."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan
from xlsync.model.raw import RawWorkbook
from xlsync.model.submission import IssuedForm, Outcome
from xlsync.model.table import MasterImage, Value
from xlsync.vocabulary.terms import SubmissionState

Move = tuple[int, SubmissionState, Outcome | None]
"""A submission by its number, the state that it moves to, and its outcome where that is known by then."""


class Accepted(NamedTuple):
    """Values accepted from one submission, by matter id and column key: the base of the unit's next merge."""

    unit: str
    submission: int
    order: str
    values: Mapping[str, Mapping[str, Value]]


class Batch(NamedTuple):
    """The head of a plan or of an observation; ``master`` is the SHA-256 of the master after it, '' if there is none.

    ``state``: begun, done (an observation always is), held, or settled (held once, and taken care of by a later plan).
    """

    number: int
    kind: str
    made_at: datetime
    state: str
    submissions: tuple[int, ...]
    takes_back: tuple[int, ...] = ()
    settles: tuple[int, ...] = ()
    master: str = ""


class Damage(NamedTuple):
    """Something in the journal that is not as it was written: the table, the number of its line, and what differs."""

    table: str
    number: int
    what: str


class Master(Protocol):
    """The master workbook, closed or live.

    Closed: what people see is what the file holds. Live: the workbook stands open before somebody, who may have typed
    what is not saved yet; a plan written into it is durable only when it is seen in the saved file.
    """

    @property
    def is_open(self) -> bool:
        """Return whether it is the open workbook that is read and written, not the file."""
        ...

    def read(self) -> MasterImage:
        """Return all tables as people see them, in one pass. Raises MasterMissing, NotAMaster, HeaderChanged."""
        ...

    def saved(self) -> MasterImage:
        """Return all tables as the saved file holds them; of a closed master the same as ``read``."""
        ...

    def held_by(self) -> str | None:
        """Return who has the master open so that it cannot be written, in words for a message; None for nobody."""
        ...

    def ready_for(self, plan: Plan, seen: MasterImage) -> None:
        """Return if a plan made from ``seen`` could be applied now; nothing changes.

        Raises MasterLocked, MasterChangedMeanwhile.
        """
        ...

    def apply(self, plan: Plan, seen: MasterImage, standing: Sequence[Plan] = ()) -> str:
        """Apply a whole plan and its number, all or nothing; return the SHA-256 of the saved file that holds it.

        That file is in the store, and so is the one before it.

        Returns '' where it stands in the open workbook and is not saved: the person there has work of his own that is
        not saved, beyond the plans ``standing``, which stand there unsaved as well. ``seen`` is the image that the plan
        was made from: MasterChangedMeanwhile if that has changed since. Raises MasterLocked, UnsafeMaster.
        """
        ...

    def save(self, standing: Sequence[Plan]) -> str:
        """Save the open workbook unless its person has unsaved work of his own; return the file's SHA-256, '' if not.

        ``standing`` are the plans that stand in it and are not saved yet. The file is in the store. A closed master is
        always saved.
        """
        ...


class Reader(Protocol):
    """Reads any returned workbook."""

    def expect(self, files: Sequence[tuple[bytes, str]]) -> None:
        """Get ready; the files (content, name) are asked for next in this order, and may be read ahead."""
        ...

    def read(self, content: bytes, name: str) -> RawWorkbook:
        """Return cells and oddities of a file by its content; raises UnreadableFile with a kind and a reason."""
        ...


class Store(Protocol):
    """Content-addressed store of every file ever received or replaced."""

    def put(self, content: bytes) -> str:
        """Keep the content; return its SHA-256. Durable when it returns; twice is the same as once."""
        ...

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several contents; return the SHA-256 of each. All are durable when it returns."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the content; KeyError when unknown."""
        ...

    def places(self) -> list[str]:
        """Return the places of all that lies in the store: its SHA-256 after its two first digits, or a stranger's."""
        ...

    def digest(self, place: str) -> str:
        """Return the SHA-256 of what lies at a place, '' where it cannot be read."""
        ...


class Journal(Protocol):
    """The journal: submissions, plans, cell changes, issued forms, accepted answers."""

    def record_form(self, form: IssuedForm) -> None:
        """Keep a form as issued. Durable when it returns."""
        ...

    def form(self, form_id: str) -> IssuedForm | None:
        """Return an issued form."""
        ...

    def forms(self) -> list[IssuedForm]:
        """Return all issued forms without their rows, oldest first."""
        ...

    def open_submissions(self, files: Sequence[tuple[str, str, datetime]]) -> list[int | None]:
        """Claim files (SHA-256, name, moment) by their content: the new numbers, None where claimed before.

        Each content is claimed once, whoever asks at the same moment. Durable when it returns.
        """
        ...

    def move(self, submission: int, state: SubmissionState, outcome: Outcome | None = None) -> None:
        """Move a submission along TRANSITIONS (ValueError otherwise), keeping its outcome."""
        ...

    def move_many(self, moves: Sequence[Move]) -> None:
        """Make several moves in order, all or none; durable when it returns."""
        ...

    def submissions(self, states: Iterable[SubmissionState] = ()) -> list[dict[str, Any]]:
        """Return submissions (number, sha256, name, unit, form_id, period, state, reason, received_at, changes,
        conflicts, matters), oldest first, of the given states or all."""
        ...

    def outcome(self, submission: int) -> Outcome | None:
        """Return a submission's outcome with all findings, as its last move kept it; None where none was kept."""
        ...

    def answers(self, unit: str, matters: Sequence[str]) -> dict[str, dict[str, Value]]:
        """Return the unit's last accepted values by matter id and column key."""
        ...

    def answer_order(self, unit: str) -> dict[str, str]:
        """Return, by matter id, the order stamp of the file that gave the unit's last accepted answer."""
        ...

    def begin_plan(
        self, plan: Plan, made_at: datetime, moves: Sequence[Move] = (), answers: Sequence[Accepted] = ()
    ) -> Plan:
        """Write the plan with every cell's before and after; return it with its number. Durable when it returns.

        The moves of its submissions and the answers that it accepts are written with it, all or nothing.
        """
        ...

    def finish_plan(self, number: int, master_sha256: str) -> None:
        """Record that the plan stands in the master, whose file now has this SHA-256; its submissions are APPLIED.

        Submissions that it takes back are UNDONE, and the answers accepted with them count no more; the held plans
        that it settles are settled.
        """
        ...

    def hold_plan(self, number: int) -> None:
        """Set aside a begun plan that cannot be applied: it is not tried again and its lines are no history.

        Its submissions are HELD, and the answers accepted with it count no more. What it was to take back or to
        settle stays as it was.
        """
        ...

    def plan(self, number: int) -> Plan:
        """Return a plan or an observation with its lines, whatever its state; KeyError when there is none."""
        ...

    def batches(self) -> list[Batch]:
        """Return the heads of all plans and observations, oldest first."""
        ...

    def unfinished_plans(self) -> list[Plan]:
        """Return plans that were begun and neither finished nor held, oldest first."""
        ...

    def last_finished(self) -> int:
        """Return the number of the last finished plan, 0 when there is none; observations do not count."""
        ...

    def finished_since(self, number: int) -> list[Plan]:
        """Return the finished plans and the observations above a number, oldest first."""
        ...

    def last_master(self) -> str | None:
        """Return the SHA-256 of the master as it was after the last finished plan or observation."""
        ...

    def observe(
        self, changes: Sequence[CellChange], appends: Sequence[Any], master_sha256: str, seen_at: datetime
    ) -> None:
        """Keep what people typed since the last command ('observed in Excel') and the master as it stands now."""
        ...

    def history(self, key: str, column: str | None = None, sheet: str = "matters") -> list[dict[str, Any]]:
        """Return the changes of a row (plan, at, who, column, before, after, sha256, file, cell), oldest first."""
        ...

    def next_sequence(self, name: str) -> int:
        """Return the next number of a named sequence, never twice."""
        ...

    def damage(self) -> list[Damage]:
        """Return what in the journal is not as it was written; empty when all is whole."""
        ...

    def exclusive(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Hold the journal for one change of the office: one holder over all processes and machines that share it.

        The hold of a process that dies ends with it. Raises TimeoutError when another holds it for ``seconds``.
        """
        ...

    def close(self) -> None:
        """Let go of whatever keeps the journal open; the next call opens it again."""
        ...


class FormWriter(Protocol):
    """Writes the workbook that a unit fills in."""

    def write(self, form: IssuedForm, image: MasterImage, row_ids: Sequence[str], path: Path) -> None:
        """Write the form; the file is whole when it returns."""
        ...


class ReceiptWriter(Protocol):
    """Writes the note that goes back to a unit."""

    def write(
        self, outcome: Outcome, findings: Sequence[Finding], folder: Path, *, received_at: datetime | None = None
    ) -> Path:
        """Write a receipt or a 退回 note as text that a clerk can send as it is; return its path."""
        ...
