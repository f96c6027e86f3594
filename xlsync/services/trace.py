"""Where a figure comes from: the history of any cell of the master."""

from typing import Any

from xlsync.model.schema import SheetSchema
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row
from xlsync.rules.plan import ROW_SIGN
from xlsync.rules.registration import BORN
from xlsync.services.ports import Journal
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import journal as words
from xlsync.vocabulary.labels.registration import REGISTRATION_KIND


def trace(
    journal: Journal, image: MasterImage, key: str, column: str | None = None, sheet: str = "matters"
) -> list[dict[str, Any]]:
    """Return the history of a row or of one of its cells, oldest first: the journal's lines, each with its ``header``.

    ``key`` is the text of the row's key (a matter id), ``column`` a column key or its Chinese header. A value that no
    line explains stood in the master before the journal began: it comes first, as an entry with an empty ``at``.
    Raises NothingToDo when there is neither such a row nor such a column.
    """
    schema = SHEETS[sheet]
    wanted = _column_key(schema, column)
    lines = [*_before_registration(journal, schema, key, wanted), *journal.history(key, wanted, sheet)]
    row = image[sheet].by_key().get(key)
    if row is None and not lines:
        raise NothingToDo(words.UNTRACED.format(matter=key))
    entries = _baseline(row, lines, wanted) if row is not None else []
    return [{**entry, "header": schema.header(entry["column"])} for entry in (*entries, *lines)]


def _before_registration(journal: Journal, schema: SheetSchema, key: str, column: str | None) -> list[dict[str, Any]]:
    """Return the lines of a row from before it got its key: the journal has them under its sign, such as #17.

    Another row may have had the same sign earlier; its lines end with its own registration.
    """
    born = journal.history(key, BORN, schema.name)[:1]
    if not born or born[0]["who"] != REGISTRATION_KIND:
        return []
    sign, last = f"{ROW_SIGN}{born[0]['cell'].lstrip('A')}", born[0]["plan"]
    named = [line["plan"] for line in journal.history(sign, schema.key, schema.name) if line["plan"] < last]
    first = max(named, default=0)
    return [line for line in journal.history(sign, column, schema.name) if first < line["plan"] <= last]


def _column_key(schema: SheetSchema, column: str | None) -> str | None:
    if column is None or column in schema.by_key:
        return column
    if column not in schema.keys_by_header:
        raise NothingToDo(words.UNKNOWN_COLUMN.format(sheet=schema.sheet, column=column))
    return schema.keys_by_header[column]


def _baseline(row: Row, lines: list[dict[str, Any]], wanted: str | None) -> list[dict[str, Any]]:
    """Return an entry for each value of the row that the journal did not see come."""
    first_seen: dict[str, Any] = {}
    for line in lines:
        first_seen.setdefault(line["column"], line["before"])
    entries = []
    for column in (wanted,) if wanted is not None else row.values:
        stood = first_seen.get(column, row[column])
        if stood is not None:
            entries.append(_entry(column, stood))
    return entries


def _entry(column: str, value: Any) -> dict[str, Any]:
    empty = {"plan": 0, "kind": "", "at": "", "sha256": "", "file": "", "cell": ""}
    return {**empty, "column": column, "who": words.BASELINE, "before": None, "after": value}
