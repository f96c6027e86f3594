"""Handing long work to a process of its own, so that the spreadsheet program is free again at once."""

import subprocess
import sys
from pathlib import Path

import xlsync
from xlsync.vocabulary.errors import BackgroundRefused, NotTheMasterOpen
from xlsync.vocabulary.labels.messages import MASTER_NAME

_started: list["subprocess.Popen[bytes]"] = []
"""Processes that outlive this one; kept so that Python does not complain of having lost sight of them."""


def start(key: str, fullname: str) -> None:
    """Start the background process for a button and the workbook at a path, and return at once.

    Raises NotTheMasterOpen for a workbook that was never saved, BackgroundRefused where no process may be started.
    """
    if not Path(fullname).is_absolute():
        raise NotTheMasterOpen(fullname, MASTER_NAME)
    try:
        _apart([sys.executable, "-m", "xlsync.entry.ribbon.background", key, fullname])
    except OSError:
        raise BackgroundRefused from None


def _apart(command: list[str]) -> None:
    """Start a process that lives on when this one and its console end.

    It starts in the folder that holds this package: ``-m`` looks there first, and a stray .py beside the workbook must
    not be found. On Windows it gets a console that nobody sees: without one, each process that it starts shows its own.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    _started.append(
        subprocess.Popen(
            command,
            cwd=Path(xlsync.__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
            start_new_session=True,
        )
    )
