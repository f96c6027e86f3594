"""Calls into a spreadsheet program that may be busy: tried again a few times with pauses, then given up.

Excel refuses calls while a cell is being edited or a dialogue is open; xlwings itself would try some of them for ever
without a pause and give up others at once.
"""

import time
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from xlsync.vocabulary.errors import ExcelBusy, ProgramGone, XlsyncError

BUSY = frozenset({0x80010001, 0x8001010A, 0x800AC472})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, and what Excel says while a cell is edited."""

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds before each further try: about three seconds in all."""

_ERROR_OF_XLWINGS = "ExcelBusyError"
_OF_UNO, _GONE = "com.sun.star.", "disposed"
_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")


def patiently(call: Callable[[], _Result], pauses: Sequence[float] = PAUSES) -> _Result:
    """Return what a call returns, tried again after each pause while the program is busy.

    The call must do the same however often it is made. Raises ExcelBusy at the end, ProgramGone where the program has
    ended; any other error at once.
    """
    for pause in (*pauses, None):
        try:
            return call()
        except Exception as error:
            failure = error
        _raise_unless_busy(failure)
        if pause is not None:
            time.sleep(pause)
    raise ExcelBusy from failure


def answered(method: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Return the method, raising ProgramGone where LibreOffice ends, or its workbook is closed, in a call of it.

    A workbook that is closed answers with AttributeError, so what failed is told by asking for its name. The object
    that has the method keeps its workbook as ``_book``.
    """

    @wraps(method)
    def asked(*given: _Given.args, **named: _Given.kwargs) -> _Result:
        try:
            return method(*given, **named)
        except Exception as error:
            if isinstance(error, XlsyncError) or (_OF_UNO not in type(error).__name__ and _is_there(given[0])):
                raise
        raise ProgramGone

    return asked


def _is_there(owner: object) -> bool:
    try:
        return bool(getattr(owner, "_book").name)  # noqa: B009  # of whatever class
    except Exception:
        return False


def _raise_unless_busy(failure: Exception) -> None:
    """Raise an error again; ProgramGone, with nothing behind it, for that of a LibreOffice that has ended.

    UNO's own errors cannot be given a context, which ``with`` does with each that another follows while it cleans up.
    """
    if is_gone(failure):
        raise ProgramGone
    if not is_busy(failure):
        raise failure


def is_of_program(error: BaseException) -> bool:
    """Return whether an error comes from the spreadsheet program or the way to it (COM, UNO, xlwings), not from us."""
    kind = type(error)
    is_com = getattr(error, "hresult", None) is not None
    return is_com or _OF_UNO in kind.__name__ or kind.__module__.split(".")[0] == "xlwings"


def is_gone(error: BaseException) -> bool:
    """Return whether an error of a call says that LibreOffice has ended: it or the way to it is disposed."""
    kind = type(error).__name__
    return _OF_UNO in kind and _GONE in f"{kind} {error}".lower()


def is_busy(error: BaseException) -> bool:
    """Return whether an error of a call says that the program is busy and nothing was done.

    The number of a COM error stands in ``hresult`` and first in ``args``, that of Excel behind it last in its third.
    """
    numbers = [getattr(error, "hresult", None), *error.args[:1]]
    if len(error.args) > 2 and isinstance(error.args[2], tuple):
        numbers += error.args[2][-1:]
    is_refused = any(isinstance(number, int) and number & 0xFFFFFFFF in BUSY for number in numbers)
    return is_refused or type(error).__name__ == _ERROR_OF_XLWINGS
