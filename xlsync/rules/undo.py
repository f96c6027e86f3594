"""Taking a submission back: the inverse of its own lines, where they still stand; else what stands in the way. Pure.

cell holds what the submission wrote          -> it goes back to what it held before
cell was moved on by the program alone         -> likewise (冲突: 台账现值, 处理日期)
cell holds anything else                       -> a clash: somebody has changed it since
row that the submission appended, untouched    -> removed; touched: each changed cell is a clash
conflict that only the submission superseded   -> open again
变更记录                                        -> stays: history is not erased
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.change_lines import matter_summaries
from xlsync.rules.plan import own_names, same
from xlsync.vocabulary.labels.refreshing import REFRESH_KIND, SETTLING, SUPERSEDED

HISTORY, LISTED = "changes", "findings"
_OWN_BUSINESS = frozenset({HISTORY, LISTED})
_BY_PROGRAM = frozenset({SETTLING, REFRESH_KIND})
_CONFLICTS = "conflicts"

Place = tuple[str, str, str]
"""Sheet, row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that the submission wrote and that holds something else now; ``column`` '' means that its row is gone.

    ``plan`` and ``by`` are the last batch that touched it and who that was; 0 and None when no line tells.
    """

    sheet: str
    key: str
    column: str
    expected: Value
    found: Value
    plan: int = 0
    by: Source | None = None


@dataclass
class TakenBack:
    """What goes back, cell by cell, and what stands in the way; with a clash nothing may be carried out."""

    changes: list[CellChange] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Written:
    """What the submissions wrote: each cell with its first *before* and its last *after*, and each new row."""

    cells: dict[Place, CellChange] = field(default_factory=dict)
    rows: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)

    def add(self, plan: Plan, shas: Set[str]) -> None:
        """Add the lines of one plan that come from files with these SHA-256."""
        for append in plan.appends:
            if append.source.sha256 in shas and append.sheet not in _OWN_BUSINESS:
                self.rows[append.sheet, append.key] = dict(append.values)
                self.sources[append.sheet, append.key] = append.source
        for change in (*_own(plan, shas), *_superseded(plan, self.rows)):
            self._change(change)

    def _change(self, change: CellChange) -> None:
        row = self.rows.get((change.sheet, change.key))
        if row is not None:
            row[change.column] = change.after
            return
        place = change.sheet, change.key, change.column
        first = self.cells.get(place, change)
        self.cells[place] = CellChange(*place, first.before, change.after, change.source)


def _own(plan: Plan, shas: Set[str]) -> Iterator[CellChange]:
    return (change for change in plan.changes if change.source.sha256 in shas and change.sheet not in _OWN_BUSINESS)


def _superseded(plan: Plan, rows: Mapping[tuple[str, str], Mapping[str, Value]]) -> Iterator[CellChange]:
    """Yield what closed an older conflict because the submission brought a newer one of the same matter and column."""
    newer = {_topic(key) for sheet, key in rows if sheet == _CONFLICTS}
    closed = {
        change.key
        for change in plan.changes
        if change.sheet == _CONFLICTS and change.column == "note" and change.after == SUPERSEDED
    }
    for change in plan.changes:
        if change.sheet == _CONFLICTS and change.key in closed and _topic(change.key) in newer:
            yield change


def _topic(conflict: str) -> str:
    """Return matter and column of a conflict's key."""
    return conflict.rpartition("/")[0]


def take_back(image: MasterImage, plans: Iterable[Plan], since: Sequence[Plan], shas: Set[str], who: str) -> TakenBack:
    """Return the inverse of what the files ``shas`` wrote in ``plans``, against the master as it stands.

    ``since`` are all plans and observations after the first of them, oldest first: they say who touched a cell. The
    new lines name the file and cell of the old ones, and ``who`` takes them back.
    """
    written = _Written()
    for plan in plans:
        written.add(plan, shas)
    return _Undoing(image, since, who).run(written)


