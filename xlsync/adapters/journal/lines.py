"""Plans as lines of the journal and back: one line per changed cell; one line per new row holds all its cells.

A line is a tuple in the order of the columns of its table, the number of the line left out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsync.adapters.journal.codec import decode, decode_values, encode, encode_values
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import Value
from xlsync.services.ports import Batch

Line = tuple[str | int | None, ...]
Found = Mapping[str, Any]
"""A line as read back, by the names of its columns."""

_NO_COLUMN = ""
_LISTS = ("submissions", "takes_back", "settles")


@dataclass
class Sources:
    """The distinct sources of one batch, numbered in the order of their first use."""

    batch: int
    numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def number_of(self, source: Source) -> int:
        """Return the number of a source within the batch."""
        return self.numbers.setdefault((source.who, source.sha256, source.file), len(self.numbers))

    def lines(self) -> list[Line]:
        """Return one line per source."""
        return [(self.batch, number, *facts) for facts, number in self.numbers.items()]


def lines_of(changes: Iterable[CellChange], appends: Iterable[RowAppend], sources: Sources) -> list[Line]:
    """Return the lines of a batch in the order of its changes, then of its appended rows."""
    number_of, batch = sources.number_of, sources.batch
    lines: list[Line] = [
        (
            batch,
            change.sheet,
            change.key,
            change.column,
            encode(change.before),
            encode(change.after),
            0,
            number_of(change.source),
            change.source.cell,
        )
        for change in changes
    ]
    lines += [
        (
            batch,
            append.sheet,
            append.key,
            _NO_COLUMN,
            None,
            encode_values({column: value for column, value in append.values.items() if value is not None}),
            1,
            number_of(append.source),
            append.source.cell,
        )
        for append in appends
    ]
    return lines


def plan_of(head: Found, lines: Sequence[Found]) -> Plan:
    """Return the plan that its head and its lines (joined with their sources, in order) were made from."""
    changes = tuple(
        CellChange(line["sheet"], line["row_key"], column, before, after, _source(line))
        for line in lines
        if not line["appended"]
        for column, before, after in cells_of(line)
    )
    appends = tuple(
        RowAppend(line["sheet"], line["row_key"], decode_values(line["after"]), _source(line))
        for line in lines
        if line["appended"]
    )
    facts = {name: tuple(json.loads(head[name])) for name in _LISTS}
    return Plan(head["kind"], changes, appends, number=head["number"], notes=json.loads(head["notes"]), **facts)


def batch_of(head: Found) -> Batch:
    """Return the head of a batch, joined with the SHA-256 of the master after it (None: there is none)."""
    listed = {name: tuple(json.loads(head[name])) for name in _LISTS}
    made_at = datetime.fromisoformat(head["made_at"])
    return Batch(head["number"], head["kind"], made_at, head["state"], **listed, master=head["sha256"] or "")


def cells_of(line: Found) -> Iterator[tuple[str, Value, Value]]:
    """Yield column key, before and after of each cell that a line tells of."""
    if line["appended"]:
        for column, value in decode_values(line["after"]).items():
            yield column, None, value
    else:
        yield line["column_key"], decode(line["before"]), decode(line["after"])


def _source(line: Found) -> Source:
    return Source(line["who"], line["sha256"], line["file"], line["cell"])
