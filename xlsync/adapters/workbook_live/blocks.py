"""Cells to be written joined into blocks, so that one call writes many. Pure.

A block holds cells that change and, between them, only cells that may be written again as they are. It never reaches
over a column that is not among ours, for such a cell is never ``joinable``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsync.model.table import column_letter

_MANY = 8
"""Changed cells of one column from which on all between them is joined, whatever the distance."""
_NEAR = 200
"""Rows between two changed cells that cost less to write again than another call."""

Joinable = Callable[[int, int], bool]
"""Whether the cell of a row and column, 1-based, may be written again as it is."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns of a sheet, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """Return the address, such as C7:D9; of a single cell C7."""
        first, last = f"{column_letter(self.left)}{self.top}", f"{column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def columns(self) -> range:
        """Return the columns."""
        return range(self.left, self.right + 1)

    @property
    def rows(self) -> range:
        """Return the rows."""
        return range(self.top, self.bottom + 1)


def blocks_of(rows: Mapping[int, Mapping[int, Any]], joinable: Joinable) -> list[Block]:
    """Return the blocks that hold all cells of ``rows`` (by row and column), in order of column and row.

    Columns side by side whose blocks have the same rows become one.
    """
    columns: dict[int, list[int]] = {}
    for row in sorted(rows):
        for column in rows[row]:
            columns.setdefault(column, []).append(row)
    open_blocks: dict[tuple[int, int], Block] = {}
    done: list[Block] = []
    for column in sorted(columns):
        for top, bottom in _runs(columns[column], column, joinable):
            before = open_blocks.get((top, bottom))
            if before is not None and before.right == column - 1:
                open_blocks[top, bottom] = Block(top, before.left, bottom, column)
            else:
                done += [before] if before is not None else []
                open_blocks[top, bottom] = Block(top, column, bottom, column)
    return sorted([*done, *open_blocks.values()], key=lambda block: (block.left, block.top))


def _runs(rows: Sequence[int], column: int, joinable: Joinable) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each run of cells of one column."""
    most = max(rows) if len(rows) >= _MANY else _NEAR
    top = bottom = rows[0]
    for row in rows[1:]:
        between = range(bottom + 1, row)
        if len(between) > most or not all(joinable(number, column) for number in between):
            yield top, bottom
            top = row
        bottom = row
    yield top, bottom
