"""The LibreOffice behind an App: one of our own, started with a private profile, or a person's, which we only visit."""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from xlsync.adapters.libreoffice.connection import Connection, connect, uno_error
from xlsync.adapters.libreoffice.refusal import Unsupported
from xlsync.vocabulary.errors import NoOffice, OfficeNotStarted

PROGRAM = "soffice"
PATIENCE = 90.0  # seconds for a first start on a slow machine; 0.5 is usual
RESTARTS = 81  # the exit code by which soffice says that it starts itself once more
SETTINGS = (
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "{macros}"),
)
ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{}\n</oor:items>\n'
)


class Office(Protocol):
    """A LibreOffice that is connected: ``own`` means that we started it and may end it."""

    @property
    def connection(self) -> Connection: ...
    @property
    def own(self) -> bool: ...
    @property
    def run_macros(self) -> bool: ...
    @property
    def pid(self) -> int | None: ...
    def quit(self) -> None: ...
    def kill(self) -> None: ...


class VisitedOffice:
    """A person's LibreOffice: what would end it only lets go of it, or is refused."""

    own = False
    run_macros = False

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def pid(self) -> int | None:
        """Return its process, None where the system does not tell."""
        return self.connection.pid

    def quit(self) -> None:
        """Change nothing in the office: it goes on without us."""

    def kill(self) -> None:
        """Refuse: the work in it is somebody's."""
        raise Unsupported("App.kill of a LibreOffice that a person opened")


class PrivateOffice:
    """A LibreOffice of our own, ended with this process at the latest.

    ``run_macros`` lowers the macro security of its private profile; ``environment`` is added to ours (DISPLAY).
    """

    own = True

    def __init__(
        self,
        headless: bool = True,
        run_macros: bool = False,
        program: str = PROGRAM,
        profile: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.run_macros = run_macros
        self.headless = headless
        self.temporary = profile is None
        self.profile = Path(tempfile.mkdtemp(prefix="xlsync-office-")) if profile is None else profile
        self.folders: set[Path] = set()  # where its lock files may stand
        settle(self.profile, run_macros)
        pipe = f"xlsync-{uuid4().hex[:12]}"
        self.process = started(command(program, self.profile, pipe, headless), program, environment or {})
        atexit.register(self.kill)
        self.connection = self.answered(pipe, program)

    @property
    def pid(self) -> int:
        """Return the process that we started."""
        return self.process.pid

    def answered(self, pipe: str, program: str) -> Connection:
        """Return the connection as soon as the office answers; else end it and raise OfficeNotStarted."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() in (None, 0, RESTARTS):
            with contextlib.suppress(NoOffice):
                return connect(pipe)
            time.sleep(0.05)
        self.kill()
        raise OfficeNotStarted(program)

    def quit(self) -> None:
        """End the office as its menu does, by force if it does not go in time."""
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
            self.connection.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.kill()

    def kill(self) -> None:
        """End the office at once and take away what it leaves: its profile, its lock files."""
        atexit.unregister(self.kill)
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        remove_locks(self.folders, self.profile)
        if self.temporary:
            shutil.rmtree(self.profile, ignore_errors=True)


def command(program: str, profile: Path, pipe: str, headless: bool) -> list[str]:
    """Return the command line that starts an office with this profile, listening on this pipe and showing no dialog."""
    return [
        program,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        *("--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
        *(["--headless"] if headless else []),
    ]


def started(words: list[str], program: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Return the started process, leader of a process group of its own; raises OfficeNotStarted without the program."""
    quiet = subprocess.DEVNULL
    around = {**os.environ, **environment}
    try:
        return subprocess.Popen(words, env=around, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as missing:
        raise OfficeNotStarted(program) from missing


def settle(profile: Path, run_macros: bool) -> None:
    """Write the settings of a new profile: no first-run windows, macros by the lowest or the highest security."""
    registry = profile / "user" / "registrymodifications.xcu"
    if not registry.exists():
        registry.parent.mkdir(parents=True, exist_ok=True)
        level = "0" if run_macros else "3"
        items = (ITEM.format(node, name, value.format(macros=level)) for node, name, value in SETTINGS)
        registry.write_text(REGISTRY.format("\n".join(items)), encoding="utf-8")


def remove_locks(folders: set[Path], profile: Path) -> None:
    """Remove the lock files in these folders that name this profile as their office."""
    for lock in (lock for folder in folders for lock in folder.glob(".~lock.*#")):
        with contextlib.suppress(OSError):
            if profile.resolve().as_uri() in lock.read_text(encoding="utf-8", errors="replace"):
                lock.unlink()
