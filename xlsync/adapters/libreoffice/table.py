"""One table of a sheet."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.addresses import Area, area_of
from xlsync.adapters.libreoffice.cells import blank, clear, column_titles, part, push_down, shift, subtotal
from xlsync.adapters.libreoffice.refusal import refusing
from xlsync.adapters.libreoffice.table_parts import TableColumns, TableRows

TOTAL = "Total"  # what Excel writes before its sum, in English


@refusing
class Table(base_classes.Table):
    """A table: headers, rows, perhaps a row of totals.  LibreOffice knows no table styles."""

    def __init__(self, sheet: Any, database: Any) -> None:
        self.sheet = sheet
        self.database = database

    @property
    def api(self) -> Any:
        """Return LibreOffice's database range."""
        return self.database

    @property
    def parent(self) -> Any:
        """Return its sheet."""
        return self.sheet

    @property
    def name(self) -> str:
        """Return its name."""
        return str(self.database.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.database.Name = value

    display_name = name

    @property
    def area(self) -> Area:
        """Return its cells, headers and totals included."""
        return area_of(self.database.DataArea)

    @area.setter
    def area(self, area: Area) -> None:
        self.database.DataArea = area.on(self.sheet.index - 1)

    @property
    def body(self) -> Area:
        """Return its cells without headers and totals; no rows where nothing else is there."""
        area, headers = self.area, int(self.show_headers)
        return Area(area.row + headers, area.column, area.rows - headers - int(self.show_totals), area.columns)

    @property
    def range(self) -> Any:
        """Return all its cells."""
        return self.sheet.of(self.area)

    @property
    def header_row_range(self) -> Any:
        """Return its headers, None while they are hidden."""
        return self.sheet.of(part(self.area, 0)) if self.show_headers else None

    @property
    def data_body_range(self) -> Any:
        """Return its rows without headers and totals, None without rows."""
        return self.sheet.of(self.body) if self.body.rows > 0 else None

    @property
    def totals_row_range(self) -> Any:
        """Return its row of totals, None without one."""
        return self.sheet.of(part(self.area, -1)) if self.show_totals else None

    @property
    def insert_row_range(self) -> Any:
        """Return the blank row of a table that has no data yet, None when it has."""
        body = self.body
        return self.sheet.of(body) if body.rows == 1 and blank(self.sheet.xl, body) else None

    @property
    def rows(self) -> TableRows:
        """Return its rows without headers and totals."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """Return its columns."""
        return TableColumns(self)

    @property
    def show_autofilter(self) -> bool:
        """Return whether its headers have filter buttons."""
        return bool(self.database.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.database.AutoFilter = bool(value)

    @property
    def show_headers(self) -> bool:
        """Return whether its first row are headers."""
        return bool(self.database.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if bool(value) != self.show_headers:
            self.reveal_headers() if value else self.hide_headers()

    def hide_headers(self) -> None:
        """Empty the headers' cells, which leave the table; what they said is kept while we are connected."""
        header = part(self.area, 0)
        self.hidden[self.key] = column_titles(self.sheet.xl, header)
        clear(self.sheet.xl, header)
        body = self.body
        self.database.ContainsHeader = False
        self.area = Area(body.row, body.column, self.area.rows - 1, body.columns)

    def reveal_headers(self) -> None:
        """Put headers above the table, in the blank cells there or in new ones."""
        area = self.area
        above = Area(area.row - 1, area.column, 1, area.columns)
        if area.row == 1 or not blank(self.sheet.xl, above):
            above = part(area, 0)
            push_down(self.sheet.xl, above, self.sheet.index - 1)
        self.area = Area(above.row, area.column, area.rows + 1, area.columns)
        self.database.ContainsHeader = True
        titles = self.hidden.pop(self.key, [])
        for place, title in enumerate(titles[: area.columns]):
            self.sheet.xl.getCellByPosition(area.column - 1 + place, above.row - 1).String = title

    @property
    def hidden(self) -> dict[tuple[str, str], list[str]]:
        """Return what hidden headers said, by document and table."""
        return self.sheet.book.app.hidden_headers  # type: ignore[no-any-return]

    @property
    def key(self) -> tuple[str, str]:
        """Return by what this table is told from all others of the office."""
        return str(self.sheet.book.doc.RuntimeUID), self.name

    @property
    def show_totals(self) -> bool:
        """Return whether its last row are totals."""
        return bool(self.database.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if bool(value) != self.show_totals:
            self.add_totals() if value else self.drop_totals()

    def add_totals(self) -> None:
        """Put a row of totals below, in the blank cells there or in new ones: a label, and a sum in the last column."""
        area, body, sheet = self.area, self.body, self.sheet.xl
        below = Area(area.end_row + 1, area.column, 1, area.columns)
        if not blank(sheet, below):
            push_down(sheet, below, self.sheet.index - 1)
        self.area = Area(area.row, area.column, area.rows + 1, area.columns)
        self.database.TotalsRow = True
        if area.columns > 1:
            sheet.getCellByPosition(area.column - 1, below.row - 1).String = TOTAL
        last = Area(body.row, area.end_column, body.rows, 1)
        sheet.getCellByPosition(area.end_column - 1, below.row - 1).Formula = subtotal(sheet, last)

    def drop_totals(self) -> None:
        """Empty the cells of the totals, which leave the table."""
        area = self.area
        clear(self.sheet.xl, part(area, -1))
        self.database.TotalsRow = False
        self.area = Area(area.row, area.column, area.rows - 1, area.columns)

    def resize(self, range: Any) -> None:
        """Make it cover other cells that begin with the same row; totals move to the last of them."""
        target, area = getattr(range, "impl", range), self.area
        wanted = Area(target.row, target.column, *target.shape)
        if wanted.row != area.row or not wanted.meets(part(area, 0)):
            raise ValueError(f"a table must keep its first row: {area.address} cannot become {wanted.address}")
        if self.show_totals and wanted.end_row != area.end_row:
            shift(self.sheet.xl, part(area, -1), wanted.end_row - area.end_row, self.sheet.index - 1)
        self.area = wanted
