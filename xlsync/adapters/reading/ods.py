"""Reads ods: places and oddities from content.xml, values by calamine once the sheet is known to be small enough."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from xlsync.adapters.reading.extent import MAX_COLUMN, Reach, refuse_reach
from xlsync.adapters.reading.marks import RED, STRIKE
from xlsync.adapters.reading.oddities import Oddities
from xlsync.adapters.reading.package import MEGABYTE, Limits, Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.values import parsed_sheets
from xlsync.adapters.reading.xlsx_parts import parsed
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.vocabulary.labels import files as words

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_MAX_CONTENT = 10 * MEGABYTE
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_COLOUR = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}color"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_REDS = ("#ff0000", "#c00000", "#c9211e")  # Excel's two reds and the one of LibreOffice
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = tuple(_TABLE + name for name in ("table-row-group", "table-rows", "table-header-rows"))


Area = tuple[int, int, int, int]
"""Top, left, bottom, right; 1-based."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    element: Element
    row_repeats: int
    column_repeats: int

    @property
    def last(self) -> tuple[int, int]:
        return self.row + self.row_repeats - 1, self.column + self.column_repeats - 1


def read_ods(package: Package, limits: Limits) -> RawWorkbook:
    """Return the workbook of an OpenDocument package."""
    if b"encryption-data" in package.part(_MANIFEST):
        raise refusal("encrypted")
    content = package.part(_CONTENT)
    if len(content) > _MAX_CONTENT:
        raise refusal("too_large", detail=words.DETAIL_UNPACKED.format(limit=_MAX_CONTENT // MEGABYTE))
    root = parsed(content, _CONTENT)
    marks = _marks_of_styles(root)
    odd, reaches = {}, []
    for table in root.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        oddities, merged, reach = _oddities(table, name, marks, limits)
        reaches.append(reach)
        odd[name] = oddities, merged
    refuse_reach(reaches, limits)
    if len(reaches) > limits.sheets:
        raise refusal("too_large", detail=words.DETAIL_SHEETS.format(limit=limits.sheets))
    sheets = parsed_sheets(package.repacked({}))
    return RawWorkbook(
        format="ods",
        sheets=tuple(_with_oddities(sheet, odd) for sheet in sheets),
        has_macros=any(name.startswith(("Basic/", "Scripts/")) and name.count("/") > 1 for name in package.names),
        has_external_links=b"'file:" in content or b"table:table-source" in content,
    )


def _with_oddities(sheet: RawSheet, odd: dict[str, tuple[Oddities, list[Area]]]) -> RawSheet:
    oddities, merged = odd.get(sheet.name, (Oddities(), []))
    return replace(sheet, merged=merged, **vars(oddities))


def _repeats(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() and len(text) <= len("1048576") else 1


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cells(table: Element) -> Iterator[_Cell]:
    """Yield the cells that hold something (a value, a formula, a comment), each with how often it is repeated."""
    row = 1
    for line in _rows(table):
        column, row_repeats = 1, _repeats(line, "rows")
        for element in line:
            if element.tag not in _CELLS:
                continue
            column_repeats = _repeats(element, "columns")
            if len(element) or element.get(f"{_OFFICE}value-type"):
                yield _Cell(row, column, element, row_repeats, column_repeats)
            column += column_repeats
        row += row_repeats


def _oddities(table: Element, name: str, marks: dict[str, str], limits: Limits) -> tuple[Oddities, list[Area], Reach]:
    odd, merged, count, reach = Oddities(), list[Area](), 0, Reach(name, 0, 0)
    for cell in _cells(table):
        reach = Reach(name, max(reach.row, cell.last[0]), max(reach.column, cell.last[1]))
        refuse_reach([reach], limits)
        count += cell.row_repeats * cell.column_repeats
        if count > limits.cells:
            raise refusal("too_large", detail=words.DETAIL_CELLS.format(sheet=name, limit=limits.cells))
        _note(cell, odd, marks)
        merged += _merged(cell)
    hidden = [line for line in _rows(table) if line.get(f"{_TABLE}visibility", "visible") != "visible"]
    odd.hidden_rows = sum(_repeats(line, "rows") for line in hidden)
    odd.hidden_columns = sum(
        _repeats(column, "columns")
        for column in table.iter(f"{_TABLE}table-column")
        if column.get(f"{_TABLE}visibility") == "collapse" and _repeats(column, "columns") <= MAX_COLUMN
    )
    odd.filtered = any(line.get(f"{_TABLE}visibility") == "filter" for line in hidden)
    return odd, merged, reach


def _note(cell: _Cell, odd: Oddities, marks: dict[str, str]) -> None:
    element, place = cell.element, (cell.row, cell.column)
    shown = "\n".join("".join(line.itertext()) for line in element.findall(f"{_TEXT}p"))
    if element.get(f"{_CALC}value-type") == "error":
        odd.errors[place] = shown
    if element.get(f"{_TABLE}formula"):
        odd.formulas.add(place)
        if not element.get(f"{_OFFICE}value-type"):
            odd.uncached.add(place)
    note = element.find(f"{_OFFICE}annotation")
    if note is not None:
        odd.comments[place] = "\n".join("".join(line.itertext()) for line in note.findall(f"{_TEXT}p"))
    styles = [element.get(f"{_TABLE}style-name", ""), *(part.get(f"{_TEXT}style-name", "") for part in element.iter())]
    mark = next((marks[style] for style in styles if style in marks), "")
    if mark and shown:
        odd.marked[place] = mark


def _merged(cell: _Cell) -> Iterator[Area]:
    """Yield the merged area that begins at a cell, if one does."""
    rows = int(cell.element.get(f"{_TABLE}number-rows-spanned", "1"))
    columns = int(cell.element.get(f"{_TABLE}number-columns-spanned", "1"))
    if rows > 1 or columns > 1:
        yield cell.row, cell.column, cell.row + rows - 1, cell.column + columns - 1


def _marks_of_styles(root: Element) -> dict[str, str]:
    """Return the marks by style name; of a struck and red style, the strike."""
    marks: dict[str, str] = {}
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.iter(f"{_STYLE}text-properties"):
            if properties.get(_COLOUR, "").lower() in _REDS:
                marks[style.get(f"{_STYLE}name", "")] = RED
            if properties.get(f"{_STYLE}text-line-through-style", "none") != "none":
                marks[style.get(f"{_STYLE}name", "")] = STRIKE
    return marks
