"""An issued form as opened in a unit's spreadsheet program: its sheets, its columns by key, its rows by kind."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from xlsync.model.form import FIRST_ROW, KEY_ROW
from xlsync.model.table import Value
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET
from xlsync.vocabulary.phrases.numbers import SCALES
from xlsync.vocabulary.terms import Stage

MONEY = next(iter(SCALES))

Issued = Mapping[str, Value]


def _is_open(row: Issued) -> bool:
    return bool(row["progress"]) and row["stage"] == Stage.OPEN.value


KINDS: dict[str, Callable[[Issued], bool]] = {
    "any": lambda row: True,
    "told": lambda row: _is_open(row),
    "fresh": lambda row: not row["progress"],
    "measured": lambda row: _is_open(row) and isinstance(row["actual_value"], int | float) and row["actual_value"] > 1,
    "money": lambda row: str(row["measure"]).startswith(MONEY),
    "led": lambda row: _is_open(row) and row["lead_unit"] == row["unit"],
    "limited": lambda row: isinstance(row["due"], datetime),
}
"""Kinds of rows, by what was issued: in progress, without an earlier answer, with a figure, led by the unit ..."""


@dataclass
class OpenForm:
    """A form in work: ``issued`` are its rows as they went out, in order; row numbers follow what is done to it."""

    book: Any
    issued: list[dict[str, Value]]
    rows: list[int]
    columns: dict[str, int]
    words: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sheet(self) -> Any:
        """Return the sheet of matters."""
        return self.book[DATA_SHEET]

    @property
    def cover(self) -> Any:
        """Return the cover."""
        return self.book[COVER_SHEET]

    def row(self, at: str, nth: int = 1) -> int:
        """Return the sheet row of the nth matter of a kind; counts round again where there are fewer."""
        found = [row for row, issued in zip(self.rows, self.issued, strict=True) if KINDS[at](issued)]
        return (found or self.rows)[(nth - 1) % len(found or self.rows)]

    def was(self, row: int) -> dict[str, Value]:
        """Return what was issued in a sheet row."""
        return self.issued[self.rows.index(row)]

    def cell(self, column: str, row: int) -> Any:
        """Return a cell of the sheet of matters."""
        return self.sheet.cell(row, self.columns[column])

    def cover_cell(self, name: str) -> Any:
        """Return the cell right of a label of the cover."""
        label = COVER_LABELS[name]
        row = next(cells[0].row for cells in self.cover.iter_rows(min_col=2, max_col=2) if cells[0].value == label)
        return self.cover.cell(row, 3)


def opened(path: Path, words: Mapping[str, Any]) -> OpenForm:
    """Return a form read from its file; ``words`` are the texts of the demo's units."""
    book = openpyxl.load_workbook(path)
    sheet = book[DATA_SHEET]
    keys = {str(cell.value): cell.column for cell in sheet[KEY_ROW][1:] if cell.value}
    form = OpenForm(book, [], [], keys, words)
    unit = form.cover_cell("unit").value
    for number, cells in enumerate(sheet.iter_rows(min_row=FIRST_ROW, values_only=True), FIRST_ROW):
        form.issued.append({key: cells[column - 1] for key, column in keys.items()} | {"unit": unit})
        form.rows.append(number)
    return form


def saved(form: OpenForm) -> bytes:
    """Return the content of the file as this program saves it."""
    content = io.BytesIO()
    form.book.save(content)
    return content.getvalue()
