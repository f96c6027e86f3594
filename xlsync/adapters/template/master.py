"""Builds the master workbook from the declarations: every sheet, its table, its rules of entry, its look."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsync.adapters.template.board import dress_board
from xlsync.adapters.template.book import Book
from xlsync.adapters.template.headline import write_headline
from xlsync.adapters.template.macros import add_project
from xlsync.adapters.template.manual import write_manual
from xlsync.adapters.template.names import as_of_name, column_names, list_names
from xlsync.adapters.template.package import finish
from xlsync.adapters.template.settings_sheet import write_settings_sheet
from xlsync.adapters.template.sheet import write_table_sheet
from xlsync.adapters.template.styling import INK, TAB_COLOURS
from xlsync.model.sheets import SHEETS, STATE_SHEET
from xlsync.model.table import Value
from xlsync.vocabulary.labels.template import MASTER_TITLE, STYLE_NAMES
from xlsync.vocabulary.terms import Owner

Rows = Sequence[Mapping[str, Value]]
CREATED = datetime(2016, 1, 1)
STATE = (("plan_number", 0), ("format", "xlsync-master-1"))


def build_master(path: Path, tables: Mapping[str, Rows], *, created: datetime = CREATED) -> None:
    """Write a master with the given rows by sheet and column key; sheets without rows get an empty table.

    The file is whole when it is seen. The same rows and ``created`` give the same bytes. A path that ends in .xlsm gets
    macros, ribbon and the hidden sheet of their settings; any other is a plain workbook.
    """
    has_macros = path.suffix.lower() == ".xlsm"
    book = Book(MASTER_TITLE, created)
    for name, schema in SHEETS.items():
        sheet = write_table_sheet(book, schema, tables.get(name, ()))
        write_headline(book, sheet, schema, tables.get("settings", ()))
        sheet.set_tab_color(TAB_COLOURS[name])
        if name == "board":
            dress_board(book, sheet, len(tables.get(name, ())))
    write_manual(book, has_functions=has_macros)
    _state(book)
    for name, formula in (*list_names(), as_of_name(), *column_names(SHEETS["matters"])):
        book.workbook.define_name(name, formula)
    if has_macros:
        write_settings_sheet(book, tables.get("settings", ()))
        add_project(book)
    finish(book.content(), path, _style_inks(), range(1, len(SHEETS) + 1), has_ribbon=has_macros)


def _state(book: Book) -> None:
    sheet = book.sheet(STATE_SHEET)
    for number, line in enumerate(STATE):
        sheet.write_row(number, 0, line)
    sheet.hide()


def _style_inks() -> dict[str, str]:
    return {STYLE_NAMES[owner]: INK[owner] for owner in (Owner.OFFICE, Owner.COMPUTED, Owner.SYSTEM)}
