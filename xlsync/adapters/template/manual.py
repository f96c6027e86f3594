"""The sheet 使用说明: the manual of the staff, a contents with links, and the meaning of every column as declared."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book
from xlsync.adapters.template.validations import note_of
from xlsync.model.schema import Column, SheetSchema
from xlsync.model.sheets import SHEETS
from xlsync.vocabulary.labels import functions
from xlsync.vocabulary.labels import manual as words
from xlsync.vocabulary.labels.headers import SHEET_NAMES
from xlsync.vocabulary.labels.inputs import COLUMN_MESSAGES
from xlsync.vocabulary.labels.template import OWNER_NOTES, PAGE_FOOTER, SHEET_HINTS
from xlsync.vocabulary.terms import Owner

WIDTHS = (16, 22, 24, 76)
LAST = len(WIDTHS) - 1
LINE_ROOM = sum(WIDTHS) - 8


def write_manual(book: Book, *, has_functions: bool = False) -> None:
    """Add the sheet: contents, sections, worksheet functions where the workbook has them, columns."""
    sheet = book.sheet(SHEET_NAMES["manual"])
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    _paragraph(book, sheet, 0, words.MANUAL_TITLE, styling.TITLE, 34)
    _paragraph(book, sheet, 1, words.MANUAL_LEAD, styling.COVER_LINE, 22)
    row = _contents(book, sheet, 3)
    for heading, lines in words.SECTIONS:
        row = _section(book, sheet, row, heading, lines)
    if has_functions:
        row = _section(book, sheet, row, functions.HEADING, [functions.LEAD, *map(_explained, functions.FUNCTIONS)])
    _columns(book, sheet, row)
    _view_and_print(sheet)


def _paragraph(book: Book, sheet: Worksheet, row: int, text: str, look: dict[str, object], height: int) -> None:
    sheet.merge_range(row, 0, row, LAST, text, book.format(look))
    sheet.set_row(row, height)


def _section(book: Book, sheet: Worksheet, row: int, heading: str, lines: Sequence[str]) -> int:
    _paragraph(book, sheet, row, heading, styling.COVER_HEADING, 24)
    for number, line in enumerate(lines, 1):
        height = styling.lines_of(line, LINE_ROOM) * styling.TEXT_POINTS + 4
        _paragraph(book, sheet, row + number, f"{number}. {line}", styling.COVER_LINE, height)
    return row + len(lines) + 2


def _explained(name: str) -> str:
    """Return how a worksheet function is written, what it gives and what its arguments are."""
    meaning, arguments = functions.FUNCTIONS[name]
    explained = functions.JOINT.join(functions.ARGUMENT.format(name=key, text=text) for key, text in arguments.items())
    return functions.EXPLAINED.format(name=name, names=", ".join(arguments), meaning=meaning, explained=explained)


def _contents(book: Book, sheet: Worksheet, row: int) -> int:
    _paragraph(book, sheet, row, words.CONTENTS_HEADING, styling.COVER_HEADING, 24)
    link, text = book.format(styling.LINK), book.format(styling.LISTED)
    for number, (name, schema) in enumerate(SHEETS.items(), row + 1):
        sheet.write_url(number, 0, f"internal:'{schema.sheet}'!A1", link, schema.sheet)
        sheet.merge_range(number, 1, number, LAST, SHEET_HINTS[name], text)
        sheet.set_row(number, styling.lines_of(SHEET_HINTS[name], LINE_ROOM - WIDTHS[0]) * styling.LINE_POINTS + 5)
    return row + len(SHEETS) + 2


def _columns(book: Book, sheet: Worksheet, row: int) -> None:
    """List every column that people see, from its declaration."""
    _paragraph(book, sheet, row, words.COLUMNS_HEADING, styling.COVER_HEADING, 24)
    look, head = book.format(styling.LISTED), book.format(styling.LIST_HEADER)
    sheet.write_row(row + 1, 0, words.COLUMNS_HEADERS, head)
    lines = [
        (schema.sheet, schema.header(column.key), _filled_by(schema, column), note_of(schema, column))
        for schema in SHEETS.values()
        for column in schema.columns
        if not column.hidden
    ]
    for number, line in enumerate(lines, row + 2):
        sheet.write_row(number, 0, line, look)
        sheet.set_row(number, styling.row_height(styling.lines_of(line[LAST], WIDTHS[LAST])))


def _filled_by(schema: SheetSchema, column: Column) -> str:
    """Return who fills a column; an id with a message of its own is typed by staff."""
    is_typed = column.owner is Owner.SYSTEM and (schema.name, column.key) in COLUMN_MESSAGES
    return OWNER_NOTES[Owner.OFFICE if is_typed else column.owner]


def _view_and_print(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.set_footer(f"&C&8{PAGE_FOOTER}")
    sheet.set_tab_color(styling.INK_OF_MANUAL)
