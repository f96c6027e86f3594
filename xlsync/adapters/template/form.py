"""The workbook that a unit fills in: a cover to read and sign, one protected sheet of matters, hidden lists and token.

Plain .xlsx with nothing that WPS or LibreOffice would lose: no table object, no macro, no link; the places are those of
model/form.py.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book, Cells, Place, write_rows
from xlsync.adapters.template.cover import write_cover
from xlsync.adapters.template.package import finish
from xlsync.adapters.template.validations import form_validation_of
from xlsync.model import form as place
from xlsync.model.schema import Column
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import IssuedForm
from xlsync.model.table import MasterImage, Value
from xlsync.vocabulary.labels import template as words
from xlsync.vocabulary.labels.form import DATA_SHEET, LISTS_SHEET, TOKEN_SHEET
from xlsync.vocabulary.labels.periods import period_words
from xlsync.vocabulary.terms import Owner

LEDGER = SHEETS["matters"]
COLUMNS = LEDGER.form_columns()
KEYS = [column.key for column in COLUMNS]
FROZEN_UP_TO = "task"
STAGE = "stage"
DATA_SHEET_NUMBER = 2
TOKEN_NAME = "xlsync_token"
_PERMITTED = {
    "format_cells": False,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_WIDTHS = {
    "matter_id": 19, "category": 8, "source": 14, "task": 28, "target": 12, "target_value": 7, "measure": 6,
    "lead_unit": 10, "joint_units": 12, "unit_person": 8, "contact": 12, "limit_text": 9, "due": 10, "stage": 8,
    "progress": 34, "percent": 7, "actual_value": 8, "problems": 16, "next_steps": 16, "coordination": 12,
    "evidence": 12, "done_on": 10,
}  # fmt: skip
"""Narrower than in the master: 22 columns have to be readable on one A4 page's width.

A number such as YS-2016-政批-0013 stays on one line, for by it a unit and the office speak of a matter.
"""


class FormWorkbook:
    """Writes forms; implements services.ports.FormWriter."""

    def write(self, form: IssuedForm, image: MasterImage, row_ids: Sequence[str], path: Path) -> None:
        """Write the form; ``row_ids`` stand in the order of its rows. The file is whole when it returns."""
        book = Book(words.FORM_TITLE, datetime.fromisoformat(form.issued_on))
        write_cover(book, form, image)
        stages = stage_words(image)
        _data_sheet(book, form, row_ids, stages)
        _lists(book, stages)
        _token(book, form)
        finish(book.content(), path, {}, (DATA_SHEET_NUMBER,))


def stage_words(image: MasterImage) -> dict[str, str]:
    """Return the stages a unit may choose: the word it sees by the stage of the ledger, in the order of 字典."""
    rows = [row for row in image["dictionary"] if row.text("list") == words.FORM_STAGE_LIST]
    return {row.text("meaning") or row.text("word"): row.text("word") for row in rows}


def _data_sheet(book: Book, form: IssuedForm, row_ids: Sequence[str], stages: dict[str, str]) -> None:
    sheet = book.sheet(DATA_SHEET)
    last = place.FIRST_ROW - 1 + len(form.rows)
    _headings(book, sheet, form)
    sheet.write_column(place.FIRST_ROW - 1, 0, row_ids, book.format({"num_format": "@"}))
    columns = [Cells(c.key, book.format(styling.form_look(c)), _width(c)) for c in COLUMNS]
    rows = [_shown(row.values, stages) for row in form.rows]
    write_rows(sheet, Place(place.FIRST_ROW - 1, 1), rows, columns)
    _validations(sheet, last, len(stages))
    _columns(sheet)
    _view_and_print(sheet, last)


def _shown(values: dict[str, Value], stages: dict[str, str]) -> dict[str, Value]:
    stage = values.get(STAGE)
    return values if stage is None else {**values, STAGE: stages.get(str(stage), stage)}


def _headings(book: Book, sheet: Worksheet, form: IssuedForm) -> None:
    sheet.write_string(
        place.TITLE_ROW - 1,
        1,
        words.FORM_DATA_TITLE.format(unit=form.unit, period=period_words(form.period)),
        book.format(styling.TITLE),
    )
    sheet.write_string(place.HINT_ROW - 1, 1, words.FORM_HINT, book.format(styling.HINT))
    sheet.write_string(place.KEY_ROW - 1, 0, form.token)
    for column, key in enumerate(KEYS, 1):
        sheet.write_string(place.KEY_ROW - 1, column, key)
        look = book.format(styling.form_header_look(COLUMNS[column - 1].owner))
        sheet.write_string(place.HEADER_ROW - 1, column, LEDGER.header(key), look)
    sheet.set_row(place.TITLE_ROW - 1, 32)
    sheet.set_row(place.HINT_ROW - 1, 20)
    sheet.set_row(place.KEY_ROW - 1, None, None, {"hidden": 1})
    headers = [(LEDGER.header(column.key), _width(column)) for column in COLUMNS]
    sheet.set_row(place.HEADER_ROW - 1, styling.header_height(headers))


def _validations(sheet: Worksheet, last: int, stages: int) -> None:
    source = f"={LISTS_SHEET}!$A$1:$A${max(1, stages)}"
    for column, declared in enumerate(COLUMNS, 1):
        if declared.owner is Owner.UNIT:
            rule = form_validation_of(LEDGER, declared, source if declared.key == STAGE else "")
            sheet.data_validation(place.FIRST_ROW - 1, column, last - 1, column, rule)


def _columns(sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 14, None, {"hidden": 1})
    for column, declared in enumerate(COLUMNS, 1):
        sheet.set_column(column, column, _width(declared) + 1)


def _width(column: Column) -> int:
    return _WIDTHS.get(column.key, column.width)


def _view_and_print(sheet: Worksheet, last: int) -> None:
    header = place.HEADER_ROW - 1
    sheet.autofilter(header, 1, last - 1, len(COLUMNS))
    sheet.freeze_panes(place.HEADER_ROW, KEYS.index(FROZEN_UP_TO) + 2)
    sheet.protect("", dict(_PERMITTED))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.55)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.print_area(0, 1, last - 1, len(COLUMNS))
    sheet.set_footer(f"&C&8{words.PAGE_FOOTER}")


def _lists(book: Book, stages: dict[str, str]) -> None:
    sheet = book.sheet(LISTS_SHEET)
    sheet.write_column(0, 0, list(stages.values()))
    sheet.hide()


def _token(book: Book, form: IssuedForm) -> None:
    sheet = book.sheet(TOKEN_SHEET)
    facts = {
        "form_id": form.form_id,
        "token": form.token,
        "unit": form.unit,
        "period": form.period,
        "version": place.FORM_VERSION,
    }
    for number, (key, value) in enumerate(facts.items()):
        sheet.write_row(number, 0, (key, value))
    sheet.very_hidden()
    cell = f"${xl_col_to_name(place.ROW_ID_COLUMN - 1)}${place.KEY_ROW}"
    book.workbook.define_name(TOKEN_NAME, f"='{DATA_SHEET}'!{cell}")
