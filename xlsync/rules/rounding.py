"""Rounding for print: half away from zero, on the decimal that a reader sees."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, places: int) -> float:
    """Return the value rounded half away from zero, as Excel's ROUND does: 2.675 -> 2.68, -0.125 -> -0.13.

    The shortest decimal of the float is rounded, not its binary value, so that 2.675 counts as typed.
    """
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
