"""Putting the extension into a user profile of LibreOffice and taking it out: a LibreOffice without windows does it.

Its own program unopkg refuses to work for the administrator, so its extension manager is asked directly.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from xlsync.adapters.libreoffice.connection import Connection, connect, load_uno, uno_error
from xlsync.adapters.libreoffice.soffice import PATIENCE, PROGRAM, command, started
from xlsync.adapters.office_extension.building import FILE_NAME
from xlsync.adapters.office_extension.parts import IDENTIFIER, SERVICE
from xlsync.vocabulary.errors import ExtensionRefused, NoOffice, OfficeNotStarted, OfficeOpen

_LAYER = "user"  # the layer of one person's extensions
_HANDED_OVER_WITHIN = 1.0  # seconds in which a second start of an open LibreOffice has ended again
_PLACES = {"win32": r"C:\Program Files\LibreOffice\program\soffice.exe", "darwin": "/Applications/LibreOffice.app"}


def program() -> str:
    """Return the soffice to start: that of the path, else that of the usual place."""
    usual = Path(_PLACES.get(sys.platform, ""))
    inside = usual / "Contents" / "MacOS" / PROGRAM
    return shutil.which(PROGRAM) or str(inside if inside.exists() else usual if usual.is_file() else PROGRAM)


def install(content: bytes, profile: Path) -> str:
    """Put the extension into a profile, in place of an earlier one; return the version of the LibreOffice found.

    Raises OfficeOpen, OfficeNotStarted, ExtensionRefused, UnoMissing.
    """
    with _office_of(profile) as office, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / FILE_NAME
        file.write_bytes(content)
        with _refusing(profile):
            _extensions_of(office).addExtension(file.as_uri(), (), _LAYER, None, _agreeing())
        if office.service(SERVICE) is None:
            raise ExtensionRefused(str(profile), SERVICE)
        return _version_of(office)


def uninstall(profile: Path) -> str:
    """Take the extension out of a profile; return the version of the LibreOffice found. Raises as ``install`` does."""
    with _office_of(profile) as office:
        with _refusing(profile):
            _extensions_of(office).removeExtension(IDENTIFIER, FILE_NAME, _LAYER, None, _agreeing())
        return _version_of(office)


@contextmanager
def _refusing(profile: Path) -> Iterator[None]:
    try:
        yield
    except uno_error("com.sun.star.uno.Exception") as refused:
        raise ExtensionRefused(str(profile), str(refused).strip()) from refused


def _extensions_of(office: Connection) -> Any:
    return office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")


def _version_of(office: Connection) -> str:
    return str(office.setting("/org.openoffice.Setup/Product", "ooSetupVersionAboutBox"))


@contextmanager
def _office_of(profile: Path) -> Iterator[Connection]:
    """Yield a LibreOffice without windows on a profile, ended afterwards; raises OfficeOpen where one runs already."""
    pipe = f"xlsync-{uuid4().hex[:12]}"
    process = started(command(program(), profile, pipe, headless=True), program(), {})
    try:
        office = _answer(process, pipe, profile)
        yield office
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
            office.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    finally:
        _end(process)


def _answer(process: subprocess.Popen[bytes], pipe: str, profile: Path) -> Connection:
    """Return the connection to the office just started. An open one would take over: then ours ends at once."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() == 0:
            raise OfficeOpen(str(profile))
        with contextlib.suppress(NoOffice):
            office = connect(pipe)
            time.sleep(_HANDED_OVER_WITHIN)
            if process.poll() is not None:
                raise OfficeOpen(str(profile))
            return office
        time.sleep(0.1)
    raise OfficeNotStarted(program())


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the office that we started, if it has not ended by itself."""
    if process.poll() is None and hasattr(os, "killpg"):
        os.killpg(process.pid, 9)
    process.kill()
    process.wait()


def _agreeing() -> Any:
    """Return what answers yes to every question of the extension manager, such as replacing the same version."""
    approve = load_uno().getTypeByName("com.sun.star.task.XInteractionApprove")
    import unohelper
    from com.sun.star.task import XInteractionHandler
    from com.sun.star.ucb import XCommandEnvironment

    class Agreeing(unohelper.Base, XCommandEnvironment, XInteractionHandler):  # type: ignore[misc]  # bases without types
        def getInteractionHandler(self) -> Any:
            return self

        def getProgressHandler(self) -> None:
            return None

        def handle(self, request: Any) -> None:
            for way in request.getContinuations():
                if (agreed := way.queryInterface(approve)) is not None:
                    agreed.select()

    return Agreeing()
