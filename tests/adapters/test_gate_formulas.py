"""What the gate lets pass of formulas that moved or were handed on, and what not."""

import pytest

from xlsync.adapters.workbook_file.gate_formulas import is_blank, is_moved, is_same_but_formula
from xlsync.adapters.workbook_file.gate_parts import Slack

TOTAL = b'r="B7" s="1"><f>SUM(B4:B6)</f><v>60</v></c>'
SHARED = b'r="B3" s="1"><f t="shared" si="0"/><v>6</v></c>'


@pytest.mark.parametrize(
    ("new", "is_right"),
    [
        (b'r="B10" s="1"><f>SUM(B4:B9)</f></c>', True),
        (b'r="B10" s="1"><f>SUM(B4:B6)</f></c>', True),  # it named cells that do not grow
        (b'r="B10" s="1"><f>SUM(B4:B8)</f></c>', False),
        (b'r="B10" s="1"><f>SUM(C4:C9)</f></c>', False),
        (b'r="B10" s="1"><f>MAX(B4:B9)</f></c>', False),
        (b'r="B10" s="2"><f>SUM(B4:B9)</f></c>', False),
        (b'r="B10" s="1"><f>SUM(B4:B9)</f><v>60</v></c>', False),  # a stale total
        (b'r="B10" s="1"><v>60</v></c>', False),
        (b'r="B10" s="1"/>', False),
    ],
)
def test_a_moved_total_is_the_same_formula_without_its_value(new: bytes, is_right: bool) -> None:
    assert is_moved(TOTAL, new, Slack({0, 3}).allows) is is_right


def test_a_moved_text_is_the_same_text() -> None:
    old = b'r="A7" s="1" t="s"><v>4</v></c>'
    assert is_moved(old, old.replace(b"A7", b"A10"), Slack({0, 3}).allows)
    assert not is_moved(old, old.replace(b"A7", b"A10").replace(b">4<", b">5<"), Slack({0, 3}).allows)


@pytest.mark.parametrize(
    ("new", "is_right"),
    [
        (b'r="B3" s="1"><f t="shared" si="0" ref="B3:B9">A3*2</f><v>6</v></c>', True),
        (b'r="B3" s="1"><f>A3*2</f><v>6</v></c>', True),
        (b'r="B3" s="1"><f/><v>6</v></c>', False),
        (b'r="B3" s="1"><v>6</v></c>', False),
        (b'r="B3" s="1"><f>A3*2</f><v>7</v></c>', False),
    ],
)
def test_an_heir_keeps_its_value_and_look(new: bytes, is_right: bool) -> None:
    assert is_same_but_formula(SHARED, new) is is_right


def test_a_formula_of_its_own_is_never_another() -> None:
    assert not is_same_but_formula(TOTAL, TOTAL.replace(b"SUM", b"MAX"))


def test_blank_is_what_holds_a_look_only() -> None:
    assert [is_blank(cell) for cell in (b'r="C10" s="2"/>', TOTAL, b'r="C1" t="inlineStr"><is><t/></is></c>')] == [
        True,
        False,
        False,
    ]
