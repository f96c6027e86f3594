"""An older copy of the master: what it lacks of the journal's history, apart from what people typed into it. Pure.

Every cell whose value in the copy is one that it has had since the copy was made gets the value that it had last. A
cell that nothing has touched since keeps what it holds. A cell that was touched since and holds anything else was
changed by a person in the copy: it keeps what he typed and is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.observe import keyless_beyond, paired
from xlsync.rules.plan import ROW_SIGN, own_names, same, sign_of

_NOBODY = Source("")  # the journal has the evidence already; these changes become no lines of it
_KIND = "restored"


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell that holds neither what it held nor what it should hold."""

    sheet: str
    key: str
    column: str
    before: Value
    after: Value
    found: Value


@dataclass
class _Past:
    """What happened to one sheet since the copy was made."""

    values: dict[tuple[str, str], list[Value]] = field(default_factory=lambda: defaultdict(list))
    numbered: set[str] = field(default_factory=set)
    appended: set[str] = field(default_factory=set)
    typed_rows: list[frozenset[tuple[str, Value]]] = field(default_factory=list)
    gone_rows: list[frozenset[tuple[str, Value]]] = field(default_factory=list)

    def knows(self, key: str, column: str, value: Value) -> bool:
        """Return whether a cell held the value at some time since."""
        held = self.values.get((key, column), ())
        return (value is None and key in self.appended) or any(same(value, one) for one in held)


@dataclass
class _Work:
    """One table on its way from the copy to what it was last."""

    copy: Table
    last: Table
    past: _Past
    changes: list[CellChange] = field(default_factory=list)
    appends: list[RowAppend] = field(default_factory=list)
    held: list[HeldCell] = field(default_factory=list)


def catch_up(copy: MasterImage, last: MasterImage, since: Iterable[Plan]) -> tuple[Plan, list[HeldCell]]:
    """Return what the copy lacks as a plan without a number, and the cells that people changed in the copy.

    ``last`` is the master as it was last known, ``since`` all plans and observations that the copy may not hold.
    """
    pasts = _pasts(last, since)
    works = [_Work(copy[name], table, pasts[name]) for name, table in last.tables.items()]
    for work in works:
        if work.copy.rows != work.last.rows:
            _catch_up_table(work)
    changes = chain.from_iterable(work.changes for work in works)
    appends = chain.from_iterable(work.appends for work in works)
    return Plan(_KIND, tuple(changes), tuple(appends)), [cell for work in works for cell in work.held]


def _pasts(last: MasterImage, since: Iterable[Plan]) -> Mapping[str, _Past]:
    pasts: dict[str, _Past] = defaultdict(_Past)
    for plan in since:
        for change in _by_key(plan, last):
            pasts[change.sheet].values[change.key, change.column] += (change.before, change.after)
        for (sheet, _), values in _gone(plan, last).items():
            pasts[sheet].gone_rows.append(frozenset(values.items()))
        for append in plan.appends:
            _note_append(pasts[append.sheet], append, last[append.sheet].key)
        for change in plan.changes:
            if change.column == last[change.sheet].key and change.before is None and change.after is not None:
                pasts[change.sheet].numbered.add(str(change.after))
    return pasts


def _by_key(plan: Plan, last: MasterImage) -> Iterator[CellChange]:
    """Yield the changes of a plan, those of a sign by the key that the row had or got."""
    keys = {
        (change.sheet, change.key): str(change.before if change.after is None else change.after)
        for change in plan.changes
        if change.column == last[change.sheet].key and change.key.startswith(ROW_SIGN)
    }
    for change in plan.changes:
        yield replace(change, key=keys.get((change.sheet, change.key), change.key))


def _gone(plan: Plan, last: MasterImage) -> Mapping[tuple[str, str], dict[str, Value]]:
    """Return the values of the rows without a key that the plan removed."""
    keyed = {(change.sheet, change.key) for change in plan.changes if change.column == last[change.sheet].key}
    rows: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for change in plan.changes:
        place = (change.sheet, change.key)
        if change.key.startswith(ROW_SIGN) and change.after is None and place not in keyed:
            rows[place][change.column] = change.before
    return rows


