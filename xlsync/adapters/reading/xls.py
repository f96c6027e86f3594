"""Reads xls and et (both OLE with BIFF 8): records walked first, values by calamine after."""

import struct
from dataclasses import replace
from datetime import datetime, timedelta

from xlsync.adapters.reading.biff import SheetWalk, read_globals, walk_sheet
from xlsync.adapters.reading.extent import Reach, refuse_reach
from xlsync.adapters.reading.ole import OleFile
from xlsync.adapters.reading.package import MEGABYTE, Counter, Limits
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.values import parsed_sheets
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.vocabulary.labels import files as words

_FOREIGN = (
    ("encrypted", {"EncryptedPackage", "EncryptionInfo"}),
    ("old_excel", {"Book"}),
    ("word", {"WordDocument"}),
    ("slides", {"PowerPoint Document"}),
    ("message", {"__properties_version1.0"}),
)
_SUMMARY, _LAST_SAVED = "\x05SummaryInformation", 13
_EPOCH = datetime(1601, 1, 1)  # Windows counts tenths of a microsecond from here, in UTC
_VBA = {"_VBA_PROJECT_CUR", "VBA"}


def read_xls(content: bytes, limits: Limits) -> RawWorkbook:
    """Return the workbook of an OLE file; raises UnreadableFile for encrypted, Word, mail and older files."""
    if len(content) > limits.packed:
        raise refusal("too_large", detail=words.DETAIL_PACKED.format(limit=limits.packed // MEGABYTE))
    ole = OleFile(content)
    _refuse_foreign(ole.names)
    stream = ole.stream("Workbook")
    counter = Counter(limits)
    about = read_globals(stream, counter)
    if len(about.offsets) > limits.sheets:
        raise refusal("too_large", detail=words.DETAIL_SHEETS.format(limit=limits.sheets))
    walks = {name: walk_sheet(stream, offset, about.marks, counter) for name, offset in about.offsets.items()}
    refuse_reach((Reach(name, walk.last_row, walk.last_column) for name, walk in walks.items()), limits)
    sheets = parsed_sheets(content)
    return RawWorkbook(
        format="xls",
        sheets=tuple(_with_oddities(sheet, walks) for sheet in sheets),
        has_macros=about.has_macro_sheet or bool(ole.names & _VBA),
        date_1904=about.date_1904,
        has_external_links=about.has_external_links,
        saved_at=_saved_at(ole.stream(_SUMMARY)),
    )


def _refuse_foreign(names: set[str]) -> None:
    if "Workbook" in names:
        return
    raise refusal(next((kind for kind, streams in _FOREIGN if names & streams), "unknown"))


def _with_oddities(sheet: RawSheet, walks: dict[str, SheetWalk]) -> RawSheet:
    walk = walks.get(sheet.name)
    return sheet if walk is None else replace(sheet, **vars(walk.odd))


def _saved_at(summary: bytes) -> str:
    """Return when the file says it was last saved (ISO text, UTC), '' where it does not say."""
    if len(summary) < 56:
        return ""
    start = struct.unpack_from("<I", summary, 44)[
        0
    ]  # the first property set begins here: size, count, (id, offset) ...
    count = min(struct.unpack_from("<I", summary, start + 4)[0], 100)
    pairs = (struct.unpack_from("<II", summary, start + 8 + 8 * number) for number in range(count))
    offset = dict(pairs).get(_LAST_SAVED)
    if offset is None:
        return ""
    ticks = struct.unpack_from("<Q", summary, start + offset + 4)[0]
    return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds") if ticks else ""
