"""A journal made ready on opening: new tables, and in a journal of an earlier version what came later.

A name that is neither of this version nor missing as in an earlier one is damage: a table that seems to be missing
must never be made anew over lines that are still there.
"""

from collections.abc import Mapping, Set

from sqlalchemy import Connection, Engine, insert, inspect, text
from sqlalchemy.schema import CreateColumn

from xlsync.adapters.journal.seals import seal_everything
from xlsync.adapters.journal.tables import HOLDS, METADATA, OFFICE, SINCE, WRITER
from xlsync.vocabulary.errors import JournalUnusable

_FIRST = 1
_MAKING = text("SELECT pg_advisory_xact_lock(8152016)")  # any number that nobody else on this database uses


def prepare(engine: Engine) -> None:
    """Make what is missing. Raises JournalUnusable where names are neither ours nor those of an earlier version."""
    with engine.connect() as connection:
        if not _missing(connection):
            return
    with engine.begin() as connection:
        connection.execute(text("BEGIN IMMEDIATE") if engine.dialect.name == "sqlite" else _MAKING)
        _make(connection, _missing(connection))


def _missing(connection: Connection) -> Set[tuple[str, str]]:
    """Return (table, column) of all that is missing."""
    found = inspect(connection).get_multi_columns(filter_names=list(METADATA.tables))
    present = {(str(name), column["name"]) for (_, name), columns in found.items() for column in columns}
    ours = {
        (table.name, column.name): column.info.get(SINCE, _FIRST)
        for table in METADATA.sorted_tables
        for column in table.c
    }
    missing = ours.keys() - present
    if present and not _is_earlier(present, missing, ours):
        raise JournalUnusable("names")
    return missing


def _is_earlier(
    present: set[tuple[str, str]], missing: Set[tuple[str, str]], ours: Mapping[tuple[str, str], int]
) -> bool:
    """Return whether a journal is of this version or an earlier one, which lacks all that later ones have brought."""
    first = min((ours[place] for place in missing), default=_FIRST + 1)
    later = {place for place, since in ours.items() if since >= first} if missing else set()
    return present <= ours.keys() and missing == later and first > _FIRST


def _make(connection: Connection, missing: Set[tuple[str, str]]) -> None:
    if not missing:  # another process was faster
        return
    whole = {table.name for table in METADATA.sorted_tables if all((table.name, c.name) in missing for c in table.c)}
    METADATA.create_all(connection, [METADATA.tables[name] for name in whole])
    for table, column in sorted(missing):
        if table not in whole:
            added = CreateColumn(METADATA.tables[table].c[column]).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {added}"))
    if HOLDS.name in whole:
        connection.execute(insert(HOLDS), [{"name": OFFICE}, {"name": WRITER}])
    seal_everything(connection)
