"""The two lines above a table: the title with the as-of note, and what a person does on the sheet."""

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book
from xlsync.adapters.template.names import AS_OF_NAME
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import LEGEND_ROW, TITLE_ROW
from xlsync.model.table import Value
from xlsync.vocabulary.labels import template as words

LIT_SHEETS = ("board", "matters", "scores", "points")
LEGEND_SHEETS = ("board", "matters")


def write_headline(
    book: Book, sheet: Worksheet, schema: SheetSchema, tables: Mapping[str, Sequence[Mapping[str, Value]]]
) -> None:
    """Write title and hint; sheets with lights also the legend and the as-of note."""
    sheet.write_string(TITLE_ROW - 1, 0, schema.sheet, book.format(styling.TITLE))
    hint = words.SHEET_HINTS[schema.name]
    sheet.write_string(LEGEND_ROW - 1, 0, hint, book.format(styling.HINT))


def as_of_formula() -> str:
    """Return the formula of the as-of note: the day of the lights, and a warning once it lies before today.

    The setting may hold a date or its text; no function younger than Excel 2007 is used.
    """
    day = f"IF(ISNUMBER({AS_OF_NAME}),{AS_OF_NAME},DATEVALUE({AS_OF_NAME}))"
    shown = f'"{words.AS_OF_DATE}"&TEXT({day},"yyyy-m-d")&"{words.AS_OF_STALE}"'
    return f'=IF(LEN({AS_OF_NAME})=0,"{words.AS_OF_NEVER}",IF({day}<TODAY(),{shown},"{words.AS_OF_TODAY}"))'
