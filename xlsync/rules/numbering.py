"""Line numbers of a computed table that stay with their lines.

A table rewritten from line 1 would shift below every line that comes or goes: thousands of cells change for one point.
A line that is the same fact as before (equal identity columns) keeps its number; a new one takes the lowest free.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from xlsync.model.table import Table, Value

Wanted = Mapping[str, Value]


def keep_numbers(table: Table, wanted: Sequence[Wanted], identity: Sequence[str]) -> list[dict[str, Value]]:
    """Return the wanted rows, each with its number in the key column of ``table``; equal facts keep their order."""
    known: dict[tuple[Value, ...], deque[int]] = defaultdict(deque)
    for row in table.rows:
        number = row[table.key]
        if isinstance(number, int):
            known[_identity(row.values, identity)].append(number)
    kept = [_taken(known, values, identity) for values in wanted]
    free = _free({number for number in kept if number is not None})
    return [
        {**values, table.key: next(free) if number is None else number}
        for number, values in zip(kept, wanted, strict=True)
    ]


def _taken(known: Mapping[tuple[Value, ...], deque[int]], values: Wanted, identity: Sequence[str]) -> int | None:
    numbers = known.get(_identity(values, identity))
    return numbers.popleft() if numbers else None


def _identity(values: Wanted, identity: Sequence[str]) -> tuple[Value, ...]:
    return tuple(values.get(column) for column in identity)


def _free(taken: set[int]) -> Iterator[int]:
    return (number for number in count(1) if number not in taken)
