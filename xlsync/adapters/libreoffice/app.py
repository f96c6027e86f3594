"""One LibreOffice as an App of xlwings."""

from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.book import Book
from xlsync.adapters.libreoffice.books import Books
from xlsync.adapters.libreoffice.connection import load_uno, uno_error
from xlsync.adapters.libreoffice.messages import ask
from xlsync.adapters.libreoffice.refusal import Unsupported, refusing
from xlsync.adapters.libreoffice.soffice import Office
from xlsync.adapters.libreoffice.switches import Switches

PRODUCT = "/org.openoffice.Setup/Product"
CELLS = "com.sun.star.sheet.SheetCellRange"


@refusing
class App(base_classes.App):
    """A LibreOffice: its open books, its windows, its switches."""

    def __init__(self, apps: Any, office: Office) -> None:
        self.apps = apps
        self.office = office
        self.switches = Switches(self)
        self.hidden_headers: dict[tuple[str, str], list[str]] = {}
        self.format_kinds: dict[str, dict[int, int]] = {}  # by RuntimeUID: another office counts its books from 1 again

    @property
    def engine(self) -> Any:
        """Return the engine."""
        return self.apps.engine

    @property
    def api(self) -> Any:
        """Return the desktop of LibreOffice."""
        return self.office.connection.desktop

    xl = api

    @property
    def pid(self) -> int | None:
        """Return the process of this office, None where the system does not tell."""
        return self.office.pid

    @property
    def hwnd(self) -> None:
        """Return None: there is no window handle as on Windows."""
        return

    @property
    def version(self) -> str:
        """Return the version of LibreOffice, as in its window about itself."""
        return str(self.office.connection.setting(PRODUCT, "ooSetupVersionAboutBox"))

    @property
    def path(self) -> str:
        """Return the folder of its program."""
        substitution = self.office.connection.service("com.sun.star.util.PathSubstitution")
        return str(load_uno().fileUrlToSystemPath(substitution.substituteVariables("$(prog)", False)))

    @property
    def books(self) -> Books:
        """Return its open workbooks."""
        return Books(self)

    @property
    def active_book(self) -> Book:
        """Return the active book; raises KeyError where none is open."""
        book = self.books.active
        if book is None:
            raise KeyError("no book is open")
        return book

    def answers(self) -> bool:
        """Return whether the office is still there."""
        try:
            return self.api.getName() is not None
        except uno_error("com.sun.star.uno.Exception"):
            return False

    def activate(self, steal_focus: bool = False) -> None:
        """Make this app the active one, its window the foremost if asked."""
        self.apps.join(self)
        if steal_focus and self.books.active:
            self.books.active.window.toFront()

    @property
    def selection(self) -> Any:
        """Return the selected cells of the active book, None where no cells are selected."""
        book = self.books.active
        selected = book.doc.getCurrentSelection() if book else None
        if book is None or selected is None:
            return None
        if selected.supportsService(f"{CELLS}s") and not selected.supportsService(CELLS):
            raise Unsupported("App.selection of several ranges")
        if not selected.supportsService(CELLS):
            return None
        return book.sheets(selected.Spreadsheet.Name).at(selected.RangeAddress)

    @property
    def visible(self) -> bool:
        """Return whether the windows of all its books can be seen; without a book, whether those to come will."""
        return self.switches.visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self.switches.visible = value

    @property
    def interactive(self) -> bool:
        """Return whether people can type and click in its windows."""
        return self.switches.interactive

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self.switches.interactive = value

    @property
    def screen_updating(self) -> bool:
        """Return whether its windows are repainted as cells change."""
        return self.switches.screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.switches.screen_updating = value

    @property
    def calculation(self) -> str:
        """Return "automatic" or "manual"."""
        return self.switches.calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.switches.calculation = value

    def calculate(self) -> None:
        """Calculate what is out of date in all books."""
        for book in self.books:
            book.doc.calculate()

    @property
    def status_bar(self) -> str | bool:
        """Return our text in the status bar, False while it is LibreOffice's own."""
        return self.switches.status_bar

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.switches.status_bar = value

    @property
    def display_alerts(self) -> bool:
        """Return what was set: LibreOffice asks nothing when it is driven from outside."""
        return self.switches.display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self.switches.display_alerts = value

    @property
    def enable_events(self) -> bool:
        """Return what was set: no macros run on events unless the office was started with ``run_macros``."""
        return self.switches.enable_events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        if not value and self.office.run_macros:
            raise Unsupported("App.enable_events = False while macros run")
        self.switches.enable_events = value

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: str | None) -> str:
        """Return the button that was pressed ("ok", "cancel", "yes", "no") in a message box over the active window."""
        return ask(self, prompt, title or "", buttons, mode)

    def run(self, macro: str, args: tuple[Any, ...] | list[Any]) -> Any:
        """Return what a macro returns: of the book that its name begins with, else of the active book."""
        name, _, macro = macro.rpartition("!")
        return (self.books(name.strip("'").replace("''", "'")) if name else self.active_book).run(macro, args)

    def quit(self) -> None:
        """End an office of our own, books unsaved; from a person's only let go of it."""
        self.switches.release()
        if self.office.own:
            for book in self.books:
                book.close()
        self.office.quit()
        self.apps.leave(self)

    def kill(self) -> None:
        """End an office of our own at once; refused for a person's."""
        self.office.kill()
        self.apps.leave(self)

    def range(self, arg1: Any, arg2: Any = None) -> Any:
        """Return a range of the active sheet."""
        return self.active_book.sheets.active.range(arg1, arg2)
