"""The one door of reading: any file that arrives becomes a RawWorkbook or a stop that says what to do."""

import re
import struct
from collections.abc import Sequence

from xlsync.adapters.reading.package import Limits, Package
from xlsync.adapters.reading.refusal import refusal
from xlsync.adapters.reading.sniff import ZIP, refuse_foreign, zip_format
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.vocabulary.labels import files as words

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_workbook(content: bytes, name: str) -> RawWorkbook:
    """Return what WorkbookReader reads; the task of the process apart (worker.TASKS)."""
    return WorkbookReader().read(content, name)


def _drop_unprintable(sheet: RawSheet) -> None:
    """Take out of all texts the signs that nobody can type or see, and that XML and databases refuse."""
    for row in sheet.rows:
        for place, value in enumerate(row):
            if isinstance(value, str) and _UNPRINTABLE.search(value):
                row[place] = _UNPRINTABLE.sub("", value) or None


class WorkbookReader:
    """Reads returned workbooks by content (services.ports.Reader); nothing in them is run, followed or written.

    It reads in this process: files of strangers go through apart.SeparateReader.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def expect(self, files: Sequence[tuple[bytes, str]]) -> None:
        """Take no notice: there is nothing to get ready."""

    def read(self, content: bytes, name: str) -> RawWorkbook:
        """Return cells and oddities; raises UnreadableFile with a kind of labels.files.UNREADABLE.

        ``name`` is shown to people only: what a file is, its content says.
        """
        refuse_foreign(content)
        try:
            workbook = self._read_zip(content) if content.startswith(ZIP) else self._read_ole(content)
        except (ValueError, LookupError, struct.error, RecursionError, OverflowError) as error:
            # A field of the file that is not what its format says, wherever it was met.
            raise refusal("damaged", detail=words.DETAIL_CONTENT) from error
        if not workbook.sheets:
            raise refusal("no_sheet")
        for sheet in workbook.sheets:
            _drop_unprintable(sheet)
        return workbook

    def _read_zip(self, content: bytes) -> RawWorkbook:
        package = Package(content, self._limits)
        match zip_format(package):
            case "xlsx":
                from xlsync.adapters.reading.xlsx import read_xlsx

                return read_xlsx(package, self._limits)
            case "ods":
                from xlsync.adapters.reading.ods import read_ods

                return read_ods(package, self._limits)
            case _:
                from xlsync.adapters.reading.xlsb import read_xlsb

                return read_xlsb(package, self._limits)

    def _read_ole(self, content: bytes) -> RawWorkbook:
        from xlsync.adapters.reading.xls import read_xls

        return read_xls(content, self._limits)
