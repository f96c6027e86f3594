"""What units do to rows, columns and sheets; each moves the places that come after it, so the last comes first."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from xlsync.demo.returns.form import OpenForm
from xlsync.model.form import HEADER_ROW, KEY_ROW


def rename_headers(form: OpenForm, headers: Mapping[str, str]) -> None:
    """Type other words over headers."""
    for column, text in headers.items():
        form.cell(column, HEADER_ROW).value = text


def swap_columns(form: OpenForm, columns: Sequence[str]) -> None:
    """Let two columns change places, whole, as by cutting and inserting."""
    first, second = (form.columns[column] for column in columns)
    for row in range(KEY_ROW, form.sheet.max_row + 1):
        one, other = form.sheet.cell(row, first), form.sheet.cell(row, second)
        one.value, other.value = other.value, one.value
        one.number_format, other.number_format = other.number_format, one.number_format
    form.columns[columns[0]], form.columns[columns[1]] = second, first


def insert_column(form: OpenForm, before: str, header: str, values: Sequence[str]) -> None:
    """Insert a column of the unit's own, written in the first rows."""
    place = form.columns[before]
    form.sheet.insert_cols(place)
    form.columns = {key: at + (at >= place) for key, at in form.columns.items()}
    form.sheet.cell(HEADER_ROW, place).value = header
    for row, value in zip(form.rows, values, strict=False):
        form.sheet.cell(row, place).value = value


def delete_columns(form: OpenForm, columns: Sequence[str]) -> None:
    """Delete whole columns."""
    for column in columns:
        place = form.columns.pop(column)
        form.sheet.delete_cols(place)
        form.columns = {key: at - (at > place) for key, at in form.columns.items()}


def delete_rows(form: OpenForm, count: int, at: str = "any", nth: int = 1) -> None:
    """Delete rows of a kind, from the nth on."""
    for row in sorted((form.row(at, number) for number in range(nth, nth + count)), reverse=True):
        place = form.rows.index(row)
        form.sheet.delete_rows(row)
        del form.issued[place]
        form.rows = [number - (number > row) for number in form.rows if number != row]


def insert_row(form: OpenForm, values: Mapping[str, Any], at: str = "any", nth: int = 1) -> None:
    """Insert a row without number under the nth row of a kind."""
    above = form.row(at, nth)
    form.sheet.insert_rows(above + 1)
    form.rows = [number + (number > above) for number in form.rows]
    for column, value in values.items():
        form.cell(column, above + 1).value = value


def repeat_row(form: OpenForm, texts: Sequence[str], column: str = "progress", at: str = "told", nth: int = 1) -> None:
    """Split one matter into several rows of the same number, each with its own text."""
    row = form.row(at, nth)
    first, *others = texts
    form.cell(column, row).value = first
    for text in reversed(others):
        form.sheet.insert_rows(row + 1)
        form.rows = [number + (number > row) for number in form.rows]
        for place in range(1, form.sheet.max_column + 1):
            form.sheet.cell(row + 1, place).value = form.sheet.cell(row, place).value
        form.cell(column, row + 1).value = text


def sort_rows(form: OpenForm, by: str, *, with_ids: bool = True) -> None:
    """Sort the rows by a column; without the hidden column when only what was seen was selected."""
    first = 1 if with_ids else 2
    last = form.sheet.max_column
    lines = [[form.sheet.cell(row, place).value for place in range(first, last + 1)] for row in form.rows]
    at = form.columns[by] - first
    order = sorted(range(len(lines)), key=lambda place: str(lines[place][at] or ""))
    for row, place in zip(form.rows, order, strict=True):
        for column, value in enumerate(lines[place], first):
            form.sheet.cell(row, column).value = value
    form.issued = [form.issued[place] for place in order]


def title_rows(form: OpenForm, texts: Sequence[str]) -> None:
    """Insert lines above everything, such as a heading of the unit's own."""
    form.sheet.insert_rows(1, len(texts))
    for row, text in enumerate(texts, 1):
        form.sheet.cell(row, 2).value = text
    form.rows = [row + len(texts) for row in form.rows]


def drop_keys(form: OpenForm) -> None:
    """Delete the hidden row of column keys, and with it the token of this sheet."""
    form.sheet.delete_rows(KEY_ROW)
    form.sheet.row_dimensions[KEY_ROW].hidden = False
    form.rows = [row - 1 for row in form.rows]


def two_row_header(form: OpenForm, groups: Mapping[str, Sequence[str]]) -> None:
    """Insert a second header row below, so that some headers stand under a merged heading."""
    form.sheet.insert_rows(HEADER_ROW)
    form.rows = [row + 1 for row in form.rows]
    for heading, columns in groups.items():
        places = [form.columns[column] for column in columns]
        form.sheet.cell(HEADER_ROW, places[0]).value = heading
        form.sheet.merge_cells(start_row=HEADER_ROW, end_row=HEADER_ROW, start_column=places[0], end_column=places[-1])


def merge_down(form: OpenForm, column: str, count: int, at: str = "any", nth: int = 1) -> None:
    """Merge the cells of neighbouring rows in one column; the first one's content stays."""
    row, place = form.row(at, nth), form.columns[column]
    last = min(row + count - 1, form.rows[-1])
    form.sheet.merge_cells(start_row=row, end_row=last, start_column=place, end_column=place)


def merge_across(form: OpenForm, first: str, last: str, at: str = "told", nth: int = 1) -> None:
    """Merge the cells of one row from one column to another."""
    row = form.row(at, nth)
    form.sheet.merge_cells(start_row=row, end_row=row, start_column=form.columns[first], end_column=form.columns[last])


def hide(form: OpenForm, rows: Sequence[int] = (), columns: Sequence[str] = ()) -> None:
    """Hide rows (counted from the first matter) and columns."""
    for number in rows:
        form.sheet.row_dimensions[form.rows[number - 1]].hidden = True
    for column in columns:
        form.sheet.column_dimensions[get_column_letter(form.columns[column])].hidden = True


def filter_by(form: OpenForm, column: str, word: str) -> None:
    """Leave a filter on: only rows with the word in a column are seen."""
    sheet = form.sheet
    sheet.auto_filter.add_filter_column(form.columns[column] - 2, [word])
    for row in form.rows:
        if sheet.cell(row, form.columns[column]).value != word:
            sheet.row_dimensions[row].hidden = True


def copy_sheet(form: OpenForm, name: str, changes: Mapping[str, Any], at: str = "told", nth: int = 1) -> None:
    """Copy the sheet under another name and type something else into a row of the copy."""
    copied = form.book.copy_worksheet(form.sheet)
    copied.title = name
    for column, value in changes.items():
        copied.cell(form.row(at, nth), form.columns[column]).value = value


def add_sheet(form: OpenForm, name: str, lines: Sequence[Sequence[Any]]) -> None:
    """Add a sheet of the unit's own."""
    sheet = form.book.create_sheet(name)
    for line in lines:
        sheet.append([*line])


def drop_sheets(form: OpenForm, names: Sequence[str]) -> None:
    """Delete sheets."""
    for name in names:
        del form.book[name]


def unlock(form: OpenForm) -> None:
    """Take the protection off, as units do to widen a column."""
    form.sheet.protection.sheet = False
