"""xlsync trace: who made a matter (or one of its columns) what it is, when, from which file and cell."""

from collections.abc import Mapping
from typing import Any

from xlsync.entry.bootstrap import reading
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.rules.shown import show
from xlsync.services.trace import trace
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.merging import BLANK_SHOWN
from xlsync.vocabulary.labels.undoing import UNDO_KIND


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report the history of a matter, oldest first; raises NothingToDo for an unknown one."""
    matter, column = str(options["matter"]), options["column"]
    with reading(office) as desk:
        lines = trace(desk.work.journal, desk.image, matter, None if column is None else str(column))
        numbers = {entry["sha256"]: entry["number"] for entry in desk.work.journal.submissions()}
    history = [{**line, "submission": numbers.get(line["sha256"])} for line in lines]
    return Report({"matter": matter, "history": history}, [_line(entry) for entry in history if not _is_hidden(entry)])


def _is_hidden(entry: Mapping[str, Any]) -> bool:
    """Return whether a line is the program's own book-keeping, in a column that people do not see."""
    return SHEETS["matters"].by_key[entry["column"]].hidden


def _line(entry: Mapping[str, Any]) -> str:
    number = words.MERGE_NUMBER.format(number=entry["submission"]) if entry["submission"] else ""
    number = words.TRACE_UNDID + number if entry["who"] == UNDO_KIND else number
    place = (
        words.TRACE_PLACE.format(place=f"{number}{entry['file']} {entry['cell']}".strip()) if entry.get("file") else ""
    )
    return words.TRACE_LINE.format(
        at=str(entry["at"])[:16].replace("T", " "),
        who=entry["who"],
        column=entry["header"],
        before=_shown(entry, "before"),
        after=_shown(entry, "after"),
        place=place,
    )


def _shown(entry: Mapping[str, Any], which: str) -> str:
    return show(entry[which], SHEETS["matters"].by_key[entry["column"]].kind) or BLANK_SHOWN
