"""A table of an open workbook takes in rows below it: looks and formulas go on, a totals row moves down."""

from functools import partial

from xlsync.adapters.workbook_file.references import moved, translated
from xlsync.adapters.workbook_file.table import Grown, grown_reference
from xlsync.adapters.workbook_live.blocks import Block
from xlsync.adapters.workbook_live.calls import patiently
from xlsync.adapters.workbook_live.sheet import OpenSheet
from xlsync.adapters.workbook_live.undoing import Steps
from xlsync.model.sheets import HEADER_ROW
from xlsync.model.table import column_letter
from xlsync.vocabulary.errors import UnsafeMaster
from xlsync.vocabulary.labels import patch as words


def grow(seen: OpenSheet, after: int, last: int, steps: Steps) -> frozenset[int]:
    """Let the table reach down to row ``last``; rows up to ``after`` are its own already, typed below it.

    Return the columns in which the new rows got the column's formula. Without a table nothing is to be done. Raises
    UnsafeMaster where something stands in the way, as the writer of closed files does.
    """
    if seen.end is None or last <= seen.end.last_row:
        return frozenset()
    area = _area(seen)
    fresh = Block(seen.end.last_row + 1, area.left, last, area.right)
    steps.at(seen.name, fresh.a1)
    if seen.end.bottom > seen.end.last_row:
        _lower_totals(seen, fresh, after, steps)
    else:
        _refuse_filled(seen, Block(max(after, seen.end.last_row) + 1, area.left, last, area.right))
        _refuse_merged(seen, fresh)
    _resize(seen, area, last, steps)
    new = Block(max(after, seen.end.last_row) + 1, area.left, last, area.right)
    return _dress(seen, new, steps) if new.top <= last else frozenset()


def _area(seen: OpenSheet) -> Block:
    """Return the whole table, header and totals included."""
    area = seen.table.range
    top, left, (rows, columns) = patiently(lambda: (area.row, area.column, area.shape))
    return Block(top, left, top + rows - 1, left + columns - 1)


def _refuse_filled(seen: OpenSheet, area: Block) -> None:
    """Raise UnsafeMaster where a cell of an area holds anything."""
    for row in area.rows:
        line = seen.cells[row - 1] if row <= len(seen.cells) else []
        if any(value != "" for value in line[area.left - 1 : area.right]):
            raise UnsafeMaster(words.FILLED_BELOW.format(sheet=seen.name, row=row))


def _refuse_merged(seen: OpenSheet, area: Block) -> None:
    if patiently(lambda: seen.at(area).merge_cells) is not False:
        raise UnsafeMaster(words.MERGED_BELOW.format(sheet=seen.name, row=area.top))


def _lower_totals(seen: OpenSheet, fresh: Block, after: int, steps: Steps) -> None:
    """Insert the new rows above the totals row; only the columns of the table move."""
    assert seen.end is not None
    if after != seen.end.last_row:
        raise UnsafeMaster(words.TOTALS_ROW.format(sheet=seen.name))
    moved = len(fresh.rows)
    below = Block(seen.end.bottom + 1, fresh.left, seen.end.bottom + moved, fresh.right)
    _refuse_filled(seen, below)
    _refuse_merged(seen, below)
    steps.do(partial(seen.at(fresh).insert, "down"), partial(seen.at(fresh).delete, "up"))
    _reach_over(seen, fresh, steps)


def _reach_over(seen: OpenSheet, fresh: Block, steps: Steps) -> None:
    """Let the formulas of the totals row reach over the new rows above it: an insertion below their range does not."""
    old, new = fresh.top, fresh.bottom + 1
    grown = Grown(old - 1, fresh.bottom, fresh.left, fresh.right, HEADER_ROW + 1, 1)
    move = partial(grown_reference, grown, seen.name, seen.name)
    for column in fresh.columns:
        if seen.has_formula(old, column):
            text = seen.typed(old, column)
            reaching = "=" + moved(text[1:], move)
            if reaching != text:  # a reference to the column of the table follows by itself
                cell = seen.at(Block(new, column, new, column))
                steps.write(partial(setattr, cell, "formula", reaching), _nothing)


def _nothing() -> None:
    """Change nothing: the rows are deleted again, and a range that reached over them shrinks with that."""


def _resize(seen: OpenSheet, area: Block, last: int, steps: Steps) -> None:
    """Let the table end with its last new row, and its totals row below it; an insertion may have done so already."""
    assert seen.end is not None
    bottom = last + seen.end.bottom - seen.end.last_row
    if _area(seen).bottom == bottom:
        return
    old, new = seen.at(area), seen.at(Block(area.top, area.left, bottom, area.right))
    steps.do(partial(seen.table.resize, new), partial(seen.table.resize, old))


def _dress(seen: OpenSheet, new: Block, steps: Steps) -> frozenset[int]:
    """Give new rows the looks of the row above them and the formulas of columns that consist of formulas."""
    above = Block(new.top - 1, new.left, new.top - 1, new.right)
    if above.top > HEADER_ROW:
        source, target = seen.at(above), seen.at(Block(above.top, new.left, new.bottom, new.right))
        steps.do(partial(source.autofill, target, "fill_formats"), partial(seen.at(new).clear_contents))
    computed = [column for column in new.columns if _is_computed(seen, column, above.top)]
    for column in computed:
        letter, first = column_letter(column), above.top
        text = seen.typed(first, column)
        filled = [[translated(text[1:], f"{letter}{first}", f"{letter}{row}", seen.name)] for row in new.rows]
        cells = seen.at(Block(new.top, column, new.bottom, column))
        steps.write(partial(setattr, cells, "formula", [["=" + text] for [text] in filled]), cells.clear_contents)
    return frozenset(computed)


def _is_computed(seen: OpenSheet, column: int, last: int) -> bool:
    """Return whether each cell of a column down to the row above the new ones holds a formula."""
    return seen.has_formula(last, column) and all(
        seen.has_formula(row, column) for row in range(HEADER_ROW + 1, last + 1)
    )
