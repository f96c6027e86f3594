"""Seals: one changed bit in the journal is named (P8).

Each line of a table that may change carries the SHA-256 over its columns; each batch one over its sources and one over
its lines, and a chain: its head, these two and the chain of the batch before it. A person who edits the journal with a
tool for databases is seen as well as a failing disk. It is no protection against somebody who computes the seals anew:
the office's own administrator can do that.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, bindparam, select, true, update

from xlsync.adapters.journal.tables import ANSWERS, BATCHES, CHANGES, SEALED, SOURCES

# Separators of ASCII; in a value, which is JSON, they stand escaped. Formatting is the quickest way to make text.
_FIELD, _LINE = "\x1f", "\x1e"
_HEAD = ("number", "kind", "made_at", "submissions", "notes", "takes_back", "settles", "sources_seal", "lines_seal")


def seal_of(*lines: tuple[Any, ...]) -> str:
    """Return the seal of one line, or of many in their order."""
    form = _FIELD.join(["%s"] * len(lines[0])) if lines else ""
    return hashlib.sha256(_LINE.join([form % line for line in lines]).encode("utf-8", "surrogatepass")).hexdigest()


def sealed_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that a line's own seal covers.

    Answers are written in blocks and sealed before they have their numbers.
    """
    left_out = {"seal", "number"} if table is ANSWERS else {"seal"}
    return [column for column in table.columns if column.name not in left_out]


def reseal(connection: Connection, table: Table, lines: ColumnElement[bool]) -> None:
    """Seal lines of a table as they stand now."""
    (key,) = table.primary_key.columns
    found = connection.execute(select(key.label("of"), *sealed_columns(table)).where(lines))
    seals = [{"of": line[0], "its_seal": seal_of(tuple(line[1:]))} for line in found]
    if seals:
        connection.execute(update(table).where(key == bindparam("of")).values(seal=bindparam("its_seal")), seals)


def seal_batch(connection: Connection, head: Mapping[str, Any], sources: Sequence[Any], lines: Sequence[Any]) -> None:
    """Seal a batch (its line without seals) with its sources and lines, tuples in the order of ``lines_in``."""
    chain_before = select(BATCHES.c.chain).where(BATCHES.c.number < head["number"])
    before = connection.execute(chain_before.order_by(BATCHES.c.number.desc()).limit(1)).scalar() or ""
    line = {**head, "sources_seal": seal_of(*sources), "lines_seal": seal_of(*lines)}
    line["chain"] = link(before, line)
    line["seal"] = seal_of(tuple(line[column.name] for column in sealed_columns(BATCHES)))
    seals = {name: line[name] for name in ("sources_seal", "lines_seal", "chain", "seal")}
    connection.execute(update(BATCHES).where(BATCHES.c.number == head["number"]).values(**seals))


def link(before: str, head: Mapping[str, Any]) -> str:
    """Return the chain of a batch: of its head with the seals of its lines, and of the chain of the batch before it."""
    return seal_of((before, *(head[name] for name in _HEAD)))


def lines_in(connection: Connection, table: Table, number: int) -> list[tuple[Any, ...]]:
    """Return the sources or the changes of a batch as they were sealed: in their order, the line's number left out."""
    order = CHANGES.c.number if table is CHANGES else SOURCES.c.source_no
    columns = [column for column in table.columns if column.name != "number"]
    query = select(*columns).where(table.c.batch == number).order_by(order)
    return [tuple(line) for line in connection.execute(query)]


def seal_everything(connection: Connection) -> None:
    """Seal a journal as it stands, as one of an earlier version needs it."""
    for head in connection.execute(select(BATCHES).order_by(BATCHES.c.number)).mappings().all():
        number = head["number"]
        sources, changes = (lines_in(connection, table, number) for table in (SOURCES, CHANGES))
        seal_batch(connection, dict(head), sources, changes)
    for table in SEALED:
        if table is not BATCHES:
            reseal(connection, table, true())
