"""What units show instead of saying it: comments, red and struck text; and what they do to the cover."""

from datetime import datetime
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from xlsync.demo.returns.form import OpenForm
from xlsync.model.form import KEY_ROW
from xlsync.vocabulary.labels.form import TOKEN_SHEET

RED = "FFFF0000"


def comment(form: OpenForm, column: str, text: str, at: str = "told", nth: int = 1) -> None:
    """Put a comment on a cell."""
    form.cell(column, form.row(at, nth)).comment = Comment(text, "")


def _font(cell: Any, **changes: Any) -> None:
    cell.font = Font(name=cell.font.name, size=cell.font.size, **changes)


def redden(form: OpenForm, column: str, at: str = "told", nth: int = 1, count: int = 1) -> None:
    """Write cells in red, which means "changed" to some."""
    for number in range(nth, nth + count):
        _font(form.cell(column, form.row(at, number)), color=RED)


def strike(form: OpenForm, column: str, at: str = "told", nth: int = 1) -> None:
    """Strike a cell through instead of emptying it."""
    _font(form.cell(column, form.row(at, nth)), strike=True)


def name_unit(form: OpenForm, text: str) -> None:
    """Type another name of the unit on the cover."""
    form.cover_cell("unit").value = text


def unsigned(form: OpenForm) -> None:
    """Leave the sign-off empty."""
    for name in ("signed_by", "signed_on"):
        form.cover_cell(name).value = None


def put_token(form: OpenForm, token: str = "", hidden: bool = True, cover: bool = True, data: bool = True) -> None:
    """Lose the token in some of its three places, or put another one there."""
    if cover:
        form.cover_cell("form_id").value = token or None
    if data:
        form.sheet.cell(KEY_ROW, 1).value = token or None
    if hidden and token:
        form.book[TOKEN_SHEET].cell(2, 2).value = token
    elif hidden:
        del form.book[TOKEN_SHEET]


def forge(form: OpenForm) -> None:
    """Change one sign of the token in all three places, as by typing it off."""
    token = str(form.cover_cell("form_id").value)
    put_token(form, token[:-1] + ("0" if token[-1] != "0" else "1"))


def date_1904(form: OpenForm, column: str, days: list[str], at: str = "told") -> None:
    """Save in the date system of old Macs, days typed into a column of format General."""
    form.book.epoch = CALENDAR_MAC_1904
    for number, day in enumerate(days, 1):
        cell = form.cell(column, form.row(at, number))
        cell.value = (datetime.fromisoformat(day) - CALENDAR_MAC_1904).days
        cell.number_format = "General"
