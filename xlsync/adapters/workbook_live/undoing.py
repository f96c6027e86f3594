"""Steps in an open workbook that are taken back, last first, when one of them fails."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from xlsync.adapters.workbook_live.calls import is_of_program, patiently
from xlsync.vocabulary.errors import ExcelBusy, UnsafeMaster, XlsyncError
from xlsync.vocabulary.labels import live as words


@dataclass
class Steps:
    """What was done so far, and where it is just now (sheet and cells, for a message)."""

    sheet: str = ""
    cells: str = ""
    _back: list[Callable[[], Any]] = field(default_factory=list)

    def at(self, sheet: str, cells: str) -> None:
        """Say what the next steps touch."""
        self.sheet, self.cells = sheet, cells

    def do(self, step: Callable[[], Any], back: Callable[[], Any]) -> None:
        """Make a step that is either made or not; ``back`` takes it back."""
        patiently(step)
        self._back.append(back)

    def write(self, step: Callable[[], Any], back: Callable[[], Any]) -> None:
        """Make a step that may end by half; ``back`` writes what was there, however much of it is gone."""
        self._back.append(back)
        patiently(step)

    def take_back(self) -> None:
        """Take back all steps, last first; the rest also where one cannot be taken back. Raises the last such error."""
        with contextlib.ExitStack() as stack:
            for back in self._back:
                stack.callback(patiently, back)
        self._back.clear()


@contextlib.contextmanager
def all_or_nothing() -> Iterator[Steps]:
    """Yield Steps; where the work fails, all of them are taken back.

    What the program refuses becomes UnsafeMaster: it would refuse the same cells again. A mistake of ours stays what it
    is: nothing is wrong with the cells. Where the program answers no more (it was closed or has crashed), so that
    nothing can be taken back, its error becomes ExcelBusy: the next command ends what was begun.
    """
    steps = Steps()
    try:
        yield steps
    except Exception as error:
        try:
            steps.take_back()
        except Exception as failure:
            raise (failure if isinstance(failure, XlsyncError) else ExcelBusy()) from error
        if not is_of_program(error):
            raise
        raise UnsafeMaster(words.REFUSED.format(sheet=steps.sheet, cells=steps.cells)) from error
