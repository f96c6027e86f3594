"""What units type into cells: odd values, copied texts, formulas, locked cells typed over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsync.demo.returns.form import OpenForm
from xlsync.model.form import FIRST_ROW

_TEXT = "@"


def type_in(
    form: OpenForm, column: str, value: Any, at: str = "told", nth: int = 1, look: str = "", as_text: bool = False
) -> None:
    """Type a value into the nth row of a kind; ``look`` is the number format that came with it."""
    cell = form.cell(column, form.row(at, nth))
    cell.value = value
    if look:
        cell.number_format = look
    if as_text:
        cell.data_type = "s"  # a text that begins with = and is no formula


def type_row(form: OpenForm, values: dict[str, Any], at: str = "told", nth: int = 1) -> None:
    """Type several values into the nth row of a kind."""
    for column, value in values.items():
        type_in(form, column, value, at, nth)


def list_down(form: OpenForm, column: str, values: Sequence[Any], at: str = "told", nth: int = 1) -> None:
    """Type one value after the other into the rows of a kind, from the nth on."""
    for number, value in enumerate(values, nth):
        type_in(form, column, value, at, number)


def scale(form: OpenForm, column: str, by: float, at: str = "measured", nth: int = 1) -> None:
    """Type the issued figure times ``by``: another unit of measure, or less than last time."""
    row = form.row(at, nth)
    before = form.was(row)[column]
    form.cell(column, row).value = round(float(str(before)) * by, 2)


def retype(form: OpenForm, column: str, old: str, new: str) -> None:
    """Type a list of units again with other separators, in the first row that has several."""
    cell = next(cell for row in form.rows if old in str((cell := form.cell(column, row)).value))
    cell.value = cell.value.replace(old, new)


def keep(form: OpenForm, columns: Sequence[str], at: str = "told", nth: int = 1, count: int = 1) -> None:
    """Leave what was issued in some cells: the unit has nothing new to say."""
    for number in range(nth, nth + count):
        row = form.row(at, number)
        for column in columns:
            form.cell(column, row).value = form.was(row)[column]


def keep_all(form: OpenForm) -> None:
    """Leave every cell as it was issued."""
    for row in form.rows:
        for column in form.columns:
            form.cell(column, row).value = form.was(row)[column]


def clear(form: OpenForm, columns: Sequence[str], at: str = "told", nth: int = 1) -> None:
    """Empty some cells that carried the last answer."""
    for column in columns:
        form.cell(column, form.row(at, nth)).value = None


def alike(form: OpenForm, column: str, at: str = "told", nth: int = 1, count: int = 3) -> None:
    """Copy the text of one row into the rows after it."""
    text = form.cell(column, form.row(at, nth)).value
    for number in range(nth + 1, nth + count):
        form.cell(column, form.row(at, number)).value = text


def pad(form: OpenForm, column: str, before: str, after: str, at: str = "told", nth: int = 1) -> None:
    """Put blanks of all sorts around what stands in a cell."""
    cell = form.cell(column, form.row(at, nth))
    cell.value = f"{before}{cell.value}{after}"


def as_words(form: OpenForm, column: str, at: str = "told", nth: int = 1) -> None:
    """Keep a number as text with thousand separators, as pasted from a report."""
    cell = form.cell(column, form.row(at, nth))
    cell.value, cell.number_format = f"{cell.value:,}", _TEXT


def move_deadline(form: OpenForm, months: int, nth: int = 1) -> None:
    """Type a later deadline over the locked one."""
    cell = form.cell("due", form.row("limited", nth))
    year, month = divmod(cell.value.month - 1 + months, 12)
    cell.value = datetime(cell.value.year + year, month + 1, 28)


def write_below(form: OpenForm, values: dict[str, Any], gap: int = 0) -> None:
    """Write a line under the table: a new matter without a number, or a remark."""
    row = form.sheet.max_row + 1 + gap
    for column, value in values.items():
        form.cell(column, row).value = value


def renumber(form: OpenForm, text: str, nth: int = 1) -> None:
    """Type a running number over the 督查编号 of a row."""
    form.cell("matter_id", form.row("any", nth)).value = text


def lose_row_ids(form: OpenForm) -> None:
    """Lose the hidden row ids, as when the visible columns are pasted into the form again."""
    for row in range(FIRST_ROW, form.sheet.max_row + 1):
        form.sheet.cell(row, 1).value = None
