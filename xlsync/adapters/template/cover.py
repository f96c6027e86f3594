"""The cover of a form: what it is, by when, how to fill it in, and the cells for the leader's sign-off; one A4 page."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template import styling
from xlsync.adapters.template.book import Book
from xlsync.model.submission import IssuedForm
from xlsync.model.table import MasterImage
from xlsync.vocabulary.labels import template as words
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET
from xlsync.vocabulary.labels.periods import period_words

LINE_ROOM = 100
"""Half-width characters on a line of the cover."""

_OPEN_CELL = {
    **styling.COVER_TEXT,
    "bg_color": styling.FORM_OPEN,
    "border": 1,
    "border_color": styling.LINE,
    "locked": False,
}
_FACT = {**styling.COVER_TEXT, "bold": True, "bottom": 1, "bottom_color": styling.LINE}
_LABEL = {**styling.COVER_TEXT, "font_color": "#5A6672", "align": "right", "indent": 1}


def write_cover(book: Book, form: IssuedForm, image: MasterImage) -> None:
    """Add the cover: title, facts, how to fill in, plain words, sign-off, form number."""
    sheet = book.sheet(COVER_SHEET)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 82)
    sheet.set_row(0, 14)
    row = _title(book, sheet, image)
    row = _facts(book, sheet, row, form)
    row = _paragraphs(book, sheet, row, words.FORM_HOW_HEADING, words.FORM_HOW)
    row = _paragraphs(book, sheet, row, words.FORM_WORDS_HEADING, words.FORM_WORDS)
    row = _sign_off(book, sheet, row)
    row = _form_number(book, sheet, row, form)
    _view_and_print(sheet, row)


def _title(book: Book, sheet: Worksheet, image: MasterImage) -> int:
    settings = image["settings"].by_key()
    office = settings["office_name"].text("value") if "office_name" in settings else ""
    sheet.merge_range(1, 1, 1, 2, words.FORM_TITLE, book.format(styling.COVER_TITLE))
    sheet.merge_range(2, 1, 2, 2, office, book.format(styling.COVER_OFFICE))
    sheet.set_row(1, 44)
    sheet.set_row(2, 24)
    return 4


def _facts(book: Book, sheet: Worksheet, row: int, form: IssuedForm) -> int:
    facts = {"unit": form.unit, "period": period_words(form.period), "due_on": form.due_on}
    for key, value in facts.items():
        sheet.set_row(row, 26)
        sheet.write_string(row, 1, COVER_LABELS[key], book.format(_LABEL))
        sheet.write_string(row, 2, value, book.format(_FACT))
        row += 1
    return row + 1


def _paragraphs(book: Book, sheet: Worksheet, row: int, heading: str, lines: Sequence[str]) -> int:
    sheet.set_row(row, 24)
    sheet.merge_range(row, 1, row, 2, heading, book.format(styling.COVER_HEADING))
    for number, line in enumerate(lines, 1):
        sheet.merge_range(row + number, 1, row + number, 2, f"{number}. {line}", book.format(styling.COVER_LINE))
        sheet.set_row(row + number, styling.lines_of(line, LINE_ROOM) * styling.TEXT_POINTS + 4)
    return row + len(lines) + 2


def _sign_off(book: Book, sheet: Worksheet, row: int) -> int:
    sheet.set_row(row, 24)
    sheet.merge_range(row, 1, row, 2, words.FORM_SIGN_HEADING, book.format(styling.COVER_HEADING))
    for number, key in enumerate(words.FORM_SIGNATURE_KEYS, 1):
        look = _OPEN_CELL | ({"num_format": "yyyy-m-d", "align": "left"} if key == "signed_on" else {"num_format": "@"})
        sheet.set_row(row + number, 28)
        sheet.write_string(row + number, 1, COVER_LABELS[key], book.format(_LABEL))
        sheet.write_blank(row + number, 2, None, book.format(look))
    return row + len(words.FORM_SIGNATURE_KEYS) + 2


def _form_number(book: Book, sheet: Worksheet, row: int, form: IssuedForm) -> int:
    small = {**styling.HINT, "font_size": 8, "font_color": "#9AA3AD"}
    sheet.write_string(row, 1, COVER_LABELS["form_id"], book.format({**small, "align": "right", "indent": 1}))
    sheet.write_string(row, 2, form.token, book.format(small))
    sheet.write_string(row + 1, 2, words.FORM_COVER_NOTE, book.format(small))
    return row + 2


def _view_and_print(sheet: Worksheet, rows: int) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, rows - 1, 2)
