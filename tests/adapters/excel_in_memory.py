"""An open master as xlwings shows one of Excel: in memory, and each call of it is counted by its name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from xlsync.adapters.workbook_live.conversions import is_converted
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import Value

Rows = Sequence[Mapping[str, Value]]
Grid = dict[tuple[int, int], Any]


class ComError(Exception):
    """As pywin32 raises it where there is no such thing."""


class Counted:
    """Counts each public name that is got (``value``) or set (``value =``) in the counter of its workbook."""

    def __init__(self, calls: Counter[str], **held: Any) -> None:
        self._calls = calls
        for name, value in held.items():
            object.__setattr__(self, name, value)

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            self._calls[name] += 1
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            self._calls[f"{name} ="] += 1
        object.__setattr__(self, name, value)


class Cells(Counted):
    """A range of a sheet; it converts no text, but fails where Excel would."""

    _sheet: "Sheet"
    _area: tuple[int, int, int, int]
    _empty: Any = None

    def options(self, *, ndim: int, empty: Any = None, err_to_str: bool = False) -> "Cells":
        return Cells(self._calls, _sheet=self._sheet, _area=self._area, _empty=empty)

    @property
    def row(self) -> int:
        return self._area[0]

    @property
    def column(self) -> int:
        return self._area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._area
        return bottom - top + 1, right - left + 1

    @property
    def last_cell(self) -> "Cells":
        bottom, right = self._area[2:]
        return Cells(self._calls, _sheet=self._sheet, _area=(bottom, right, bottom, right))

    @property
    def value(self) -> list[list[Any]]:
        return [[self._sheet._grid.get(place, self._empty) for place in line] for line in self._places()]

    @value.setter
    def value(self, values: Any) -> None:
        lines = values if isinstance(values, list) else [[values]]
        for places, line in zip(self._places(), lines, strict=True):
            for place, value in zip(places, line, strict=True):
                is_text = self._sheet._formats.get(place, "General") == "@"
                assert is_text or not (isinstance(value, str) and is_converted(value)), value
                self._sheet._grid[place] = value
                if value is None:
                    del self._sheet._grid[place]

    @property
    def formula(self) -> Any:
        lines = tuple(tuple(str(self._sheet._grid.get(place, "")) for place in line) for line in self._places())
        return lines if self._area[:2] != self._area[2:] else lines[0][0]

    @property
    def number_format(self) -> str | None:
        found = {self._sheet._formats.get(place, "General") for line in self._places() for place in line}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._sheet._formats.update((place, code) for line in self._places() for place in line)

    @property
    def merge_cells(self) -> bool:
        return False

    def autofill(self, target: "Cells", kind: str) -> None:
        assert kind == "fill_formats"
        source = self._places()[0]
        for line in target._places():
            above = (self._sheet._formats.get(place, "General") for place in source)
            self._sheet._formats.update(zip(line, above, strict=True))

    def clear_contents(self) -> None:
        for line in self._places():
            for place in line:
                self._sheet._grid.pop(place, None)

    def _places(self) -> list[list[tuple[int, int]]]:
        top, left, bottom, right = self._area
        return [[(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]


class Table(Counted):
    """A table; ``_area`` holds its header, and it has no totals row."""

    _sheet: "Sheet"
    _area: tuple[int, int, int, int]
    _name: str
    show_totals = False

    @property
    def range(self) -> Cells:
        return Cells(self._calls, _sheet=self._sheet, _area=self._area)

    def resize(self, cells: Cells) -> None:
        self._area = cells._area


class Tables(list[Table]):
    def __getitem__(self, name: Any) -> Any:
        for table in self:
            if table._name == name:
                return table
        raise ComError(name)


class Sheet(Counted):
    """A sheet with its cells and their number formats by row and column."""

    _grid: Grid
    _formats: dict[tuple[int, int], str]
    name: str
    tables: Tables
    api = SimpleNamespace(ProtectContents=False, isProtected=lambda: False)

    @property
    def used_range(self) -> Cells:
        bottom, right = (max((place[axis] for place in self._grid), default=1) for axis in (0, 1))
        return self.range((1, 1), (bottom, right))

    def range(self, first: Any, last: Any = None) -> Cells:
        if first == "B1":
            first = last = (1, 2)
        return Cells(self._calls, _sheet=self, _area=(*first, *last))


class Sheets(list[Sheet]):
    def __getitem__(self, name: Any) -> Any:
        return next(sheet for sheet in self if object.__getattribute__(sheet, "name") == name)


class App(Counted):
    calculation = "automatic"
    screen_updating = display_alerts = enable_events = interactive = True


class Book(Counted):
    """A master: its sheets with the rows given, as tables."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        calls: Counter[str] = Counter()
        sheets = Sheets(_sheet(calls, name, rows.get(name, ())) for name in SHEETS)
        state: Grid = {(1, 1): "plan_number", (1, 2): 0}
        sheets.append(Sheet(calls, name=STATE_SHEET, _grid=state, _formats={}, tables=Tables()))
        super().__init__(calls, app=App(calls), sheets=sheets, name="督查台账.xlsm")


def _sheet(calls: Counter[str], name: str, rows: Rows) -> Sheet:
    schema = SHEETS[name]
    grid: Grid = {(HEADER_ROW, place): schema.header(column.key) for place, column in enumerate(schema.columns, 1)}
    formats: dict[tuple[int, int], str] = {}
    for number, values in enumerate(rows, HEADER_ROW + 1):
        for place, column in enumerate(schema.columns, 1):
            value = values.get(column.key)
            if value is not None:
                grid[number, place] = _as_excel_tells(value)
                formats[number, place] = _format_of(value)
    sheet = Sheet(calls, name=schema.sheet, _grid=grid, _formats=formats, tables=Tables())
    area = (HEADER_ROW, 1, HEADER_ROW + max(1, len(rows)), len(schema.columns))
    object.__getattribute__(sheet, "tables").append(Table(calls, _sheet=sheet, _area=area, _name=schema.table_name))
    return sheet


def _as_excel_tells(value: Value) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, int) else value


def _format_of(value: Value) -> str:
    if isinstance(value, str) and is_converted(value):
        return "@"
    return "yyyy-m-d" if isinstance(value, date) else "General"
