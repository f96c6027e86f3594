"""One sheet of the master with its table: title, hint, headers, data, validations, lights, panes and print set-up."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book, Cells, Place, write_rows
from xlsync.adapters.template.groups import GROUPED, seen_width, text_room
from xlsync.adapters.template.lights import mark_lights, mark_overdue
from xlsync.adapters.template.validations import validation_of
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import HEADER_ROW, TITLE_ROW
from xlsync.model.table import Value
from xlsync.vocabulary.labels.template import PAGE_FOOTER

FROZEN_WIDTH = 50
TABLE_STYLE = "Table Style Light 9"
A4 = 9
TITLE_POINTS = 30
TYPING_ROOM = 2000
"""Rows below a table that carry its rules of entry."""


def write_table_sheet(book: Book, schema: SheetSchema, rows: Sequence[Mapping[str, Value]]) -> Worksheet:
    """Add the sheet of a schema with its rows; an empty table has one blank row. Title lines are the caller's."""
    sheet = book.sheet(schema.sheet)
    last = HEADER_ROW + max(1, len(rows))
    _columns(sheet, schema)
    _table(book, sheet, schema, last)
    columns = [
        Cells(c.key, book.format(styling.cell_look(c, schema.name)), text_room(schema, c)) for c in schema.columns
    ]
    write_rows(sheet, Place(HEADER_ROW, 0), rows or [{}], columns)
    _validations(sheet, schema, last)
    mark_lights(book, sheet, schema, last)
    mark_overdue(book, sheet, schema, last)
    _view_and_print(sheet, schema, last)
    return sheet


def _columns(sheet: Worksheet, schema: SheetSchema) -> None:
    grouped = GROUPED.get(schema.name, frozenset())
    for place, column in enumerate(schema.columns):
        options = {"hidden": 1} if column.hidden else {}
        if column.key in grouped:
            options = {"level": 1, "hidden": 1}
        sheet.set_column(place, place, column.width + 1, None, options)
    sheet.set_row(TITLE_ROW - 1, TITLE_POINTS)
    headers = [(schema.header(c.key), c.width) for c in schema.columns if seen_width(schema, c)]
    sheet.set_row(HEADER_ROW - 1, styling.header_height(headers))


def _table(book: Book, sheet: Worksheet, schema: SheetSchema, last: int) -> None:
    papers = styling.BOARD_HEADERS if schema.name == "board" else {}
    headers = [
        {
            "header": schema.header(c.key),
            "header_format": book.format(styling.header_look(c.owner, papers.get(c.key, ""))),
        }
        for c in schema.columns
    ]
    options = {"name": schema.table_name, "style": TABLE_STYLE, "columns": headers}
    sheet.add_table(HEADER_ROW - 1, 0, last - 1, len(headers) - 1, options)


def _validations(sheet: Worksheet, schema: SheetSchema, last: int) -> None:
    """Add the rules of entry; where staff add rows they reach below the table: not every program lets it grow."""
    is_typed = any(column.required for column in schema.columns)
    end = last + TYPING_ROOM if is_typed else last
    for place, column in enumerate(schema.columns):
        sheet.data_validation(HEADER_ROW, place, end - 1, place, validation_of(schema, column))


def frozen_columns(schema: SheetSchema) -> int:
    """Return how many columns stay in view: the key and what fits beside it in FROZEN_WIDTH characters."""
    width, count = 0, 0
    for column in schema.columns:
        width += column.width
        if count and width > FROZEN_WIDTH:
            break
        count += 1
    return min(count, max(1, len(schema.columns) // 3))


def _view_and_print(sheet: Worksheet, schema: SheetSchema, last: int) -> None:
    sheet.freeze_panes(HEADER_ROW, frozen_columns(schema))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(TITLE_ROW - 1, HEADER_ROW - 1)
    sheet.print_area(0, 0, last - 1, len(schema.columns) - 1)
    sheet.set_footer(f"&L&8{schema.sheet}&C&8{PAGE_FOOTER}")
