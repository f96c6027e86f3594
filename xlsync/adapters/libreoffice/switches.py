"""The switches of an office: what is set goes to every open book, and to those that are opened while it stands."""

import atexit
import contextlib
from typing import Any

from xlsync.adapters.libreoffice.connection import uno_error
from xlsync.adapters.libreoffice.keeper import Keeper
from xlsync.adapters.libreoffice.refusal import Unsupported


class Switches:
    """Visible, interactive, screen updating, calculation and status bar of one office.

    Whatever keeps people from working is given back by release(), at the latest when this process ends.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.display_alerts = True
        self.enable_events = True
        self.wanted = {"visible": True, "interactive": True, "automatic": True}
        self.stopped: list[Any] = []  # documents that computed by themselves until we stopped it
        self.frozen: list[Any] = []  # documents whose controllers we have locked, once each
        self.painting = True
        self.keeper: Keeper | None = None
        self.text: str | bool = False
        self.indicator: Any = None

    def adopt(self, book: Any) -> None:
        """Set a book that was just opened as the others are."""
        if not self.wanted["visible"]:
            book.window.setVisible(False)
        if not self.wanted["interactive"]:
            book.window.setEnable(False)
        if not self.wanted["automatic"]:
            self.stop_computing(book)
        if not self.painting:
            self.freeze(book)

    def release(self) -> None:
        """Give everything back that keeps people from working."""
        atexit.unregister(self.release)
        computing = [("calculation", "automatic")] if self.stopped else []
        for switch, value in (*computing, ("screen_updating", True), ("interactive", True), ("status_bar", False)):
            with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
                setattr(self, switch, value)

    def watch_over(self) -> None:
        """See to it that windows are given back even if this process dies: a person's office gets a keeper."""
        atexit.register(self.release)
        if self.keeper is None and not self.app.office.own:
            by_hand = [book.doc.RuntimeUID for book in self.app.books if not computes(book)]
            self.keeper = Keeper(self.app.office.connection.pipe, by_hand)

    def relax(self) -> None:
        """Dismiss the keeper when there is nothing left to give back."""
        if self.keeper is not None and self.painting and self.wanted["interactive"]:
            self.keeper.dismiss()
            self.keeper = None

    @property
    def visible(self) -> bool:
        """Return whether all windows can be seen."""
        books = list(self.app.books)
        return all(book.window.isVisible() for book in books) if books else self.wanted["visible"]

    @visible.setter
    def visible(self, value: bool) -> None:
        self.wanted["visible"] = bool(value)
        for book in self.app.books:
            book.window.setVisible(bool(value))

    @property
    def interactive(self) -> bool:
        """Return whether people can type and click in all windows."""
        books = list(self.app.books)
        return all(book.window.isEnabled() for book in books) if books else self.wanted["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self.wanted["interactive"] = bool(value)
        if not value:
            self.watch_over()
        for book in self.app.books:
            book.window.setEnable(bool(value))
        self.relax()

    @property
    def calculation(self) -> str:
        """Return "manual" while books wait for calculate().

        LibreOffice keeps this for each book. A book that its person computes by hand makes the others no manual ones.
        """
        books = list(self.app.books)
        by_hand = bool(books) and not any(map(computes, books))
        return "automatic" if self.wanted["automatic"] and not by_hand else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            raise Unsupported(f"App.calculation = {value!r}")
        self.wanted["automatic"] = value == "automatic"
        is_manual = value == "manual"
        for document in self.stopped or [book.doc for book in self.app.books if not is_manual]:
            with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):  # closed meanwhile
                document.calculate()  # what is out of date now must not stay so
                document.enableAutomaticCalculation(not is_manual)
        if is_manual:
            for book in filter(computes, self.app.books):
                self.stop_computing(book)
            return
        self.stopped.clear()

    def stop_computing(self, book: Any) -> None:
        """Let one book wait for calculate(); what is out of date now must not stay so."""
        book.doc.calculate()
        book.doc.enableAutomaticCalculation(False)
        self.stopped.append(book.doc)

    @property
    def screen_updating(self) -> bool:
        """Return whether windows are repainted as cells change."""
        return self.painting

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if bool(value) == self.painting:
            return
        self.painting = bool(value)
        if value:
            self.thaw()
            self.relax()
        else:
            self.watch_over()
            for book in self.app.books:
                self.freeze(book)

    def freeze(self, book: Any) -> None:
        """Stop repainting the windows of one book, and measuring its rows anew with every block that is written.

        Measuring wrapped texts costs more than twenty times what writing them does.
        """
        book.doc.lockControllers()
        book.doc.IsAdjustHeightEnabled = False
        self.frozen.append(book.doc)

    def thaw(self) -> None:
        """Repaint all windows that freeze() stopped, once each; books closed meanwhile are gone."""
        while self.frozen:
            with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
                document = self.frozen.pop()
                document.IsAdjustHeightEnabled = True
                document.unlockControllers()

    @property
    def status_bar(self) -> str | bool:
        """Return our text in the status bar, False without one."""
        return self.text

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.text = value if value is not False else False
        with contextlib.suppress(uno_error("com.sun.star.uno.Exception")):
            if self.indicator is not None:
                self.indicator.end()
        self.indicator = None
        book = self.app.books.active
        if value is not False and book is not None:
            self.indicator = book.doc.CurrentController.Frame.createStatusIndicator()
            self.indicator.start(str(value), 100)


def computes(book: Any) -> bool:
    """Return whether a book computes by itself."""
    return bool(book.doc.isAutomaticCalculationEnabled())
