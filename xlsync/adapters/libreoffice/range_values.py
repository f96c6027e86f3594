"""What a range is and what its cells hold."""

from collections.abc import Sequence
from typing import Any, Self

from xlsync.adapters.libreoffice.addresses import COLUMNS, ROWS, Area, area_of
from xlsync.adapters.libreoffice.areas import areas_of, written
from xlsync.adapters.libreoffice.formulas import function_names, to_calc, to_excel
from xlsync.adapters.libreoffice.reading import bare, cells_at, read_formulas, read_values
from xlsync.adapters.libreoffice.refusal import Unsupported
from xlsync.adapters.libreoffice.writing import CONTENTS, spread, write_formulas, write_values

ANNOTATION, FORMATS = 8, 32 | 64  # com.sun.star.sheet.CellFlags: hard attributes and styles
LARGEST_WRITE = 20_000_000  # cells; beyond it a write would take minutes and gigabytes
FORWARD = {"down", "d", "right", "r"}
VERTICAL = {"down", "d", "up", "u"}
DIRECTIONS = VERTICAL | FORWARD | {"left", "l"}


class RangeValues:
    """A rectangle of cells and what they hold; a rectangle without cells holds None and takes nothing.

    It stays at its address when cells are inserted or deleted before it, where one of Excel would move along.
    """

    def __init__(self, sheet: Any, area: Area) -> None:
        self.sheet = sheet
        self.area = area

    def on(self, area: Area) -> Self:
        """Return another range of the same sheet."""
        return type(self)(self.sheet, area)

    @property
    def xl(self) -> Any:
        """Return LibreOffice's range, None for no cells; asked for anew, since a held one moves with its cells."""
        return cells_at(self.sheet, self.area) if len(self) else None

    @property
    def api(self) -> Any:
        """Return LibreOffice's range, None for no cells."""
        return self.xl

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        """Return sheet, first row, first column, count of rows and of columns."""
        return self.sheet.xl, *self.area

    @property
    def row(self) -> int:
        return self.area.row

    @property
    def column(self) -> int:
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        """Return the counts of rows and columns."""
        return self.area.rows, self.area.columns

    max_cells_per_read = max_cells_per_write = None  # one call carries all cells

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __call__(self, first: Any, second: int | None = None) -> Self:
        """Return a cell by its number, row by row, or by row and column from 1; also beyond the range, as in Excel."""
        row, column, _, columns = self.area
        if second is None:
            down, right = divmod(int(first) - 1, columns)
        else:
            down, right = int(first) - 1, int(second) - 1
        place = Area(row + down, column + right)
        if not (1 <= place.row <= ROWS and 1 <= place.column <= COLUMNS):
            raise IndexError(f"there is no cell in row {place.row}, column {place.column}")
        return self.on(place)

    def get_address(self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False) -> str:
        """Return the address; ``external`` with book and sheet in front."""
        address = written(self.area, row_absolute, col_absolute)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{address}" if external else address

    @property
    def address(self) -> str:
        return self.get_address()

    @property
    def raw_value(self) -> Any:
        """Return the rows of values: None, float, bool, str, datetime, CellError."""
        return read_values(self.sheet, self.area) if len(self) else None

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if len(self):
            write_values(self.sheet, self.area, self.fitting(data))

    def fitting(self, data: Any) -> Sequence[Sequence[Any]]:
        """Return rows of the shape of the range: one value fills it, a row is its only row."""
        rows, columns = self.shape
        if len(self) > LARGEST_WRITE:
            raise Unsupported(f"writing {len(self)} cells at once")
        if not isinstance(data, (list, tuple)):
            return [[data] * columns] * rows
        wanted: Sequence[Sequence[Any]] = data if data and isinstance(data[0], (list, tuple)) else [data]
        if len(wanted) != rows or any(len(row) != columns for row in wanted):
            raise ValueError(f"{len(wanted)} rows of values do not fit into {self.address} ({rows} x {columns})")
        return wanted

    @property
    def formula(self) -> Any:
        """Return the formula of the cell, or rows of formulas; of a constant its value as text."""
        if not len(self):
            return None
        rows = read_formulas(self.sheet, self.area)
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if len(self):
            rows = self.fitting(value) if isinstance(value, (list, tuple)) else spread(value, self.area)
            write_formulas(self.sheet, self.area, rows)

    @property
    def formula2(self) -> Any:
        """Return the same as ``formula``; setting it is refused: LibreOffice 7.4 knows no spilling formulas."""
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        raise Unsupported("Range.formula2 = ...")

    @property
    def formula_array(self) -> str | None:
        """Return the one array formula of the range; without one, the formula that all its cells have, else None."""
        array = self.xl.getArrayFormula()
        if array:
            return to_excel(bare(array), function_names(self.sheet.book.doc).to_excel)
        texts = {text for row in read_formulas(self.sheet, self.area) for text in row}
        return texts.pop() if len(texts) == 1 else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.xl.setArrayFormula(to_calc(value, function_names(self.sheet.book.doc).to_calc))

    @property
    def has_array(self) -> bool:
        """Return whether the range is, or is part of, one array formula."""
        return bool(self.xl is not None and self.xl.getArrayFormula())

    def clear_contents(self) -> None:
        """Empty the cells; formats and notes stay."""
        if len(self):
            self.xl.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        """Take the formats from the cells; contents and notes stay."""
        self.xl.clearContents(FORMATS)

    def clear(self) -> None:
        """Empty the cells, take their formats and notes."""
        if len(self):
            self.xl.clearContents(CONTENTS | ANNOTATION | FORMATS)

    def end(self, direction: str) -> Self:
        """Return the cell that Ctrl and an arrow key reach from the first cell."""
        if direction not in DIRECTIONS:
            raise ValueError(f"no direction: {direction!r}")
        vertical, step = direction in VERTICAL, 1 if direction in FORWARD else -1
        line = Area(1, self.column, ROWS, 1) if vertical else Area(self.row, 1, 1, COLUMNS)
        blanks = areas_of(cells_at(self.sheet, line).queryEmptyCells())
        spans = [(part.row, part.end_row) if vertical else (part.column, part.end_column) for part in blanks]
        reached = jump(self.row if vertical else self.column, step, spans, ROWS if vertical else COLUMNS)
        return self.on(self.area._replace(rows=1, columns=1, **{"row" if vertical else "column": reached}))

    @property
    def current_region(self) -> Self:
        """Return the block of cells around the first cell, up to blank rows and columns."""
        cursor = self.sheet.xl.createCursorByRange(self(1, 1).xl)
        cursor.collapseToCurrentRegion()
        return self.on(area_of(cursor.RangeAddress))


def jump(start: int, step: int, blanks: list[tuple[int, int]], size: int) -> int:
    """Return where a jump from a place ends on a line of cells, given the spans of its blank ones, from 1."""
    inside = {place: span for span in blanks for place in (start, start + step) if span[0] <= place <= span[1]}
    if not 1 <= start + step <= size:
        return start
    if start + step in inside:
        first, last = inside[start + step]
        beyond = last + 1 if step > 0 else first - 1
        return min(max(beyond, 1), size)
    if start in inside:
        return start + step
    edges = (
        [first - 1 for first, _ in blanks if first > start]
        if step > 0
        else [last + 1 for _, last in blanks if last < start]
    )
    return (min if step > 0 else max)(edges, default=size if step > 0 else 1)
