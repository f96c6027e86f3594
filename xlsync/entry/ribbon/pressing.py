"""Pressing a button: the office of the workbook, the ordinary command, and what the person is told."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsync.adapters.trouble import trouble_of
from xlsync.entry.log import close_log, open_log, stray_log
from xlsync.entry.ribbon.going import go
from xlsync.entry.ribbon.sheet_console import SheetConsole
from xlsync.entry.ribbon.telling import told
from xlsync.entry.ribbon.voice import Voice
from xlsync.entry.running import Crash, crash_sentence, run
from xlsync.entry.settings import Office, find_office
from xlsync.services.buttons import Button
from xlsync.services.commands import BY_NAME
from xlsync.vocabulary.errors import NotConfirmed, NotTheMasterOpen, XlsyncError
from xlsync.vocabulary.labels import ribbon as words
from xlsync.vocabulary.labels.messages import MASTER_NAME

if TYPE_CHECKING:
    import xlwings


SECONDS_SHOWN = 5.0
"""How long a short result stands in the status bar of a program that does not wait for this process."""


def run_button(
    button: Button, book: "xlwings.Book | None", fullname: str = "", *, seconds_shown: float = SECONDS_SHOWN
) -> int:
    """Do what a button says, in this process, and tell the person; return the exit code of its command.

    Nothing is raised: whatever stops the work is one sentence in a message, and its code in the log. ``fullname`` is
    the path of a workbook that no program can be reached for: then nobody is told or asked. A line in the status bar
    is taken away after ``seconds_shown``; with 0 it is left there, for a program that waits for this process.
    """
    voice, log = Voice(), stray_log()
    try:
        voice.app = book.app if book is not None else None
        office = office_of(book.fullname if book is not None else fullname)
        log = office.log
        code = _carry_out(button, office, book, voice)
    except Exception as error:
        failure = _as_told(error, log)
        _stopped(button, voice, failure)
        _note(log, f"button {button.key}: {failure.code}")
        code = failure.exit_code
    else:
        _note(log, f"button {button.key}: exit code {code}")
    voice.leave(seconds_shown)
    return code


def office_of(fullname: str) -> Office:
    """Return the office of the workbook at a path; raises NotTheMasterOpen where it is not the office's master."""
    path = Path(fullname)
    if not path.is_absolute() or not path.is_file():
        raise NotTheMasterOpen(path.name, MASTER_NAME)
    office = find_office(path.parent)
    if not office.master.is_file() or not office.master.samefile(path):
        raise NotTheMasterOpen(path.name, office.settings.master)
    return office


def given_of(button: Button, office: Office) -> dict[str, Any]:
    """Return the options with which a button runs its command."""
    common = {"json": False, "set": (), "today": None, "office": str(office.root), "yes": False, "dry_run": False}
    return {**common, **button.options}


def _carry_out(button: Button, office: Office, book: "xlwings.Book | None", voice: Voice) -> int:
    if not button.command:
        if book is not None:
            voice.status(words.SHOWN.format(sheet=go(book, button, None)))
        return 0
    console = SheetConsole(voice=voice, label=button.label)
    with voice.at_work(words.WORKING.format(label=button.label)):
        code = run(BY_NAME[button.command], given_of(button, office), console)
    if console.refused:
        raise NotConfirmed(console.refused[-1])
    report = console.reports[-1]
    if book is not None:
        go(book, button, report.data)
    said = told(button, report)
    voice.status(said.status)
    if said.message:
        voice.tell(said.message)
        voice.clear()
    return code


def _as_told(error: Exception, log: Path) -> XlsyncError:
    """Return an error as a sentence for people; the way to one that nobody foresaw stands in the log."""
    if isinstance(error, XlsyncError):
        return error
    return trouble_of(error) or Crash(crash_sentence(error, log))


def _stopped(button: Button, voice: Voice, failure: XlsyncError) -> None:
    """Tell what stopped the work; that the person said no needs no message."""
    if isinstance(failure, NotConfirmed):
        voice.status(words.DECLINED.format(label=button.label))
        return
    voice.tell(str(failure), serious=True)
    voice.clear()


def _note(log: Path, line: str) -> None:
    """Add a line to the log; where it cannot be written, the person has been told all the same."""
    try:
        open_log(log).info(line)
    except OSError:
        return
    finally:
        close_log()
