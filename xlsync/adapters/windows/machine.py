"""A Windows machine as far as Excel is concerned: four questions and one deed, so that a stand-in can answer too."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

USER, MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
_STREAM = ":Zone.Identifier"


class Registry(Protocol):
    """The registry, read only."""

    def value(self, root: str, key: str, name: str) -> int | str | None:
        """Return a value; None where it is not there or may not be read. ``root`` is USER or MACHINE."""
        ...

    def subkeys(self, root: str, key: str) -> list[str]:
        """Return the names of the keys below a key."""
        ...


class Marks(Protocol):
    """The mark that Windows puts on files from the web or a mail."""

    def is_marked(self, path: Path) -> bool:
        """Return whether a file carries it."""
        ...

    def unmark(self, path: Path) -> None:
        """Take it off. Raises OSError."""
        ...


@dataclass(frozen=True)
class Machine:
    """One machine: its registry, its marks, its environment, the Python that runs now."""

    registry: Registry
    marks: Marks
    environment: Mapping[str, str]
    python: Path

    def expanded(self, text: str) -> str:
        """Return a text with its %VARIABLES% filled in; unknown ones stay."""
        for name, value in self.environment.items():
            place = text.upper().find(f"%{name.upper()}%")
            if place >= 0:
                text = text[:place] + value + text[place + len(name) + 2 :]
        return text


class FileMarks:
    """Marks as NTFS keeps them: a second stream beside the content."""

    def is_marked(self, path: Path) -> bool:
        """Return whether the stream is there; a file system without streams has none."""
        try:
            with Path(f"{path}{_STREAM}").open("rb"):
                return True
        except OSError:
            return False

    def unmark(self, path: Path) -> None:
        """Remove the stream, the content stays. Raises OSError."""
        Path(f"{path}{_STREAM}").unlink()


def this_machine() -> Machine | None:
    """Return this machine, None where it is none with Windows."""
    if sys.platform == "win32":
        return Machine(_WindowsRegistry(), FileMarks(), os.environ, _console_python(Path(sys.executable)))
    return None


def _console_python(path: Path) -> Path:
    """Return python.exe beside a pythonw.exe: its error messages can be seen, and xlwings hides its window itself."""
    console = path.with_name("python.exe")
    return console if path.name.lower() == "pythonw.exe" and console.is_file() else path


if sys.platform == "win32":
    import winreg

    class _WindowsRegistry:
        """The registry by the standard library."""

        def value(self, root: str, key: str, name: str) -> int | str | None:
            with suppress(OSError), winreg.OpenKey(getattr(winreg, root), key) as opened:
                found = winreg.QueryValueEx(opened, name)[0]
                return found if isinstance(found, int | str) else None
            return None

        def subkeys(self, root: str, key: str) -> list[str]:
            with suppress(OSError), winreg.OpenKey(getattr(winreg, root), key) as opened:
                return [winreg.EnumKey(opened, number) for number in range(winreg.QueryInfoKey(opened)[0])]
            return []
