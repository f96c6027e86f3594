"""The ledger 督查事项 as it stood at the end of a day."""

from dataclasses import dataclass

from xlsync.model.sheets import SHEETS
from xlsync.model.table import Value
from xlsync.rules.shown import show
from xlsync.services.moments import Moment, batch_at, known_batches, moment_of
from xlsync.services.workplace import Workplace

_MATTERS = SHEETS["matters"]
_OPEN = [column for column in _MATTERS.columns if not column.hidden]


@dataclass(frozen=True)
class LedgerThen:
    """The ledger at a moment: headers, and rows of values in their order, those of hidden columns included."""

    moment: Moment
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    secrets: int

    @property
    def open_headers(self) -> list[str]:
        """Return the headers of the columns that people see."""
        return [_MATTERS.header(column.key) for column in _OPEN]

    @property
    def open_widths(self) -> list[int]:
        """Return the widths of these columns in characters, as the ledger has them."""
        return [column.width for column in _OPEN]

    def open_rows(self) -> list[list[Value]]:
        """Return the rows in the columns that people see."""
        places = [_MATTERS.columns.index(column) for column in _OPEN]
        return [[row[place] for place in places] for row in self.rows]

    def as_text(self) -> list[list[str]]:
        """Return the rows that people see as the text of their cells, blank ones ''."""
        kinds = [column.kind for column in _OPEN]
        return [[show(value, kind) or "" for value, kind in zip(row, kinds, strict=True)] for row in self.open_rows()]


def ledger_as_of(work: Workplace, when: str) -> LedgerThen:
    """Return the ledger as of a day (its end), a moment or a plan number; what was typed counts from its observation.

    Raises NoSuchMoment, UsageMistake.
    """
    batches = known_batches(work)
    moment = moment_of(work, batches, batch_at(batches, when))
    table = moment.image["matters"]
    rows = tuple(tuple(row[column.key] for column in _MATTERS.columns) for row in table)
    headers = tuple(_MATTERS.header(column.key) for column in _MATTERS.columns)
    return LedgerThen(moment, headers, rows, sum(row["secrecy"] is not None for row in table))
