"""The font of cells, of shapes and of parts of their texts."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.colours import Triple, stored_colour, triple
from xlsync.adapters.libreoffice.connection import load_uno
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing

BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
SCRIPTS = ("", "Asian", "Complex")  # LibreOffice keeps three fonts for each text, Excel one
BLACK = (0, 0, 0)


@refusing
class Font(base_classes.Font):
    """The font of whatever has character properties; a property is None where they differ."""

    def __init__(self, xl: Any) -> None:
        self.xl = xl

    @property
    def api(self) -> Any:
        """Return LibreOffice's object with the character properties."""
        return self.xl

    def give(self, name: str, value: Any) -> None:
        """Set a property for the fonts of all scripts."""
        for script in SCRIPTS:
            setattr(self.xl, name + script, value)

    @property
    def bold(self) -> bool | None:
        weight = shared(self.xl, "CharWeight")
        return None if weight is None else bool(weight > NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self.give("CharWeight", BOLD if value else NORMAL)

    @property
    def italic(self) -> bool | None:
        posture = shared(self.xl, "CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self.give("CharPosture", load_uno().Enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        """Return the height in points."""
        return shared(self.xl, "CharHeight")  # type: ignore[no-any-return]

    @size.setter
    def size(self, value: float) -> None:
        self.give("CharHeight", float(value))

    @property
    def color(self) -> Triple | None:
        """Return the colour; the automatic one is black."""
        number = shared(self.xl, "CharColor")
        return None if number is None else triple(number) or BLACK

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        if color_or_rgb is None:
            raise Unsupported("Font.color = None")
        self.xl.CharColor = stored_colour(color_or_rgb)

    @property
    def name(self) -> str | None:
        return shared(self.xl, "CharFontName")  # type: ignore[no-any-return]

    @name.setter
    def name(self, value: str) -> None:
        self.give("CharFontName", value)


def shared(xl: Any, name: str) -> Any:
    """Return a property of cells or of a text, None where its parts differ."""
    return None if xl.getPropertyState(name).value == "AMBIGUOUS_VALUE" else getattr(xl, name)
