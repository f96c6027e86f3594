"""The hidden sheet of the macros: where Python is, what xlwings may look for, and the Chinese words of the macros.

xlwings takes what stands on this sheet before anything else. The blank values are meant: a file xlwings.conf that
somebody left beside the workbook can then add no folder, no other Python and no licence key.
"""

from collections.abc import Iterator, Mapping, Sequence

from xlsync.adapters.template.book import Book, write_cell
from xlsync.adapters.template.names import AS_OF_NAME
from xlsync.model.sheets import CONF_SHEET
from xlsync.model.table import Value
from xlsync.vocabulary.labels import functions, macros

INTERPRETER = "INTERPRETER_WIN"
USUAL_PYTHON = r"%LOCALAPPDATA%\xlsync\python\python.exe"
"""Where `xlsync install` puts Python; each person's own folder, so that one workbook serves several machines."""

_SETTINGS = {
    INTERPRETER: USUAL_PYTHON,
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "USE UDF SERVER": "False",
    "UDF MODULES": "xlsync.functions",
    "PYTHONPATH": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
}
MESSAGE_TITLE, NO_PYTHON, CATEGORY, HELP_PREFIX = "XLSYNC_TITLE", "XLSYNC_NO_PYTHON", "XLSYNC_CATEGORY", "HELP "
LIGHTS_AS_OF = "XLSYNC_LIGHTS_AS_OF"


def conf_rows() -> Iterator[tuple[str, str]]:
    """Yield key and value of every row; the interpreter stands in row 1."""
    yield from _SETTINGS.items()
    yield MESSAGE_TITLE, macros.TITLE
    yield NO_PYTHON, macros.NO_PYTHON
    yield CATEGORY, functions.CATEGORY
    for name, (meaning, arguments) in functions.FUNCTIONS.items():
        yield f"{HELP_PREFIX}{name}".upper(), "\n".join((meaning, *arguments.values()))


def write_settings_sheet(book: Book, settings: Sequence[Mapping[str, Value]]) -> None:
    """Add the sheet, every value as text: a real FALSE would be spelled by Excel's language.

    The last row shows the day of the lights, which stands on 参数 (``settings`` are its rows), wherever staff move it.
    """
    sheet = book.sheet(CONF_SHEET)
    text = book.format({"num_format": "@"})
    rows = list(conf_rows())
    for number, (key, value) in enumerate(rows):
        sheet.write_string(number, 0, key)
        write_cell(sheet, number, 1, value or None, text)
    day = next((row.get("value") for row in settings if row.get("key") == AS_OF_NAME), None)
    sheet.write_string(len(rows), 0, LIGHTS_AS_OF)
    sheet.write_formula(len(rows), 1, f'={AS_OF_NAME}&""', None, str(day or ""))
    sheet.hide()
