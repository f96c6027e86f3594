"""What makes a master a workbook with macros: its VBA project, the names of its sheets in VBA, and the ribbon tab.

The project and the ribbon are built by tools/build_macros.py and shipped under workbooks/macros.
"""

import zipfile
from importlib.resources import files
from io import BytesIO

from xlsync.adapters.template.book import Book
from xlsync.model.sheets import CONF_SHEET, SHEETS, STATE_SHEET
from xlsync.vocabulary.labels.headers import SHEET_NAMES

PROJECT_FILE, RIBBON_FILE = "vbaProject.bin", "customUI14.xml"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
BOOK_CODE_NAME = "ThisWorkbook"


def code_names() -> dict[str, str]:
    """Return the name in VBA of every sheet of the master, by its tab and in the order of the tabs.

    They come from the names of the declarations: a sheet that is added later renames no other.
    """
    declared = {schema.sheet: _code_name(name) for name, schema in SHEETS.items()}
    return {**declared, SHEET_NAMES["manual"]: "SheetManual", STATE_SHEET: "SheetState", CONF_SHEET: "SheetConf"}


def _code_name(name: str) -> str:
    return "Sheet" + "".join(word.capitalize() for word in name.split("_"))


def shipped(name: str) -> bytes:
    """Return a file of workbooks/macros."""
    return files("xlsync").joinpath("workbooks", "macros", name).read_bytes()


def add_project(book: Book) -> None:
    """Give the workbook the shipped VBA project, itself and its sheets the names that the project knows them by."""
    book.workbook.add_vba_project(BytesIO(shipped(PROJECT_FILE)), is_stream=True)
    book.workbook.set_vba_name(BOOK_CODE_NAME)
    names = code_names()
    for sheet in book.workbook.worksheets():
        sheet.set_vba_name(names[sheet.get_name()])


def ribbon_entry() -> tuple[zipfile.ZipInfo, bytes]:
    """Return the part of the ribbon as an entry of the package; its date is the earliest that a zip file knows."""
    entry = zipfile.ZipInfo(RIBBON_PART)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry, shipped(RIBBON_FILE)


def with_ribbon(relations: bytes) -> bytes:
    """Return the root relationships with the one that leads to the ribbon."""
    relation = f'<Relationship Id="rIdRibbon" Type="{RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
    return relations.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
