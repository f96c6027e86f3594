"""Where the cells of a range stand: widths, heights, hidden rows and columns, merged cells."""

from typing import Any, Self

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, Area, area_of
from xlsync.adapters.libreoffice.areas import areas_of, around
from xlsync.adapters.libreoffice.range_formats import RangeFormats
from xlsync.adapters.libreoffice.reading import cells_at
from xlsync.adapters.libreoffice.refusal import Unsupported
from xlsync.adapters.libreoffice.writing import CONTENTS

TWIPS_OF_MM100, TWIPS_OF_POINT = 1440 / 2540, 20  # LibreOffice tells 1/100 mm and keeps twips
TWIPS_OF_PIXEL = 15
# Excel counts widths in digits of the workbook's font; this is Calibri 11 (7 pixels, 5 around), as in most files.
DIGIT_PIXELS, MARGIN_PIXELS = 7, 5
MOST_LINES = 20_000  # rows or columns whose sizes are compared one by one


def points(mm100: int) -> float:
    """Return a length of LibreOffice in points, to the quarter: it is rounded on the way, a pixel is three of them."""
    return round(mm100 * TWIPS_OF_MM100 / TWIPS_OF_POINT * 4) / 4


def mm100(points: float) -> int:
    """Return points as LibreOffice takes a length."""
    return round(points * TWIPS_OF_POINT / TWIPS_OF_MM100)


def characters_of(width: int) -> float:
    """Return the width of a column, given in 1/100 mm, in characters as Excel counts them, to the hundredth."""
    pixels = round(width * TWIPS_OF_MM100 / TWIPS_OF_PIXEL)
    if pixels < DIGIT_PIXELS + MARGIN_PIXELS:
        return round(pixels / (DIGIT_PIXELS + MARGIN_PIXELS), 2)
    return round((pixels - MARGIN_PIXELS) / DIGIT_PIXELS, 2)


def width_of(characters: float) -> int:
    """Return the width of a column in 1/100 mm for a count of characters."""
    if characters < 1:
        pixels = round(characters * (DIGIT_PIXELS + MARGIN_PIXELS))
    else:
        pixels = round(characters * DIGIT_PIXELS) + MARGIN_PIXELS
    return round(pixels * TWIPS_OF_PIXEL / TWIPS_OF_MM100)


class RangeLayout(RangeFormats):
    """The place of a range on its sheet, in points."""

    @property
    def left(self) -> float:
        return points(self.xl.Position.X)

    @property
    def top(self) -> float:
        return points(self.xl.Position.Y)

    @property
    def width(self) -> float:
        return points(self.xl.Size.Width)

    @property
    def height(self) -> float:
        return points(self.xl.Size.Height)

    @property
    def column_width(self) -> float | None:
        """Return the width of its columns in characters, None where they differ."""
        widths = {characters_of(column.Width) for column in lines(self.xl.Columns)}
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.xl.Columns.Width = width_of(value)

    @property
    def row_height(self) -> float | None:
        """Return the height of its rows in points, None where they differ."""
        heights = {points(row.Height) for row in lines(self.xl.Rows)}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.xl.Rows.Height = mm100(value)

    def autofit(self, axis: str | None = None) -> None:
        """Fit rows ("rows", "r"), columns ("columns", "c") or both to the contents."""
        if axis in (None, "columns", "c"):
            self.xl.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.xl.Rows.OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Return whether all rows are hidden, None where some are."""
        seen = visible(self.sheet, Area(self.row, 1, self.area.rows, COLUMNS))
        return all_or_none(
            self.area.rows - len({row for part in seen for row in range(part.row, part.end_row + 1)}), self.area.rows
        )

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.xl.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Return whether all columns are hidden, None where some are."""
        seen = visible(self.sheet, Area(1, self.column, ROWS, self.area.columns))
        shown = {column for part in seen for column in range(part.column, part.end_column + 1)}
        return all_or_none(self.area.columns - len(shown), self.area.columns)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.xl.Columns.IsVisible = not value

    def merge(self, across: bool = False) -> None:
        """Make one cell of the range, or of each of its rows; the first content stays, the others go, as in Excel."""
        rows = [self.area._replace(row=row, rows=1) for row in range(self.row, self.area.end_row + 1)]
        parts = [self.on(area) for area in (rows if across else [self.area])]
        for part in parts:
            filled = part.filled()
            if filled and filled[0][:2] != part.area[:2]:
                raise Unsupported(f"merging {part.address}, whose first cell is empty and others are not")
        for part in parts:
            part.xl.merge(False)
            for beside in around(Area(0, 0, *part.shape), {(0, 0)}):
                part.on(Area(part.row + beside.row, part.column + beside.column, *beside[2:])).clear_contents()
            part.xl.merge(True)

    def filled(self) -> list[Area]:
        """Return the parts of the range with content, the one that begins first in front."""
        return sorted(areas_of(self.xl.queryContentCells(CONTENTS)))

    def unmerge(self) -> None:
        """Make single cells of all merged ones in the range."""
        self.xl.merge(False)

    @property
    def merge_area(self) -> Self:
        """Return the merged cell to which the first cell of the range belongs, else that cell."""
        cursor = self.sheet.xl.createCursorByRange(self(1, 1).xl)
        cursor.collapseToMergedArea()
        return self.on(area_of(cursor.RangeAddress))

    @property
    def merge_cells(self) -> bool | None:
        """Return whether the range lies in merged cells, None where only some of its cells do."""
        if (merged := self.merge_area).area.holds(self.area) and len(merged) > 1:
            return True
        cursor = self.sheet.xl.createCursorByRange(self.xl)
        cursor.collapseToMergedArea()
        is_some = len(merged) > 1 or area_of(cursor.RangeAddress) != self.area or self.xl.getIsMerged()
        return None if is_some else False

    def select(self) -> None:
        """Select the range in the window of its book."""
        self.sheet.book.doc.CurrentController.select(self.xl)

    def group(self, by: str) -> None:
        """Group its rows ("rows", "r") or columns under an outline sign."""
        self.sheet.xl.group(self.area.on(self.sheet.index - 1), orientation(by))

    def ungroup(self, by: str) -> None:
        """Undo one level of a group."""
        self.sheet.xl.ungroup(self.area.on(self.sheet.index - 1), orientation(by))

    def adjust_indent(self, amount: int) -> None:
        """Move the text by a count of steps of the indent."""
        self.xl.ParaIndent = max(0, (self.xl.ParaIndent or 0) + amount * STEP)


STEP = 353  # 1/100 mm: 10 points, what a step of Excel's indent becomes in a file


def orientation(by: str) -> Any:
    """Return the direction of an outline as LibreOffice takes it."""
    from xlsync.adapters.libreoffice.connection import load_uno

    name = "ROWS" if by.startswith("r") else "COLUMNS"
    return load_uno().Enum("com.sun.star.table.TableOrientation", name)


def lines(collection: Any) -> list[Any]:
    """Return the rows or columns of a range; more than can be compared are refused."""
    if collection.Count > MOST_LINES:
        raise Unsupported(f"the sizes of {collection.Count} rows or columns at once")
    return [collection.getByIndex(place) for place in range(collection.Count)]


def visible(sheet: Any, area: Area) -> list[Area]:
    """Return the parts of an area that are not hidden."""
    return areas_of(cells_at(sheet, area).queryVisibleCells())


def all_or_none(hidden: int, total: int) -> bool | None:
    """Return whether all lines are hidden, None where only some are."""
    return hidden == total if hidden in (0, total) else None
