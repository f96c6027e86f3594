"""How the cells of a range look."""

from typing import Any

from xlsync.adapters.libreoffice.areas import cells_of
from xlsync.adapters.libreoffice.borders import Borders
from xlsync.adapters.libreoffice.characters import Characters
from xlsync.adapters.libreoffice.colours import Triple, stored_colour, triple
from xlsync.adapters.libreoffice.connection import load_uno
from xlsync.adapters.libreoffice.font import Font, shared
from xlsync.adapters.libreoffice.number_formats import NumberFormats
from xlsync.adapters.libreoffice.range_values import RangeValues
from xlsync.adapters.libreoffice.reading import formatted_areas
from xlsync.adapters.libreoffice.refusal import Unsupported

# com.sun.star.table.CellHoriJustify and CellVertJustify2, with the method that tells justified from distributed.
BLOCK, AUTO, DISTRIBUTE = "BLOCK", 0, 1
HORIZONTAL = {
    "general": ("STANDARD", AUTO),
    "left": ("LEFT", AUTO),
    "center": ("CENTER", AUTO),
    "right": ("RIGHT", AUTO),
    "fill": ("REPEAT", AUTO),
    "justify": (BLOCK, AUTO),
    "distributed": (BLOCK, DISTRIBUTE),
}
VERTICAL = {
    "bottom": (3, AUTO),
    "top": (1, AUTO),
    "center": (2, AUTO),
    "justify": (4, AUTO),
    "distributed": (4, DISTRIBUTE),
}


class RangeFormats(RangeValues):
    """Formats of a range; a property that its cells do not share is None."""

    @property
    def number_format(self) -> str | None:
        """Return Excel's code of the number format, None where the cells differ."""
        formats = NumberFormats(self.sheet.book)
        key = shared(self.xl, "NumberFormat")
        keys = {key} if key is not None else {key for key, _ in formatted_areas(self.xl, self.area)}
        codes = {formats.code(key) for key in keys}
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.xl.NumberFormat = NumberFormats(self.sheet.book).key(value)

    @property
    def color(self) -> Triple | None:
        """Return the colour behind the cells, None for none or several."""
        return triple(shared(self.xl, "CellBackColor"))

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.xl.CellBackColor = stored_colour(color_or_rgb)

    def set_colors(self, colors: list[list[Any]]) -> None:
        """Give each cell its colour, None takes it away, ... leaves it; one call for the cells of one colour."""
        wanted: dict[int, list[Any]] = {}
        for row, column in cells_of(self.area._replace(row=0, column=0)):
            if (colour := colors[row][column]) is not ...:
                wanted.setdefault(stored_colour(colour), []).append(self(row + 1, column + 1).area)
        for number, areas in wanted.items():
            together = self.sheet.book.doc.createInstance("com.sun.star.sheet.SheetCellRanges")
            together.addRangeAddresses(tuple(area.on(self.sheet.index - 1) for area in areas), False)
            together.CellBackColor = number

    @property
    def font(self) -> Font:
        return Font(self.xl)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def characters(self) -> Characters:
        """Return the characters of the text of a single cell."""
        if len(self) != 1:
            raise Unsupported("Range.characters of several cells")
        return Characters(self.xl.getCellByPosition(0, 0))

    @property
    def wrap_text(self) -> bool | None:
        return shared(self.xl, "IsTextWrapped")  # type: ignore[no-any-return]

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.xl.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        found = shared(self.xl, "HoriJustify")
        return found and named(HORIZONTAL, (found.value, self.xl.HoriJustifyMethod))

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in HORIZONTAL:
            raise Unsupported(f"Range.horizontal_alignment = {value!r}")
        name, method = HORIZONTAL[value]
        self.xl.HoriJustify = load_uno().Enum("com.sun.star.table.CellHoriJustify", name)
        self.xl.HoriJustifyMethod = method

    @property
    def vertical_alignment(self) -> str | None:
        found = shared(self.xl, "VertJustify")
        return None if found is None else named(VERTICAL, (found or VERTICAL["bottom"][0], self.xl.VertJustifyMethod))

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.xl.VertJustify, self.xl.VertJustifyMethod = VERTICAL[value]


def named(table: dict[str, Any], found: Any) -> str | None:
    """Return the name of a setting, None for one that Excel does not know or that the cells do not share."""
    return next((name for name, setting in table.items() if setting == found), None)
