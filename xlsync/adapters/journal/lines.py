"""Plans as lines of the journal and back: one line per changed cell, an appended row being one line per filled cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from xlsync.adapters.journal.codec import decode, encode
from xlsync.model.plan import CellChange, Plan, RowAppend, Source

Line = dict[str, Any]


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
        return [
            {"batch": self.batch, "source_no": number, "who": who, "sha256": sha256, "file": file}
            for (who, sha256, file), number in self.numbers.items()
        ]


def lines_of(changes: Iterable[CellChange], appends: Iterable[RowAppend], sources: Sources) -> list[Line]:
    """Return the lines of a batch in the order of its changes, then of its appended rows."""
    lines = [
        {
            "batch": sources.batch,
            "sheet": change.sheet,
            "row_key": change.key,
            "column_key": change.column,
            "before": encode(change.before),
            "after": encode(change.after),
            "appended": 0,
            "source_no": sources.number_of(change.source),
            "cell": change.source.cell,
        }
        for change in changes
    ]
    for row_number, append in zip(count(1), appends, strict=False):
        lines += _append_lines(append, row_number, sources)
    return lines


def _append_lines(append: RowAppend, row_number: int, sources: Sources) -> Iterator[Line]:
    """Yield a line per filled cell; ``appended`` numbers the new rows of the batch, so that equal keys stay apart."""
    source_no = sources.number_of(append.source)
    for column, value in append.values.items():
        if value is not None:
            yield {
                "batch": sources.batch,
                "sheet": append.sheet,
                "row_key": append.key,
                "column_key": column,
                "before": None,
                "after": encode(value),
                "appended": row_number,
                "source_no": source_no,
                "cell": append.source.cell,
            }


def plan_of(kind: str, number: int, lines: Sequence[Line], submissions: Sequence[int], notes: dict[str, str]) -> Plan:
    """Return the plan that its lines (joined with their sources, in order) were made from."""
    changes = tuple(
        CellChange(
            line["sheet"],
            line["row_key"],
            line["column_key"],
            decode(line["before"]),
            decode(line["after"]),
            _source(line),
        )
        for line in lines
        if not line["appended"]
    )
    return Plan(kind, changes, tuple(_appends(lines)), tuple(submissions), number, notes)


def _appends(lines: Sequence[Line]) -> Iterator[RowAppend]:
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line["appended"]:
            rows.setdefault(line["appended"], []).append(line)
    for cells in rows.values():
        values = {line["column_key"]: decode(line["after"]) for line in cells}
        yield RowAppend(cells[0]["sheet"], cells[0]["row_key"], values, _source(cells[0]))


def _source(line: Line) -> Source:
    return Source(line["who"], line["sha256"], line["file"], line["cell"])
