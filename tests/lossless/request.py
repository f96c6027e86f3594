"""What a file is asked to take: five cells and, where a table has room, three rows. Chosen by a seed, never by chance.

The five: a Chinese text with marks that XML must escape, a number, a date, a value in place of one that is there, and a
cell beyond the used range. Cells that a person could not fill either are left out: inside merged areas, arrays, tables'
headers and totals, and the rows that the table is about to take.
"""

import random
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.lossless.opc import LAST_COLUMN, LAST_ROW, MAIN, Box, Sheet, Table, Workbook, box_of
from tests.lossless.scan import Item, Kind, walk

Value = str | float | date
Place = tuple[int, int]

TEXT = "  督查事项<进展>&“完成”\n第二行 "
OVERWRITTEN = "改后：已办结"
NUMBER = 20160304.125
DAY = date(2016, 3, 4)
BEYOND = "超出原有区域"
ROWS = 3
_TRIES = 400
_PIVOT_MARGIN = 4
"""LibreOffice draws the pivot tables of WithChartSheet.xlsx one column wider than Excel did."""


@dataclass
class SheetFacts:
    """What stands where on a sheet."""

    filled: dict[Place, bool] = field(default_factory=dict)
    """Cells with content; True marks a formula."""
    arrays: list[Box] = field(default_factory=list)
    merged: list[Box] = field(default_factory=list)
    pivots: list[Box] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    bottom: int = 1
    right: int = 1

    def is_free(self, box: Box) -> bool:
        """Return whether nothing stands in an area."""
        return (
            box.bottom <= LAST_ROW
            and not any(box.holds(*place) for place in self.filled)
            and not any(box.meets(other) for other in (*self.merged, *self.arrays, *self.pivots))
            and not any(box.meets(table.box) for table in self.tables)
        )


@dataclass(frozen=True)
class Request:
    """Cells of one sheet, and rows for one of its tables; ``in_the_way`` names a table that has no room below."""

    sheet: str
    cells: Mapping[Place, Value]
    table: Table | None = None
    rows: tuple[Mapping[int, Value], ...] = ()
    in_the_way: tuple[Table, ...] = ()

    @property
    def expected(self) -> dict[Place, Value]:
        """Return every cell that must hold a new value."""
        found = dict(self.cells)
        for place, row in enumerate(self.rows, self.table.last_row + 1 if self.table else 0):
            found |= {(place, column): value for column, value in row.items()}
        return found

    def moved(self, place: Place) -> Place:
        """Return where a cell of before stands after: the totals row of the table goes down."""
        table, (row, column) = self.table, place
        if table is None or not self.rows or not table.totals:
            return place
        is_total = row > table.last_row and table.box.holds(row, column)
        return (row + len(self.rows), column) if is_total else place

    @property
    def filled_by_table(self) -> set[Place]:
        """Return the cells of new rows that the table itself fills: its calculated columns, styled blanks."""
        if self.table is None:
            return set()
        rows = range(self.table.last_row + 1, self.table.last_row + 1 + len(self.rows))
        return {(row, column) for row in rows for column in range(self.table.box.left, self.table.box.right + 1)}


def request_for(book: Workbook, name: str, attempt: int = 0) -> Request | None:
    """Return what this workbook is asked to take, None where it has no worksheet; ``name`` is the seed.

    The first attempt turns to a sheet with tables, if there is one; further attempts to any.
    """
    sheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet"]
    if not sheets:
        return None
    chance = random.Random(zlib.crc32(name.encode()) + attempt)
    with_tables = [sheet for sheet in sheets if book.tables(sheet.part)]
    sheet = chance.choice((with_tables if not attempt else []) or sheets)
    return _request(chance, sheet, facts_of(book, sheet.part))


def _request(chance: random.Random, sheet: Sheet, facts: SheetFacts) -> Request:
    roomy = [table for table in facts.tables if facts.is_free(_room(table))]
    table = chance.choice(roomy) if roomy else None
    cramped = tuple(table for table in facts.tables if table not in roomy)
    kept = [_room(table)] if table else []
    cells = _cells(chance, facts, kept)
    rows = tuple(_row(table, number) for number in range(ROWS)) if table else ()
    return Request(sheet.name, cells, table, rows, cramped)


