"""Turning wanted values into a Plan, and a Plan into the image that will stand after it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.schema import SheetSchema
from xlsync.model.table import MasterImage, Row, Table, Value

ROW_SIGN = "#"
"""A row without a key of its own is named by this sign and its row number, such as #17."""


_NUMBERS = (int, float)


def change_cells(
    schema: SheetSchema, row: Row, wanted: Mapping[str, Value], source: Source, name: str = ""
) -> list[CellChange]:
    """Return the changes that give one row the wanted values (only the columns named in ``wanted``).

    ``name`` is needed for a row that is not the first of its key (see ``own_names``).
    """
    values = row.values
    changed = [
        (column, before, value)
        for column, value in wanted.items()
        if (before := values.get(column)) is not value and not same(before, value)
    ]
    if not changed:
        return []
    key = name or row.text(schema.key) or sign_of(row)
    return [CellChange(schema.name, key, column, before, value, source) for column, before, value in changed]


def same(one: Value, other: Value) -> bool:
    """Return whether two cell values are the same to a reader: 7 is 7.0, but 7 is not '7'."""
    if one is other:  # most cells are: the question is asked of every cell of every row
        return True
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if isinstance(one, _NUMBERS) and isinstance(other, _NUMBERS):
        return abs(one - other) < 1e-9
    return one == other


def reconcile(
    schema: SheetSchema, table: Table, wanted: Sequence[Mapping[str, Value]], source: Source
) -> tuple[list[CellChange], list[RowAppend]]:
    """Return what makes a computed table hold exactly the wanted rows (each with its key column).

    Rows are met by key; a new key is appended; every row that is not the first of a wanted key is blanked in our
    columns: one no longer wanted, one without a key, the second of a doubled key.
    """
    present = table.by_key()
    changes: list[CellChange] = []
    appends: list[RowAppend] = []
    keys = set()
    for values in wanted:
        key = str(values[schema.key])
        keys.add(key)
        if key in present:
            full = {column.key: values.get(column.key) for column in schema.columns}
            changes += change_cells(schema, present[key], full, source)
        else:
            appends.append(RowAppend(schema.name, key, {k: v for k, v in values.items() if v is not None}, source))
    for name, row in zip(own_names(table), table, strict=True):
        if name not in keys:
            changes += change_cells(schema, row, dict.fromkeys(row.values), source, name)
    return changes, appends


def sign_of(row: Row) -> str:
    """Return the sign of a row, such as #17."""
    return f"{ROW_SIGN}{row.number}"


def own_names(table: Table) -> Iterator[str]:
    """Yield the name of each row: its key, or its sign where it has no key or an earlier row has the same."""
    seen = {""}
    for row in table:
        key = row.text(table.key)
        yield sign_of(row) if key in seen else key
        seen.add(key)


def named_rows(table: Table, plan: Plan) -> dict[str, Row]:
    """Return the rows by every name that a plan may use: their own, and the key that the plan gives a row of a sign.

    Where the table holds the given key already, key and sign both mean the row that has it.
    """
    rows = dict(zip(own_names(table), table, strict=True))
    for key, sign in signs(plan, table.sheet, table.key).items():
        row = rows.get(key, rows.get(sign))
        if row is not None:
            rows |= {key: row, sign: row}
    return rows


def join(kind: str, plans: Iterable[Plan], submissions: Sequence[int] = ()) -> Plan:
    """Return one plan of several made one after the other; a cell changed twice keeps its first *before*.

    Of a row appended twice each column keeps its last value.
    """
    plans = list(plans)
    appends: dict[tuple[str, str], RowAppend] = {}
    changes: dict[tuple[str, str, str], CellChange] = {}
    for plan in plans:
        for append in plan.appends:
            _onto(appends, append)
        for change in plan.changes:
            new_row = appends.get((change.sheet, change.key))
            if new_row is not None:
                _onto(appends, replace(new_row, values={change.column: change.after}))
                continue
            place = (change.sheet, change.key, change.column)
            first = changes.get(place)
            changes[place] = replace(change, before=first.before) if first else change
    kept = tuple(change for change in changes.values() if not same(change.before, change.after))
    return Plan(kind, kept, tuple(appends.values()), tuple(submissions))


def _onto(appends: dict[tuple[str, str], RowAppend], append: RowAppend) -> None:
    """Lay the values of a new row over those that it was to have so far."""
    place = (append.sheet, append.key)
    so_far = appends[place].values if place in appends else {}
    appends[place] = replace(append, values={**so_far, **append.values})


def foresee(image: MasterImage, plan: Plan) -> MasterImage:
    """Return the image as it will stand after the plan; appended rows come last with row number 0.

    A row that the plan gives its key (see ``signs``) may be named by it or by its sign.
    """
    tables = dict(image.tables)
    for name in {change.sheet for change in plan.changes} | {append.sheet for append in plan.appends}:
        tables[name] = _changed(tables[name], name, plan)
    return replace(image, tables=tables)


def signs(plan: Plan, sheet: str, key_column: str) -> dict[str, str]:
    """Return the sign (#17) of each row without a key by the key that the plan gives it."""
    return {
        str(change.after): change.key
        for change in plan.changes
        if change.column == key_column
        and change.sheet == sheet
        and change.after is not None
        and change.key.startswith(ROW_SIGN)
    }


def _changed(table: Table, name: str, plan: Plan) -> Table:
    edits: dict[str, dict[str, Value]] = {}
    named = signs(plan, name, table.key)
    for change in plan.changes:
        if change.sheet == name:
            edits.setdefault(named.get(change.key, change.key), {})[change.column] = change.after
    rows = []
    for own_name, row in zip(own_names(table), table, strict=True):
        edit = edits.get(own_name)
        rows.append(Row(row.number, {**row.values, **edit}) if edit else row)
    rows += [Row(0, append.values) for append in plan.appends if append.sheet == name]
    return replace(table, rows=[row for row in rows if any(value is not None for value in row.values.values())])
