"""What brings the master's tables back to an earlier state: cells, rows added since, rows removed since. Pure.

Left alone: 变更记录 and 文号登记, which only grow; tables that are computed as a whole, which the refresh makes anew;
numbers given to rows since, which are out in the world and stay with their rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.observe import keyless_beyond, paired
from xlsync.rules.plan import own_names, same, sign_of, signs
from xlsync.rules.registration import BORN

LEFT_ALONE = frozenset({"changes", "documents", "findings", "points", "scores", "board"})
_OF_BIRTH = frozenset({BORN})
_NAMELESS = "#+"
"""The beginning of the name of a row that comes back without a key: no row of a master has such a sign."""


@dataclass
class Restoring:
    """What brings the present tables back to the earlier ones.

    ``doubled`` are rows to append whose name stands in ``appends`` already, or that have none: nothing can be joined
    to them.
    """

    changes: list[CellChange] = field(default_factory=list)
    appends: list[RowAppend] = field(default_factory=list)
    doubled: list[RowAppend] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes or self.appends or self.doubled)


def restoring(present: MasterImage, then: MasterImage, since: Iterable[Plan], source: Source) -> Restoring:
    """Return what turns ``present`` into ``then``; ``since`` are the plans and observations in between."""
    found, plans = Restoring(), list(since)
    for name, table in present.tables.items():
        if name in LEFT_ALONE or name not in then.tables:
            continue
        given = _given_since(plans, name, table.key)
        _Sheet(table, _with_numbers(then[name], table, given), source, found).compare()
    return found


def _given_since(plans: Iterable[Plan], sheet: str, key: str) -> dict[str, str]:
    """Return the key that each row without one has got since, by its sign (#17)."""
    return {sign: given for plan in plans for given, sign in signs(plan, sheet, key).items()}


def _with_numbers(then: Table, present: Table, given: Mapping[str, str]) -> Table:
    """Return the earlier table, its rows without a key under the key that they have got since."""
    rows = present.by_key()
    named = []
    for row in then:
        now = rows.get(given.get(sign_of(row), "")) if not row.text(then.key) else None
        kept = {column: now[column] for column in (then.key, *_OF_BIRTH) if now[column] is not None} if now else {}
        named.append(Row(row.number, {**row.values, **kept}))
    return Table(then.sheet, then.key, named)


@dataclass
class _Sheet:
    present: Table
    then: Table
    source: Source
    found: Restoring

    def compare(self) -> None:
        """Add what this table needs."""
        if self.present.rows == self.then.rows:
            return
        names = {row.number: name for name, row in zip(own_names(self.present), self.present, strict=True)}
        appended: set[str] = set()
        for key, now, row in paired(self.present, self.then):
            if now is None and row is not None:
                (self.found.doubled if key in appended else self.found.appends).append(self._append(key, row))
                appended.add(key)
            elif now is not None:
                self._turn(names[now.number], now, row)
        for row in keyless_beyond(self.present, self.then):
            self._turn(sign_of(row), row, None)
        for number, row in enumerate(keyless_beyond(self.then, self.present), 1):
            self.found.doubled.append(self._append(f"{_NAMELESS}{number}", row))

    def _append(self, key: str, row: Row) -> RowAppend:
        values: dict[str, Value] = {column: value for column, value in row.values.items() if value is not None}
        return RowAppend(self.present.sheet, key, values, self.source)

    def _turn(self, name: str, now: Row, then: Row | None) -> None:
        self.found.changes += self._cells(name, now, then.values if then else {})
        if then is None:
            self.found.removed.append((self.present.sheet, name))

    def _cells(self, name: str, now: Row, then: Mapping[str, Value]) -> Iterator[CellChange]:
        for column in dict.fromkeys((*now.values, *then)):
            if not same(now[column], then.get(column)):
                yield CellChange(self.present.sheet, name, column, now[column], then.get(column), self.source)
