"""The borders of a range: Excel's eight sides, styles and weights, and LibreOffice's lines."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.colours import Triple, stored_colour, triple
from xlsync.adapters.libreoffice.connection import struct_of
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing

UNSET = base_classes._UNSET
# com.sun.star.table.BorderLineStyle; Excel's slanted dashes have none.
STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17}
FINE_DASHED, NONE = 14, 0x7FFF
WEIGHTS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}  # in 1/100 mm, as .xlsx files are read
GRID = {
    "edge_top": ("TopLine", "TopBorder2"),
    "edge_bottom": ("BottomLine", "BottomBorder2"),
    "edge_left": ("LeftLine", "LeftBorder2"),
    "edge_right": ("RightLine", "RightBorder2"),
    "inside_vertical": ("VerticalLine", "RightBorder2"),
    "inside_horizontal": ("HorizontalLine", "BottomBorder2"),
}
DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}


@refusing
class Border(base_classes.Border):
    """One side of a range; read from the cell where the side begins."""

    def __init__(self, borders: "Borders", side: str) -> None:
        self.borders = borders
        self.side = side

    @property
    def api(self) -> Any:
        """Return LibreOffice's line."""
        return self.line

    @property
    def line(self) -> Any:
        """Return LibreOffice's line at the first cell of the side, None for an inner side that is none."""
        rows, columns = self.borders.parent.shape
        if (self.side == "inside_vertical" and columns == 1) or (self.side == "inside_horizontal" and rows == 1):
            return None
        row = rows - 1 if self.side == "edge_bottom" else 0
        column = columns - 1 if self.side == "edge_right" else 0
        name = DIAGONALS.get(self.side) or GRID[self.side][1]
        return getattr(self.borders.parent.xl.getCellByPosition(column, row), name)

    @property
    def line_style(self) -> str:
        """Return the style, "none" without a line."""
        line = self.line
        if not is_drawn(line):
            return "none"
        style = STYLES["dash"] if line.LineStyle == FINE_DASHED else line.LineStyle
        return next((name for name, number in STYLES.items() if number == style), "continuous")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.borders.set([self.side], line_style=value)

    @property
    def weight(self) -> str | None:
        """Return the weight nearest to the width of the line, None without a line."""
        line = self.line
        if not is_drawn(line):
            return None
        return min(WEIGHTS, key=lambda name: abs(WEIGHTS[name] - line.LineWidth))

    @weight.setter
    def weight(self, value: str) -> None:
        self.borders.set([self.side], weight=value)

    @property
    def color(self) -> Triple | None:
        """Return the colour, None without a line."""
        line = self.line
        return triple(line.Color) if is_drawn(line) else None

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.borders.set([self.side], color=color_or_rgb)


@refusing
class Borders(base_classes.Borders):
    """All sides of a range."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Return LibreOffice's lines of the range."""
        return self.parent.xl.TableBorder2

    def __getitem__(self, key: str) -> Border:
        return Border(self, key)

    def common(self, attribute: str) -> Any:
        """Return what all sides of the grid have, None where they differ."""
        values = {getattr(self[side], attribute) for side in self._grid_sides()}  # type: ignore[no-untyped-call]
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        return self.common("line_style")  # type: ignore[no-any-return]

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set(line_style=value)

    @property
    def weight(self) -> str | None:
        return self.common("weight")  # type: ignore[no-any-return]

    @weight.setter
    def weight(self, value: str) -> None:
        self.set(weight=value)

    @property
    def color(self) -> Triple | None:
        return self.common("color")  # type: ignore[no-any-return]

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self.set(color=color_or_rgb)

    def set(self, which: Any = "all", *, line_style: Any = UNSET, weight: Any = UNSET, color: Any = UNSET) -> None:
        """Give sides a style (None removes the line), a weight, a colour; what is not given stays as it is."""
        sides = self._grid_sides() if which == "all" else which  # type: ignore[no-untyped-call]
        lines = {side: self.changed(side, line_style, weight, color) for side in sides}
        grid = {GRID[side][0]: line for side, line in lines.items() if side in GRID}
        if grid:
            self.parent.xl.TableBorder2 = table_border(grid)
        for side in DIAGONALS.keys() & lines.keys():
            setattr(self.parent.xl, DIAGONALS[side], lines[side])

    def changed(self, side: str, line_style: Any, weight: Any, color: Any) -> Any:
        """Return the line of a side with what is given changed."""
        if line_style is None:
            return struct_of("com.sun.star.table.BorderLine2", LineStyle=NONE)
        if line_style is not UNSET and line_style not in STYLES:
            raise Unsupported(f"the line style {line_style!r} of a border")
        now = self[side]
        style = now.line_style if line_style is UNSET else line_style
        width = WEIGHTS[(now.weight or "thin") if weight is UNSET else weight]
        number = stored_colour((now.color or (0, 0, 0)) if color is UNSET else color)
        style = "continuous" if style == "none" else style
        return struct_of(
            "com.sun.star.table.BorderLine2",
            LineStyle=STYLES[style],
            LineWidth=width,
            OuterLineWidth=width,
            Color=number,
        )


def is_drawn(line: Any) -> bool:
    """Return whether there is a line at all."""
    return line is not None and line.LineStyle != NONE and bool(line.LineWidth or line.OuterLineWidth)


def table_border(lines: dict[str, Any]) -> Any:
    """Return the lines as LibreOffice takes them; sides that are not named stay as they are."""
    border = struct_of("com.sun.star.table.TableBorder2")
    for name, line in lines.items():
        setattr(border, name, line)
        setattr(border, f"Is{name}Valid", True)
    return border
