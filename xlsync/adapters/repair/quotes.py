"""Texts of ours that begin like a formula and have lost the quote of their style: they are written again with one.

Without it Excel takes such a text for a formula as soon as somebody edits the cell. Value and place stay the same.
"""

import re

from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheet_edit import SheetEdit
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Table, column_letter
from xlsync.vocabulary.labels.patch import READ_AS_FORMULA

_READ_AS_FORMULA = tuple(READ_AS_FORMULA)
_TEXT_CELL = re.compile(r'<c r="([A-Z]+\d+)"(?: s="(\d+)")? t="(?:s|inlineStr)">(?!<f)')
"""A cell with a text that is no formula's result."""


def lost_quotes(content: bytes, image: MasterImage) -> dict[str, SheetEdit]:
    """Return the cells to be written again, by visible sheet name."""
    layout = Layout(Package(content))
    part = layout.part_of_kind("styles")
    styles = Styles(layout.package.read(part) if part else b"")
    found = {schema.sheet: _bare(layout, styles, schema.sheet, image[name]) for name, schema in SHEETS.items()}
    return {sheet: SheetEdit(cells) for sheet, cells in found.items() if cells}


def _bare(layout: Layout, styles: Styles, sheet: str, table: Table) -> dict[int, dict[int, str]]:
    """Return the texts without a quote by sheet row and column."""
    texts = _texts(table)
    if not texts:
        return {}
    xml = layout.package.read(layout.sheets[sheet]).decode()
    held = {cell: int(style or 0) for cell, style in _TEXT_CELL.findall(xml)}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        style = held.get(f"{column_letter(column)}{row}")
        if style is not None and styles.suited(style, text) != style:
            rows.setdefault(row, {})[column] = text
    return rows


def _texts(table: Table) -> dict[tuple[int, int], str]:
    """Return the texts of a table that begin like a formula, by sheet row and column."""
    return {
        (row.number, table.positions[key]): value
        for row in table.rows
        for key, value in row.values.items()
        if isinstance(value, str) and len(value.strip()) > 1 and value.strip().startswith(_READ_AS_FORMULA)
    }
