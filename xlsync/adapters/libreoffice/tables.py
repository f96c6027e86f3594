"""The tables of a sheet: LibreOffice keeps a table of Excel as a database range of the same name."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area
from xlsync.adapters.libreoffice.cells import blank, current_region, fill_headers, push_down
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing
from xlsync.adapters.libreoffice.table import Table

USUAL_NAME = "Table{}"
USUAL_STYLE = "TableStyleMedium2"  # what xlwings asks for when nothing is asked


@refusing
class Tables(base_classes.Tables):
    """All tables of a sheet, from the top."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """Return the database ranges of the document."""
        return self.sheet.book.doc.DatabaseRanges

    @property
    def parent(self) -> Any:
        """Return the sheet."""
        return self.sheet

    def __iter__(self) -> Iterator[Table]:
        here = self.sheet.index - 1
        databases = (self.api.getByName(name) for name in self.api.ElementNames)
        tables = (Table(self.sheet, database) for database in databases if database.DataArea.Sheet == here)
        return iter(sorted(tables, key=lambda table: table.area))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: str | int) -> bool:
        return isinstance(name, str) and self.named(name) is not None

    def __call__(self, name_or_index: str | int) -> Table:
        if not isinstance(name_or_index, str):
            return list(self)[name_or_index - 1]
        table = self.named(name_or_index)
        if table is None:
            raise KeyError(name_or_index)
        return table

    def named(self, name: str) -> Table | None:
        """Return the table of a name, whatever the case of its letters; none of the others is looked at."""
        ranges = self.api
        alike = (
            [name] if ranges.hasByName(name) else [n for n in ranges.ElementNames if n.casefold() == name.casefold()]
        )
        for found in map(ranges.getByName, alike):
            if found.DataArea.Sheet == self.sheet.index - 1:
                return Table(self.sheet, found)
        return None

    def add(
        self,
        source_type: str | None = None,
        source: Any = None,
        link_source: bool | None = None,
        has_headers: bool | None = None,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """Return a new table over a range, over its surroundings when it is one cell.

        Without headers a row of them is put above; blank headers are named, a lone header gets a blank row.
        LibreOffice has no table styles: another than the usual one is refused, and that one is not shown.
        """
        if source_type or link_source or destination is not None or table_style_name not in (None, USUAL_STYLE):
            raise Unsupported("Tables.add with source_type, link_source, destination or a table style")
        area = self.source_area(getattr(source, "impl", source), has_headers is not False)
        self.refuse_overlap(area)
        fill_headers(self.sheet.xl, area)
        name = self.free_name(name)
        self.api.addNewByName(name, area.on(self.sheet.index - 1))
        database = self.api.getByName(name)
        database.ContainsHeader = True
        database.AutoFilter = True
        return Table(self.sheet, database)

    def source_area(self, source: Any, has_headers: bool) -> Area:
        """Return the cells of a table to be, its row of headers included."""
        area = Area(source.row, source.column, *source.shape)
        if (area.rows, area.columns) == (1, 1):
            area = current_region(self.sheet.xl, area)
        if not has_headers:
            push_down(self.sheet.xl, Area(area.row, area.column, 1, area.columns), self.sheet.index - 1)
            return Area(area.row, area.column, area.rows + 1, area.columns)
        if area.rows > 1:
            return area
        below = Area(area.row + 1, area.column, 1, area.columns)
        if not blank(self.sheet.xl, below):
            push_down(self.sheet.xl, below, self.sheet.index - 1)
        return Area(area.row, area.column, 2, area.columns)

    def refuse_overlap(self, area: Area) -> None:
        """Raise ValueError when another table has a cell of this area."""
        for table in self:
            if area.meets(table.area):
                raise ValueError(f"the table {table.name!r} already stands in {table.area.address}")

    def free_name(self, wanted: str | None) -> str:
        """Return the name that is wanted, else the next usual one; raises ValueError for a name that is taken."""
        taken = {name.casefold() for name in self.api.ElementNames}
        if wanted and wanted.casefold() in taken:
            raise ValueError(f"there already is a table {wanted!r}")
        number = 1
        while USUAL_NAME.format(number).casefold() in taken:
            number += 1
        return wanted or USUAL_NAME.format(number)
