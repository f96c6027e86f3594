"""What ``xlsync.macros`` is made of: one function per button, and the one for the opening of the workbook."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from xlsync.entry.ribbon.starting import start
from xlsync.entry.ribbon.voice import Voice
from xlsync.services.buttons import BY_KEY, Button
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels import ribbon as words

if TYPE_CHECKING:
    import xlwings

OPENED = "opened"
"""The key under which the background process looks after the lights of a workbook that was just opened."""


def macro(key: str) -> Callable[[], None]:
    """Return the function of a button: what RunPython calls."""
    button = BY_KEY[key]

    def pressed() -> None:
        press(button, caller())

    pressed.__name__ = pressed.__qualname__ = key
    pressed.__doc__ = button.tip
    return pressed


def caller() -> "xlwings.Book":
    """Return the workbook in which the button was clicked; ends the process with a sentence where there is none."""
    from xlsync.adapters.workbook_live import importing

    try:
        book: xlwings.Book = importing.xlwings().Book.caller()
    except Exception:  # no --wb among the arguments, the workbook closed meanwhile: xlwings raises whatever it met
        raise SystemExit(words.NO_CALLER) from None
    return book


def press(button: Button, book: "xlwings.Book") -> None:
    """Do the work of a button here, or start it in the background where it is long."""
    if button.is_long:
        _hand_over(button, book)
        return
    from xlsync.entry.ribbon.pressing import run_button  # a long button needs none of it here, and is quicker without

    run_button(button, book, seconds_shown=0)


def _hand_over(button: Button, book: "xlwings.Book") -> None:
    voice = Voice(book.app)
    try:
        start(button.key, book.fullname)
    except XlsyncError as error:
        voice.tell(str(error), serious=True)
        return
    voice.status(words.STARTED.format(label=button.label))


def opened() -> None:
    """Let the background process look after the lights, if they stand as of another day; silent whatever happens."""
    try:
        from xlsync.entry.ribbon.opening import is_stale

        book = caller()
        if is_stale(book):
            start(OPENED, book.fullname)
    except (Exception, SystemExit) as error:
        from xlsync.entry.log import close_log, record_crash, stray_log

        record_crash(error, stray_log())
        close_log()
