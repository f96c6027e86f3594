"""Reading a master: all tables by header text, in one pass over the bytes.

calamine shows an error cell such as #REF! as blank. It is not: what it shows stands in the row as a text, so that
nothing takes the cell for free.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from io import BytesIO
from operator import itemgetter
from typing import Any
from xml.etree import ElementTree

from xlsync.adapters.master_exam import broken_part
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.outgrown import short_ranges
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.second_look import second_look
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.vocabulary.errors import HeaderChanged, MasterDamaged, NotAMaster, UnsafeMaster
from xlsync.vocabulary.labels import patch as words
from xlsync.vocabulary.terms import Kind

_ROW_CELLS = 2
PACKAGE = b"PK"
_BROKEN = (KeyError, StopIteration, ElementTree.ParseError, UnsafeMaster, ValueError)


def read_image(content: bytes, name: str) -> MasterImage:
    """Return all tables of a master; ``name`` is for messages. Raises NotAMaster, MasterDamaged, HeaderChanged."""
    sheets = _sheets_of(content, name)
    try:
        layout = Layout(Package(content))
        seen = second_look(layout.package, layout)
        marked = {
            schema.name: _marked(sheets[schema.sheet], seen.errors.get(schema.sheet, {})) for schema in SHEETS.values()
        }
        ends = {schema.name: _end_of_table(layout, schema, sheets[schema.sheet]) for schema in SHEETS.values()}
    except _BROKEN:
        raise _no_master(content, name, words.NOT_A_WORKBOOK) from None
    tables = {schema.name: _table(schema, sheets[schema.sheet], ends[schema.name]) for schema in SHEETS.values()}
    strays = {name: rows for name, table in tables.items() if (rows := _strays(table, sheets[SHEETS[name].sheet]))}
    errors = {name: found for name, table in tables.items() if (found := _errors_of(table, marked[name]))}
    number = _plan_number(sheets[STATE_SHEET], name)
    short = short_ranges(seen.ranges, layout, tables)
    return MasterImage(tables, hashlib.sha256(content).hexdigest(), number, strays, errors, short)


def _marked(cells: list[list[Any]], errors: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Put what error cells show into the cells of a sheet, and return it."""
    for (row, column), shown in errors.items():
        cells += [[] for _ in range(len(cells), row)]
        cells[row - 1] += [""] * (column - len(cells[row - 1]))
        cells[row - 1][column - 1] = shown
    width = max(map(len, cells), default=0) if errors else 0
    for line in cells if errors else ():
        line += [""] * (width - len(line))
    return errors


def _errors_of(table: Table, errors: Mapping[tuple[int, int], str]) -> dict[tuple[int, str], str]:
    """Return the error cells within our columns of a table."""
    keys = {place: key for key, place in table.positions.items()}
    within = range(HEADER_ROW + 1, table.last_row + 1)
    return {(row, keys[column]): shown for (row, column), shown in errors.items() if column in keys and row in within}


def _sheets_of(content: bytes, name: str) -> dict[str, list[list[Any]]]:
    """Return the cells of our sheets by visible name."""
    from python_calamine import CalamineError, CalamineWorkbook

    wanted = {STATE_SHEET: words.STATE_SHEET} | {schema.sheet: schema.sheet for schema in SHEETS.values()}
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        present = set(book.sheet_names)
        for sheet, shown in wanted.items():
            if sheet not in present:
                raise _no_master(content, name, shown)
        return {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in wanted}
    except CalamineError:
        raise _no_master(content, name, words.NOT_A_WORKBOOK) from None


def _no_master(content: bytes, name: str, missing: str) -> NotAMaster:
    """Return why a file is none: a package that is broken is told as damaged, for it may well be the office's own."""
    broken = broken_part(content) if content.startswith(PACKAGE) else ""
    return MasterDamaged(name, broken) if broken else NotAMaster(name, missing)


def _plan_number(cells: list[list[Any]], name: str) -> int:
    """Return the plan number of the state sheet (A1 = 'plan_number', B1)."""
    if not cells or len(cells[0]) < 2 or cells[0][0] != "plan_number" or not isinstance(cells[0][1], int | float):
        raise NotAMaster(name, words.STATE_SHEET)
    return int(cells[0][1])


def _end_of_table(layout: Layout, schema: SheetSchema, cells: list[list[Any]]) -> int:
    """Return the last data row of the sheet's table, 0 when staff turned the table into plain cells.

    The cells lose the table's totals row: its sums are no row of data and nothing that strayed below the table.
    """
    tables = layout.tables(schema.sheet)
    ours = next((table for table in tables if table.area.top == HEADER_ROW), None)
    if ours is None:
        return 0
    for number in range(ours.last_row, min(ours.area.bottom, len(cells))):
        cells[number] = [""] * len(cells[number])
    return ours.last_row


def _typed_end(schema: SheetSchema, cells: list[list[Any]], positions: dict[str, int], end: int) -> int:
    """Return the last row that goes on below the table without a gap: LibreOffice lets no table grow by typing.

    A row of the table has at least two of the required columns; a line such as 制表人 below it has not.
    """
    places = [positions[column.key] - 1 for column in schema.columns if column.required]
    enough = min(_ROW_CELLS, len(places))
    while enough and end < len(cells) and sum(cells[end][place] != "" for place in places) >= enough:
        end += 1
    return end


def _strays(table: Table, cells: list[list[Any]]) -> list[int]:
    """Return the rows below a table that hold something in our columns."""
    places = [place - 1 for place in table.positions.values()]
    below = enumerate(cells[table.last_row :], table.last_row + 1)
    return [number for number, line in below if any(str(line[place]).strip() for place in places)]


def _table(schema: SheetSchema, cells: list[list[Any]], end: int) -> Table:
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


def _last_filled(cells: list[list[Any]], positions: dict[str, int]) -> int:
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
