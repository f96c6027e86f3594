"""The console of a command that a button runs: results are kept, questions asked in the workbook, steps shown there."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from xlsync.entry.console import Console, Report
from xlsync.entry.ribbon.voice import Voice, message
from xlsync.vocabulary.errors import NotConfirmed
from xlsync.vocabulary.labels import ribbon as words

_STEP_SECONDS = 0.5


@dataclass(frozen=True)
class SheetConsole(Console):
    """Speaks by ``voice`` for the button ``label``; ``reports`` were shown, ``refused`` answered with no.

    Lines that a command notes before a question become part of the question.
    """

    voice: Voice = field(default_factory=Voice)
    label: str = ""
    noted: list[str] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def can_ask(self) -> bool:
        """Return whether a person sits before a spreadsheet program that can show a question."""
        return self.voice.app is not None

    def note(self, line: str) -> None:
        """Keep a line for the question that follows."""
        self.noted.append(line)

    def event(self, data: Mapping[str, Any], line: str) -> None:
        """Show an event in the status bar."""
        self.voice.status(line)

    def show(self, report: Report) -> None:
        """Keep the result of the command."""
        self.reports.append(report)

    def confirm(self, question: str) -> None:
        """Return when the person says yes; raises NotConfirmed."""
        asked = message(self.noted, [question])
        self.noted.clear()
        if not (self.yes or self.voice.ask(asked)):
            self.refused.append(question)
            raise NotConfirmed(question)

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Yield a function that counts steps in the status bar, a few times a second at most."""
        steps = _Steps(self, label, total)
        yield steps.advance


@dataclass
class _Steps:
    """How far a command is, and when that was last shown."""

    console: SheetConsole
    label: str
    total: int
    done: int = 0
    shown_at: float = float("-inf")

    def advance(self, steps: int) -> None:
        """Count steps, and show them unless something was shown just now."""
        self.done += steps
        now = time.monotonic()
        if now - self.shown_at < _STEP_SECONDS and self.done < self.total:
            return
        self.shown_at = now
        facts = {"label": self.console.label, "step": self.label, "done": self.done, "total": self.total}
        self.console.voice.status(words.STEP.format(**facts))
