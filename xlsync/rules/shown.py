"""How a value is written as text on a sheet that mixes kinds (冲突, 变更记录), and how that text is read back."""

from datetime import date, datetime

from xlsync.model.table import Value
from xlsync.vocabulary.terms import Kind


def show(value: Value, kind: Kind) -> str | None:
    """Return the value as text that ``read_shown`` turns into the same value; None for blank."""
    if value is None:
        return None
    if kind is Kind.PERCENT and isinstance(value, int | float):
        return f"{value * 100:.10g}%"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def read_shown(text: str | None, kind: Kind) -> Value:
    """Return the value that ``show`` wrote; raises ValueError for text that it cannot have written."""
    if text is None:
        return None
    if kind is Kind.PERCENT:
        return float(text.removesuffix("%")) / 100
    if kind is Kind.NUMBER:
        return float(text)
    if kind is Kind.INTEGER:
        return int(text)
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return text
