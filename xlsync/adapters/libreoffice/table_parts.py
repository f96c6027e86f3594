"""Rows and columns of a table."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area
from xlsync.adapters.libreoffice.cells import blank, column_titles, part, pull_left, pull_up, push_down, push_right
from xlsync.adapters.libreoffice.refusal import refusing


@refusing
class TableRow(base_classes.TableRow):
    """One row of a table's data, by its place from 1."""

    index: int

    def __init__(self, table: Any, index: int) -> None:
        self.table = table
        self.index = index

    @property
    def area(self) -> Area:
        """Return its cells."""
        return part(self.table.body, self.index - 1)

    @property
    def range(self) -> Any:
        """Return its cells as a range."""
        return self.table.sheet.of(self.area)

    async def get_range(self) -> Any:
        """Return the same, as scripts ask that run elsewhere."""
        return self.range

    def delete(self) -> None:
        """Remove it: what stands below moves up."""
        pull_up(self.table.sheet.xl, self.area, self.table.sheet.index - 1)


@refusing
class TableRows(base_classes.TableRows):
    """The rows of a table without headers and totals; the only row, blank, is none: it waits for data."""

    def __init__(self, table: Any) -> None:
        self.table = table

    @property
    def api(self) -> Any:
        """Return the database range."""
        return self.table.database

    @property
    def parent(self) -> Any:
        """Return the table."""
        return self.table

    @property
    def column_count(self) -> int:
        """Return how many values a row has."""
        return int(self.table.area.columns)

    def __len__(self) -> int:
        return 0 if self.table.insert_row_range else max(int(self.table.body.rows), 0)

    def __iter__(self) -> Iterator[TableRow]:
        return (TableRow(self.table, index) for index in range(1, len(self) + 1))

    async def get_count(self) -> int:
        """Return how many rows there are, as scripts ask that run elsewhere."""
        return len(self)

    def __call__(self, key: int) -> TableRow:
        if not 1 <= key <= len(self):
            raise IndexError(f"row {key} of {len(self)}")
        return TableRow(self.table, key)

    def __contains__(self, key: int) -> bool:
        return 1 <= key <= len(self)

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        """Return a new row before that place, at the end without one; cells below the table move down where needed."""
        table, place = self.table, index or len(self) + 1
        body, area, sheet = table.body, table.area, table.sheet
        if table.insert_row_range:
            return self.filled(TableRow(table, 1), values)
        new = Area(body.row + place - 1, body.column, 1, body.columns)
        if new.row <= area.end_row or not blank(sheet.xl, new):
            push_down(sheet.xl, new, sheet.index - 1)
        table.area = Area(area.row, area.column, area.rows + 1, area.columns)
        return self.filled(TableRow(table, place), values)

    def filled(self, row: TableRow, values: list[Any] | None) -> TableRow:
        """Return the row, with these values when there are any."""
        if values is not None:
            row.range.raw_value = [values]
        return row


@refusing
class TableColumn(base_classes.TableColumn):
    """One column of a table, by its place from 1."""

    index: int

    def __init__(self, table: Any, index: int) -> None:
        self.table = table
        self.index = index

    @property
    def name(self) -> str:
        """Return its header."""
        return column_titles(self.table.sheet.xl, part(self.table.area, 0))[self.index - 1]

    def of(self, area: Area) -> Area:
        """Return this column of some rows of the table."""
        return Area(area.row, area.column + self.index - 1, area.rows, 1)

    @property
    def range(self) -> Any:
        """Return all its cells."""
        return self.table.sheet.of(self.of(self.table.area))

    @property
    def data_body_range(self) -> Any:
        """Return its cells without header and totals, None without rows."""
        return self.table.sheet.of(self.of(self.table.body)) if self.table.body.rows > 0 else None

    def delete(self) -> None:
        """Remove it: what stands on its right moves left."""
        area = self.table.area
        pull_left(self.table.sheet.xl, self.of(area), self.table.sheet.index - 1)
        self.table.area = Area(area.row, area.column, area.rows, area.columns - 1)


@refusing
class TableColumns(base_classes.TableColumns):
    """The columns of a table."""

    def __init__(self, table: Any) -> None:
        self.table = table

    @property
    def api(self) -> Any:
        """Return the database range."""
        return self.table.database

    @property
    def parent(self) -> Any:
        """Return the table."""
        return self.table

    def __len__(self) -> int:
        return int(self.table.area.columns)

    def __iter__(self) -> Iterator[TableColumn]:
        return (TableColumn(self.table, index) for index in range(1, len(self) + 1))

    async def get_count(self) -> int:
        """Return how many columns there are, as scripts ask that run elsewhere."""
        return len(self)

    def __call__(self, key: int | str) -> TableColumn:
        if isinstance(key, str):
            return self.named(key)
        if not 1 <= key <= len(self):
            raise IndexError(f"column {key} of {len(self)}")
        return TableColumn(self.table, key)

    def __contains__(self, key: int | str) -> bool:
        return 1 <= key <= len(self) if isinstance(key, int) else key.casefold() in self.titles()

    def titles(self) -> list[str]:
        """Return the headers, folded: Excel takes no heed of case."""
        area = part(self.table.area, 0)
        return [title.casefold() for title in column_titles(self.table.sheet.xl, area)]

    def named(self, name: str) -> TableColumn:
        """Return the column with this header; raises KeyError for none."""
        if name.casefold() not in self.titles():
            raise KeyError(name)
        return TableColumn(self.table, self.titles().index(name.casefold()) + 1)

    def add(self, name: str, index: int | None) -> TableColumn:
        """Return a new column before that place, on the right without one; cells beside the table make room."""
        table, place = self.table, index or len(self) + 1
        area, sheet = table.area, table.sheet
        new = Area(area.row, area.column + place - 1, area.rows, 1)
        if new.column <= area.end_column or not blank(sheet.xl, new):
            push_right(sheet.xl, new, sheet.index - 1)
        table.area = Area(area.row, area.column, area.rows, area.columns + 1)
        sheet.xl.getCellByPosition(new.column - 1, area.row - 1).String = name
        return TableColumn(table, place)
