"""A real master in memory, closed or open before somebody; it passes the contract tests of the others."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from xlsync.adapters.journal.codec import encode_values
from xlsync.adapters.workbook_file.edits import TableEdit, edits_of
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee
from xlsync.vocabulary.errors import MasterChangedMeanwhile, MasterLocked


class MemoryMaster:
    """A master in memory: ``rows`` by schema name, each row its values by column key.

    ``holder`` names who has it open out of reach, None when nobody has. After ``open_up`` it is open within reach, as a
    live workbook is: what is typed then is not saved.
    """

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Value]]], plan_number: int = 0) -> None:
        self.holder: str | None = None
        self._images: dict[str, MasterImage] = {}
        self._open: bytes | None = None
        tables = {name: _table_of(name, dict(enumerate(rows.get(name, ()), HEADER_ROW + 1))) for name in SHEETS}
        self._file = self._kept(tables, plan_number)

    @property
    def is_open(self) -> bool:
        """Return whether the open workbook is read and written."""
        return self._open is not None

    def read(self) -> MasterImage:
        """Return all tables as people see them."""
        return self.read_image(self._file if self._open is None else self._open)

    def saved(self) -> MasterImage:
        """Return all tables as saved."""
        return self.read_image(self._file)

    def content(self) -> bytes:
        """Return a text of all that the saved master holds."""
        return self._file

    def read_image(self, content: bytes) -> MasterImage:
        """Return the tables of any version that there was; KeyError for any other content."""
        return self._images[hashlib.sha256(content).hexdigest()]

    def held_by(self) -> str | None:
        """Return who has it open out of reach."""
        return self.holder

    def ready_for(self, plan: Plan, seen: MasterImage) -> None:
        """Raise MasterLocked or MasterChangedMeanwhile where the plan could not be applied."""
        if self.holder is not None:
            raise MasterLocked(self.holder)
        if self.read().sha256 != seen.sha256:
            raise MasterChangedMeanwhile

    def apply(self, plan: Plan, seen: MasterImage, standing: Sequence[Plan] = ()) -> str:
        """Apply a whole plan and its number; '' where it is not saved. Raises as ``ready_for``, and UnsafeMaster."""
        self.ready_for(plan, seen)
        is_ours = not self._is_typed_into(standing)
        after = self._kept(self._with(edits_of(plan, seen)), plan.number)
        if self._open is not None:
            self._open = after
        if is_ours:
            self._file = after
        return hashlib.sha256(after).hexdigest() if is_ours else ""

    def save(self, standing: Sequence[Plan]) -> str:
        """Save the open workbook unless something was typed into it; return the SHA-256, '' if not."""
        if self._is_typed_into(standing):
            return ""
        self.person_saves()
        return hashlib.sha256(self._file).hexdigest()

    def _is_typed_into(self, standing: Sequence[Plan]) -> bool:
        if self._open is None:
            return False
        return bool(differences(reduce(foresee, standing, self.saved()), self.read(), Source("")))

    def open_up(self) -> None:
        """Open the workbook before somebody."""
        self._open = self._file

    def person_saves(self) -> None:
        """Save the open workbook, as its person does."""
        self._file = self._file if self._open is None else self._open

    def person_closes(self) -> None:
        """Close the open workbook without saving."""
        self._open = None

    def type_in(self, changes: Iterable[CellChange] = (), appends: Iterable[RowAppend] = ()) -> str:
        """Change the master as a person would who types into it; return the SHA-256 of what he sees then."""
        typed = Plan("", tuple(changes), tuple(appends))
        after = self._kept(self._with(edits_of(typed, self.read())), self.read().plan_number)
        if self._open is None:
            self._file = after
        else:
            self._open = after
        return hashlib.sha256(after).hexdigest()

    def put_back(self, content: bytes) -> None:
        """Put an earlier version in place of the master, as a person does who restores a copy."""
        self._file = content

    def _with(self, edits: Mapping[str, TableEdit]) -> dict[str, Table]:
        changed = {name: _table_of(name, edit.rows_after(), edit.end) for name, edit in edits.items()}
        return {**self.read().tables, **changed}

    def _kept(self, tables: Mapping[str, Table], plan_number: int) -> bytes:
        """Return the text of a version, having kept its tables."""
        lines = [f"{name} {row.number} {encode_values(row.values)}" for name, table in tables.items() for row in table]
        content = "\n".join((str(plan_number), *lines)).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        self._images[sha256] = MasterImage(tables, sha256, plan_number)
        return content


def _table_of(name: str, rows: Mapping[int, Mapping[str, Value]], end: int = HEADER_ROW + 1) -> Table:
    """Return a table with the rows at their numbers; what lies between them is blank rows."""
    schema = SHEETS[name]
    positions = {column.key: place for place, column in enumerate(schema.columns, 1)}
    filled = {number: {k: v for k, v in rows[number].items() if v is not None} for number in sorted(rows)}
    end = max((end, *filled))
    blank = [number for number in range(HEADER_ROW + 1, end + 1) if not filled.get(number)]
    kept = [Row(number, values) for number, values in filled.items() if values]
    return Table(name, schema.key, kept, positions, blank, end)
