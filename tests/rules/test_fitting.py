"""One overlong text never stops the writing of the whole master."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.rules.fitting import CELL_HOLDS, fits_a_cell, fitted
from xlsync.vocabulary.labels.merging import CUT_MARK

BY = Source("某局")
WIDE = "😀"
"""One letter that counts as two."""


def plan(text: str) -> Plan:
    """Return a plan that writes a text twice, beside other values."""
    change = CellChange("matters", "DC-1", "extra", None, text, BY)
    return Plan("合并", (change,), (RowAppend("answers", "1", {"said": text, "count": 3, "none": None}, BY),))


@pytest.mark.parametrize(("letter", "most"), [("长", CELL_HOLDS), (WIDE, CELL_HOLDS // 2)])
def test_a_text_that_fits_is_left_alone_and_one_letter_more_is_cut_with_a_mark(letter: str, most: int) -> None:
    assert fitted(plan(letter * most)) == plan(letter * most)
    over = fitted(plan(letter * (most + 1)))
    after, said = over.changes[0].after, over.appends[0].values["said"]
    assert isinstance(after, str) and after == said
    assert after.endswith(CUT_MARK) and fits_a_cell(after)
    assert after.removesuffix(CUT_MARK) == letter * len(after.removesuffix(CUT_MARK))
    assert over.appends[0].values["count"] == 3


@given(st.integers(0, 40).map(lambda wide: "a" * wide + WIDE * CELL_HOLDS))
def test_a_cut_never_halves_a_letter(text: str) -> None:
    after = fitted(plan(text)).changes[0].after
    assert isinstance(after, str) and fits_a_cell(after)
    after.encode("utf-8")
