"""The journal on SQLAlchemy Core. Import this module only where a journal is opened: SQLAlchemy takes its time."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from xlsync.adapters.journal.codec import decode_values, encode_values
from xlsync.adapters.journal.database import Database
from xlsync.adapters.journal.integrity import damage_in
from xlsync.adapters.journal.lines import Found, batch_of, cells_of, plan_of
from xlsync.adapters.journal.outcomes import outcome_of
from xlsync.adapters.journal.seals import reseal, sealed_columns
from xlsync.adapters.journal.tables import ANSWERS, BATCHES, CHANGES, FORMS, MASTERS, SOURCES, SUBMISSIONS
from xlsync.adapters.journal.writing import (
    BEGUN,
    DONE,
    HELD,
    OBSERVED,
    accept,
    bring_about,
    claim_files,
    close_batch,
    draw,
    keep_master,
    move_all,
    new_number,
    take_back,
    write_batch,
)
from xlsync.model.plan import CellChange, Plan
from xlsync.model.submission import FormRow, IssuedForm, Outcome
from xlsync.model.table import Value
from xlsync.services.ports import Accepted, Batch, Damage, Move
from xlsync.vocabulary.terms import SubmissionState


class SqlJournal:
    """The journal of an office in a database: a path means an SQLite file, a text with :// an SQLAlchemy URL."""

    def __init__(self, place: Path | str) -> None:
        self._database = Database(place)

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        self._database.close()

    def record_form(self, form: IssuedForm) -> None:
        """Keep a form as issued; durable when it returns."""
        rows = json.dumps([[row.matter_id, encode_values(row.values)] for row in form.rows], ensure_ascii=False)
        facts = {name: getattr(form, name) for name in ("form_id", "unit", "period", "issued_on", "due_on", "token")}
        with self._database.writing() as connection:
            number = new_number(connection, insert(FORMS).values(**facts, rows=rows))
            reseal(connection, FORMS, FORMS.c.number == number)

    def form(self, form_id: str) -> IssuedForm | None:
        """Return an issued form with its rows, None when there was none."""
        with self._database.reading() as connection:
            line = connection.execute(select(FORMS).where(FORMS.c.form_id == form_id)).mappings().first()
        if line is None:
            return None
        rows = tuple(FormRow(matter, decode_values(values)) for matter, values in json.loads(line["rows"]))
        return _form(dict(line), rows)

    def forms(self) -> list[IssuedForm]:
        """Return all issued forms without their rows, oldest first."""
        columns = [column for column in FORMS.c if column.name != "rows"]
        with self._database.reading() as connection:
            lines = connection.execute(select(*columns).order_by(FORMS.c.number)).mappings().all()
        return [_form(dict(line), ()) for line in lines]

    def open_submissions(self, files: Sequence[tuple[str, str, datetime]]) -> list[int | None]:
        """Claim files (SHA-256, name, moment) by their content: the new numbers, None where claimed before."""
        with self._database.writing() as connection:
            return list(claim_files(connection, files))

    def move(self, submission: int, state: SubmissionState, outcome: Outcome | None = None) -> None:
        """Move a submission along TRANSITIONS, keeping its outcome; ValueError for any other move."""
        self.move_many([(submission, state, outcome)])

    def move_many(self, moves: Sequence[Move]) -> None:
        """Make several moves in order, all or none; ValueError for one that TRANSITIONS does not allow."""
        with self._database.writing() as connection:
            move_all(connection, moves)

    def submissions(self, states: Iterable[SubmissionState] = ()) -> list[dict[str, Any]]:
        """Return submissions of the given states or all, oldest first; ``received_at`` is ISO text."""
        columns = [column for column in sealed_columns(SUBMISSIONS) if column.name != "outcome"]
        query = select(*columns).order_by(SUBMISSIONS.c.number)
        wanted = [state.value for state in states]
        if wanted:
            query = query.where(SUBMISSIONS.c.state.in_(wanted))
        with self._database.reading() as connection:
            return [dict(line) for line in connection.execute(query).mappings()]

    def outcome(self, submission: int) -> Outcome | None:
        """Return a submission's outcome with all findings, as its last move kept it; None where none was kept."""
        query = select(SUBMISSIONS.c.outcome).where(SUBMISSIONS.c.number == submission)
        with self._database.reading() as connection:
            kept = connection.execute(query).scalar()
        return outcome_of(kept) if kept else None

    def answers(self, unit: str, matters: Sequence[str]) -> dict[str, dict[str, Value]]:
        """Return the unit's last accepted value of each cell, by matter id and column key."""
        wanted = set(matters)
        kept: dict[str, dict[str, Value]] = {}
        for line in self._answer_lines(unit):
            if line["matter_id"] in wanted:
                kept.setdefault(line["matter_id"], {}).update(decode_values(line["answer"]))
        return kept

    def answer_order(self, unit: str) -> dict[str, str]:
        """Return, by matter id, the order stamp of the file that gave the unit's last accepted answer."""
        return {line["matter_id"]: line["order_stamp"] for line in self._answer_lines(unit)}

    def _answer_lines(self, unit: str) -> list[Found]:
        standing = (ANSWERS.c.unit == unit) & (ANSWERS.c.taken_back_by == 0)
        query = select(ANSWERS).where(standing).order_by(ANSWERS.c.number)
        with self._database.reading() as connection:
            return [dict(line) for line in connection.execute(query).mappings()]

    def begin_plan(
        self, plan: Plan, made_at: datetime, moves: Sequence[Move] = (), answers: Sequence[Accepted] = ()
    ) -> Plan:
        """Write the plan with every cell's before and after; return it with its number. Durable when it returns.

        The moves of its submissions and the answers that it accepts are written with it, all or nothing.
        """
        with self._database.writing() as connection:
            move_all(connection, moves)
            accept(connection, answers)
            return replace(plan, number=write_batch(connection, plan, made_at, BEGUN))

    def finish_plan(self, number: int, master_sha256: str) -> None:
        """Record that the plan stands in the master, whose file now has this SHA-256; twice is the same as once.

        Its submissions are APPLIED from here on, those that it takes back UNDONE, the held plans it settles settled.
        """
        with self._database.writing() as connection:
            plan = close_batch(connection, number, DONE, SubmissionState.APPLIED)
            if plan is not None:
                bring_about(connection, plan)
                keep_master(connection, master_sha256, number)

    def hold_plan(self, number: int) -> None:
        """Set aside a begun plan that cannot be applied: it is not tried again and its lines are no history.

        Its submissions are HELD, and the answers accepted with it count no more.
        """
        with self._database.writing() as connection:
            plan = close_batch(connection, number, HELD, SubmissionState.HELD)
            if plan is not None:
                take_back(connection, plan.submissions, number)

    def plan(self, number: int) -> Plan:
        """Return a plan or an observation with its lines, whatever its state; KeyError when there is none."""
        found = self._plans(BATCHES.c.number == number)
        if not found:
            raise KeyError(number)
        return found[0]

    def batches(self) -> list[Batch]:
        """Return the heads of all plans and observations, oldest first."""
        query = select(BATCHES, MASTERS.c.sha256).outerjoin(MASTERS, MASTERS.c.batch == BATCHES.c.number)
        with self._database.reading() as connection:
            heads = connection.execute(query.order_by(BATCHES.c.number)).mappings().all()
        return [batch_of(dict(head)) for head in heads]

    def unfinished_plans(self) -> list[Plan]:
        """Return plans that were begun and neither finished nor held, oldest first."""
        return self._plans(BATCHES.c.state == BEGUN)

    def last_finished(self) -> int:
        """Return the number of the last finished plan, 0 when there is none; observations do not count."""
        query = select(func.max(BATCHES.c.number)).where(BATCHES.c.state == DONE, BATCHES.c.kind != OBSERVED)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 0

    def finished_since(self, number: int) -> list[Plan]:
        """Return the finished plans and the observations above a number, oldest first."""
        return self._plans((BATCHES.c.state == DONE) & (BATCHES.c.number > number))

    def _plans(self, wanted: ColumnElement[bool]) -> list[Plan]:
        batches = select(BATCHES).where(wanted).order_by(BATCHES.c.number)
        with self._database.reading() as connection:
            return [_read_batch(connection, dict(batch)) for batch in connection.execute(batches).mappings().all()]

    def last_master(self) -> str | None:
        """Return the SHA-256 of the master as it was after the last finished plan or observation."""
        query = select(MASTERS.c.sha256).order_by(MASTERS.c.number.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def observe(
        self, changes: Sequence[CellChange], appends: Sequence[Any], master_sha256: str, seen_at: datetime
    ) -> None:
        """Keep what people typed since the last command and the master as it stands now."""
        plan = Plan(OBSERVED, tuple(changes), tuple(appends))
        with self._database.writing() as connection:
            number = write_batch(connection, plan, seen_at, DONE)
            keep_master(connection, master_sha256, number)

    def history(self, key: str, column: str | None = None, sheet: str = "matters") -> list[dict[str, Any]]:
        """Return the changes of a row (plan, kind, at, who, column, before, after, sha256, file, cell), oldest first.

        ``at`` is ISO text. Plans that do not stand in the master have no lines here.
        """
        query = _joined(BATCHES.c.kind, BATCHES.c.made_at).where(
            CHANGES.c.row_key == key, CHANGES.c.sheet == sheet, BATCHES.c.state == DONE
        )
        if column is not None:
            query = query.where((CHANGES.c.column_key == column) | (CHANGES.c.appended != 0))
        with self._database.reading() as connection:
            entries = [entry for line in connection.execute(query).mappings() for entry in _entries(dict(line))]
        return [entry for entry in entries if column in (None, entry["column"])]

    def next_sequence(self, name: str) -> int:
        """Return the next number of a named sequence, from 1, never twice."""
        with self._database.writing() as connection:
            return draw(connection, name)

    def damage(self) -> list[Damage]:
        """Return what in the journal is not as it was written; empty when all is whole."""
        with self._database.reading() as connection:
            return damage_in(connection)

    def exclusive(self, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Hold the journal alone; TimeoutError when another holds it for ``seconds``."""
        return self._database.exclusive(seconds)


def _joined(*more: Any) -> Any:
    """Return the query for lines with their evidence, in the order of writing."""
    evidence = (SOURCES.c.batch == CHANGES.c.batch) & (SOURCES.c.source_no == CHANGES.c.source_no)
    joined = CHANGES.join(SOURCES, evidence).join(BATCHES, BATCHES.c.number == CHANGES.c.batch)
    columns = (CHANGES, SOURCES.c.who, SOURCES.c.sha256, SOURCES.c.file, *more)
    return select(*columns).select_from(joined).order_by(CHANGES.c.number)


def _read_batch(connection: Connection, batch: Found) -> Plan:
    lines = connection.execute(_joined().where(CHANGES.c.batch == batch["number"])).mappings()
    return plan_of(batch, [dict(line) for line in lines])


def _entries(line: Found) -> Iterator[dict[str, Any]]:
    kept = {name: line[name] for name in ("kind", "who", "sha256", "file", "cell")}
    for column, before, after in cells_of(line):
        values = {"column": column, "before": before, "after": after}
        yield {"plan": line["batch"], "at": line["made_at"], **values, **kept}


def _form(line: Found, rows: tuple[FormRow, ...]) -> IssuedForm:
    facts = {name: line[name] for name in ("form_id", "unit", "period", "issued_on", "due_on", "token")}
    return IssuedForm(**facts, rows=rows)
