"""The master as it stood: plans and observations laid, one after the other, over an earlier version of it. Pure.

Rows meet their lines by name, as the lines name them: by key, or by sign (#17) where they have none or share one. What
people sort or move leaves no line, so a name alone may mislead: of the rows that it may mean, the one that holds what
the lines say that it held counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlsync.model.plan import CellChange, Plan
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.plan import ROW_SIGN, same, signs


@dataclass(eq=False)
class _Line:
    """One row on its way: its number in the sheet (0: not known) and its values, blank ones left out."""

    number: int
    values: dict[str, Value]

    def agreement(self, changes: Iterable[CellChange], sign: str) -> tuple[int, bool]:
        """Return how many of the changes find their *before* here, and whether it stands where the sign says."""
        held = sum(same(self.values.get(change.column), change.before) for change in changes)
        return held, f"{ROW_SIGN}{self.number}" == sign


class _Sheet:
    """One table on its way, its rows by the text of their key ('' for those without)."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: dict[str, list[_Line]] = defaultdict(list)
        self.order: dict[_Line, None] = {}
        self.shared: set[str] = set()
        for row in table:
            self.add(row.number, row.values)

    def add(self, number: int, values: Mapping[str, Value]) -> None:
        """Add a row below the others."""
        line = _Line(number, {column: value for column, value in values.items() if value is not None})
        self.order[line] = None
        self._index(line)

    def _index(self, line: _Line) -> None:
        key = line.values.get(self.table.key)
        text = "" if key is None else str(key)
        self.rows[text].append(line)
        if text and len(self.rows[text]) > 1:
            self.shared.add(text)

    def meant(self, name: str, sign: str) -> list[_Line]:
        """Return the rows that a name may mean; ``sign`` is another name of it, '' where it has none."""
        if self.rows.get(name):
            return self.rows[name]
        if not (sign or name).startswith(ROW_SIGN):
            return []
        return [*self.rows[""], *(line for key in self.shared for line in self.rows[key])]

    def change(self, line: _Line, changes: Iterable[CellChange]) -> None:
        """Give a row its new values; a row left blank is no row."""
        key = line.values.get(self.table.key)
        for change in changes:
            if change.after is None:
                line.values.pop(change.column, None)
            else:
                line.values[change.column] = change.after
        if not line.values:
            del self.order[line]
        if not line.values or not same(line.values.get(self.table.key), key):
            self.rows["" if key is None else str(key)].remove(line)
            if line.values:
                self._index(line)

    def as_table(self) -> Table:
        """Return the table as it stands now."""
        return replace(self.table, rows=[Row(line.number, dict(line.values)) for line in self.order], blank_rows=())


@dataclass
class Replay:
    """An earlier version of the master on its way to a later one; ``lost`` are lines whose row is not there."""

    start: MasterImage
    lost: list[CellChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sheets = {name: _Sheet(table) for name, table in self.start.tables.items()}
        self._plan = self.start.plan_number

    def apply(self, plan: Plan) -> None:
        """Lay one plan or observation over what stands."""
        self._plan = max(self._plan, plan.number)
        found = [(sheet, line, changes) for sheet, line, changes in self._resolved(plan)]
        for sheet, line, changes in found:
            sheet.change(line, changes)
        for append in plan.appends:
            digits = append.key.removeprefix(ROW_SIGN)
            is_sign = append.key.startswith(ROW_SIGN) and digits.isdecimal()
            self._sheets[append.sheet].add(int(digits) if is_sign else 0, append.values)

    def _resolved(self, plan: Plan) -> Iterator[tuple[_Sheet, _Line, Sequence[CellChange]]]:
        groups: dict[tuple[str, str], list[CellChange]] = defaultdict(list)
        given = {name: signs(plan, name, self._sheets[name].table.key) for name in {c.sheet for c in plan.changes}}
        for change in plan.changes:
            sign = given[change.sheet].get(change.key, "")
            own = change.key if not sign or self._sheets[change.sheet].rows.get(change.key) else sign
            groups[change.sheet, own].append(change)
        for (name, key), changes in groups.items():
            yield from self._rows_of(self._sheets[name], key, changes)

    def _rows_of(
        self, sheet: _Sheet, key: str, changes: Sequence[CellChange]
    ) -> Iterator[tuple[_Sheet, _Line, Sequence[CellChange]]]:
        """Yield the row of a name with its changes; where two rows share the name, each change with its own row."""
        rows = sheet.meant(key, key)
        whole = max(rows, key=lambda line: line.agreement(changes, key), default=None)
        if whole is None:
            self.lost += changes
        elif len(rows) == 1 or whole.agreement(changes, key)[0] == len(changes):
            yield sheet, whole, changes
        else:
            for change in changes:
                yield sheet, _holder(rows, change, key), [change]

    def image(self) -> MasterImage:
        """Return the master as it stands now; its SHA-256 is not known."""
        tables = {name: sheet.as_table() for name, sheet in self._sheets.items()}
        return replace(self.start, tables=tables, sha256="", plan_number=self._plan, strays={})


def _holder(rows: Sequence[_Line], change: CellChange, sign: str) -> _Line:
    return max(rows, key=lambda line: line.agreement([change], sign))
