"""The two lines above a table: the title with the as-of note, then the legend and what a person does on the sheet."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book
from xlsync.adapters.template.groups import GROUPED, seen_width
from xlsync.adapters.template.names import AS_OF_NAME, as_of_day
from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import LEGEND_ROW, TITLE_ROW
from xlsync.model.table import Value
from xlsync.vocabulary.labels import template as words
from xlsync.vocabulary.labels.headers import SHEET_NAMES

LIT_SHEETS = ("board", "matters", "scores", "points")
LEGEND_SHEETS = ("board", "matters")
TITLE_WIDTH, LEGEND_WIDTH = 16, 150
CONTENTS = f"internal:'{SHEET_NAMES['manual']}'!A1"
Settings = Sequence[Mapping[str, Value]]


def write_headline(book: Book, sheet: Worksheet, schema: SheetSchema, settings: Settings) -> None:
    """Write title (a link to the contents), hint and legend; sheets with lights also the as-of note."""
    title = book.format(styling.TITLE)
    sheet.write_url(TITLE_ROW - 1, 0, CONTENTS, title, schema.sheet, words.CONTENTS_TIP)
    lines = _legend(schema)
    last, width = _span(schema, LEGEND_WIDTH)
    look = book.format({**styling.HINT, "text_wrap": True})
    if last:
        sheet.merge_range(LEGEND_ROW - 1, 0, LEGEND_ROW - 1, last, "\n".join(lines), look)
    else:
        sheet.write_string(LEGEND_ROW - 1, 0, "\n".join(lines), look)
    sheet.set_row(LEGEND_ROW - 1, styling.lines_of("\n".join(lines), width) * styling.HINT_POINTS + 6)
    if schema.name in LIT_SHEETS:
        as_of = book.format(styling.AS_OF)
        sheet.write_formula(
            TITLE_ROW - 1, _span(schema, TITLE_WIDTH)[0] + 1, as_of_formula(), as_of, as_of_text(settings)
        )


def _legend(schema: SheetSchema) -> list[str]:
    lines = [words.LIGHT_LEGEND] if schema.name in LEGEND_SHEETS else []
    owners = {column.owner for column in schema.columns}
    colours = words.LEGEND_GAP.join(text for owner, text in words.OWNER_LEGEND.items() if owner in owners)
    lines.append(words.SHEET_HINTS[schema.name] + (words.GROUP_HINT if schema.name in GROUPED else ""))
    return [*lines, words.OWNER_HEADING + colours]


def _span(schema: SheetSchema, wanted: int) -> tuple[int, int]:
    """Return the last (0-based) column needed for a text of the wanted width, and the width that there is."""
    reached = list(accumulate(seen_width(schema, column) for column in schema.columns))
    place = next((place for place, width in enumerate(reached) if width >= wanted), len(reached) - 1)
    return place, reached[place]


def as_of_formula() -> str:
    """Return the formula of the as-of note: the day of the lights, and a warning once it lies before today.

    No function younger than Excel 2007 is used.
    """
    day = as_of_day()
    shown = f'"{words.AS_OF_DATE}"&TEXT({day},"yyyy-m-d")&"{words.AS_OF_STALE}"'
    return f'=IF(LEN({AS_OF_NAME})=0,"{words.AS_OF_NEVER}",IF({day}<TODAY(),{shown},"{words.AS_OF_TODAY}"))'


def as_of_text(settings: Settings) -> str:
    """Return what a program shows that does not calculate: the day as it stood when the workbook was built."""
    day = next((row.get("value") for row in settings if row.get("key") == AS_OF_NAME), None)
    return f"{words.AS_OF_DATE}{day}" if day else words.AS_OF_NEVER
