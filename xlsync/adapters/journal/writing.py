"""What the journal writes within a transaction: many lines at once, moves of submissions, plans, answers."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from xlsync.adapters.journal.codec import encode_values
from xlsync.adapters.journal.lines import Line, Sources, lines_of, plan_of
from xlsync.adapters.journal.outcomes import outcome_text
from xlsync.adapters.journal.seals import reseal, seal_batch, seal_of
from xlsync.adapters.journal.tables import ANSWERS, BATCHES, CHANGES, MASTERS, SEQUENCES, SOURCES, SUBMISSIONS
from xlsync.model.plan import Plan
from xlsync.model.submission import TRANSITIONS, Outcome
from xlsync.services.ports import Accepted, Move
from xlsync.vocabulary.terms import SubmissionState

BEGUN, DONE, HELD, SETTLED, OBSERVED = "begun", "done", "held", "settled", "observed"
_UNDOABLE = (SubmissionState.APPLIED, SubmissionState.FILED)
_OUTCOME = ("unit", "form_id", "period", "reason", "changes", "conflicts", "matters")


def insert_lines(connection: Connection, table: Table, lines: Sequence[Line]) -> None:
    """Add lines to a table; each is a tuple in the order of its columns, without a number that counts by itself.

    Tuples go to the driver as they are: a plan has tens of thousands of lines, and one dict each costs more than
    their writing.
    """
    if not lines:
        return
    names = [column.name for column in table.columns if column.name != "number"]
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    if statement.positiontup == names:
        connection.exec_driver_sql(str(statement), list(lines))
    else:  # a driver that knows its parameters by name
        connection.execute(insert(table), [dict(zip(names, line, strict=True)) for line in lines])


def write_batch(connection: Connection, plan: Plan, made_at: datetime, state: str) -> int:
    """Add a plan with all its lines; return its number."""
    head: dict[str, Any] = {
        "kind": plan.kind,
        "made_at": made_at.isoformat(),
        "state": state,
        "submissions": json.dumps(plan.submissions),
        "notes": json.dumps(dict(plan.notes), ensure_ascii=False),
        "takes_back": json.dumps(plan.takes_back),
        "settles": json.dumps(plan.settles),
    }
    sources = Sources(new_number(connection, insert(BATCHES).values(**head)))
    lines = lines_of(plan.changes, plan.appends, sources)
    insert_lines(connection, SOURCES, sources.lines())
    insert_lines(connection, CHANGES, lines)
    seal_batch(connection, {**head, "number": sources.batch}, sources.lines(), lines)
    return sources.batch


def close_batch(connection: Connection, number: int, state: str, reached: SubmissionState) -> Plan | None:
    """Close a begun plan and move its submissions; return it without its lines, None where it was closed before."""
    begun = (BATCHES.c.number == number) & (BATCHES.c.state == BEGUN)
    if not connection.execute(update(BATCHES).where(begun).values(state=state)).rowcount:
        return None
    reseal(connection, BATCHES, BATCHES.c.number == number)
    head = connection.execute(select(BATCHES).where(BATCHES.c.number == number)).mappings().one()
    plan = plan_of(dict(head), ())
    move_from(connection, plan.submissions, [SubmissionState.APPLYING], reached)
    reseal(connection, SUBMISSIONS, SUBMISSIONS.c.number.in_(plan.submissions))
    return plan


def bring_about(connection: Connection, plan: Plan) -> None:
    """Take back the submissions that a plan takes back, and settle the held plans that it settles."""
    if plan.takes_back:
        move_from(connection, plan.takes_back, _UNDOABLE, SubmissionState.UNDONE)
        reseal(connection, SUBMISSIONS, SUBMISSIONS.c.number.in_(plan.takes_back))
        take_back(connection, plan.takes_back, plan.number)
    if plan.settles:
        held = BATCHES.c.number.in_(plan.settles) & (BATCHES.c.state == HELD)
        connection.execute(update(BATCHES).where(held).values(state=SETTLED))
        reseal(connection, BATCHES, BATCHES.c.number.in_(plan.settles))


def keep_master(connection: Connection, sha256: str, batch: int) -> None:
    """Keep the SHA-256 of the master as it is after a batch."""
    number = new_number(connection, insert(MASTERS).values(sha256=sha256, batch=batch))
    reseal(connection, MASTERS, MASTERS.c.number == number)


def new_number(connection: Connection, statement: Any) -> int:
    """Carry out an insert of one line; return the number that it got."""
    key: Any = connection.execute(statement).inserted_primary_key
    return int(key[0])


def move_all(connection: Connection, moves: Sequence[Move]) -> None:
    """Make moves in order, those to one state at once; ValueError for one that TRANSITIONS does not allow."""
    for state, group in groupby(moves, key=itemgetter(1)):
        members = list(group)
        numbers = [number for number, _, _ in members]
        if move_from(connection, numbers, _origins(state), state) != len(numbers):
            raise ValueError(f"submissions {numbers} cannot move to {state.value}")
        facts = [{"of": number, **_facts_of(outcome)} for number, _, outcome in members if outcome is not None]
        if facts:
            known: dict[str, Any] = {name: bindparam(f"its_{name}") for name in (*_OUTCOME, "outcome")}
            connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.number == bindparam("of")).values(known), facts)
    reseal(connection, SUBMISSIONS, SUBMISSIONS.c.number.in_({number for number, _, _ in moves}))


def _facts_of(outcome: Outcome) -> dict[str, object]:
    facts = {f"its_{name}": _storable(getattr(outcome, name)) for name in _OUTCOME}
    return {"its_outcome": outcome_text(outcome), **facts}


def _storable(value: object) -> object:
    """Return a text without what no database takes, and a hostile file may bring: NUL, halves of characters."""
    return value.encode("utf-8", "replace").decode().replace("\0", "") if isinstance(value, str) else value


def move_from(
    connection: Connection, numbers: Sequence[int], origins: Sequence[SubmissionState], state: SubmissionState
) -> int:
    """Move those of the submissions that are in one of the states ``origins``; return how many they were."""
    ours = SUBMISSIONS.c.number.in_(numbers) & SUBMISSIONS.c.state.in_([origin.value for origin in origins])
    return connection.execute(update(SUBMISSIONS).where(ours).values(state=state.value)).rowcount


def _origins(state: SubmissionState) -> list[SubmissionState]:
    return [old for old, reached in TRANSITIONS.items() if state in reached]


def accept(connection: Connection, answers: Sequence[Accepted]) -> None:
    """Add accepted answers; earlier ones stay as history."""
    lines: list[Line] = [
        (given.unit, matter, given.submission, given.order, encode_values(values), 0)
        for given in answers
        for matter, values in given.values.items()
    ]
    insert_lines(connection, ANSWERS, [(*line, seal_of(line)) for line in lines])


def take_back(connection: Connection, submissions: Sequence[int], plan: int) -> None:
    """Mark the answers of submissions as taken back by a plan; they stay as history and count no more."""
    standing = ANSWERS.c.submission.in_(submissions) & (ANSWERS.c.taken_back_by == 0)
    connection.execute(update(ANSWERS).where(standing).values(taken_back_by=plan))
    reseal(connection, ANSWERS, ANSWERS.c.taken_back_by == plan)


def claim_files(connection: Connection, files: Sequence[tuple[str, str, datetime]]) -> Iterator[int | None]:
    """Yield the new number of each file (SHA-256, name, moment), None where its content was claimed before."""
    wanted = {sha256 for sha256, _, _ in files}
    taken = set(connection.execute(select(SUBMISSIONS.c.sha256).where(SUBMISSIONS.c.sha256.in_(wanted))).scalars())
    for sha256, name, received_at in files:
        if sha256 in taken:
            yield None
            continue
        taken.add(sha256)
        facts = {"sha256": sha256, "name": name, "received_at": received_at.isoformat()}
        yield new_number(connection, insert(SUBMISSIONS).values(**facts, state=SubmissionState.RECEIVED.value))
    reseal(connection, SUBMISSIONS, SUBMISSIONS.c.sha256.in_(wanted))


def draw(connection: Connection, name: str) -> int:
    """Return the next number of a sequence, from 1."""
    row = SEQUENCES.c.name == name
    if not connection.execute(update(SEQUENCES).where(row).values(value=SEQUENCES.c.value + 1)).rowcount:
        connection.execute(insert(SEQUENCES).values(name=name, value=1))
    reseal(connection, SEQUENCES, row)
    return int(connection.execute(select(SEQUENCES.c.value).where(row)).scalar_one())
