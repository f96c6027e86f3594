"""The VBA project as bytes: pyOpenVBA adds it to a workbook that has only the sheets of the master, named for VBA."""

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pyopenvba import ExcelFile
from xlsxwriter import Workbook

from xlsync.adapters.template.macros import BOOK_CODE_NAME, code_names

PART = "xl/vbaProject.bin"
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
        with zipfile.ZipFile(path) as package, ExcelFile(path) as book:
            return package.read(PART), book.get_module(BOOK_CODE_NAME)


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
