"""Cells as calamine gives them, turned into the values of the model."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from xlsync.adapters.reading.refusal import refusal
from xlsync.model.raw import RawSheet
from xlsync.model.table import Value
from xlsync.vocabulary.labels import files as words

Cell = int | float | str | bool | time | date | datetime | timedelta
_PLAIN = frozenset({str, float, int})


def parsed_sheets(content: bytes) -> list[RawSheet]:
    """Return the worksheets of a workbook that was checked before, values and merged areas only.

    Any failure of the parser is UnreadableFile; it also panics, which is no Exception.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return list(_sheets(book))
    except PasswordError as error:
        raise refusal("encrypted") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise refusal("damaged", detail=words.DETAIL_CONTENT) from error


def _sheets(book: CalamineWorkbook) -> Iterator[RawSheet]:
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        yield RawSheet(
            name=about.name,
            rows=rows_of(sheet.to_python(skip_empty_area=False)),
            hidden=about.visible is not SheetVisibleEnum.Visible,
            merged=[
                (top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ],
        )


def rows_of(rows: Iterable[Iterable[Cell]]) -> list[list[Value]]:
    """Return rows of values, blank cells as None."""
    return [[cell or None if type(cell) is str else _value(cell) for cell in row] for row in rows]


def _value(cell: Cell) -> Value:
    """Return a value of the model; a yes/no cell is the word Excel shows, a time of day its text."""
    if type(cell) in _PLAIN:
        return cell  # type: ignore[return-value]  # narrowed by the exact type, which mypy does not follow
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time.min else cell
    return cell if isinstance(cell, date | int | float | str) else str(cell)
