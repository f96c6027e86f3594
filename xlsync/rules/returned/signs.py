"""What a sheet shows beside its values, told once per file: moved headers, hidden parts, red text, stray comments."""

from collections.abc import Iterator

from xlsync.model.finding import Finding
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.model.table import column_letter
from xlsync.rules.returned.facts import MATTERS, UNIT_COLUMNS, Layout, brief, is_blank, shown
from xlsync.rules.returned.layout import is_reordered, renamed, stands_elsewhere
from xlsync.vocabulary.labels.findings.returned import HIDDEN_COLUMNS, HIDDEN_ROWS
from xlsync.vocabulary.labels.form import COVER_SHEET, LISTS_SHEET, TOKEN_SHEET
from xlsync.vocabulary.phrases.returned import LIST_JOINT

_CELLS_SHOWN = 5
_HIDDEN_BY_US = 1  # the form itself hides one row (column keys) and one column (row ids)


def of_layout(layout: Layout, unit: str) -> Iterator[Finding]:
    """Yield what became of header and columns."""
    sheet = layout.sheet.name
    for key, header in renamed(layout).items():
        cell = layout.cell(layout.header_row, key)
        yield Finding("M01", sheet, cell, unit=unit, column=MATTERS.header(key), value=header)
    for key in sorted(layout.unread):
        yield Finding("M01-unclear", sheet, unit=unit, column=MATTERS.header(key))
    if is_reordered(layout):
        yield Finding("M02", sheet, unit=unit)
    for place, header in layout.extra.items():
        yield Finding("M03", sheet, f"{column_letter(place)}{layout.header_row}", unit=unit, value=header)
    for column in MATTERS.form_columns():
        if column.key not in layout.columns and column.key not in layout.unread:
            code = "M04" if column.key in UNIT_COLUMNS else "M04-office"
            yield Finding(code, sheet, unit=unit, column=MATTERS.header(column.key))
    yield from _of_header(layout, unit)


def _of_header(layout: Layout, unit: str) -> Iterator[Finding]:
    if layout.two_rows:
        yield Finding("M11", layout.sheet.name, unit=unit)
    if stands_elsewhere(layout):
        yield Finding("M10", layout.sheet.name, unit=unit, facts={"row": layout.header_row})
    if not layout.keyed:
        yield Finding("M10-keys", layout.sheet.name, unit=unit)


def of_book(book: RawWorkbook, unit: str) -> Iterator[Finding]:
    """Yield what the file carries besides sheets; values only are read, nothing of it is run or followed."""
    if book.has_macros:
        yield Finding("M42-macro", unit=unit)
    if book.has_external_links:
        yield Finding("M41-link", unit=unit)


def of_sheet(layout: Layout, unit: str, last_row: int) -> Iterator[Finding]:
    """Yield hidden parts, a filter, red text and comments outside the answers."""
    sheet = layout.sheet
    rows, columns = (max(0, count - _HIDDEN_BY_US) for count in (sheet.hidden_rows, sheet.hidden_columns))
    if rows or columns:
        counts = ((HIDDEN_ROWS, rows), (HIDDEN_COLUMNS, columns))
        hidden = LIST_JOINT.join(words.format(count=count) for words, count in counts if count)
        yield Finding("M31", sheet.name, unit=unit, facts={"hidden": hidden})
    if sheet.filtered and rows:
        yield Finding("M32", sheet.name, unit=unit)
    red = sorted(place for place, mark in sheet.marked.items() if mark == "red" and place[0] > layout.header_row)
    if red:
        cells = LIST_JOINT.join(f"{column_letter(column)}{row}" for row, column in red[:_CELLS_SHOWN])
        yield Finding("M44-red", sheet.name, cells, unit=unit, facts={"count": len(red), "cells": cells})
    answers = {layout.columns[key] for key in UNIT_COLUMNS if key in layout.columns}
    for (row, column), text in sorted(sheet.comments.items()):
        if column not in answers or not layout.header_row < row <= last_row:
            cell = f"{column_letter(column)}{row}"
            yield Finding("M44-stray", sheet.name, cell, unit=unit, value=brief(text), facts={"cells": cell})


def of_other_sheets(book: RawWorkbook, known: set[str], unit: str) -> Iterator[Finding]:
    """Yield sheets that are none of the form's and hold something."""
    for sheet in book.sheets:
        if sheet.name in known or sheet.name in (COVER_SHEET, LISTS_SHEET, TOKEN_SHEET):
            continue
        filled = _filled(sheet)
        if filled:
            first = next(shown(value) for row in sheet.rows for value in row if not is_blank(value))
            facts = {"sheet": sheet.name, "cells": filled}
            yield Finding("M34-sheet", sheet.name, unit=unit, value=first, facts=facts)


def _filled(sheet: RawSheet) -> int:
    return sum(not is_blank(value) for row in sheet.rows for value in row)
