"""Values of cells as compact JSON text that keeps their type: a date is {"d": ...}, a moment {"t": ...}."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from xlsync.model.table import Value


def tagged(value: object) -> dict[str, str]:
    """Return a day or a moment with a sign that says which; TypeError for anything else."""
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=tagged).encode


# The encoder starts anew for every value that is no text; a plan has tens of thousands. Most texts of a batch are
# words that come again and again.
_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: lru_cache(maxsize=1024)(_encode),
    int: repr,
    date: lambda day: f'{{"d":"{day.isoformat()}"}}',
    datetime: lambda moment: f'{{"t":"{moment.isoformat()}"}}',
}


def untagged(found: dict[str, Any]) -> Any:
    """Return the day or the moment that ``tagged`` signed; any other object as it is."""
    if len(found) == 1:
        if "d" in found:
            return date.fromisoformat(found["d"])
        if "t" in found:
            return datetime.fromisoformat(found["t"])
    return found


def encode(value: Value) -> str | None:
    """Return one value as text, None for blank."""
    if value is None:
        return None
    write = _BY_TYPE.get(type(value), _encode)
    return write(value)


def decode(text: str | None) -> Value:
    """Return the value of a text made by encode."""
    if text is None:
        return None
    value: Value = json.loads(text, object_hook=untagged)
    return value


def encode_values(values: Mapping[str, Value]) -> str:
    """Return the values of one row, by column key, as text."""
    return _encode({f"={key}": value for key, value in values.items()})


def decode_values(text: str) -> dict[str, Value]:
    """Return the values of a text made by encode_values.

    The keys carry a sign before them, so that a column named ``d`` is never taken for a date.
    """
    return {key[1:]: value for key, value in json.loads(text, object_hook=untagged).items()}
