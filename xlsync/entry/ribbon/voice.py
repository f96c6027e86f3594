"""What a button says to the person before the workbook: status bar, messages, questions."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from xlsync.adapters.workbook_live.calls import PAUSES, patiently
from xlsync.vocabulary.labels import ribbon as words

if TYPE_CHECKING:
    import xlwings

_STATUS_CHARS = 200  # Excel takes 255, and a narrow window shows fewer
_LINES = 16
_ROW_CHARS, _ROWS, _LINE_CHARS = 36, 30, 360  # of a message box: wide characters per row; rows of a small screen
# Somebody types in a cell, and Excel takes no call: the end of long work waits for them, a question less long, since
# nobody else can work meanwhile.
_TELLING = (*PAUSES, *[2.0] * 150)
_ASKING = (*PAUSES, *[2.0] * 15)
_log = logging.getLogger(__name__)


@dataclass
class Voice:
    """Speaks through the spreadsheet program of one workbook; without one it is silent, and nobody answers.

    Words are never worth a failure: a program that is gone or busy too long is not told, and the work goes on.
    """

    app: "xlwings.App | None" = None
    is_shown: bool = False

    def status(self, text: str) -> None:
        """Show a line in the status bar, unless the program is busy just now."""
        with _unheard():
            if self.app is not None:
                self.app.status_bar = _cut(text)
                self.is_shown = True

    def clear(self) -> None:
        """Give the status bar back to the program."""
        self.is_shown = False
        with _unheard():
            if self.app is not None:
                patiently(partial(setattr, self.app, "status_bar", False))

    def tell(self, text: str, *, serious: bool = False) -> None:
        """Show a message and return when the person has closed it."""
        with _unheard():
            self._alert(text, "ok", "critical" if serious else "info", _TELLING)

    def ask(self, question: str) -> bool:
        """Return whether the person says yes; False where nobody can be asked. Raises ExcelBusy."""
        return self._alert(question, "yes_no", "info", _ASKING) == "yes"

    def _alert(self, text: str, buttons: str, mode: str, pauses: Sequence[float]) -> str | None:
        """Show a message of this process before the window of the program; where none is open there is no answer."""
        app = self.app
        if app is None:
            return None
        return patiently(lambda: app.alert(text, title=words.TITLE, buttons=buttons, mode=mode), pauses)

    def leave(self, seconds: float) -> None:
        """Let the line in the status bar be read for some seconds, then give the bar back; with 0 leave it there."""
        if self.is_shown and seconds:
            time.sleep(seconds)
            self.clear()

    @contextmanager
    def at_work(self, text: str) -> Iterator[None]:
        """Show a line while the work goes on; whatever the bar shows then, it is the program's again afterwards."""
        self.status(text)
        try:
            yield
        finally:
            self.clear()


@contextmanager
def _unheard() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # any error of COM or UNO
        _log.warning("the spreadsheet program was not told: %s", type(error).__name__)


def message(lines: Sequence[str], ending: Sequence[str] = ()) -> str:
    """Return lines as one message that fits a screen: the first of many, how many more there are, and the ending."""
    cut = [_cut(line, _LINE_CHARS) for line in lines]
    rows = list(accumulate(1 + len(line) // _ROW_CHARS for line in cut))
    fitting = max(1, sum(row <= _ROWS for row in rows))
    more = len(cut) - min(fitting, _LINES)
    shown = [*cut[: len(cut) - more], words.MORE_LINES.format(count=more)] if more > 1 else cut
    return "\n".join([*shown, *ending])


def _cut(text: str, most: int = _STATUS_CHARS) -> str:
    line = " ".join(text.split("\n"))
    return line if len(line) <= most else line[: most - len(words.CUT)] + words.CUT
