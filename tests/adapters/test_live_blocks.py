"""Cells are written in few blocks that hold nothing but what changes and what may be written again."""

from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.workbook_live.blocks import Block, blocks_of


def never(_row: int, _column: int) -> bool:
    return False


def always(_row: int, _column: int) -> bool:
    return True


def cells(*places: tuple[int, int]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for row, column in places:
        rows.setdefault(row, {})[column] = ""
    return rows


def test_cells_that_touch_are_one_block_and_others_are_not() -> None:
    r"""C D E F
    5  x x . x
    6  x x . .
    """
    assert blocks_of(cells((5, 3), (5, 4), (6, 3), (6, 4), (5, 6)), never) == [Block(5, 3, 6, 4), Block(5, 6, 5, 6)]


def test_what_may_be_written_again_is_joined_where_it_is_not_too_far() -> None:
    near, far = cells((4, 2), (100, 2)), cells((4, 2), (2000, 2))
    assert blocks_of(near, always) == [Block(4, 2, 100, 2)]
    assert blocks_of(near, lambda row, _: row != 50) == [Block(4, 2, 4, 2), Block(100, 2, 100, 2)]
    assert blocks_of(far, always) == [Block(4, 2, 4, 2), Block(2000, 2, 2000, 2)]


def test_a_column_that_changes_in_many_places_is_one_call() -> None:
    many = cells(*((row, 7) for row in range(4, 2538, 300)))
    assert blocks_of(many, always) == [Block(4, 7, 2404, 7)]


def test_an_address_reads_as_in_the_program() -> None:
    assert (Block(7, 3, 9, 28).a1, Block(7, 3, 7, 3).a1) == ("C7:AB9", "C7")


PLACES = st.sets(st.tuples(st.integers(4, 30), st.integers(1, 8)), min_size=1, max_size=60)


@given(places=PLACES, kept=PLACES)
def test_every_cell_stands_in_exactly_one_block_and_no_block_holds_another_s_cell(
    places: set[tuple[int, int]], kept: set[tuple[int, int]]
) -> None:
    found = blocks_of(cells(*places), lambda row, column: (row, column) not in kept)
    held = [(row, column) for block in found for row in block.rows for column in block.columns]
    assert len(held) == len(set(held))
    assert places <= set(held)
    assert not (set(held) - places) & kept
