"""The open workbooks of an office."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.book import Book
from xlsync.adapters.libreoffice.connection import properties, uno_error
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing
from xlsync.vocabulary.errors import BookNotOpened

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
# com.sun.star.document.MacroExecMode and UpdateDocMode
NEVER, ALWAYS = 0, 4
NO_UPDATE, FULL_UPDATE = 0, 3


@refusing
class Books(base_classes.Books):
    """The spreadsheets among the documents of an office, in the order in which they were opened."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        """Return the documents of the office, text documents and others included."""
        return self.app.api.getComponents()

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.app, document) for document in reversed(self.documents()) if is_spreadsheet(document))

    def documents(self) -> list[Any]:
        """Return all documents of the office, the one that was opened last first."""
        walk, found = self.api.createEnumeration(), []
        while walk.hasMoreElements():
            found.append(walk.nextElement())
        return found

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if not isinstance(name_or_index, str):
            return books[int(name_or_index) - 1]
        for book in books:
            if name_or_index.casefold() in (book.name.casefold(), book.fullname.casefold()):
                return book
        raise KeyError(name_or_index)

    @property
    def active(self) -> Book | None:
        """Return the book whose window was used last, None without books."""
        document = self.app.api.getCurrentComponent()
        if is_spreadsheet(document):
            return Book(self.app, document)
        return next(iter(reversed(list(self))), None)

    def add(self) -> Book:
        """Return a new book with one sheet."""
        return self.shown(self.load("private:factory/scalc", {}))

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: str | None = None,
        password: str | None = None,
        *others: Any,
    ) -> Book:
        """Return the workbook of a file, opened; raises BookNotOpened, naming the lock file when one stands beside it.

        Its macros run only in an office that was started for it.
        """
        if format is not None or any(value is not None for value in others):
            raise Unsupported("Books.open with format, write_res_password and what follows")
        path = Path(fullname).resolve()
        held = lock_beside(path)
        wanted = {"ReadOnly": True if read_only else None, "Password": password}
        document = self.load(
            path.as_uri(), {name: value for name, value in wanted.items() if value}, bool(update_links)
        )
        if document is None or (held and not read_only and document.isReadonly()):
            if document is not None:
                document.close(True)
            raise BookNotOpened(str(path), *held)
        if self.app.office.own:
            self.app.office.folders.add(path.parent)
        return self.shown(document)

    def load(self, url: str, wanted: dict[str, Any], update_links: bool = False) -> Any:
        """Return the document that LibreOffice makes of a URL, None when it refuses."""
        wanted["MacroExecutionMode"] = ALWAYS if self.app.office.run_macros else NEVER
        wanted["UpdateDocMode"] = FULL_UPDATE if update_links else NO_UPDATE
        try:
            return self.app.api.loadComponentFromURL(url, "_blank", 0, properties(**wanted))
        except (uno_error("com.sun.star.io.IOException"), uno_error("com.sun.star.lang.IllegalArgumentException")):
            return None

    def shown(self, document: Any) -> Book:
        """Return the book of a document that was just opened, the active one, with the switches of its office."""
        book = Book(self.app, document)
        self.app.switches.adopt(book)
        book.activate()
        return book


def is_spreadsheet(document: Any) -> bool:
    """Return whether something that stands open is a workbook."""
    return document is not None and hasattr(document, "supportsService") and document.supportsService(SPREADSHEET)


def lock_beside(path: Path) -> tuple[str, ...]:
    """Return name and holder of the lock file beside a workbook, nothing without one."""
    lock = path.with_name(f".~lock.{path.name}#")
    try:
        user, host = [*lock.read_text(encoding="utf-8", errors="replace").split(","), "", ""][1:3]
    except OSError:
        return ()
    return lock.name, " ".join(word for word in (user, host) if word)
