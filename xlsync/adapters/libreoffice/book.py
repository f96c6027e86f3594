"""One open workbook."""

from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.connection import load_uno, properties
from xlsync.adapters.libreoffice.macros import run_macro
from xlsync.adapters.libreoffice.names import Names
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing
from xlsync.adapters.libreoffice.sheets import Sheets

# The filter that writes a file name's format; None: LibreOffice reads it and cannot write it.
FILTERS: dict[str, str] = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltm": "Calc MS Excel 2007 XML Template",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".csv": "Text - txt - csv (StarCalc)",
}
NEW = ".xlsx"


@refusing
class Book(base_classes.Book):
    """A spreadsheet document of an office."""

    app: Any

    def __init__(self, app: Any, doc: Any) -> None:
        self.app = app
        self.doc = doc

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and bool(other.doc == self.doc)

    def __hash__(self) -> int:
        return hash(self.doc.RuntimeUID)

    @property
    def api(self) -> Any:
        """Return the document."""
        return self.doc

    @property
    def window(self) -> Any:
        """Return the window around the document, menus included."""
        return self.doc.CurrentController.Frame.ContainerWindow

    @property
    def fullname(self) -> str:
        """Return the path of its file, of a new book only its name."""
        return str(load_uno().fileUrlToSystemPath(self.doc.URL) if self.doc.URL else self.doc.Title)

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        """Return its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Return its names, those of single sheets included."""
        return Names(self)

    def activate(self) -> None:
        """Make its window the active one of the office."""
        self.doc.CurrentController.Frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write its file as it was read, or another in the format of its name; a new one to the current folder."""
        if path is None and password is None and self.doc.hasLocation():
            self.doc.store()
            return
        target = Path(path or (self.fullname if self.doc.hasLocation() else self.name + NEW)).resolve()
        wanted = {"FilterName": filter_of(target), "Overwrite": True, **({"Password": password} if password else {})}
        self.doc.storeAsURL(target.as_uri(), properties(**wanted))
        if self.app.office.own:
            self.app.office.folders.add(target.parent)

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """Write its visible sheets as PDF."""
        self.doc.storeToURL(Path(path).resolve().as_uri(), properties(FilterName="calc_pdf_Export"))

    def close(self) -> None:
        """Close it without saving."""
        self.doc.setModified(False)
        self.doc.close(True)

    def run(self, macro: str, args: tuple[Any, ...] | list[Any] = ()) -> Any:
        """Return what a Sub (None) or Function of its VBA project returns; ``macro`` is Module.Name or Name."""
        return run_macro(self, macro, args)


def filter_of(path: Path) -> str:
    """Return the filter that writes the format of a file name; Unsupported for those that cannot be written."""
    if path.suffix.lower() not in FILTERS:
        raise Unsupported(f"Book.save as {path.suffix or 'a name without extension'}")
    return FILTERS[path.suffix.lower()]
