"""Tables against their cells, and the calculation chain against the formulas."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from tests.lossless.lint.finding import Finding
from tests.lossless.lint.formulas import faults_of
from tests.lossless.opc import MAIN, Box, Table, Workbook, box_of, column_of, elements

_NAME = re.compile(r"[^\W\d][\w.\\]*|\\[\w.\\]*")
_LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3})\d+")
_LAST_COLUMN = 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Headers = Mapping[tuple[int, int], tuple[str, str | None]]


def check_tables(book: Workbook, sheet: str, headers: Headers, names: set[str], numbers: set[str]) -> Iterator[Finding]:
    """Yield the faults of the tables of a sheet; ``names`` and ``numbers`` gather those of the whole workbook."""
    own = {name.get("name", "").lower() for name in book.root.iter(f"{MAIN}definedName")}
    boxes: list[Box] = []
    for table in book.tables(sheet):
        root = book.xml(table.part)
        if table.name.lower() in names | own:
            yield Finding(table.part, "table name twice", table.name)
        if root.get("id", "") in numbers:
            yield Finding(table.part, "table id twice")
        if any(table.box.meets(box) for box in boxes):
            yield Finding(table.part, "tables overlap")
        names.add(table.name.lower())
        numbers.add(root.get("id", ""))
        boxes.append(table.box)
        yield from _check_table(table, root)
        yield from _check_headers(table, headers)


def _check_table(table: Table, root: etree._Element) -> Iterator[Finding]:
    if _is_bad_name(table.name):
        yield Finding(table.part, "bad table name", table.name)
    if table.last_row - table.box.top + 1 - table.headers < 1:
        yield Finding(table.part, "no data row")
    columns = [name.lower() for name, _ in table.columns]
    if len(set(columns)) != len(columns):
        yield Finding(table.part, "column twice")
    if len(columns) != table.box.right - table.box.left + 1:
        yield Finding(table.part, "columns do not agree with the area")
    yield from _check_filter(table, root)
    for formula in root.iter(f"{MAIN}calculatedColumnFormula", f"{MAIN}totalsRowFormula"):
        yield from (Finding(table.part, f"formula: {fault}") for fault in faults_of(formula.text or ""))


def _is_bad_name(name: str) -> bool:
    like = _LIKE_A_CELL.fullmatch(name)
    return not _NAME.fullmatch(name) or (like is not None and column_of(like[1].upper()) <= _LAST_COLUMN)


def _check_filter(table: Table, root: etree._Element) -> Iterator[Finding]:
    found = root.find(f"{MAIN}autoFilter")
    if found is None or not found.get("ref"):
        return
    expected = Box(table.box.top, table.box.left, table.last_row, table.box.right)
    try:
        area = box_of(found.get("ref", ""))
    except ValueError:
        area = None
    if area != expected:
        yield Finding(table.part, "filter does not agree with the area", found.get("ref", ""))


def _check_headers(table: Table, headers: Headers) -> Iterator[Finding]:
    if not table.headers:
        return
    for column, (name, _) in enumerate(table.columns, table.box.left):
        kind, text = headers.get((table.box.top, column), ("", None))
        if kind not in ("s", "str", "inlineStr") or _plain(text or "") != _plain(name):
            yield Finding(table.part, "header is not the column's name", name)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def check_calc_chain(book: Workbook, formulas: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Yield the entries of the calculation chain whose cell holds no formula."""
    part = book.of_kind("calcChain")
    if part is None:
        return
    sheet = ""
    for entry in elements(book.xml(part)):
        sheet = entry.get("i") or sheet
        place = entry.get("r", "")
        if sheet in formulas and place not in formulas[sheet] and entry.get("a") != "1":
            yield Finding(part, "calculation chain names a cell without formula", f"{sheet}!{place}")