def _room(table: Table) -> Box:
    """Return the area that three more rows need; a totals row moves into it."""
    return Box(table.box.bottom + 1, table.box.left, table.box.bottom + ROWS, table.box.right)


def _row(table: Table | None, number: int) -> Mapping[int, Value]:
    values: tuple[Value, ...] = (f"新增行{number + 1}", number + 0.5, DAY)
    columns = enumerate(table.columns, table.box.left) if table else ()
    return {column: values[column % 3] for column, (_, is_calculated) in columns if not is_calculated}


def _cells(chance: random.Random, facts: SheetFacts, kept: Iterable[Box]) -> dict[Place, Value]:
    blocked = [*kept, *facts.merged, *facts.arrays, *facts.pivots, *(_around(table) for table in facts.tables)]
    fixed = [*facts.merged, *facts.arrays, *facts.pivots, *(_edge(table) for table in facts.tables)]
    fixed += [Box(t.box.bottom, t.box.left, t.box.bottom, t.box.right) for t in facts.tables if t.totals]
    cells: dict[Place, Value] = {}
    old = [place for place in sorted(facts.filled) if not any(box.holds(*place) for box in fixed)]
    if old:
        cells[chance.choice(old)] = OVERWRITTEN
    bottom = min(facts.bottom + 40, LAST_ROW)
    right = min(facts.right + 6, LAST_COLUMN)
    cells[_blank(chance, facts, blocked, Box(facts.bottom + 5, facts.right + 2, bottom, right), cells)] = BEYOND
    inside = Box(1, 1, min(facts.bottom + 4, LAST_ROW), min(facts.right + 2, LAST_COLUMN))
    values: list[Value] = [TEXT, NUMBER, DAY]
    for value in values if old else [*values, OVERWRITTEN]:
        cells[_blank(chance, facts, blocked, inside, cells)] = value
    return cells


def _edge(table: Table) -> Box:
    """Return the header of a table; a table without one gives its first row."""
    return Box(table.box.top, table.box.left, table.box.top + max(table.headers, 1) - 1, table.box.right)


def _around(table: Table) -> Box:
    """Return a table with the rows below that it may grow into."""
    return Box(table.box.top, table.box.left, table.box.bottom + ROWS, table.box.right)


def _blank(
    chance: random.Random, facts: SheetFacts, blocked: Iterable[Box], area: Box, taken: Mapping[Place, Value]
) -> Place:
    """Return an empty cell of an area; where that is full, one to the right of everything."""
    for _ in range(_TRIES):
        row = chance.randint(min(area.top, area.bottom), area.bottom)
        column = chance.randint(min(area.left, area.right), area.right)
        is_free = (row, column) not in facts.filled and (row, column) not in taken
        if is_free and not any(box.holds(row, column) for box in blocked):
            return row, column
    return 1, min(facts.right + 8, LAST_COLUMN)


def facts_of(book: Workbook, part: str) -> SheetFacts:
    """Return what stands where on a sheet."""
    facts = SheetFacts(tables=book.tables(part), pivots=_pivots(book, part))
    with book.open(part) as stream:
        for item in walk(stream):
            if item.kind is Kind.CELL:
                _note(facts, item)
            elif item.kind is Kind.PART and item.name == "mergeCells":
                facts.merged += [box_of(merge.get("ref", "")) for merge in item.element.iter(f"{MAIN}mergeCell")]
    return facts


def _note(facts: SheetFacts, item: Item) -> None:
    formula = item.element.find(f"{MAIN}f")
    if formula is not None and formula.get("t") in ("array", "dataTable") and formula.get("ref"):
        facts.arrays.append(box_of(formula.get("ref", "")))
    if len(item.element):
        facts.filled[item.row, item.column] = formula is not None
    facts.bottom, facts.right = max(facts.bottom, item.row), max(facts.right, item.column)


def _pivots(book: Workbook, part: str) -> list[Box]:
    """Return the areas that pivot tables fill, where no person can type; other programs draw them somewhat larger."""
    parts = [relation.target for relation in book.relations(part).values() if relation.kind == "pivotTable"]
    places = [book.xml(name).find(f"{MAIN}location") for name in parts if book.has(name)]
    boxes = [box_of(place.get("ref", "")) for place in places if place is not None]
    return [Box(box.top, box.left, box.bottom + _PIVOT_MARGIN, box.right + _PIVOT_MARGIN) for box in boxes]
