"""Colours: Excel's triples, hex texts and BGR integers, and LibreOffice's RGB integers."""

from typing import Any

NO_COLOUR = -1
Triple = tuple[int, int, int]


def stored_colour(colour: Any) -> int:
    """Return LibreOffice's number of a triple, a text like #ff0000 or an integer as Excel has it; None is no colour."""
    if colour is None:
        return NO_COLOUR
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    if isinstance(colour, int):
        colour = colour & 255, colour >> 8 & 255, colour >> 16 & 255
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def triple(number: int | None) -> Triple | None:
    """Return red, green and blue of LibreOffice's number, None for no colour or several."""
    if number is None or number == NO_COLOUR:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255