@dataclass
class _Undoing:
    image: MasterImage
    since: Sequence[Plan]
    who: str
    done: TakenBack = field(default_factory=TakenBack)
    tables: dict[str, dict[str, Row]] = field(default_factory=dict)

    def run(self, written: _Written) -> TakenBack:
        """Return what goes back and what clashes."""
        for change in written.cells.values():
            self._cell(change)
        for (sheet, key), values in written.rows.items():
            self._row(sheet, key, values, written.sources[sheet, key])
        return self.done

    def _find(self, sheet: str, key: str) -> Row | None:
        if sheet not in self.tables:
            table = self.image[sheet]
            self.tables[sheet] = dict(zip(own_names(table), table, strict=True))
        return self.tables[sheet].get(key)

    def _cell(self, change: CellChange) -> None:
        row = self._find(change.sheet, change.key)
        found = row[change.column] if row is not None else None
        if row is None and change.before is not None:
            self._clash(change.sheet, change.key, "", change.after, None)
        elif row is not None and self._stands(change.sheet, change.key, change.column, change.after, found):
            self._put(replace(change, before=found, after=change.before))
        elif row is not None:
            self._clash(change.sheet, change.key, change.column, change.after, found)

    def _row(self, sheet: str, key: str, values: Mapping[str, Value], source: Source) -> None:
        row = self._find(sheet, key)
        if row is None:
            self._clash(sheet, key, "", key, None)
            return
        touched = [
            column
            for column in dict.fromkeys((*values, *row.values))
            if not self._stands(sheet, key, column, values.get(column), row[column])
        ]
        for column in touched:
            self._clash(sheet, key, column, values.get(column), row[column])
        if not touched:
            self.done.removed.append((sheet, key))
            for column, value in row.values.items():
                self._put(CellChange(sheet, key, column, value, None, source))

    def _put(self, back: CellChange) -> None:
        if not same(back.before, back.after):
            self.done.changes.append(replace(back, source=replace(back.source, who=self.who)))

    def _stands(self, sheet: str, key: str, column: str, expected: Value, found: Value) -> bool:
        """Return whether a cell still holds what was written, or only what the program itself made of it since."""
        if same(expected, found):
            return True
        last = self._last_line(sheet, key, column) if sheet == _CONFLICTS else None
        return last is not None and last[1].who in _BY_PROGRAM

    def _clash(self, sheet: str, key: str, column: str, expected: Value, found: Value) -> None:
        plan, by = self._last_line(sheet, key, column or SHEETS[sheet].key) or (0, None)
        self.done.clashes.append(Clash(sheet, key, column, expected, found, plan, by))

    def _last_line(self, sheet: str, key: str, column: str) -> tuple[int, Source] | None:
        """Return the last batch that touched a cell, and who that was."""
        for plan in reversed(self.since):
            for line in reversed(plan.changes):
                if line.key == key and line.column == column and line.sheet == sheet:
                    return plan.number, line.source
            for append in plan.appends:
                if append.key == key and append.sheet == sheet:
                    return plan.number, append.source
        return None


def history_lines(
    image: MasterImage, changes: Sequence[CellChange], kind: str, moment: str, said: Mapping[str, str]
) -> tuple[RowAppend, ...]:
    """Return the lines of 变更记录: each text of ``said`` by its name, then one per matter whose ledger row changes.

    ``moment`` is what 变更时间 shows. Lines are named by the version of the master that the command began with.
    """
    version = image.sha256[:8]
    files = {change.key: change.source for change in changes if change.sheet == "matters"}
    lines = [_line(f"{version}/{name}/{kind}", kind, moment, text, Source(kind)) for name, text in said.items()]
    lines += [
        _line(f"{version}/{matter}/{kind}", kind, moment, summary, files[matter], matter, columns)
        for matter, (columns, summary) in matter_summaries(changes).items()
    ]
    return tuple(lines)


def _line(
    key: str, kind: str, moment: str, summary: str, source: Source, matter_id: str = "", columns: str = ""
) -> RowAppend:
    values: dict[str, Value] = {
        "change_no": key,
        "changed_at": moment,
        "kind": kind,
        "matter_id": matter_id,
        "who": kind,
        "columns": columns,
        "summary": summary,
        "source": source.file,
    }
    return RowAppend(HISTORY, key, {column: value for column, value in values.items() if value}, source)
