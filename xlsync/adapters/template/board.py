"""What the sheet 看板 has besides its table: figures that ask for attention stand out, and a chart of the lights."""

from xlsxwriter.worksheet import Worksheet

from xlsync.adapters.template.book import Book
from xlsync.adapters.template.styling import LIGHT_LOOKS
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.vocabulary.labels.board import TOTAL
from xlsync.vocabulary.labels.template import BOARD_CHART_TITLE, FONT
from xlsync.vocabulary.terms import Light

BOARD = SHEETS["board"]
KEYS = list(BOARD.by_key)
CHART_GAP, CHART_ROWS = 1, 24
_EDGE = "#5A6672"
_WHOLE = {"bold": True, "top": 1, "bottom": 1}
_ATTENTION = {"red": Light.RED, "amber": Light.AMBER}
CHART_COLOURS = {
    "closed": "#1F2933",
    "green": "#7DBE8E",
    "blue": "#2E75B6",
    "amber": "#F2C14E",
    "red": "#B42318",
    "suspended": "#8F73BC",
    "grey": "#E1E5EA",
}
"""The parts of a bar in their order, dark and light by turns: neighbours differ in black and white, too."""


def dress_board(book: Book, sheet: Worksheet, lines: int) -> None:
    """Mark red and amber counts above zero; with lines also the chart below the table."""
    last = HEADER_ROW + max(1, lines) - 1
    for key, light in _ATTENTION.items():
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.format(LIGHT_LOOKS[light])}
        sheet.conditional_format(HEADER_ROW, KEYS.index(key), last, KEYS.index(key), rule)
    whole = {"type": "formula", "criteria": f'=$A{HEADER_ROW + 1}="{TOTAL}"', "format": book.format(_WHOLE)}
    sheet.conditional_format(HEADER_ROW, 0, last, len(KEYS) - 1, whole)
    if lines > 1:
        _chart(book, sheet, last)


def _chart(book: Book, sheet: Worksheet, last: int) -> None:
    """Stack the lights of each line but the first, which is the total, in a bar chart below the table."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for key, colour in CHART_COLOURS.items():
        place = KEYS.index(key)
        chart.add_series(
            {
                "name": [BOARD.sheet, HEADER_ROW - 1, place],
                "categories": [BOARD.sheet, HEADER_ROW + 1, 0, last, 0],
                "values": [BOARD.sheet, HEADER_ROW + 1, place, last, place],
                "fill": {"color": colour},
                "border": {"color": _EDGE, "width": 0.5},
                "gap": 45,
            }
        )
    small = {"name": FONT, "size": 9}
    chart.set_title({"name": BOARD_CHART_TITLE, "name_font": {"name": FONT, "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": small, "line": {"none": True}})
    chart.set_x_axis({"num_font": small, "num_format": "0%", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_size({"width": 900, "height": CHART_ROWS * 19})
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last + CHART_GAP + CHART_ROWS, len(KEYS) - 1)
    sheet.insert_chart(last + 1 + CHART_GAP, 0, chart, {"x_offset": 4, "y_offset": 4})
