"""The live master: second implementation of the port, on the workbook that stands open before somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from io import BytesIO
from typing import Any

from xlsync.adapters.master_tables import SHEET_WORDS, table_of
from xlsync.adapters.workbook_file.edits import TableEdit, edits_of, rows_of
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_live.calls import answered, patiently
from xlsync.adapters.workbook_live.image import read_open, read_sheets
from xlsync.adapters.workbook_live.quiet import quiet
from xlsync.adapters.workbook_live.sheet import OpenSheet
from xlsync.adapters.workbook_live.undoing import Steps, all_or_nothing
from xlsync.adapters.workbook_live.unsaved import has_other_work
from xlsync.adapters.workbook_live.writing import SheetWriting
from xlsync.model.plan import Plan, Source
from xlsync.model.sheets import SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage, Table
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee, same
from xlsync.vocabulary.errors import MasterChangedMeanwhile

_STATE_CELL = "B1"


class LiveMaster:
    """The master as it stands in the open workbook ``book``; ``file`` is the same master as it was saved last.

    A plan is written in blocks of our own columns. What the public interface does not tell comes from the saved file:
    which charts, rules and formulas read only a part of a table.
    """

    def __init__(self, book: Any, file: MasterFile) -> None:
        self._book = book
        self._file = file

    @property
    def is_open(self) -> bool:
        """Return True: it is the open workbook that is read and written."""
        return True

    def held_by(self) -> str | None:
        """Return None: who has it open is no hindrance."""
        return None

    @answered
    def read(self) -> MasterImage:
        """Return all tables as the person sees them. Raises NotAMaster, HeaderChanged, ExcelBusy."""
        return self._image(self._sheets(SHEET_WORDS))

    def saved(self) -> MasterImage:
        """Return all tables as the saved file holds them; raises as MasterFile.read."""
        return self._file.read()

    def content(self) -> bytes:
        """Return the bytes of the saved file."""
        return self._file.content()

    def read_image(self, content: bytes) -> MasterImage:
        """Return the tables of any saved version."""
        return self._file.read_image(content)

    @answered
    def ready_for(self, plan: Plan, seen: MasterImage) -> None:
        """Raise MasterChangedMeanwhile where the cells that the plan changes are no longer as ``seen``."""
        self._prepared(plan, seen)

    @answered
    def apply(self, plan: Plan, seen: MasterImage, standing: Sequence[Plan] = ()) -> str:
        """Write the whole plan, its number last; then save, unless the person has unsaved work of his own.

        Return the SHA-256 of the saved file, '' where the plan stands in the open workbook only. All or nothing as far
        as an open workbook can: what was written is written back where anything fails. Raises MasterChangedMeanwhile
        (nothing was written), UnsafeMaster (the program refuses a cell), ExcelBusy (it may be half written: the next
        command ends it).
        """
        with quiet(self._book.app):
            writings = self._prepared(plan, seen)
            with all_or_nothing() as steps:
                for edit, sheet, now in writings:
                    SheetWriting(edit, sheet, now, sheet.formulas, steps).write()
                self._number(plan.number, seen.plan_number, steps)
        return self.save((*standing, plan))

    @answered
    def save(self, standing: Sequence[Plan]) -> str:
        """Save the open workbook unless it holds work of the person; return the SHA-256 of the file, '' if not saved.

        ``standing`` are the plans that stand in it unsaved. See ``unsaved`` for what of the person's work can be seen.
        """
        with quiet(self._book.app, computes=True):
            names = patiently(lambda: [sheet.name for sheet in self._book.sheets])
            if not SHEET_WORDS.keys() <= set(names):
                return ""
            sheets = self._sheets(names)
            image = self._image(sheets)
            if self._has_own_work(sheets, image, standing):
                return ""
            self._file.keep()
            patiently(self._book.save)
        return self._file.keep() if _plan_number(self._file.content()) == image.plan_number else ""

    def _has_own_work(self, sheets: Mapping[str, OpenSheet], image: MasterImage, standing: Sequence[Plan]) -> bool:
        saved = self._file.read()
        expected = reduce(foresee, standing, saved)
        if differences(expected, image, Source("")):
            return True
        return has_other_work(sheets, image, self._file.content(), saved)

    def _sheets(self, names: Iterable[str]) -> dict[str, OpenSheet]:
        """Return the sheets of these names as they stand."""
        return read_sheets(self._book, names, self._file.name)

    def _image(self, sheets: dict[str, OpenSheet]) -> MasterImage:
        saved = self._file.read()
        return replace(read_open(sheets, saved.sha256, self._file.name), short_ranges=saved.short_ranges)

    def _prepared(self, plan: Plan, seen: MasterImage) -> list[tuple[TableEdit, OpenSheet, Table]]:
        """Return the edits of a plan with their sheets as they are just now. Raises MasterChangedMeanwhile."""
        edits = edits_of(plan, seen)
        names = {SHEETS[name].sheet: name for name in edits}
        sheets = self._sheets((*names, STATE_SHEET))
        if sheets[STATE_SHEET].value(1, 2) != seen.plan_number:
            raise MasterChangedMeanwhile
        prepared = []
        for shown, name in names.items():
            now = table_of(SHEETS[name], sheets[shown].as_read())
            _refuse_changed(edits[name], now)
            prepared.append((edits[name], sheets[shown], now))
        return prepared

    def _number(self, number: int, before: int, steps: Steps) -> None:
        """Write the plan number: what says that the whole plan stands there."""
        cell = self._book.sheets[STATE_SHEET].range(_STATE_CELL)
        steps.at(STATE_SHEET, _STATE_CELL)
        steps.write(partial(setattr, cell, "value", number), partial(setattr, cell, "value", before))


def _refuse_changed(edit: TableEdit, now: Table) -> None:
    """Raise MasterChangedMeanwhile where a row that the plan changes has another key or other values there by now.

    Other cells may have changed: they are the person's. Where the plan adds rows, the table must end where it did.
    """
    before, after = rows_of(edit.table), rows_of(now)
    new = edit.rows.keys() - before.keys()
    if now.positions != edit.table.positions or (new and now.last_row != edit.table.last_row):
        raise MasterChangedMeanwhile
    for number, values in edit.rows.items():
        held, found = before.get(number, {}), after.get(number, {})
        columns = {now.key, *values} if number in before else found.keys()
        if not all(same(held.get(column), found.get(column)) for column in columns):
            raise MasterChangedMeanwhile


def _plan_number(content: bytes) -> Any:
    """Return the plan number that a file holds."""
    from python_calamine import CalamineWorkbook

    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(STATE_SHEET).to_python()
    return cells[0][1]
