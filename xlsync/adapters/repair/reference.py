"""Which version of a master is whole, and a blank one built anew where the store has none."""

import tempfile
from pathlib import Path
from xml.etree import ElementTree

from xlsync.adapters.repair.tags import tags
from xlsync.adapters.repair.workbook import is_saved_by_libreoffice
from xlsync.adapters.workbook_file.layout import Layout
from xlsync.adapters.workbook_file.package import Package
from xlsync.model.sheets import SHEETS
from xlsync.vocabulary.errors import UnsafeMaster

_LEDGER = SHEETS["matters"].sheet
_RIBBON = "/ui/extensibility"
_UNREAD = (KeyError, StopIteration, ElementTree.ParseError, UnsafeMaster, OSError)


def is_whole(content: bytes) -> bool:
    """Return whether no save by another program has taken anything from a master; True for what is none.

    Told by LibreOffice's mark, a ledger whose table has no look, and macros without their ribbon or the reverse.
    """
    try:
        layout = Layout(Package(content))
        has_ribbon = any(kind.endswith(_RIBBON) for _, kind in layout.related("").values())
        if is_saved_by_libreoffice(layout.package.read(layout.workbook)):
            return False
        if has_ribbon is not (layout.part_of_kind("vbaProject") is not None):
            return False
        tables = layout.tables(_LEDGER)[:1]
        return all(tags(layout.package.read(table.part), "tableStyleInfo") for table in tables)
    except _UNREAD:
        return True


def blank_master(suffix: str) -> bytes:
    """Return an empty master as this program builds it; ``suffix`` is that of the office's file."""
    from xlsync.adapters.template.master import build_master

    with tempfile.TemporaryDirectory(prefix="xlsync-") as folder:
        path = Path(folder) / f"blank{suffix}"
        build_master(path, {})
        return path.read_bytes()