def _note_append(past: _Past, append: RowAppend, key_column: str) -> None:
    if append.values.get(key_column) is None:
        past.typed_rows.append(_filled(append.values))
        return
    past.appended.add(append.key)
    for column, value in append.values.items():
        past.values[append.key, column].append(value)


def _filled(values: Mapping[str, Value]) -> frozenset[tuple[str, Value]]:
    return frozenset((column, value) for column, value in values.items() if value is not None)


def _catch_up_table(work: _Work) -> None:
    names = {row.number: name for name, row in zip(own_names(work.copy), work.copy, strict=True)}
    lost, new = keyless_beyond(work.last, work.copy), keyless_beyond(work.copy, work.last)
    for key, mine, row in paired(work.copy, work.last):
        if row is None and mine is not None:
            _remove_if_gone(names[mine.number], key, mine, work)
        elif row is not None:
            _catch_up_or_append(key, mine or _unnumbered(key, row, new, work.past), row, names, work)
    for row in new:
        if _filled(row.values) in work.past.gone_rows or _went_with_its_number(row, work):
            work.changes += _blanking(sign_of(row), row, work)
    for row in lost:
        if _filled(row.values) in work.past.typed_rows:
            work.appends.append(RowAppend(work.last.sheet, "", row.values, _NOBODY))


def _went_with_its_number(row: Row, work: _Work) -> bool:
    """Return whether a row of the copy got its number since, and was removed under it."""
    present = work.last.by_key()
    gone = (key for key in work.past.numbered if key not in present)
    return any(all(work.past.knows(key, *cell) for cell in row.values.items()) for key in gone)


def _unnumbered(key: str, row: Row, keyless: list[Row], past: _Past) -> Row | None:
    """Take from ``keyless`` the row of the copy that got this key only later; None when there is none."""
    for mine in keyless if key in past.numbered else ():
        if all(same(value, row[column]) or past.knows(key, column, value) for column, value in mine.values.items()):
            keyless.remove(mine)
            return mine
    return None


def _catch_up_or_append(key: str, mine: Row | None, row: Row, names: Mapping[int, str], work: _Work) -> None:
    """Append a row that was made since; a row that a person removed from the copy stays away, named if touched."""
    past = work.past
    if mine is not None:
        _catch_up_row(names[mine.number], key, mine, row.values, work)
    elif key in past.appended or (key in past.numbered and past.typed_rows):
        work.appends.append(RowAppend(work.last.sheet, key, row.values, _NOBODY))
    elif any(owner == key for owner, _ in past.values):
        work.held.append(HeldCell(work.last.sheet, key, work.last.key, row[work.last.key], row[work.last.key], None))


def _catch_up_row(name: str, key: str, mine: Row, last: Mapping[str, Value], work: _Work) -> None:
    """Give the cells of a row their last values; a cell that nothing has touched since keeps what it holds."""
    for column in dict.fromkeys((*mine.values, *last)):
        found, after = mine[column], last.get(column)
        touched = work.past.values.get((key, column))
        if not touched or same(found, after):
            continue
        if work.past.knows(key, column, found):
            work.changes.append(CellChange(work.copy.sheet, name, column, found, after, _NOBODY))
        else:
            work.held.append(HeldCell(work.copy.sheet, key, column, touched[0], after, found))


def _remove_if_gone(name: str, key: str, row: Row, work: _Work) -> None:
    """Remove a row that was removed since; whole it stays where a person changed it in the copy."""
    if not work.past.knows(key, work.copy.key, None):
        return  # a person made it in the copy
    held = [
        HeldCell(work.copy.sheet, key, column, value, None, value)
        for column, value in row.values.items()
        if not work.past.knows(key, column, value)
    ]
    work.held += held
    if not held:
        work.changes += _blanking(name, row, work)


def _blanking(name: str, row: Row, work: _Work) -> Iterator[CellChange]:
    for column, value in row.values.items():
        yield CellChange(work.copy.sheet, name, column, value, None, _NOBODY)
