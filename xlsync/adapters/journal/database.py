"""The database behind the journal: one engine by path or URL, one writer at a time, one office at work at a time.

SQLite takes its write lock at the beginning of each transaction that writes; PostgreSQL takes the lock of a row. So
what a transaction reads before it writes is still true when it writes. Whatever the database says goes to the user as
one sentence without its address's password.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from xlsync.adapters.journal.preparing import prepare
from xlsync.adapters.journal.tables import HOLDS, OFFICE, WRITER
from xlsync.vocabulary.errors import (
    DiskFailing,
    DiskFull,
    JournalUnreachable,
    JournalUnusable,
    WriteDenied,
    XlsyncError,
)

_BUSY_SECONDS, _CONNECT_SECONDS = 30, 10
_SERVER = "postgresql+psycopg"
_LOCK_NOT_AVAILABLE = "55P03"
# What a file system or another process does to an SQLite file, and what passes; anything else is damage.
_PASSING: dict[str, Callable[[str], XlsyncError]] = {
    "SQLITE_BUSY": JournalUnreachable,
    "SQLITE_LOCKED": JournalUnreachable,
    "SQLITE_CANTOPEN": JournalUnreachable,
    "SQLITE_FULL": DiskFull,
    "SQLITE_READONLY": WriteDenied,
    "SQLITE_PERM": WriteDenied,
    "SQLITE_IOERR": DiskFailing,
}
_OUR_MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
_NO_LIMITS = text(
    "SELECT set_config(name, '0', true) FROM pg_settings"
    " WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout', 'statement_timeout')"
)
# A machine that loses its power lets go of the office after a minute.
_PULSE = text("SELECT set_config(name, '20', true) FROM pg_settings WHERE name LIKE 'tcp\\_keepalives\\_%'")
_PATIENCE = text("SELECT set_config('lock_timeout', :limit, true)")


class Database:
    """One database: a path means an SQLite file, a text with :// its URL. It is opened when first used."""

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._hold: Connection | None = None

    @cached_property
    def _url(self) -> URL:
        if "://" not in str(self._place):
            return URL.create("sqlite", database=str(self._place))
        try:
            url = make_url(str(self._place))
        except ArgumentError:
            raise JournalUnusable("url") from None
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername=_SERVER)
        if url.drivername not in ("sqlite", _SERVER) or not url.database:
            raise JournalUnusable("url")
        return url

    @property
    def is_file(self) -> bool:
        """Return whether it is an SQLite file, and no server."""
        return self._url.drivername == "sqlite"

    @cached_property
    def _engine(self) -> Engine:
        with self._told():
            engine = self._file_engine() if self.is_file else self._server_engine()
            prepare(engine)
            return engine

    def _file_engine(self) -> Engine:
        Path(str(self._url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(self._url, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _make_durable)
        return engine

    def _server_engine(self) -> Engine:
        given = {"connect_timeout": _CONNECT_SECONDS, "application_name": "xlsync", "client_encoding": "utf8"}
        try:
            return create_engine(self._url, connect_args=given, pool_pre_ping=True)
        except ImportError:
            raise JournalUnusable("driver") from None

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for looking."""
        engine = self._engine
        with self._told(), engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction of the only writer: all of it is durable at the end, or nothing."""
        engine = self._engine
        with self._told():
            if self._hold is not None:
                self._hold.execute(select(1))  # raises when the server has let go of the office: another may have it
            with engine.begin() as connection:
                if self.is_file:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(select(HOLDS).where(HOLDS.c.name == WRITER).with_for_update())
                yield connection

    @contextmanager
    def exclusive(self, seconds: float) -> Iterator[None]:
        """Hold the office alone; TimeoutError when another holds it for ``seconds``.

        A file has a lock file beside it. On a server it is the lock of a row, on a connection of its own: the server
        gives it free when the holder's process or machine dies, and no clock decides.
        """
        if self.is_file:
            with FileLock(f"{self._url.database}.lock", timeout=seconds):
                yield
            return
        engine = self._engine
        with self._told():
            hold = engine.connect()
        try:
            with self._told():
                _take_office(hold, seconds)
            self._hold = hold
            yield
        finally:
            self._hold = None if self._hold is hold else self._hold
            with suppress(DBAPIError):  # a connection that is gone has let go already
                hold.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the database raises into one sentence; a broken rule of a table stays what it is."""
        try:
            yield
        except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if self.is_file and not isinstance(cause, _OUR_MISTAKES):
                raise self._told_of_file(getattr(cause, "sqlite_errorname", "")) from None
            if isinstance(error, OperationalError | InterfaceError):
                raise JournalUnreachable(self._shown) from None
            raise

    def _told_of_file(self, name: str) -> XlsyncError:
        """Return the stop for what SQLite says; extended names begin with the plain ones."""
        stop = next((stop for plain, stop in _PASSING.items() if name.startswith(plain)), None)
        return stop(self._shown) if stop else JournalUnusable("broken", self._shown)

    @property
    def _shown(self) -> str:
        """Return where the journal is, without user and password."""
        url = self._url
        return str(url.database) if self.is_file else f"{url.host or 'localhost'}/{url.database}"


def _take_office(connection: Connection, seconds: float) -> None:
    connection.execute(_NO_LIMITS)
    connection.execute(_PULSE)
    connection.execute(_PATIENCE, {"limit": f"{max(1, round(seconds * 1000))}ms"})
    try:
        connection.execute(select(HOLDS).where(HOLDS.c.name == OFFICE).with_for_update())
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") == _LOCK_NOT_AVAILABLE:
            raise TimeoutError from None
        raise


def _make_durable(connection: Any, _record: object) -> None:
    """Set SQLite to keep what it has said it keeps, even through a power cut."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA wal_autocheckpoint=16000")  # 64 MB: no batch pays for it; closing does it anyway
    cursor.close()
