"""Proof that a table grew as Excel would let it grow: its area, what ends at it, and the dress of its new rows.

An area of the sheet (format, validation, filter, print area) either stays or gains exactly the new rows; inside the
table it must gain them. The other proofs leave areas out, so this one looks at nothing else.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tests.lossless.opc import MAIN, Box, Table, Workbook, box_of, letters_of
from tests.lossless.request import Place, Request
from tests.lossless.rest import masked
from tests.lossless.scan import Kind, walk

_AREAS = ("ref", "sqref")
_TOKEN = re.compile(r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
_NOT_IN_TABLE = {"dimension", "mergeCells", "hyperlinks", "sheetViews", "drawing", "tableParts"}


def check_growth(before: Workbook, after: Workbook, request: Request) -> list[str]:
    """Return what did not grow with the table, and what changed that had nothing to grow for."""
    part = next(sheet.part for sheet in before.sheets if sheet.name == request.sheet)
    return [
        *_areas(before, after, part, request),
        *_names(before, after, request),
        *_table(before, after, part, request),
    ]


def _grown(reference: str, request: Request) -> str:
    """Return the area with the new rows, itself where it does not end at the table."""
    table, box = request.table, _box(reference)
    if table is None or box is None or not request.rows:
        return reference
    within = box.left <= table.box.right and box.right >= table.box.left
    if not within or box.bottom not in (table.last_row, table.box.bottom):
        return reference
    head, _, tail = reference.rpartition(str(box.bottom))
    return f"{head}{box.bottom + len(request.rows)}{tail}" if ":" in reference else reference


def _must_grow(reference: str, request: Request) -> bool:
    """Return whether an area ends with the table's last row and lies within the table's columns."""
    table, box = request.table, _box(reference)
    if table is None or box is None or not request.rows or ":" not in reference:
        return False
    inside = table.box.left <= box.left and box.right <= table.box.right
    return inside and box.bottom == table.last_row and box.top >= table.box.top


def _areas(before: Workbook, after: Workbook, part: str, request: Request) -> Iterator[str]:
    old, new = list(_references(before, part)), list(_references(after, part))
    if len(old) != len(new):
        yield f"{len(old)} areas became {len(new)}"
    for (name, was), (_, now) in zip(old, new, strict=False):
        if name not in _NOT_IN_TABLE:
            yield from _compared(name, was.split(), now.split(), request)


def _compared(name: str, old: list[str], new: list[str], request: Request) -> Iterator[str]:
    """Yield the areas of one element that grew wrongly or not at all."""
    if len(old) != len(new):
        yield f"{name}: {old} became {new}"
    for piece, seen in zip(old, new, strict=False):
        if seen not in (piece, _grown(piece, request)) and not _is_single_grown(piece, seen, request):
            yield f"{name}: {piece} became {seen}"
        elif seen == piece and _must_grow(piece, request):
            yield f"{name}: {piece} did not grow"


def _is_single_grown(piece: str, seen: str, request: Request) -> bool:
    """Return whether an area of one cell at the table's end became an area of cells."""
    table, box = request.table, _box(piece)
    if table is None or box is None or ":" in piece:
        return False
    return box.bottom == table.last_row and seen == f"{piece}:{letters_of(box.right)}{box.bottom + len(request.rows)}"


def _references(book: Workbook, part: str) -> Iterator[tuple[str, str]]:
    """Yield the areas that the elements of a sheet name, with the name of the element."""
    with book.open(part) as stream:
        for item in walk(stream):
            if item.kind is Kind.PART and item.name != "sheetData":
                yield from ((item.name, text) for text in _named(item.element))


def _named(element: etree._Element) -> Iterator[str]:
    for child in element.iter("*"):
        yield from (str(child.get(key)) for key in _AREAS if child.get(key))
        if etree.QName(child).localname == "sqref" and child.text:
            yield child.text


def _names(before: Workbook, after: Workbook, request: Request) -> Iterator[str]:
    old = [name.text or "" for name in before.root.iter(f"{MAIN}definedName")]
    new = [name.text or "" for name in after.root.iter(f"{MAIN}definedName")]
    for was, now in zip(old, new, strict=False):
        grown = _TOKEN.sub(lambda found: _grown(found[0], request), was) if request.sheet in was else was
        if now not in (was, grown):
            yield f"defined name: {was} became {now}"


def _table(before: Workbook, after: Workbook, part: str, request: Request) -> Iterator[str]:
    grown = {table.part: table for table in after.tables(part)}
    for table in before.tables(part):
        is_ours = request.table is not None and table.part == request.table.part and request.rows
        expected = _longer(table.box, len(request.rows)) if is_ours else table.box
        if grown[table.part].box != expected:
            yield f"table {table.name}: {grown[table.part].box} instead of {expected}"
        if is_ours:
            areas = zip(_named(before.xml(table.part)), _named(after.xml(table.part)), strict=False)
            for was, now in areas:
                yield from _compared(f"table {table.name}", [was], [now], request)
        old = before.xml(table.part)
        if is_ours:
            old.attrib.pop("insertRow", None)  # Excel's mark of a table without rows, which it is no longer
        if masked(old) != masked(after.xml(table.part)):
            yield f"table {table.name}: more than its area changed"
    if request.table is not None and request.rows:
        yield from _new_rows(before, after, part, request, request.table)


def _longer(box: Box, rows: int) -> Box:
    return Box(box.top, box.left, box.bottom + rows, box.right)


def _new_rows(before: Workbook, after: Workbook, part: str, request: Request, table: Table) -> Iterator[str]:
    """Text takes the style of the cell above; a calculated column goes on with a formula."""
    last = table.last_row
    above = {place: style for place, (style, _) in _styles(before, part).items() if place[0] == last}
    seen = _styles(after, part)
    for row in range(last + 1, last + 1 + len(request.rows)):
        for column, (name, is_calculated) in enumerate(table.columns, table.box.left):
            style, has_formula = seen.get((row, column), ("0", False))
            if isinstance(request.expected.get((row, column)), str) and style != above.get((last, column), style):
                yield f"row {row}, {name}: style {style} instead of {above[last, column]}"
            if is_calculated and not has_formula:
                yield f"row {row}, {name}: no formula"


def _styles(book: Workbook, part: str) -> dict[Place, tuple[str, bool]]:
    with book.open(part) as stream:
        return {
            (item.row, item.column): (item.element.get("s", "0"), item.element.find(f"{MAIN}f") is not None)
            for item in walk(stream)
            if item.kind is Kind.CELL
        }


def _box(reference: str) -> Box | None:
    try:
        return box_of(reference)
    except ValueError:
        return None
