"""An engine for xlwings that works through LibreOffice; neither xlwings nor uno is imported before it is used."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings


def register(activate: bool = True, run_macros: bool = False) -> "xlwings.Engine":
    """Return the engine, registered with xlwings: xw.App() and xw.Book(path) then start a private soffice.

    ``run_macros`` lets such an office run the macros of the workbooks that it opens; without it none runs.
    """
    from xlsync.adapters.libreoffice.engine import registered

    return registered(activate, run_macros)


def attach(pipe: str) -> "xlwings.App":
    """Return the LibreOffice that already runs and listens on the pipe; raises NoOffice when none does.

    It belongs to somebody else: quitting it only lets go of it, killing it is refused.
    """
    from xlsync.adapters.libreoffice.engine import attached

    return attached(pipe)
