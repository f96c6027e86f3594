"""Gives a person's LibreOffice back when the process that blocked its windows died; it runs beside it as a process.

A window that is blocked stays so until somebody frees it, and the person could not even save.  So whoever blocks a
person's windows starts this process first; it waits at its standard input, and a silent end there means a death.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from typing import Any

from xlsync.adapters.libreoffice.connection import connect, uno_error
from xlsync.vocabulary.errors import NoOffice

DONE = b"done"
LOCKS = 100  # more than anybody takes; an office that counts wrongly must not hold us here


class Keeper:
    """The process that watches over ours while windows of the office behind a pipe are blocked.

    ``by_hand`` names the documents (RuntimeUID) that their person computes by hand: they are left so.
    """

    def __init__(self, pipe: str, by_hand: Iterable[str]) -> None:
        around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        words = [sys.executable, "-m", "xlsync.adapters.libreoffice.keeper", pipe, *by_hand]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=around, start_new_session=True
        )

    def dismiss(self) -> None:
        """End it: the windows are free."""
        self.process.communicate(DONE)


def give_back(desktop: Any, by_hand: Collection[str]) -> None:
    """Free all windows of an office, and let its documents be repainted and computed."""
    walk = desktop.getComponents().createEnumeration()
    while walk.hasMoreElements():
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception"), AttributeError):
            free(walk.nextElement(), by_hand)


def free(document: Any, by_hand: Collection[str]) -> None:
    """Free the window of one document, let it be repainted and compute by itself."""
    document.CurrentController.Frame.ContainerWindow.setEnable(True)
    for _ in range(LOCKS):
        if not document.hasControllersLocked():
            break
        document.unlockControllers()
    document.IsAdjustHeightEnabled = True  # of spreadsheets only, like what follows: Switches takes it away
    if document.RuntimeUID not in by_hand and not document.isAutomaticCalculationEnabled():
        document.calculate()
        document.enableAutomaticCalculation(True)


def main(pipe: str, by_hand: Collection[str]) -> None:
    """Wait for the end of the other process, and give the office back unless it said that it did so itself."""
    if sys.stdin.buffer.read() != DONE:
        with contextlib.suppress(NoOffice):
            give_back(connect(pipe).desktop, by_hand)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
