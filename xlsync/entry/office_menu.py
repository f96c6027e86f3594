"""What a click on LibreOffice's toolbar starts: python -m xlsync.entry.office_menu KEY --book URL --pipe NAME.

It comes back to the office over the pipe, finds the workbook in which the click was made, and does what the button
says. Whatever happens is told there. Only where the workbook cannot be reached it is told otherwise: one sentence on
stderr and the exit code UNREACHED, upon which the extension shows the sentence.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from xlsync.adapters.libreoffice.connection import PIPE_VARIABLE
from xlsync.entry.console import never_crash_on_output
from xlsync.services.buttons import BY_KEY
from xlsync.vocabulary.errors import BookNotFound, XlsyncError

if TYPE_CHECKING:
    import xlwings

UNREACHED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one click; return 0 when the person was told in the workbook how it went, UNREACHED when not."""
    never_crash_on_output()
    given = _parser().parse_args(arguments)
    path = path_of(given.book)
    os.environ[PIPE_VARIABLE] = given.pipe  # there, too, the command looks for the workbook that stands open
    try:
        book = _opened(given.pipe, path)
    except XlsyncError as error:
        _record(path, given.button, error)
        print(error, file=sys.stderr, flush=True)
        return UNREACHED
    from xlsync.entry.ribbon.pressing import run_button

    run_button(BY_KEY[given.button], book)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("xlsync.entry.office_menu")
    parser.add_argument("button", choices=sorted(BY_KEY))
    parser.add_argument("--book", required=True)
    parser.add_argument("--pipe", required=True)
    return parser


def path_of(url: str) -> Path:
    """Return the path of a workbook from its URL as LibreOffice writes it."""
    parts = urlsplit(url)
    return Path(url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path))


def _opened(pipe: str, path: Path) -> "xlwings.Book":
    """Return the workbook as the LibreOffice behind the pipe has it open; raises NoOffice, BookNotFound."""
    from xlsync.adapters.libreoffice import attach, register

    register()
    found = (book for book in attach(pipe).books if Path(book.fullname) == path)
    book = next(found, None)
    if book is None:
        raise BookNotFound(path.name)
    return book


def _record(path: Path, key: str, error: XlsyncError) -> None:
    """Note in the log of the office that a click came to nothing."""
    from xlsync.entry.log import close_log, open_log
    from xlsync.entry.settings import find_office

    with suppress(XlsyncError, OSError):
        open_log(find_office(path.parent).log)
        logging.getLogger(__name__).warning("%s: %s", key, error.code)
    close_log()


if __name__ == "__main__":
    sys.exit(main())
