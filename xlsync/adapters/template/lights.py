"""Lights that read in colour and in black and white, by conditional format on the first character of the text."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template.book import Book
from xlsync.adapters.template.names import as_of_day
from xlsync.adapters.template.styling import LIGHT_LOOKS
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import HEADER_ROW
from xlsync.vocabulary.labels.template import LIGHT_MARKS
from xlsync.vocabulary.terms import Light

LIGHT_COLUMN = "light"


def mark_lights(book: Book, sheet: Worksheet, schema: SheetSchema, last: int) -> None:
    """Add the conditional formats to the light column of a sheet, when it has one."""
    if LIGHT_COLUMN not in schema.by_key:
        return
    place = list(schema.by_key).index(LIGHT_COLUMN)
    for light, mark in LIGHT_MARKS.items():
        look = book.format(LIGHT_LOOKS[light])
        rule = {"type": "text", "criteria": "begins with", "value": mark, "format": look}
        sheet.conditional_format(HEADER_ROW, place, last - 1, place, rule)


def mark_overdue(book: Book, sheet: Worksheet, schema: SheetSchema, last: int) -> None:
    """Show the limit of the ledger bold and red where it had passed on the day of the lights.

    Measured by that day and not by today, so that limit and light beside it always agree; no lights, no red.
    """
    keys = list(schema.by_key)
    if not {"due", "adjusted_due", LIGHT_COLUMN} <= set(keys):
        return
    due, adjusted, light = (
        f"${xl_col_to_name(keys.index(key))}{HEADER_ROW + 1}" for key in ("due", "adjusted_due", LIGHT_COLUMN)
    )
    at_rest = "".join(
        f',LEFT({light},1)<>"{LIGHT_MARKS[which]}"' for which in (Light.CLOSED, Light.SUSPENDED, Light.GREY)
    )
    look = book.format({"font_color": "#9C0006", "bold": True, "underline": 1})
    for key, limit in (("due", f"IF(ISNUMBER({adjusted}),{adjusted},{due})"), ("adjusted_due", adjusted)):
        place = keys.index(key)
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({limit}),{limit}<{as_of_day()}{at_rest})",
            "format": look,
        }
        sheet.conditional_format(HEADER_ROW, place, last - 1, place, rule)
