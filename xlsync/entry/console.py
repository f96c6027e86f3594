"""What a command says and where: results on stdout, messages and progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import PurePath
from typing import Any

from xlsync.vocabulary.errors import NotConfirmed
from xlsync.vocabulary.labels.messages import CONFIRM_WORDS, QUESTION


@dataclass(frozen=True)
class Report:
    """What a command hands back: ``data`` for --json, ``lines`` of Chinese for people, and the exit code.

    ``place`` says which of the lines tells the whole: the first, unless a command says another.
    """

    data: Mapping[str, Any]
    lines: list[str] = field(default_factory=list)
    exit_code: int = 0
    place: int = 0

    @property
    def headline(self) -> str:
        """Return the one line that tells the whole."""
        return self.lines[self.place] if self.lines else ""


@dataclass(frozen=True)
class Console:
    """The voice of a running command; ``as_json`` and ``yes`` are the flags of the command line."""

    as_json: bool = False
    yes: bool = False

    @property
    def can_ask(self) -> bool:
        """Return whether a person sits there and can answer."""
        return bool(sys.stdin and sys.stdin.isatty())

    def note(self, line: str) -> None:
        """Write a message to stderr."""
        print(line, file=sys.stderr, flush=True)

    def event(self, data: Mapping[str, Any], line: str) -> None:
        """Write one event of a command that runs for ever to stdout: a line of JSON with --json, else the sentence."""
        print(as_json(data) if self.as_json else line, flush=True)

    def show(self, report: Report) -> None:
        """Write the result to stdout: exactly one JSON object with --json, else its lines."""
        print(as_json(report.data) if self.as_json else "\n".join(report.lines), flush=True)

    def confirm(self, question: str) -> None:
        """Return when a person agrees or --yes was given; raises NotConfirmed, also where nobody can answer."""
        if self.yes:
            return
        if not self.can_ask:
            raise NotConfirmed(question)
        print(QUESTION.format(question=question), end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in CONFIRM_WORDS:
            raise NotConfirmed(question)

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Yield a function that moves a bar by some steps; the bar is drawn only on a terminal and only for people."""
        if self.as_json or not sys.stderr.isatty():
            yield lambda steps: None
            return
        from rich.console import Console as Terminal
        from rich.progress import Progress

        with Progress(console=Terminal(stderr=True), transient=True) as bar:  # rich minds NO_COLOR itself
            task = bar.add_task(label, total=total)
            yield lambda steps: bar.advance(task, steps)


def as_json(data: Mapping[str, Any]) -> str:
    """Return one line of JSON; escaped where stdout cannot write Chinese as UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(data, ensure_ascii=not is_utf8, default=plain)


def plain(value: object) -> object:
    """Return a JSON value for dates, paths, enums and sets; TypeError for anything else."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


def never_crash_on_output() -> None:
    """Change stdout and stderr so that a character the console cannot show is written as an escape, not an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
