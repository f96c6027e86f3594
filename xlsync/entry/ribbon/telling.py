"""What the person is told when a command is done: a line for the status bar and, where it must be known, a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsync.entry.console import Report
from xlsync.entry.ribbon.voice import message
from xlsync.services.buttons import Button
from xlsync.services.commands import BY_NAME
from xlsync.vocabulary.labels import ribbon as words
from xlsync.vocabulary.terms import SubmissionState


@dataclass(frozen=True)
class Told:
    """The line for the status bar, and the message, '' where the line is enough."""

    status: str
    message: str = ""


def told(button: Button, report: Report) -> Told:
    """Return how a button tells the result of its command.

    A message is shown where something asks for the person, where the work was long, so that nobody looks at the bar
    any more, and where the command changes nothing, so that its words are all there is.
    """
    waits = report.lines[-1:] if report.data.get("unsaved") else []
    status = " ".join([report.headline, *waits])
    if not (report.exit_code or button.is_long or not BY_NAME[button.command].changes):
        return Told(status)
    shown = [report.headline, *_details(button.command, report, len(waits))]
    return Told(status, message(shown, [*_place(report), *_next(button, report), *waits]))


def _details(command: str, report: Report, waits: int) -> Sequence[str]:
    """Return the lines below the headline, those that nobody has to act on left out."""
    lines = report.lines[: len(report.lines) - waits]
    is_of_use = _OF_USE.get(command)
    kept = is_of_use(report.data) if is_of_use is not None else []
    kept += [True] * (len(lines) - len(kept))
    return [line for place, line in enumerate(lines) if kept[place] and place != report.place]


def _waiting(data: Mapping[str, Any]) -> list[bool]:
    """Return for each file of a merge whether it did not simply enter the ledger."""
    return [file["state"] != SubmissionState.FILED or bool(file["conflicts"]) for file in data["submissions"]]


def _failed(data: Mapping[str, Any]) -> list[bool]:
    """Return for each check of doctor whether it asks for attention."""
    return [not check["ok"] for check in data["checks"]]


_OF_USE: Mapping[str, Callable[[Mapping[str, Any]], list[bool]]] = {"merge": _waiting, "doctor": _failed}
"""Commands with a line per thing, of which only some need a person."""


def _place(report: Report) -> list[str]:
    """Return the line on the file that was made, where no other line names it."""
    path = str(report.data.get("path") or "")
    return [words.FILE_AT.format(path=path)] if path and not any(path in line for line in report.lines) else []


def _next(button: Button, report: Report) -> list[str]:
    return [words.NEXT[button.command]] if report.exit_code and button.command in words.NEXT else []
