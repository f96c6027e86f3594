"""A private PostgreSQL server for the tests: of its own folder, reached by a socket in it, shared by all workers."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from filelock import FileLock

MISSING = "PostgreSQL's server is missing. Debian: apt-get install postgresql (.ci/run does it)"
_USER = "xlsync"
_SETTINGS = "-c listen_addresses='' -c fsync=off -c shared_buffers=16MB -c max_connections=60"


class Server:
    """A running server in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        """Return the URL of its database."""
        return f"postgresql+psycopg://{_USER}@/postgres?host={quote(str(self.folder), safe='')}"

    def url_of(self, schema: str) -> str:
        """Return the URL by which all tables are looked for, and made, in one schema."""
        return f"{self.url}&options={quote(f'-csearch_path={schema}', safe='')}"

    def carry_out(self, statement: str) -> str:
        """Carry out one statement of SQL and return what it says."""
        words = ["psql", "-h", str(self.folder), "-U", _USER, "-d", "postgres", "-X", "-A", "-t", "-c", statement]
        return self._run(*words)

    def start(self) -> None:
        """Start the server; it is ready when this returns."""
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-s", "-l", self._log, "-o", f"-k {self.folder} {_SETTINGS}", "start"
        )

    def stop(self) -> None:
        """Stop the server and drop whoever is connected."""
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-m", "immediate", "stop")

    def make(self) -> None:
        """Make the files of a new server."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-E", "UTF8", "--locale=C", "-A", "trust", "-U", _USER, "--no-sync")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @property
    def _log(self) -> str:
        return str(self.folder / "log")

    def _run(self, program: str, *words: str) -> str:
        # The server refuses to run as root, as whom containers run tests.
        other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        command = [*other, str(binaries() / program), *words]
        # Not to a pipe: the server would inherit it, and whoever reads it would wait for the server's end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=60, check=False, cwd=self.folder
            )
            said.seek(0)
            text = said.read().decode(errors="replace").strip()
        assert done.returncode == 0, text
        return text


def binaries() -> Path:
    """Return the folder of the server's programs: that of the newest version; fails where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    place = str(found[-1]) if found else shutil.which("initdb")
    if place is None:
        pytest.fail(MISSING, pytrace=False)
    return Path(place).parent


@contextmanager
def shared_server(meeting_place: Path) -> Iterator[Server]:
    """Yield the server of all workers that meet in a folder: the first one starts it, the last one stops it."""
    binaries()
    note, lock = meeting_place / "postgres.json", FileLock(meeting_place / "postgres.lock")
    with lock:
        folder, users = json.loads(note.read_text()) if note.exists() else (tempfile.mkdtemp(prefix="xlsync-pg-"), 0)
        server = Server(Path(folder))
        if not users:
            server.make()
            server.start()
        note.write_text(json.dumps([folder, users + 1]))
    try:
        yield server
    finally:
        with lock:
            users = json.loads(note.read_text())[1] - 1
            note.write_text(json.dumps([folder, users]))
            if not users:
                server.stop()
                shutil.rmtree(folder)
                note.unlink()
