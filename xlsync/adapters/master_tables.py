"""The tables of a master made from the cells of its sheets, by header text: the same for a file and an open workbook.

A reader hands over the cells of each sheet as rows from A1 on, all as wide as the widest, '' for blank; moments as
datetime, bare times and durations as what ``str`` shows of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.vocabulary.errors import HeaderChanged, NotAMaster
from xlsync.vocabulary.labels import patch as words
from xlsync.vocabulary.terms import Kind

_ROW_CELLS = 2
Cells = list[list[Any]]
"""Values by row and column, '' for blank."""
SHEET_WORDS = {STATE_SHEET: words.STATE_SHEET} | {schema.sheet: schema.sheet for schema in SHEETS.values()}
"""The sheets that a master has, each with its name in a message."""


class TableEnd(NamedTuple):
    """Where a ListObject ends: its last row of data, and its last row, totals included."""

    last_row: int
    bottom: int


@dataclass
class SheetCells:
    """The cells of a sheet, what its error cells show by row and column, and the end of the table under our header.

    ``end`` is None when staff turned the table into plain cells.
    """

    cells: Cells
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    end: TableEnd | None = None


def image_of(sheets: Mapping[str, SheetCells], sha256: str, name: str) -> MasterImage:
    """Return the tables of the sheets (by visible name); what error cells show stands in them as a text.

    ``name`` is that of the file, for messages. Raises NotAMaster, HeaderChanged.
    """
    tables, strays, errors = {}, {}, {}
    for schema in SHEETS.values():
        sheet = sheets[schema.sheet]
        table = table_of(schema, sheet)
        tables[schema.name] = table
        strays[schema.name] = _strays(table, sheet.cells)
        errors[schema.name] = _errors_of(table, sheet.errors)
    number = _plan_number(sheets[STATE_SHEET].cells, name)
    return MasterImage(tables, sha256, number, _filled(strays), _filled(errors))


def table_of(schema: SheetSchema, sheet: SheetCells) -> Table:
    """Return the table of one sheet, whose error cells are filled and whose totals row is blanked in passing."""
    _mark(sheet.cells, sheet.errors)
    return _table(schema, sheet.cells, _end_of_table(sheet))


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: places for name, places in found.items() if places}


def _mark(cells: Cells, errors: Mapping[tuple[int, int], str]) -> None:
    """Put what error cells show into the cells of a sheet."""
    for (row, column), shown in errors.items():
        cells += [[] for _ in range(len(cells), row)]
        cells[row - 1] += [""] * (column - len(cells[row - 1]))
        cells[row - 1][column - 1] = shown
    width = max(map(len, cells), default=0) if errors else 0
    for line in cells if errors else ():
        line += [""] * (width - len(line))


def _errors_of(table: Table, errors: Mapping[tuple[int, int], str]) -> dict[tuple[int, str], str]:
    """Return the error cells within our columns of a table."""
    keys = {place: key for key, place in table.positions.items()}
    within = range(HEADER_ROW + 1, table.last_row + 1)
    return {(row, keys[column]): shown for (row, column), shown in errors.items() if column in keys and row in within}


def _plan_number(cells: Cells, name: str) -> int:
    """Return the plan number of the state sheet (A1 = 'plan_number', B1)."""
    if not cells or len(cells[0]) < 2 or cells[0][0] != "plan_number" or not isinstance(cells[0][1], int | float):
        raise NotAMaster(name, words.STATE_SHEET)
    return int(cells[0][1])


def _end_of_table(sheet: SheetCells) -> int:
    """Return the last data row of the sheet's table, 0 when staff turned the table into plain cells.

    The cells lose the table's totals row: its sums are no row of data and nothing that strayed below the table.
    """
    if sheet.end is None:
        return 0
    for number in range(sheet.end.last_row, min(sheet.end.bottom, len(sheet.cells))):
        sheet.cells[number] = [""] * len(sheet.cells[number])
    return sheet.end.last_row


def _typed_end(schema: SheetSchema, cells: Cells, positions: dict[str, int], end: int) -> int:
    """Return the last row that goes on below the table without a gap: LibreOffice lets no table grow by typing.

    A row of the table has at least two of the required columns; a line such as 制表人 below it has not.
    """
    places = [positions[column.key] - 1 for column in schema.columns if column.required]
    enough = min(_ROW_CELLS, len(places))
    while enough and end < len(cells) and sum(cells[end][place] != "" for place in places) >= enough:
        end += 1
    return end


def _strays(table: Table, cells: Cells) -> list[int]:
    """Return the rows below a table that hold something in our columns."""
    places = [place - 1 for place in table.positions.values()]
    below = enumerate(cells[table.last_row :], table.last_row + 1)
    return [number for number, line in below if any(str(line[place]).strip() for place in places)]


def _table(schema: SheetSchema, cells: Cells, end: int) -> Table:
    header = cells[HEADER_ROW - 1] if len(cells) >= HEADER_ROW else []
    positions = _positions(schema, header)
    end = _typed_end(schema, cells, positions, max(end, HEADER_ROW)) if end else _last_filled(cells, positions)
    rows, blank = [], []
    build = _row_builder(schema, positions)
    for number, line in enumerate(cells[HEADER_ROW:end], HEADER_ROW + 1):
        values = build(line)
        if values:
            rows.append(Row(number, values))
        else:
            blank.append(number)
    blank += range(max(len(cells), HEADER_ROW) + 1, end + 1)
    return Table(schema.name, schema.key, rows, positions, blank, end)


def _positions(schema: SheetSchema, header: Sequence[Any]) -> dict[str, int]:
    """Return the 1-based sheet column of each of our columns; staff's own columns stand between them unread."""
    places: dict[str, int] = {}
    for place, text in enumerate(header, 1):
        places.setdefault(str(text).strip(), place)
    for column in schema.columns:
        if schema.header(column.key) not in places:
            raise HeaderChanged(schema.sheet, schema.header(column.key))
    return {column.key: places[schema.header(column.key)] for column in schema.columns}


def _last_filled(cells: Cells, positions: dict[str, int]) -> int:
    places = [place - 1 for place in positions.values()]
    filled = (number for number in range(len(cells), HEADER_ROW, -1) if any(cells[number - 1][p] != "" for p in places))
    return next(filled, HEADER_ROW)


def _row_builder(schema: SheetSchema, positions: dict[str, int]) -> Callable[[Sequence[Any]], dict[str, Value]]:
    """Return the function that turns the cells of a row into values by column key, blanks left out."""
    keys = [column.key for column in schema.columns]
    pick = itemgetter(*(positions[key] - 1 for key in keys))
    whole = {column.key for column in schema.columns if column.kind is Kind.INTEGER}
    return partial(_build, keys, pick, whole)


def _build(
    keys: list[str], pick: Callable[[Sequence[Any]], tuple[Any, ...]], whole: set[str], cells: Sequence[Any]
) -> dict[str, Value]:
    values = {key: value for key, value in zip(keys, pick(cells), strict=True) if value != ""}
    for key in whole.intersection(values):
        if isinstance(values[key], float) and values[key].is_integer():
            values[key] = int(values[key])
    return {key: value if type(value) in _PLAIN else _plain(value) for key, value in values.items()}


_PLAIN = {str, float, int, date}


def _plain(value: Any) -> Value:
    """Return a value of one of our types: a moment at midnight is a day, a bare time or duration is text."""
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second or value.microsecond)
        return value.date() if midnight else value
    return value if isinstance(value, bool) else str(value)
