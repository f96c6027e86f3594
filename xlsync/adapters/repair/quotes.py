"""Texts of ours that begin like a formula and have lost the quote of their style: they are written again with one.

Without it Excel takes such a text for a formula as soon as somebody edits the cell. Value and place stay the same.
"""

import re
from collections.abc import Set as AbstractSet

from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.sheet_edit import SheetEdit
from xlsync.adapters.workbook_file.styles import Styles
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Table, column_letter
from xlsync.vocabulary.labels.patch import READ_AS_FORMULA

Rows = dict[int, dict[int, str]]
"""Texts by sheet row and 1-based column."""
_READ_AS_FORMULA = tuple(READ_AS_FORMULA)
_TEXT_CELL = re.compile(r'<c r="([A-Z]+\d+)"(?: s="(\d+)")? t="(?:s|inlineStr)">(?!<f)')
"""A cell with a text that is no formula's result."""


def lost_quotes(content: bytes, image: MasterImage, whole: bytes) -> dict[str, SheetEdit]:
    """Return the cells to be written again, by visible sheet name; a text that never had a quote gets none."""
    bare = _all_bare(content, image)
    before = _all_bare(whole, read_image(whole, "")) if bare else {}
    never = {text for rows in before.values() for row in rows.values() for text in row.values()}
    edits = {sheet: _but(rows, never) for sheet, rows in bare.items()}
    return {sheet: SheetEdit(rows) for sheet, rows in edits.items() if rows}


def _but(rows: Rows, never: AbstractSet[str]) -> Rows:
    kept = {number: {at: text for at, text in row.items() if text not in never} for number, row in rows.items()}
    return {number: row for number, row in kept.items() if row}


def _all_bare(content: bytes, image: MasterImage) -> dict[str, Rows]:
    """Return all texts of ours that begin like a formula and have no quote, by visible sheet name."""
    layout = Layout(Package(content))
    part = layout.part_of_kind("styles")
    styles = Styles(layout.package.read(part) if part else b"")
    return {schema.sheet: _bare(layout, styles, schema.sheet, image[name]) for name, schema in SHEETS.items()}


def _bare(layout: Layout, styles: Styles, sheet: str, table: Table) -> Rows:
    """Return the texts without a quote by sheet row and column."""
    texts = _texts(table)
    if not texts:
        return {}
    xml = layout.package.read(layout.sheets[sheet]).decode()
    held = {cell: int(style or 0) for cell, style in _TEXT_CELL.findall(xml)}
    rows: Rows = {}
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
