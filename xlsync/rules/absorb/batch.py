"""The running state of one batch: what was decided so far, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.plan import change_cells


@dataclass
class Absorption:
    """Running state of one batch: rows as they will stand, and everything that was decided so far.

    ``leads`` gives the lead unit by matter, ``parties`` all units of a matter; a matter that is in neither has units
    that cannot be told.
    """

    image: MasterImage
    calendar: WorkCalendar
    leads: Mapping[str, str]
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)
    appends: dict[tuple[str, str], RowAppend] = field(default_factory=dict)
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    indexes: dict[str, dict[str, Row]] = field(default_factory=dict)

    def row(self, sheet: str, key: str) -> Row | None:
        """Return a row as it will stand after what was absorbed so far."""
        changed = self.rows.get((sheet, key))
        if changed is not None:
            return changed
        if sheet not in self.indexes:
            self.indexes[sheet] = self.image[sheet].by_key()
        return self.indexes[sheet].get(key)

    @cached_property
    def open_conflicts(self) -> dict[tuple[str, str, str], list[str]]:
        """Return the keys of the conflicts that are open, by matter, header of the column, and unit."""
        keys: dict[tuple[str, str, str], list[str]] = {}
        for row in self.image["conflicts"]:
            if row["settled_on"] is None:
                place = row.text("matter_id"), row.text("column"), row.text("unit")
                keys.setdefault(place, []).append(row.text("conflict_id"))
        return keys

    def put(
        self, sheet: str, key: str, wanted: Mapping[str, Value], source: Source, cells: Mapping[str, str] | None = None
    ) -> None:
        """Give a row the wanted values, a new row where the key is new.

        ``cells`` are the cells of the file that columns came from; the other columns came from the one of the source.
        """
        row, place = self.row(sheet, key), (sheet, key)
        if row is None:
            values = {column: value for column, value in wanted.items() if value is not None}
            self.appends[place] = RowAppend(sheet, key, values, source)
            self.rows[place] = Row(0, values)
            return
        edits = change_cells(SHEETS[sheet], row, wanted, source)
        if not edits:
            return
        self.rows[place] = Row(row.number, {**row.values, **{edit.column: edit.after for edit in edits}})
        if place in self.appends:
            self.appends[place] = RowAppend(sheet, key, self.rows[place].values, source)
        else:
            self.changes += (_from_cell(edit, cells) for edit in edits) if cells else edits

    def plan(self, kind: str, submissions: Sequence[int]) -> Plan:
        """Return everything absorbed as one plan."""
        return Plan(kind, tuple(self.changes), tuple(self.appends.values()), tuple(submissions))


def _from_cell(edit: CellChange, cells: Mapping[str, str]) -> CellChange:
    cell, source = cells.get(edit.column, ""), edit.source
    if not cell:
        return edit
    own = Source(source.who, source.sha256, source.file, cell)
    return CellChange(edit.sheet, edit.key, edit.column, edit.before, edit.after, own)
