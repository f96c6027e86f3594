"""The workbook that stands open before somebody on this machine, if it can be reached and written.

In Excel on Windows it is found through every Excel that runs; elsewhere through the LibreOffice of this person that
listens on our pipe. WPS cannot be reached: xlwings does not know it.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from xlsync.adapters.workbook_file.lock import holder_of
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_live.importing import xlwings
from xlsync.adapters.workbook_live.master import LiveMaster
from xlsync.vocabulary.errors import NoOffice, UnoMissing

_ADDRESS = "://"


def live_master(path: Path, file: MasterFile) -> LiveMaster | None:
    """Return the master at ``path`` as it stands open; ``file`` is the same master closed.

    None where it is not open, cannot be reached, or was opened to be read only. Quick where no program is there to ask.
    """
    book = open_book(path, _apps(path))
    return LiveMaster(book, file) if book is not None else None


def open_book(path: Path, apps: Iterable[Any]) -> Any | None:
    """Return the book of one of the apps that is this file and can be saved, None where there is none."""
    for app in apps:
        for book in _books(app):
            if _is_file(book, path) and _can_be_saved(book):
                return book
    return None


def book_at(path: Path) -> Any | None:
    """Return the open book that is this file, also one that is only to be read; None where none can be reached.

    It is for telling the person before it something; what writes asks live_master.
    """
    return next((book for app in _apps(path) for book in _books(app) if _is_file(book, path)), None)


def _apps(path: Path) -> Iterator[Any]:
    """Yield the spreadsheet programs that may have a file open.

    Each Excel on Windows, where it always marks the file; elsewhere the LibreOffice on our pipe.
    """
    if sys.platform == "win32":
        yield from xlwings().apps if holder_of(path) else ()
        return
    from xlsync.adapters.libreoffice.connection import listener, pipe_name

    if sys.platform == "linux" and listener(pipe_name()) is None:
        return
    xlwings()
    from xlsync.adapters.libreoffice import attach

    try:
        yield attach(pipe_name())
    except (NoOffice, UnoMissing):
        return


def _books(app: Any) -> list[Any]:
    """Return the open books of a program; none of one that does not answer."""
    try:
        return list(app.books)
    except Exception:  # a program that is just closing or shows a dialogue: each engine has errors of its own
        return []


def _is_file(book: Any, path: Path) -> bool:
    """Return whether a book is the file at a path; one that lies in a cloud (its name is an address) is not."""
    try:
        name = str(book.fullname)
    except Exception:  # xlwings raises its own where it finds no local folder for an address
        return False
    if _ADDRESS in name:
        return False
    try:
        return Path(name).samefile(path)
    except OSError:
        return os.path.normcase(name) == os.path.normcase(str(path))


def _can_be_saved(book: Any) -> bool:
    """Return whether a book was not opened to be read only, as its own program says: Excel or LibreOffice."""
    try:
        native = book.api
        return not (native.ReadOnly if sys.platform == "win32" else native.isReadonly())
    except Exception:  # a program that is just closing, or busy: each has errors of its own
        return False
