"""The patched file read again by programs that are not ours: openpyxl and calamine see the new and all of the old."""

import io
import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.lossless.request import Place, Request

Grid = dict[Place, object]
Sheets = dict[str, Grid]
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_CLOSE = 1e-6


def by_openpyxl(content: bytes) -> Sheets:
    """Return values and formulas of every worksheet."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=False)
        return {sheet.title: _openpyxl_grid(sheet) for sheet in book.worksheets}


def _openpyxl_grid(sheet: Any) -> Grid:
    return {place: _said(cell.value) for place, cell in sheet._cells.items() if cell.value is not None}


def _said(value: object) -> object:
    """Return a value that can be compared: array and data table formulas come as objects."""
    if type(value).__module__.startswith("openpyxl"):
        return repr(sorted(vars(value).items()))
    return value


def by_calamine(content: bytes) -> Sheets:
    """Return the values of every worksheet; a formula shows the value that was stored with it."""
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(content))
    kinds = {str(sheet.name): str(sheet.typ) for sheet in book.sheets_metadata}
    return {name: _calamine_grid(book, name) for name in book.sheet_names if "WorkSheet" in kinds[name]}


def _calamine_grid(book: Any, name: str) -> Grid:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return {
        (number, place): value
        for number, row in enumerate(rows, 1)
        for place, value in enumerate(row, 1)
        if value is not None and value != ""
    }


def check_values(
    read: Callable[[bytes], Sheets], before: bytes, after: bytes, request: Request, is_1904: bool
) -> list[str]:
    """Return what the reader misses: a new value, or an old one that is no longer as it was."""
    old, new = read(before), read(after)
    found = [*missing(new.get(request.sheet, {}), request.expected, is_1904)]
    if list(old) != list(new):
        found.append("sheets differ")
    for name, grid in old.items():
        found += _changed(grid, new.get(name, {}), request, name == request.sheet)
    return found


def missing(grid: Grid, expected: Mapping[Place, object], is_1904: bool) -> Iterator[str]:
    """Yield the new values that a grid does not hold."""
    for place, value in expected.items():
        if not is_alike(value, grid.get(place), is_1904):
            yield f"{place}: {grid.get(place)!r} instead of {value!r}"


def _changed(old: Grid, new: Grid, request: Request, is_edited: bool) -> Iterator[str]:
    asked = request.expected.keys() | request.filled_by_table if is_edited else set()
    places = {request.moved(place) if is_edited else place: place for place in old}
    for after, before in places.items():
        # A total that moved down may lose its stored value: it no longer is the sum of its rows.
        if after in asked or (after != before and new.get(after) is None):
            continue
        if not _is_same(old[before], new.get(after)):
            yield f"{after}: {old[before]!r} became {new.get(after)!r}"[:300]
    yield from (f"{place}: {new[place]!r} came from nowhere" for place in new.keys() - places.keys() - asked)


def _is_same(old: object, new: object) -> bool:
    return old == new or (old != old and new != new)


def is_alike(value: object, found: object, is_1904: bool) -> bool:
    """Return whether what was read is what was written; a number under a date format may come as a date."""
    wanted, seen = _serial(value, is_1904), _serial(found, is_1904)
    if isinstance(wanted, float) and isinstance(seen, float):
        return math.isclose(wanted, seen, rel_tol=1e-12, abs_tol=_CLOSE)
    return wanted == seen


def _serial(value: object, is_1904: bool) -> object:
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    if isinstance(value, datetime):
        return (value - epoch) / timedelta(days=1)
    if isinstance(value, date):
        return (datetime(value.year, value.month, value.day) - epoch) / timedelta(days=1)
    if isinstance(value, time):
        return (datetime.combine(epoch, value) - epoch) / timedelta(days=1)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return float(value) if isinstance(value, int | float) else value
