"""Values and formulas written into a block of cells, in a number of calls that does not grow with the cells.

Three habits of LibreOffice rule the order.  A number format that changes after the data makes every row be measured
again, so formats come first.  A block write deletes the notes of its cells, so cells with notes are written one by one
and only when their content changes.  None in a block ends the program, so a blank is "", which empties a cell.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from xlsync.adapters.libreoffice.addresses import Area
from xlsync.adapters.libreoffice.areas import areas_of, around, cells_of, rectangles, within, written
from xlsync.adapters.libreoffice.block import Block, Cell, sorted_block
from xlsync.adapters.libreoffice.formulas import function_names, shifted, to_calc
from xlsync.adapters.libreoffice.number_formats import DATE, GENERAL, LOGICAL, LOGICAL_CODE, NumberFormats, null_date
from xlsync.adapters.libreoffice.reading import FORMULA, cells_at, formatted_areas
from xlsync.adapters.libreoffice.strict import MODE, ExcelWouldConvert

CONTENTS, ANNOTATION = 1 | 2 | 4 | FORMULA, 8  # com.sun.star.sheet.CellFlags: numbers, dates, texts, formulas; notes


def write_values(sheet: Any, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write values into an area of their size; outside of cells of the text format, = starts a formula.

    Raises ExcelWouldConvert in strict mode, ValueError for what no cell holds, TypeError for what is no value.
    """
    Write(sheet, area, sorted_block(rows, null_date(sheet.book.doc))).carry_out()


def write_formulas(sheet: Any, area: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write Excel formulas, and values where no = stands in front, into an area of their size."""
    block = sorted_block(rows, null_date(sheet.book.doc), formulas=True)
    Write(sheet, area, block).carry_out()


def spread(formula: Any, area: Area) -> list[list[Any]]:
    """Return one formula for each cell of an area as Excel fills it: references move along from the first cell."""
    if not isinstance(formula, str) or not formula.startswith("="):
        return [[formula] * area.columns] * area.rows
    return [[shifted(formula, row, column) for column in range(area.columns)] for row in range(area.rows)]


class Write:
    """One write of a block into an area of its size."""

    def __init__(self, sheet: Any, area: Area, block: Block) -> None:
        self.sheet = sheet
        self.area = area
        self.block = block
        self.cells = cells_at(sheet, area)
        self.formats = NumberFormats(sheet.book)
        self.formatted = formatted_areas(self.cells, area)

    def carry_out(self) -> None:
        """Write the block; nothing changes when it raises ExcelWouldConvert or Unsupported."""
        self.settle_texts()
        names = function_names(self.sheet.book.doc).to_calc if self.block.formulas else {}
        formulas = {cell: to_calc(formula, names) for cell, formula in self.block.formulas.items()}
        self.ensure_formats()
        noted = {cell for part in areas_of(self.cells.queryContentCells(ANNOTATION)) for cell in self.local(part)}
        self.put_values(noted)
        self.put_formulas(formulas, noted)

    def local(self, part: Area) -> Iterable[Cell]:
        """Return the cells of an area of the sheet, counted from 0 within the block."""
        return cells_of(within(part, self.area))

    def settle_texts(self) -> None:
        """Leave in cells of the text format what they are given, elsewhere judge what Excel would convert."""
        is_text = self.cells_of_kind(self.formats.is_text)
        for cell, text in self.block.doubtful.items():
            if cell in is_text:
                self.block.formulas.pop(cell, None)
                self.block.rows[cell[0]][cell[1]] = text.removeprefix("'")
            elif cell not in self.block.formulas and MODE.strict:
                raise ExcelWouldConvert(self.address(cell), text)
        numbers = (cell for cell in is_text if isinstance(self.block.rows[cell[0]][cell[1]], float))
        first = min(numbers, default=None)
        if MODE.strict and first is not None:
            raise ExcelWouldConvert(self.address(first), self.block.rows[first[0]][first[1]])

    def cells_of_kind(self, asked: Any) -> set[Cell]:
        """Return the cells of the formats for whose key the question is answered with yes."""
        return {cell for key, parts in self.formatted if asked(key) for part in parts for cell in cells_of(part)}

    def address(self, cell: Cell) -> str:
        """Return sheet and address of a cell of the block."""
        place = Area(self.area.row + cell[0], self.area.column + cell[1])
        return f"{self.sheet.name}!{written(place, row_absolute=False, column_absolute=False)}"

    def ensure_formats(self) -> None:
        """Give cells a date or logical format that take such a value and have none of the kind; one call per format.

        The logical format is LibreOffice's way to keep a bool: a number in its place takes the general one again.
        """
        logical = self.cells_of_kind(lambda key: self.formats.kind(key) & LOGICAL) - set(self.block.kinds[LOGICAL_CODE])
        self.give_format(GENERAL, {cell for cell in logical if isinstance(self.block.rows[cell[0]][cell[1]], float)})
        for code, cells in self.block.kinds.items():
            wanted = LOGICAL if code == LOGICAL_CODE else DATE
            have = self.cells_of_kind(lambda key, wanted=wanted: self.formats.kind(key) & wanted)
            self.give_format(code, set(cells) - have)

    def give_format(self, code: str, cells: set[Cell]) -> None:
        """Give cells of the block a number format, in one call."""
        if not cells:
            return
        places = [(self.area.row + row, self.area.column + column) for row, column in cells]
        together = self.sheet.book.doc.createInstance("com.sun.star.sheet.SheetCellRanges")
        together.addRangeAddresses(tuple(part.on(self.sheet.index - 1) for part in rectangles(places)), False)
        together.NumberFormat = self.formats.key(code)

    def put_values(self, noted: set[Cell]) -> None:
        """Write numbers and texts; cells with notes one by one."""
        rows = self.block.rows
        if not noted:
            self.cells.setDataArray(tuple(map(tuple, rows)))
            return
        for part in around(Area(0, 0, self.area.rows, self.area.columns), noted):
            last = part.column + part.columns
            cut = tuple(tuple(row[part.column : last]) for row in rows[part.row : part.row + part.rows])
            self.within(part).setDataArray(cut)
        before = self.cells.getDataArray()
        held = {cell for part in areas_of(self.cells.queryContentCells(FORMULA)) for cell in self.local(part)}
        for row, column in noted - set(self.block.formulas):
            if (row, column) in held or rows[row][column] != before[row][column]:
                put_one(self.cells.getCellByPosition(column, row), rows[row][column])

    def within(self, part: Area) -> Any:
        """Return LibreOffice's range of a part of the block, counted from 0."""
        return self.cells.getCellRangeByPosition(
            part.column, part.row, part.column + part.columns - 1, part.row + part.rows - 1
        )

    def put_formulas(self, formulas: dict[Cell, str], noted: set[Cell]) -> None:
        """Write formulas, those side by side in one call."""
        for part in rectangles(set(formulas) - noted):
            columns = range(part.column, part.column + part.columns)
            rows = range(part.row, part.row + part.rows)
            self.within(part).setFormulaArray(tuple(tuple(formulas[row, column] for column in columns) for row in rows))
        for row, column in noted & set(formulas):
            self.cells.getCellByPosition(column, row).setFormula(formulas[row, column])


def put_one(cell: Any, stored: float | str) -> None:
    """Write one number or text into one cell, "" empties it; its note stays."""
    if stored == "":
        cell.clearContents(CONTENTS)
    elif isinstance(stored, float):
        cell.setValue(stored)
    else:
        before = cell.NumberFormat
        cell.setString(stored)
        if cell.NumberFormat != before:  # LibreOffice gives the text format to a cell whose text looks like a number
            cell.NumberFormat = before
