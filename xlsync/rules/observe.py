"""What people changed between two images of the master: cells, new rows, removed rows. Pure.

Rows meet by key; of doubled keys equal rows meet first, then each meets the one most like it. A row without a key
(typed by staff, not registered yet) has nothing to be met by: it is the same row only if all its values are the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlsync.model.plan import CellChange, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.plan import same, sign_of


@dataclass
class Differences:
    """Cells that differ and rows that are new; a removed row is the blanking of all its cells."""

    changes: list[CellChange] = field(default_factory=list)
    appends: list[RowAppend] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes or self.appends)


def differences(before: MasterImage, after: MasterImage, source: Source) -> Differences:
    """Return what turns ``before`` into ``after``, table by table, each with the same source."""
    found = Differences()
    for name, table in after.tables.items():
        old = before.tables.get(name)
        _compare(old if old is not None else Table(name, table.key, ()), table, source, found)
    return found


def _compare(before: Table, after: Table, source: Source, found: Differences) -> None:
    for key, old, new in paired(before, after):
        if old is None and new is not None:
            found.appends.append(RowAppend(after.sheet, key, new.values, source))
        elif old is not None:
            found.changes += _cell_changes(after.sheet, key, old.values, new.values if new else {}, source)
    for row in keyless_beyond(before, after):
        found.changes += _cell_changes(after.sheet, sign_of(row), row.values, {}, source)
    for row in keyless_beyond(after, before):
        found.appends.append(RowAppend(after.sheet, sign_of(row), row.values, source))


def paired(before: Table, after: Table) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Yield the rows that have a key, each with the row that it meets: those of ``before`` in order, then new ones."""
    old, new = _keyed(before), _keyed(after)
    for key, rows in old.items():
        for one, other in _met(rows, new.pop(key, [])):
            yield key, one, other
    for key, rows in new.items():
        for row in rows:
            yield key, None, row


def _keyed(table: Table) -> dict[str, list[Row]]:
    """Return the rows that have a key, by key."""
    rows: dict[str, list[Row]] = {}
    for row in table:
        key = row.text(table.key)
        if key:
            rows.setdefault(key, []).append(row)
    return rows


def _met(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows of one key as they meet."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    left = list(new)
    equal = [_taken(left, one.values) for one in old]
    for one, other in zip(old, equal, strict=True):
        yield one, other or _nearest(left, one.values)
    yield from ((None, other) for other in left)


def _taken(rows: list[Row], values: Mapping[str, Value]) -> Row | None:
    """Take a row with the same values from the list; None when there is none."""
    row = next((row for row in rows if row.values == values), None)
    if row is not None:
        rows.remove(row)
    return row


def _nearest(rows: list[Row], values: Mapping[str, Value]) -> Row | None:
    """Take the row with the most values in common from the list, the first of several; None when it is empty."""
    row = max(rows, key=lambda row: len(row.values.items() & values.items()), default=None)
    if row is not None:
        rows.remove(row)
    return row


def _cell_changes(
    sheet: str, key: str, before: Mapping[str, Value], after: Mapping[str, Value], source: Source
) -> Iterator[CellChange]:
    if before == after:
        return
    for column in dict.fromkeys((*before, *after)):
        if not same(before.get(column), after.get(column)):
            yield CellChange(sheet, key, column, before.get(column), after.get(column), source)


def keyless_beyond(table: Table, other: Table) -> list[Row]:
    """Return the rows without a key that the other table does not hold."""
    held = Counter(frozenset(row.values.items()) for row in other if not row.text(other.key))
    beyond = []
    for row in table:
        if not row.text(table.key):
            values = frozenset(row.values.items())
            held[values] -= 1
            if held[values] < 0:
                beyond.append(row)
    return beyond
