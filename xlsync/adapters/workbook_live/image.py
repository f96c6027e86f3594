"""The open workbook as the tables of a master."""

import hashlib
from collections.abc import Iterable
from typing import Any

from xlsync.adapters.master_tables import SHEET_WORDS, image_of
from xlsync.adapters.workbook_live.calls import patiently
from xlsync.adapters.workbook_live.sheet import OpenSheet, read_sheet
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage
from xlsync.vocabulary.errors import NotAMaster

_TABLE_NAMES = {schema.sheet: schema.table_name for schema in SHEETS.values()}


def read_sheets(book: Any, names: Iterable[str], shown: str) -> dict[str, OpenSheet]:
    """Return sheets of an open workbook by visible name; ``shown`` is the file's name. Raises NotAMaster."""
    present = {sheet.name: sheet for sheet in patiently(lambda: list(book.sheets))}
    for name in names:
        if name not in present:
            raise NotAMaster(shown, SHEET_WORDS.get(name, name))
    return {name: read_sheet(present[name], name, _TABLE_NAMES.get(name, "")) for name in names}


def read_open(sheets: dict[str, OpenSheet], saved_sha256: str, shown: str) -> MasterImage:
    """Return the tables of the sheets of an open workbook. Raises NotAMaster, HeaderChanged.

    The image is named by the file that was saved last (its SHA-256) and the plan number that the workbook shows:
    what people type in between has no name.
    """
    image = image_of({name: sheet.as_read() for name, sheet in sheets.items()}, saved_sha256, shown)
    return _named(image, saved_sha256)


def _named(image: MasterImage, saved_sha256: str) -> MasterImage:
    from dataclasses import replace

    name = f"{saved_sha256}/{image.plan_number}"
    return replace(image, sha256=hashlib.sha256(name.encode()).hexdigest())
