"""The process of a long button: ``python -m xlsync.entry.ribbon.background KEY PATH-OF-WORKBOOK``.

It finds the open workbook by its path, works like any command, and tells progress and end in the workbook's program.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlsync.entry.log import close_log, open_log, record_crash, stray_log
from xlsync.entry.ribbon.macro import OPENED
from xlsync.entry.ribbon.opening import refresh_lights
from xlsync.entry.ribbon.pressing import office_of, run_button
from xlsync.entry.ribbon.voice import Voice
from xlsync.services.buttons import BY_KEY
from xlsync.vocabulary.errors import CopyEdited, PlanHeld

if TYPE_CHECKING:
    import xlwings


def main(arguments: Sequence[str]) -> int:
    """Do the work of a button for a workbook; return the exit code of its command. Nothing is raised."""
    key, fullname = arguments
    book = _open_book(fullname)
    return _look_after_lights(fullname, book) if key == OPENED else run_button(BY_KEY[key], book, fullname)


def _open_book(fullname: str) -> "xlwings.Book | None":
    """Return the workbook as it stands open before the person, None where no program that has it can be reached.

    The work does not depend on it: only the telling does.
    """
    try:
        from xlsync.adapters.workbook_live.finding import book_at

        return book_at(Path(fullname))
    except Exception as error:
        record_crash(error, stray_log())
        close_log()
        return None


def _look_after_lights(fullname: str, book: "xlwings.Book | None") -> int:
    """Refresh lights that the day has changed. Silent, but for what is told once only and to whomever comes first."""
    log = stray_log()
    try:
        office = office_of(fullname)
        log = office.log
        if refresh_lights(office):
            open_log(log).info("lights of an earlier day refreshed on opening")
    except (PlanHeld, CopyEdited) as news:
        Voice(book.app if book is not None else None).tell(str(news))
    except Exception as error:
        record_crash(error, log)
    finally:
        close_log()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
