"""The live master: second implementation of the port, on the workbook that stands open before somebody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from typing import Any

from xlsync.adapters.master_tables import SHEET_WORDS, table_of
from xlsync.adapters.workbook_file.edits import TableEdit, edits_of, rows_of
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_live.blocks import Block
from xlsync.adapters.workbook_live.calls import answered, is_of_program, patiently
from xlsync.adapters.workbook_live.image import read_open, read_sheets
from xlsync.adapters.workbook_live.quiet import quiet
from xlsync.adapters.workbook_live.sheet import OpenSheet
from xlsync.adapters.workbook_live.undoing import Steps, all_or_nothing
from xlsync.adapters.workbook_live.unsaved import has_other_work
from xlsync.adapters.workbook_live.writing import SheetWriting
from xlsync.model.plan import Plan, Source
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage, Table
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee, same
from xlsync.vocabulary.errors import MasterChangedMeanwhile, XlsyncError

_STATE_CELL = "B1"


class LiveMaster:
    """The master as it stands in the open workbook ``book``; ``file`` is the same master as it was saved last.

    A plan is written in blocks of our own columns. What the public interface does not tell comes from the saved file:
    which charts, rules and formulas read only a part of a table.
    """

    def __init__(self, book: Any, file: MasterFile) -> None:
        self._book = book
        self._file = file
        self._last: tuple[MasterImage, dict[str, OpenSheet]] | None = None

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
        sheets = self._sheets(SHEET_WORDS)
        image = self._image(sheets)
        self._last = image, sheets
        return image

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
            for edit, sheet, now in writings:
                _ask_formulas(edit, sheet, now)
            self._last = None
            with all_or_nothing() as steps:
                for edit, sheet, now in writings:
                    SheetWriting(edit, sheet, now, steps).write()
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
            if not self._is_stored():
                return ""
        return self._file.keep() if _plan_number(self._file.content()) == image.plan_number else ""

    def _is_stored(self) -> bool:
        """Save the workbook; where its program refuses (disk, rights) its person saves, and sees what it says."""
        try:
            patiently(self._book.save)
        except XlsyncError:
            raise
        except Exception as error:
            if not is_of_program(error):
                raise
            return False
        return True

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
        if self._last is not None and self._last[0] is seen:
            return self._still_as_read(edits, seen, self._last[1])
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

    def _still_as_read(
        self, edits: Mapping[str, TableEdit], seen: MasterImage, sheets: Mapping[str, OpenSheet]
    ) -> list[tuple[TableEdit, OpenSheet, Table]]:
        """Return the edits with their sheets as ``seen`` was read, having looked only at the cells that they touch."""
        if sheets[STATE_SHEET].again(Block(1, 1, 1, 2)) != [line[:2] for line in sheets[STATE_SHEET].cells[:1]]:
            raise MasterChangedMeanwhile
        for name, edit in edits.items():
            _refuse_moved(edit, sheets[SHEETS[name].sheet], seen[name])
        return [(edit, sheets[SHEETS[name].sheet], seen[name]) for name, edit in edits.items()]

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


def _ask_formulas(edit: TableEdit, sheet: OpenSheet, now: Table) -> None:
    """Ask for the formulas that writing has to know, while all stands as it was read; a table that grows needs all."""
    cells = edit.cells()
    if not cells:
        return
    if max(cells) > now.last_row:
        _ = sheet.formulas
        return
    columns = {column for values in cells.values() for column in values}
    sheet.ask_formulas(Block(min(cells), min(columns), max(cells), max(columns)))


def _refuse_moved(edit: TableEdit, sheet: OpenSheet, read: Table) -> None:
    """Raise MasterChangedMeanwhile where a cell that the plan changes, a key or a header is not as it was read.

    Of a new row all our columns must still be blank, and the table must end where it did.
    """
    held, cells = rows_of(read), edit.cells()
    if not cells:
        return
    is_new = any(number not in held for number in cells)
    if is_new and not sheet.ends_as_read():
        raise MasterChangedMeanwhile
    key, ours = read.positions[read.key], frozenset(read.positions.values())
    _refuse_other(sheet, Block(HEADER_ROW, min(ours), HEADER_ROW, max(ours)), lambda row, column: column in ours)
    touched = {column for values in cells.values() for column in values}

    def is_looked_at(row: int, column: int) -> bool:
        return column == key or column in (cells.get(row, ()) if row in held else ours)

    for first, last in _runs(ours if is_new else touched | {key}):
        _refuse_other(sheet, Block(min(cells), first, max(cells), last), is_looked_at)


def _refuse_other(sheet: OpenSheet, block: Block, is_looked_at: Callable[[int, int], bool]) -> None:
    """Raise MasterChangedMeanwhile where a cell of a block that is looked at is not as it was read."""
    now = sheet.again(block)
    places = ((row, column) for row in block.rows for column in block.columns if is_looked_at(row, column))
    if any(now[row - block.top][column - block.left] != sheet.value(row, column) for row, column in places):
        raise MasterChangedMeanwhile


def _runs(columns: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of columns side by side."""
    runs: list[tuple[int, int]] = []
    for column in sorted(columns):
        if runs and runs[-1][1] == column - 1:
            runs[-1] = runs[-1][0], column
        else:
            runs.append((column, column))
    return runs


def _plan_number(content: bytes) -> int | None:
    """Return the plan number that a file holds; only the sheet of it is parsed, not the texts of all others."""
    from lxml import etree

    package = Package(content)
    root = etree.fromstring(package.read(Layout(package).sheets[STATE_SHEET]))
    values = (cell.findtext("{*}v") for cell in root.iter("{*}c") if cell.get("r") == _STATE_CELL)
    found = next(values, None)
    return int(float(found)) if found else None
