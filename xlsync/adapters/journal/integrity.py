"""What in the journal is not as it was written: seals computed anew, chains followed, gaps and strangers named."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from xlsync.adapters.journal.seals import lines_in, link, seal_of, sealed_columns
from xlsync.adapters.journal.tables import ANSWERS, BATCHES, CHANGES, FORMS, MASTERS, SEALED, SOURCES, SUBMISSIONS
from xlsync.services.ports import Damage
from xlsync.vocabulary.labels import journal as words

_COUNTED = (SUBMISSIONS, FORMS, BATCHES, MASTERS, ANSWERS)
_FILE_CHECK = text("PRAGMA integrity_check")
_HIGHEST = text("SELECT seq FROM sqlite_sequence WHERE name = :name")


def damage_in(connection: Connection) -> list[Damage]:
    """Return all damage, each place once.

    Lines that were taken away at the end of a table, or between, are seen on SQLite, where numbers have no gaps; a
    server leaves gaps where a write was given up, so that there only a batch or its lines cannot go unseen.
    """
    found: list[Damage] = []
    for table in SEALED:
        found += _read(table, _broken_seals(connection, table))
    found += _read(BATCHES, _broken_chains(connection))
    found += _read(CHANGES, _strangers(connection))
    if connection.dialect.name == "sqlite":
        found += _read(BATCHES, _gaps(connection))
        found += _read(BATCHES, _file_faults(connection))
    return list(dict.fromkeys(found))


def _read(table: Table, found: Iterator[Damage]) -> Iterator[Damage]:
    """Yield what is found; what cannot be read at all is damage, too."""
    try:
        yield from found
    except (DBAPIError, ValueError) as error:
        yield Damage(table.name, 0, words.UNREADABLE_LINES.format(kind=type(error).__name__))


def _broken_seals(connection: Connection, table: Table) -> Iterator[Damage]:
    (key,) = table.primary_key.columns
    counted = isinstance(key.type.python_type(), int)
    query = select(table.c.seal, key, *sealed_columns(table)).order_by(key)
    for place, (seal, number, *values) in enumerate(map(tuple, connection.execute(query)), 1):
        if seal != seal_of(tuple(values)):
            yield Damage(table.name, number if counted and isinstance(number, int) else place, words.SEAL_BROKEN)


def _broken_chains(connection: Connection) -> Iterator[Damage]:
    """Yield batches whose own lines, or whose forerunner, are not what they were."""
    before = ""
    for head in connection.execute(select(BATCHES).order_by(BATCHES.c.number)).mappings().all():
        number = head["number"]
        for table in (SOURCES, CHANGES):
            sealed = head["sources_seal" if table is SOURCES else "lines_seal"]
            if seal_of(*lines_in(connection, table, number)) != sealed:
                yield Damage(table.name, number, words.LINES_BROKEN.format(number=number))
        if link(before, dict(head)) != head["chain"]:
            yield Damage(BATCHES.name, number, words.CHAIN_BROKEN)
        before = head["chain"]


def _strangers(connection: Connection) -> Iterator[Damage]:
    """Yield lines of batches that there are not, finished batches without their master, submissions that are gone."""
    for table in (SOURCES, CHANGES, MASTERS):
        orphans = select(table.c.batch).where(table.c.batch.not_in(select(BATCHES.c.number))).distinct()
        for number in connection.execute(orphans).scalars():
            yield Damage(table.name, number, words.NO_BATCH.format(number=number))
    standing = select(BATCHES.c.number).where(BATCHES.c.state == "done")
    for number in connection.execute(standing.where(BATCHES.c.number.not_in(select(MASTERS.c.batch)))).scalars():
        yield Damage(MASTERS.name, number, words.NO_MASTER.format(number=number))


def _gaps(connection: Connection) -> Iterator[Damage]:
    for table in _COUNTED:
        highest = connection.execute(_HIGHEST, {"name": table.name}).scalar() or 0
        counts: Any = select(func.count(), func.max(table.c.number))
        count, last = connection.execute(counts.select_from(table)).one()
        if (count, last or 0) != (highest, highest):
            yield Damage(table.name, highest, words.GAP.format(count=count, highest=highest))


def _file_faults(connection: Connection) -> Iterator[Damage]:
    for line in connection.execute(_FILE_CHECK).scalars():
        if line != "ok":
            yield Damage("", 0, words.FILE_FAULT.format(said=line))
