"""A Plan is whatever changes the master: cells with before and after, and rows to append, with their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsync.model.table import Value


@dataclass(frozen=True, slots=True)
class Source:
    """Evidence of a change: the file's SHA-256 and shown name, the cell in it, and who (unit, command, person)."""

    who: str
    sha256: str = ""
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of the master: ``sheet`` is the schema name, ``key`` the text of the row's key column."""

    sheet: str
    key: str
    column: str
    before: Value
    after: Value
    source: Source


@dataclass(frozen=True, slots=True)
class RowAppend:
    """One new row; ``values`` by column key, its key column included. Fills a blank row of the table, else grows it."""

    sheet: str
    key: str
    values: Mapping[str, Value]
    source: Source


@dataclass(frozen=True)
class Plan:
    """One batch: number 0 until the journal has given it one. A row is removed by blanking all its cells.

    ``takes_back`` are submissions that are UNDONE, ``settles`` held plans that are settled, once it stands.
    """

    kind: str
    changes: tuple[CellChange, ...] = ()
    appends: tuple[RowAppend, ...] = ()
    submissions: tuple[int, ...] = ()
    number: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    takes_back: tuple[int, ...] = ()
    settles: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing would change."""
        return not self.changes and not self.appends
