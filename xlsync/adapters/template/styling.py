"""The look of the workbooks: colours, fonts and cell formats, each by the owner and kind of a column."""

from collections.abc import Sequence
from typing import Any

from xlsync.model.schema import Column
from xlsync.vocabulary.labels.template import FONT
from xlsync.vocabulary.terms import Kind, Light, Owner

INK = {Owner.OFFICE: "#1F2933", Owner.UNIT: "#1F2933", Owner.COMPUTED: "#44546A", Owner.SYSTEM: "#4B5866"}
"""Font colour by owner. Each named style has its own: package.py tells the styles apart by it."""

PAPER = {Owner.COMPUTED: "#F2F3F5", Owner.SYSTEM: "#E7EAEE"}
"""Fill by owner; input columns have none, so that the bands of the table show."""

HEADER = {Owner.OFFICE: "#1F5C99", Owner.UNIT: "#2E7D4F", Owner.COMPUTED: "#7A8490", Owner.SYSTEM: "#4A545F"}
ONE_LINE = frozenset({Owner.SYSTEM})
"""Owners whose cells stay on one line: a long id may be cut off, for its parts stand in their own columns."""

FORM_OPEN, FORM_LOCKED = "#FFFBE6", "#EEF0F3"
FONT_SIZE = 10
LINE = "#C9D0D8"
ACCENT = "#1F5C99"

LIGHT_LOOKS: dict[Light, dict[str, Any]] = {
    Light.RED: {"bg_color": "#F8CBCB", "font_color": "#9C0006", "bold": True},
    Light.AMBER: {"bg_color": "#FFE699", "font_color": "#7F6000", "bold": True},
    Light.GREEN: {"bg_color": "#D5EBD3", "font_color": "#1E6B2B", "bold": True},
    Light.BLUE: {"bg_color": "#CFE2F7", "font_color": "#1F4E8C", "bold": True},
    Light.CLOSED: {"bg_color": "#E3E6EA", "font_color": "#3B4652", "bold": True},
    Light.SUSPENDED: {"bg_color": "#E6DDF0", "font_color": "#5B3F86", "bold": True},
    Light.GREY: {"font_color": "#8A929B"},
}

NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.LONG_TEXT: "General",
    Kind.DATE: "yyyy-m-d",
    Kind.MOMENT: "yyyy-m-d hh:mm",
    Kind.NUMBER: "General",
    Kind.PERCENT: "0%",
    Kind.INTEGER: "0",
}
"""Short texts are cells of type text: Excel would turn a typed 3-1 into a date and drop the 0 of a phone number."""

CENTRED = frozenset({Kind.DATE, Kind.MOMENT, Kind.PERCENT, Kind.INTEGER})

TITLE = {"font_name": FONT, "font_size": 16, "bold": True, "font_color": ACCENT, "valign": "vcenter"}
HINT = {"font_name": FONT, "font_size": 9, "font_color": "#5A6672", "valign": "vcenter"}
HINT_POINTS = 14
AS_OF = {**HINT, "bold": True, "font_color": "#9C0006"}


ROUNDED = "0.00_ "
ROUNDED_SHEETS = ("scores", "points")
"""Scores are kept unrounded and shown with two digits; the room behind keeps them off the next column's text."""

BOARD_HEADERS = {
    "green": "#2E7D4F",
    "amber": "#B7791F",
    "red": "#B42318",
    "blue": "#1F5C99",
    "suspended": "#6B4E97",
    "closed": "#4A545F",
    "grey": HEADER[Owner.COMPUTED],
}


def cell_look(column: Column, sheet: str = "") -> dict[str, Any]:
    """Return the format of the data cells of a column of the master."""
    look: dict[str, Any] = {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "font_color": INK[column.owner],
        "valign": "top",
        "text_wrap": column.owner not in ONE_LINE,
        "border": 1,
        "border_color": LINE,
        "num_format": NUMBER_FORMATS[column.kind],
    }
    if column.owner in PAPER:
        look["bg_color"] = PAPER[column.owner]
    if column.kind in CENTRED:
        look["align"] = "center"
    if column.kind is Kind.NUMBER:
        look |= {"align": "right", "indent": 1, "text_wrap": False}
        look["num_format"] = ROUNDED if sheet in ROUNDED_SHEETS else look["num_format"]
    return look


def header_look(owner: Owner, paper: str = "") -> dict[str, Any]:
    """Return the format of a header cell; its colour tells who fills the column, unless another is given."""
    return {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": paper or HEADER[owner],
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#FFFFFF",
    }


def form_look(column: Column) -> dict[str, Any]:
    """Return the format of the data cells of a column of the form: open cells are light yellow and unlocked."""
    is_open = column.owner is Owner.UNIT
    paper = FORM_OPEN if is_open else FORM_LOCKED
    return {**cell_look(column), "font_color": "#1F2933", "bg_color": paper, "locked": not is_open}


_TAB_GROUPS = {
    "#C00000": "board matters schedule",
    "#2E7D4F": (
        "projects milestones indicators indicator_catalogue proposals "
        "meetings visits joint_inspections surveys readings"
    ),
    "#1F5C99": "units aliases people rules points manual_points scores appeals",
    "#B7791F": "extensions urges documents feedback conflicts findings changes",
    "#7A8490": "categories dictionary holidays settings",
}
TAB_COLOURS = {name: colour for colour, names in _TAB_GROUPS.items() for name in names.split()}
"""Tab colour by sheet: ledger, kinds of work, units and scores, traffic with the units, lists and settings."""


def form_header_look(owner: Owner) -> dict[str, Any]:
    """Return the format of a header cell of the form: green where the unit writes, grey where it does not."""
    return header_look(Owner.UNIT if owner is Owner.UNIT else Owner.COMPUTED)


COVER_TEXT = {"font_name": FONT, "font_size": 12, "font_color": "#1F2933", "valign": "vcenter", "text_wrap": True}
COVER_LINE = {**COVER_TEXT, "font_size": 11}
COVER_TITLE = {**COVER_TEXT, "font_size": 22, "bold": True, "font_color": ACCENT, "align": "center"}
COVER_OFFICE = {**COVER_TEXT, "font_color": "#5A6672", "align": "center"}
COVER_HEADING = {**COVER_TEXT, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT}


LINE_POINTS, HIGHEST_ROW, MIN_HEADER = 15, 405, 34


def lines_of(text: str, room: int) -> int:
    """Return how many lines a text needs in a column of ``room`` half-width characters (Chinese ones count twice)."""
    return sum(max(1, -(-len(line.encode("gb18030", "replace")) // room)) for line in text.split("\n"))


def header_height(headers: Sequence[tuple[str, int]]) -> int:
    """Return the height of a header row; each header comes with the width of its column (3 for its button)."""
    return max(MIN_HEADER, max(lines_of(text, max(4, width - 3)) for text, width in headers) * LINE_POINTS + 6)


def row_height(lines: int) -> int:
    """Return the height in points of a row of so many lines of table text."""
    return min(HIGHEST_ROW, lines * LINE_POINTS + 5)


TEXT_POINTS = 19
LISTED = {
    "font_name": FONT,
    "font_size": FONT_SIZE,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": LINE,
}
LINK = {**LISTED, "font_color": ACCENT, "underline": 1}
LIST_HEADER = header_look(Owner.OFFICE)
INK_OF_MANUAL = "#1F2933"
