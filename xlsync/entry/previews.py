"""What a command that takes back shows before it writes, and how it asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsync.entry.bootstrap import Desk
from xlsync.entry.console import Console
from xlsync.model.plan import CellChange, Plan, RowAppend
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Value
from xlsync.rules.other_sheets import AS_OF
from xlsync.rules.returned.facts import brief
from xlsync.rules.shown import show
from xlsync.services.rewriting import Rewriting
from xlsync.vocabulary.errors import NotConfirmed
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.labels.merging import BLANK_SHOWN
from xlsync.vocabulary.labels.reports import DRY
from xlsync.vocabulary.terms import Owner

_LINES_SHOWN = 30


def rewriting(desk: Desk) -> Rewriting:
    """Return the desk as the services that take back want it."""
    return Rewriting(desk.image, desk.work, desk.policy, desk.calendar, desk.now, desk.observed)


def value_shown(sheet: str, column: str, value: Value) -> str:
    """Return a value of the master in words, long ones cut."""
    schema = SHEETS[sheet]
    return brief(show(value, schema.by_key[column].kind) or BLANK_SHOWN) if column in schema.by_key else str(value)


@dataclass(frozen=True)
class Preview:
    """What goes back: ``cells`` of rows that stay, ``removed`` and ``added`` rows by sheet and key."""

    image: MasterImage
    cells: Sequence[CellChange]
    removed: Sequence[tuple[str, str]]
    added: Sequence[RowAppend] = ()

    @classmethod
    def of(
        cls,
        image: MasterImage,
        changes: Iterable[CellChange],
        removed: Sequence[tuple[str, str]],
        added: Sequence[RowAppend] = (),
    ) -> "Preview":
        """Return the preview of some changes, the cells of removed rows told as one line each."""
        gone = set(removed)
        return cls(image, [change for change in changes if (change.sheet, change.key) not in gone], removed, added)

    def lines(self) -> list[str]:
        """Return what people read, the first lines of many."""
        told = [_cell_line(change) for change in self.cells if not _is_derived(change)]
        told += [words.ROW.format(sheet=SHEETS[sheet].sheet, key=key) for sheet, key in self.removed]
        told += [words.ROW_BACK.format(sheet=SHEETS[append.sheet].sheet, key=append.key) for append in self.added]
        more = [words.MORE.format(count=len(told) - _LINES_SHOWN)] if len(told) > _LINES_SHOWN else []
        return told[:_LINES_SHOWN] + more

    def counts(self, plan: Plan) -> str:
        """Return the line of counts; what ``plan`` holds beyond the preview is derived."""
        own = {(change.sheet, change.key, change.column) for change in self.cells if not _is_derived(change)}
        gone = set(self.removed)
        derived = sum(
            (change.sheet, change.key) not in gone and (change.sheet, change.key, change.column) not in own
            for change in plan.changes
        )
        return words.COUNTS.format(cells=len(own), rows=len(self.removed), added=len(self.added), derived=derived)

    def data(self) -> dict[str, Any]:
        """Return the same for --json, all of it."""
        return {
            "cells": [self._cell(change) for change in self.cells],
            "removed_rows": [{"sheet": SHEETS[sheet].sheet, "key": key} for sheet, key in self.removed],
            "added_rows": [{"sheet": SHEETS[append.sheet].sheet, "key": append.key} for append in self.added],
        }

    def _cell(self, change: CellChange) -> dict[str, Any]:
        schema = SHEETS[change.sheet]
        return {
            "sheet": schema.sheet,
            "key": change.key,
            "column": schema.header(change.column),
            "now": change.before,
            "then": change.after,
        }


def _is_derived(change: CellChange) -> bool:
    """Return whether a cell is the program's own: people need not read it, the refresh writes it anew."""
    owner = SHEETS[change.sheet].by_key[change.column].owner
    computed = change.sheet == "matters" and owner is Owner.COMPUTED
    return computed or owner is Owner.SYSTEM or (change.sheet, change.key) == ("settings", AS_OF)


def _cell_line(change: CellChange) -> str:
    schema = SHEETS[change.sheet]
    return words.CELL.format(
        sheet=schema.sheet,
        matter=change.key,
        column=schema.header(change.column),
        now=value_shown(change.sheet, change.column, change.before),
        then=value_shown(change.sheet, change.column, change.after),
    )


def agreed(console: Console, lines: Sequence[str], *, dry_run: bool) -> tuple[bool, str]:
    """Return whether to write, and the line that says why not.

    --yes writes; on a terminal the lines are shown and the person is asked; where nobody can answer nothing is written.
    """
    if dry_run:
        return False, DRY
    if console.yes:
        return True, ""
    if console.as_json or not console.can_ask:
        return False, words.NOT_DONE
    for line in lines:
        console.note(line)
    try:
        console.confirm(words.CONFIRM)
    except NotConfirmed:
        return False, words.DECLINED
    return True, ""
