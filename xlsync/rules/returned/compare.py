"""Whether a returned cell still says what was issued: the cheap question asked of every cell before any reading."""

from collections.abc import Mapping
from datetime import date, datetime

from xlsync.model.table import Value
from xlsync.rules.plan import same
from xlsync.rules.returned.facts import FORM_COLUMNS, is_blank
from xlsync.vocabulary.terms import Kind


def says_same(column: str, raw: Value, issued: Value, form_words: Mapping[str, str]) -> bool:
    """Return whether a cell as returned means the value issued; other programs may have changed its type or line ends.

    ``form_words`` gives the word that the form shows for a stage of the ledger.
    """
    if raw == issued:
        return True
    if is_blank(raw) or is_blank(issued):
        return is_blank(raw) and is_blank(issued)
    if column == "stage":
        return raw == form_words.get(str(issued), issued)
    if FORM_COLUMNS[column].kind is Kind.DATE:
        return as_day(raw) is not None and as_day(raw) == as_day(issued)
    if isinstance(raw, str) or isinstance(issued, str):
        return plain_text(raw) == plain_text(issued)
    return same(raw, issued)


def as_day(value: Value) -> date | None:
    """Return a date of a cell or of the journal's ISO text, None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def plain_text(value: Value) -> str:
    """Return a value as text, with one kind of line end, none around it, and whole numbers without .0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
