"""Reading a master: all tables by header text, in one pass over the bytes.

calamine shows an error cell such as #REF! as blank. It is not: what it shows stands in the row as a text, so that
nothing takes the cell for free.
"""

import hashlib
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

from xlsync.adapters.master_exam import broken_part
from xlsync.adapters.master_tables import SHEET_WORDS, Cells, SheetCells, TableEnd, image_of
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.outgrown import short_ranges
from xlsync.adapters.workbook_file.package import Package
from xlsync.adapters.workbook_file.second_look import second_look
from xlsync.model.sheets import HEADER_ROW
from xlsync.model.table import MasterImage
from xlsync.vocabulary.errors import MasterDamaged, NotAMaster, UnsafeMaster
from xlsync.vocabulary.labels import patch as words

PACKAGE = b"PK"
_BROKEN = (KeyError, StopIteration, ElementTree.ParseError, UnsafeMaster, ValueError)


def read_image(content: bytes, name: str) -> MasterImage:
    """Return all tables of a master; ``name`` is for messages. Raises NotAMaster, MasterDamaged, HeaderChanged."""
    cells = _sheets_of(content, name)
    try:
        layout = Layout(Package(content))
        seen = second_look(layout.package, layout)
        sheets = {
            sheet: SheetCells(lines, seen.errors.get(sheet, {}), _end_of(layout, sheet))
            for sheet, lines in cells.items()
        }
    except _BROKEN:
        raise _no_master(content, name, words.NOT_A_WORKBOOK) from None
    try:
        image = image_of(sheets, hashlib.sha256(content).hexdigest(), name)
    except NotAMaster:
        raise _no_master(content, name, words.STATE_SHEET) from None
    return replace(image, short_ranges=short_ranges(seen.ranges, layout, image.tables))


def _end_of(layout: Layout, sheet: str) -> TableEnd | None:
    """Return the end of the table under our header row, None when there is none."""
    tables = layout.tables(sheet)
    return next((TableEnd(table.last_row, table.area.bottom) for table in tables if table.area.top == HEADER_ROW), None)


def _sheets_of(content: bytes, name: str) -> dict[str, Cells]:
    """Return the cells of our sheets by visible name."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        present = set(book.sheet_names)
        for sheet, shown in SHEET_WORDS.items():
            if sheet not in present:
                raise _no_master(content, name, shown)
        return {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in SHEET_WORDS}
    except CalamineError:
        raise _no_master(content, name, words.NOT_A_WORKBOOK) from None


def _no_master(content: bytes, name: str, missing: str) -> NotAMaster:
    """Return why a file is none: a package that is broken is told as damaged, for it may well be the office's own."""
    broken = broken_part(content) if content.startswith(PACKAGE) else ""
    return MasterDamaged(name, broken) if broken else NotAMaster(name, missing)
