"""A form filled in by a unit: opened in another program, some answers typed, signed, saved."""

import io
import random
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from xlsync.demo.feedback import fresh_answer
from xlsync.model.form import FIRST_ROW, KEY_ROW
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET

SAVED_AT = datetime(2016, 10, 14, 15, 30)


def filled(form: Path, number: int) -> bytes:
    """Return the content of a form in which about half of the matters were answered."""
    book = openpyxl.load_workbook(form)
    rng = random.Random(number)
    fill(book[DATA_SHEET], rng, SAVED_AT.date())
    cover = book[COVER_SHEET]
    for row in cover.iter_rows(min_col=2, max_col=2):
        if row[0].value == COVER_LABELS["signed_by"]:
            cover.cell(row[0].row, 3).value = "A"
    book.properties.modified = SAVED_AT
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def fill(sheet: Worksheet, rng: random.Random, day: date) -> None:
    """Type new answers into about half of the rows."""
    columns = {sheet.cell(KEY_ROW, column).value: column for column in range(2, sheet.max_column + 1)}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if rng.random() < 0.5:
            issued = {key: sheet.cell(row, column).value for key, column in columns.items()}
            for key, value in fresh_answer(issued, rng, day).items():
                sheet.cell(row, columns[key]).value = value
