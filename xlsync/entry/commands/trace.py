"""xlsync trace: who made a matter (or one of its columns) what it is, when, from which file and cell."""

from collections.abc import Mapping
from typing import Any

from xlsync.entry.bootstrap import reading
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.services.trace import trace
from xlsync.vocabulary.errors import SettingsInvalid
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.merging import BLANK_SHOWN

_MATTERS = SHEETS["matters"]


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report the history of a matter, oldest first; exit code 1 when there is none."""
    matter, column = str(options["matter"]), _column_key(options["column"])
    with reading(office) as desk:
        history = trace(desk.work.journal, desk.image, matter, column)
    entries = [dict(entry) for entry in history]
    lines = [_line(entry) for entry in entries] or [words.TRACE_NONE.format(matter=matter)]
    return Report({"matter": matter, "history": entries}, lines, 0 if entries else 1)


def _column_key(header: object) -> str | None:
    if header is None:
        return None
    text = str(header)
    if text in _MATTERS.by_key:
        return text
    if text not in _MATTERS.keys_by_header:
        raise SettingsInvalid("COLUMN", words.UNKNOWN_COLUMN.format(column=text))
    return _MATTERS.keys_by_header[text]


def _line(entry: Mapping[str, Any]) -> str:
    place = words.TRACE_PLACE.format_map(entry) if entry.get("file") else ""
    return words.TRACE_LINE.format(
        at=str(entry["at"])[:16],
        who=entry["who"],
        column=_MATTERS.header(entry["column"]) if entry["column"] in _MATTERS.by_key else entry["column"],
        before=BLANK_SHOWN if entry["before"] is None else entry["before"],
        after=BLANK_SHOWN if entry["after"] is None else entry["after"],
        place=place,
    )
