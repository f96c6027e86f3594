"""What people changed between two images of the master: cells, new rows, removed rows. Pure.

Rows meet by key; of doubled keys the first meets the first, the second the second. A row without a key (typed by staff,
not registered yet) has nothing to be met by: it is the same row only if all its values are the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsync.model.plan import CellChange, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.plan import ROW_SIGN, same


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
    old, new = _keyed(before), _keyed(after)
    for place, row in old.items():
        values = new[place].values if place in new else {}
        found.changes += _cell_changes(after.sheet, place[0], row.values, values, source)
    for place, row in new.items():
        if place not in old:
            found.appends.append(RowAppend(after.sheet, place[0], row.values, source))
    for row in _keyless_beyond(before, after):
        found.changes += _cell_changes(after.sheet, f"{ROW_SIGN}{row.number}", row.values, {}, source)
    for row in _keyless_beyond(after, before):
        found.appends.append(RowAppend(after.sheet, f"{ROW_SIGN}{row.number}", row.values, source))


def _keyed(table: Table) -> dict[tuple[str, int], Row]:
    """Return the rows that have a key, by key and occurrence."""
    seen: Counter[str] = Counter()
    rows: dict[tuple[str, int], Row] = {}
    for row in table.rows:
        key = row.text(table.key)
        if key:
            rows[key, seen[key]] = row
            seen[key] += 1
    return rows


def _cell_changes(
    sheet: str, key: str, before: Mapping[str, Value], after: Mapping[str, Value], source: Source
) -> Iterator[CellChange]:
    if before == after:
        return
    for column in dict.fromkeys((*before, *after)):
        if not same(before.get(column), after.get(column)):
            yield CellChange(sheet, key, column, before.get(column), after.get(column), source)


def _keyless_beyond(table: Table, other: Table) -> Iterator[Row]:
    """Yield the rows without a key that the other table does not hold."""
    held = Counter(frozenset(row.values.items()) for row in other.rows if not row.text(other.key))
    for row in table.rows:
        if not row.text(table.key):
            values = frozenset(row.values.items())
            if held[values]:
                held[values] -= 1
            else:
                yield row
