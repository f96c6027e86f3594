"""Message boxes over a window of LibreOffice."""

from typing import Any

from xlsync.adapters.libreoffice.connection import load_uno
from xlsync.adapters.libreoffice.refusal import Unsupported

# com.sun.star.awt.MessageBoxButtons and MessageBoxResults
BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
PRESSED = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
# com.sun.star.awt.MessageBoxType: an information box has no other button than OK
KINDS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}


def ask(app: Any, prompt: str, title: str, buttons: str, mode: str | None) -> str:
    """Return the button that a person pressed; refused where no person can see the box."""
    if buttons not in BUTTONS or mode not in KINDS:
        raise ValueError(f"no message box with buttons {buttons!r} and mode {mode!r}")
    if getattr(app.office, "headless", False):
        raise Unsupported("App.alert without windows")
    kind = "QUERYBOX" if mode == "info" and buttons != "ok" else KINDS[mode]
    toolkit = app.office.connection.service("com.sun.star.awt.Toolkit")
    parent = app.books.active.window if app.books.active else None
    enum = load_uno().Enum("com.sun.star.awt.MessageBoxType", kind)
    box = toolkit.createMessageBox(parent, enum, BUTTONS[buttons], title, prompt)
    try:
        return PRESSED[box.execute()]
    finally:
        box.dispose()
