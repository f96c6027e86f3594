"""The VBA project as bytes: pyOpenVBA adds it to a workbook that has only the sheets of the master, named for VBA."""

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from xlsxwriter import Workbook

from xlsync.adapters.template.macros import BOOK_CODE_NAME, code_names

_NO_CACHE = bytes.fromhex("CC61FFFF000000")
_TYPES = "[Content_Types].xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def project(modules: Mapping[str, str], workbook_code: str) -> tuple[bytes, str]:
    """Return the project with the given standard modules, and the whole source of the workbook's module."""
    with tempfile.TemporaryDirectory() as folder:
        path = _bare_workbook(Path(folder))
        with ExcelFile(path) as book:
            book.add_vba_project()
            made = book.vba_project()
            made.get_module(BOOK_CODE_NAME).body = workbook_code
            for name, source in modules.items():
                made.add_module(name, source)
            book.save()
        with ExcelFile(path) as book:
            return _without_cache(book.vba_project_bytes()), book.get_module(BOOK_CODE_NAME)


def _without_cache(content: bytes) -> bytes:
    """Return the project with nothing compiled in it and no version of Excel that could take it for its own.

    pyOpenVBA leaves a version and blanks; these seven bytes are what MS-OVBA 2.3.4.1 asks of a program that writes.
    """
    file = CFB.from_bytes(content)
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    return bytes(file.to_bytes())


def _bare_workbook(folder: Path) -> Path:
    """Write a macro-enabled workbook with the sheets of the master, nothing on them."""
    plain, path = folder / "bare.xlsx", folder / "bare.xlsm"
    book = Workbook(plain)
    book.set_vba_name(BOOK_CODE_NAME)
    for tab, name in code_names().items():
        book.add_worksheet(tab).set_vba_name(name)
    book.close()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry, data.replace(_PLAIN, _WITH_MACROS) if entry.filename == _TYPES else data)
    return path
