"""Running one command: its office, its log, its code; an unexpected error becomes one sentence and a place to look."""

import importlib
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlsync.adapters.trouble import trouble_of
from xlsync.entry.console import Console, Report
from xlsync.entry.log import close_log, open_log, record_crash, stray_log
from xlsync.entry.settings import Office, find_office, office_at, office_root
from xlsync.services.commands import Command, OfficeNeed
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels.messages import UNEXPECTED, UNLOGGED, UNSAVED, UNSAVED_JOINT


class Crash(XlsyncError):
    """Something that nobody foresaw; the traceback stands only in the log."""


def run(command: Command, given: Mapping[str, Any], voice: Console | None = None) -> int:
    """Run a command and return its exit code; ``given`` are all its options by key. Raises XlsyncError only.

    ``voice`` says what it has to say, on the command line if there is none.
    The command gets: its own options, ``today`` (a date), ``dry_run``, and ``today_given`` (whether --today was typed).
    """
    console = voice or Console(as_json=given["json"], yes=given.get("yes", False))
    log = stray_log()
    try:
        office = _office(command, given)
        if office.found and office.state.is_dir():
            log = office.log
            open_log(log, office.settings.log_level).info("%s", command.name)
        report = _call(command, office, given, console)
        if command.changes and command.office is OfficeNeed.FOUND:
            report = _with_unsaved(report, office)
        console.show(report)
        return report.exit_code
    except XlsyncError:
        raise
    except BrokenPipeError:  # the reader of a pipe has seen enough; leave nothing to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        raise trouble_of(error) or Crash(crash_sentence(error, log)) from error
    finally:
        close_log()


def _call(command: Command, office: Office, given: Mapping[str, Any], console: Console) -> Report:
    module = importlib.import_module(f"xlsync.entry.commands.{command.module}")
    own = {option.key: given.get(option.key) for option in command.options}
    options = {
        **own,
        "today": office.today,
        "today_given": given["today"] is not None,
        "dry_run": given.get("dry_run", False),
    }
    report: Report = module.run(office, options, console)
    return report


def _with_unsaved(report: Report, office: Office) -> Report:
    """Return the report, saying which plans wait in the open workbook until its person saves it."""
    from xlsync.entry.bootstrap import unsaved_plans

    numbers = unsaved_plans(office)
    if not numbers:
        return report
    line = UNSAVED.format(numbers=UNSAVED_JOINT.join(map(str, numbers)))
    return replace(report, data={**report.data, "unsaved": numbers}, lines=[*report.lines, line])


def _office(command: Command, given: Mapping[str, Any]) -> Office:
    overrides = list(given["set"])
    if given["today"] is not None:
        overrides.append(("today", given["today"].isoformat()))
    if command.office is OfficeNeed.MADE:
        return office_at(Path(given["folder"]), overrides)
    start = Path(given["office"] or ".")
    if command.office is OfficeNeed.OPTIONAL and given["office"] is None and office_root(start) is None:
        return office_at(start, overrides)
    return find_office(start, overrides)


def crash_sentence(error: Exception, log: Path) -> str:
    """Log the way to an unexpected error and return what to tell: its kind and where the log is."""
    kind = type(error).__name__
    try:
        record_crash(error, log)
    except OSError:
        return UNLOGGED.format(kind=kind, log=log)
    return UNEXPECTED.format(kind=kind, log=log)
