"""The offices that xlwings knows, the active one first."""

import os
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlsync.adapters.libreoffice.app import App
from xlsync.adapters.libreoffice.refusal import refusing
from xlsync.adapters.libreoffice.soffice import PROGRAM, PrivateOffice


@refusing
class Apps(base_classes.Apps):
    """All offices that this process started or attached."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.members: list[App] = []

    def keys(self) -> list[int | None]:
        """Return the processes of the offices, the active one first."""
        return [app.pid for app in self.members]

    def add(self, spec: str | None = None, add_book: bool = True, xl: Any = None, visible: bool | None = None) -> App:
        """Return a new office of our own; ``spec`` is the program, ``visible=False`` starts it without windows."""
        headless = visible is False or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        office = PrivateOffice(headless, run_macros=self.engine.run_macros, program=spec or PROGRAM)
        app = self.join(App(self, office))
        if add_book:
            app.books.add()
        return app

    def join(self, app: App) -> App:
        """Return the app, now the active one."""
        self.leave(app)
        self.members.insert(0, app)
        return app

    def leave(self, app: App) -> None:
        """Forget an app."""
        self.members = [member for member in self.members if member is not app]

    @staticmethod
    def cleanup() -> None:
        """Change nothing: no office outlives the process that started it."""

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.members))

    def __len__(self) -> int:
        return len(self.members)

    def __getitem__(self, pid: int) -> App:
        for app in self.members:
            if app.pid == pid:
                return app
        raise KeyError(pid)
