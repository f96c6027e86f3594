"""A damaged master mended, all or nothing: every step in its order, then the gate."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsync.adapters.repair.fonts import mend_fonts
from xlsync.adapters.repair.gate import check_mended, check_same_values
from xlsync.adapters.repair.losses import note_losses
from xlsync.adapters.repair.pair import Pair
from xlsync.adapters.repair.parts import mend_parts
from xlsync.adapters.repair.quotes import lost_quotes
from xlsync.adapters.repair.sheets import mend_sheets
from xlsync.adapters.repair.strings import mend_strings
from xlsync.adapters.repair.tables import mend_tables
from xlsync.adapters.repair.workbook import mend_workbook
from xlsync.adapters.workbook_file.image import read_image
from xlsync.adapters.workbook_file.sheets_patch import patch_sheets


@dataclass(frozen=True)
class Mended:
    """The new workbook; how many of what came back, and what does not, each by its word in labels.repairing."""

    content: bytes
    mends: Mapping[str, int]
    lost: Mapping[str, int]


def mended(content: bytes, whole: bytes, name: str) -> Mended:
    """Return a master with what a save by LibreOffice took from it, as a ``whole`` version of it has it.

    Values, cells, and what people added stay as they are. ``name`` is the file's, for messages. Mended twice is mended
    once. Raises NotAMaster, HeaderChanged, UnsafeMaster; then nothing has happened.
    """
    before = read_image(content, name)
    quotes = lost_quotes(content, before, whole)
    quoted = patch_sheets(content, quotes) if quotes else content
    pair = Pair.of(quoted, whole)
    pair.mends["quotes"] += sum(len(row) for edit in quotes.values() for row in edit.cells.values())
    mend_parts(pair)
    mend_workbook(pair)
    mend_tables(pair)
    mend_sheets(pair)
    mend_strings(pair, mend_fonts(pair))
    note_losses(pair)
    after = pair.content()
    check_mended(quoted, after, {*pair.parts, *pair.added})
    check_same_values(before, read_image(after, name))
    return Mended(after, {key: count for key, count in pair.mends.items() if count and key}, dict(+pair.lost))
