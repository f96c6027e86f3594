"""A screen without a monitor, and LibreOffice on it as a person has it: real windows, a real mouse."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

from xlsync.adapters.libreoffice.connection import Connection, connect, load_uno, uno_error
from xlsync.vocabulary.errors import NoOffice

PROGRAMS = ("Xvfb", "openbox", "xdotool", "import", "soffice")
SIZE = (1500, 900)
PATIENCE = 30.0
DEEP = 14
MANY = 200
Found = TypeVar("Found")


def wait_for(question: Callable[[], Found], patience: float = PATIENCE) -> Found:
    """Return the first answer that is true; fails when none comes in time."""
    until = time.monotonic() + patience
    while not (answer := question()):
        assert time.monotonic() < until, f"waited {patience} s in vain for {question}"
        time.sleep(0.1)
    return answer


class Screen:
    """An X server with a window manager."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in PROGRAMS if shutil.which(name) is None]
        assert not missing, f"missing: {missing}; .ci/run installs them"
        self.folder = folder
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
        self.server = subprocess.Popen(words, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.name = f":{told.readline().strip()}"
        self.windows = subprocess.Popen(["openbox"], env=self.surroundings, stderr=subprocess.DEVNULL)

    @property
    def surroundings(self) -> Mapping[str, str]:
        """Return the environment of a program on this screen."""
        return {**os.environ, "DISPLAY": self.name, "SAL_USE_VCLPLUGIN": "gen", "LC_ALL": "C.UTF-8"}

    def picture(self, name: str) -> Path:
        """Save what the screen shows and return the file."""
        path = self.folder / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.surroundings, check=True, timeout=30)
        return path

    def do(self, *words: object) -> None:
        """Move the mouse or press keys, as a person."""
        subprocess.run(["xdotool", *map(str, words)], env=self.surroundings, check=True, timeout=30)

    def close(self) -> None:
        for process in (self.windows, self.server):
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Calc:
    """LibreOffice with a workbook open; ``pipe`` is that of the extension in its profile."""

    def __init__(self, screen: Screen, profile: Path, pipe: str, path: Path) -> None:
        self.screen, self.path = screen, path
        words = ["soffice", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}", str(path)]
        self.process = subprocess.Popen(
            words,
            env=screen.surroundings,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.office = wait_for(lambda: _connected(pipe))
            self.document = wait_for(self._shown)
        except BaseException:
            screen.picture("not shown")
            self.kill()
            raise

    def _shown(self) -> Any:
        if self.message():  # LibreOffice 7.4 tells at every opening that it runs no macros: the person presses OK
            self.screen.do("key", "Return")
            time.sleep(0.3)
        components = self.office.desktop.Components.createEnumeration()
        documents = iter(lambda: components.nextElement() if components.hasMoreElements() else None, None)
        document = next((one for one in documents if getattr(one, "URL", "") == self.path.as_uri()), None)
        if document is None or document.CurrentController is None:
            return None
        self.window = document.CurrentController.Frame.ContainerWindow
        self.window.setPosSize(0, 0, SIZE[0] - 10, SIZE[1] - 30, 15)
        return document

    def press(self, label: str) -> None:
        """Click a button of the toolbar with the mouse."""
        left, top, width, height = wait_for(lambda: self.place_of(label))
        self.screen.do("mousemove", left + width // 2, top + height // 2, "sleep", "0.3", "click", "1")

    def place_of(self, label: str) -> tuple[int, int, int, int] | None:
        """Return where a button of the toolbar stands: left, top, width, height in pixels; None before it is drawn."""
        button = _roles("PUSH_BUTTON")
        for part in _parts(self.window.getAccessibleContext()):
            if part.getAccessibleRole() in button and part.getAccessibleName() == label:
                corner, size = part.getLocationOnScreen(), part.getSize()
                return (corner.X, corner.Y, size.Width, size.Height) if size.Width else None
        return None

    def status_bar(self) -> bytes:
        """Return the pixels of the lowest line of the window; LibreOffice names its text to nobody."""
        corner, size = self.window.getAccessibleContext().getLocationOnScreen(), self.window.getPosSize()
        part = f"{size.Width // 2}x18+{corner.X}+{corner.Y + size.Height - 20}"
        words = ["import", "-window", "root", "-crop", part, "-depth", "8", "rgb:-"]
        return subprocess.run(words, env=self.screen.surroundings, check=True, timeout=30, capture_output=True).stdout

    def message(self) -> str:
        """Return what a message box says, '' where none is shown."""
        toolkit = self.office.service("com.sun.star.awt.Toolkit")
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
            for number in range(toolkit.getTopWindowCount()):
                top = toolkit.getTopWindow(number).getAccessibleContext()
                if top.getAccessibleRole() in _roles("DIALOG", "ALERT"):
                    return max((part.getAccessibleName() for part in _parts(top)), key=len, default="")
        return ""

    def agree(self) -> str:
        """Press Return in the message box that comes up; return what it said."""
        said = wait_for(self.message)
        self.screen.do("key", "Return")
        wait_for(lambda: self.message() != said)
        return said

    def kill(self) -> None:
        """End LibreOffice as a power cut does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _connected(pipe: str) -> Connection | None:
    try:
        return connect(pipe)
    except NoOffice:
        return None


@cache
def _roles(*names: str) -> frozenset[int]:
    return frozenset(
        load_uno().getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}") for name in names
    )


def _left_out() -> frozenset[int]:
    return _roles("TABLE", "DOCUMENT", "DOCUMENT_SPREADSHEET", "MENU_BAR", "PAGE_TAB_LIST", "LIST", "COMBO_BOX")


def _parts(context: Any, depth: int = 0) -> Iterator[Any]:
    """Yield what a window is made of, cells left out."""
    for number in range(min(context.getAccessibleChildCount(), MANY)):
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
            child = context.getAccessibleChild(number).getAccessibleContext()
            yield child
            if depth < DEEP and child.getAccessibleRole() not in _left_out():
                yield from _parts(child, depth + 1)
