"""Line numbers that stay with their lines."""

from hypothesis import given
from hypothesis import strategies as st

from xlsync.model.table import Row, Table
from xlsync.rules.numbering import keep_numbers

FACTS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["K01", "K04"])), max_size=8)


def lines(*facts: tuple[str, str]) -> list[dict[str, object]]:
    """Return points of a unit by a rule."""
    return [{"unit": unit, "rule_no": rule} for unit, rule in facts]


def table(rows: list[dict[str, object]]) -> Table:
    """Return 扣分明细 with these rows."""
    return Table("points", "line_no", [Row(number, row) for number, row in enumerate(rows, 4)])


def numbered(before: list[dict[str, object]], wanted: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the wanted lines with their numbers."""
    return keep_numbers(table(before), wanted, ("unit", "rule_no"))


def test_a_line_that_comes_or_goes_moves_no_other():
    """
    行号 | 单位 | 规则        行号 | 单位 | 规则
    1    | 甲   | K01         2    | 乙   | K01
    2    | 乙   | K01    ->   1    | 丙   | K04
    """
    before = numbered([], lines(("甲", "K01"), ("乙", "K01")))
    after = numbered(before, lines(("乙", "K01"), ("丙", "K04")))
    assert [(row["line_no"], row["unit"]) for row in after] == [(2, "乙"), (1, "丙")]


@given(FACTS, FACTS)
def test_numbers_are_never_doubled_and_leave_no_gap_they_need_not(first, second):
    before = numbered([], lines(*first))
    after = numbered(before, lines(*second))
    numbers = [row["line_no"] for row in after]
    assert len(set(numbers)) == len(second)
    assert all(number <= max(len(first), len(second)) for number in numbers)


@given(FACTS)
def test_the_same_lines_again_are_the_same_rows(facts):
    before = numbered([], lines(*facts))
    assert numbered(before, lines(*facts)) == before
