"""The part of xlsync inside LibreOffice: a click on the toolbar starts xlsync in a process of its own.

It runs in LibreOffice's own Python, whatever its version (3.6 or newer), so it imports the standard library and uno
only; its words and the place of xlsync's Python come from start.json, which the installation writes beside it. The
process that it starts comes back over the pipe that LibreOffice listens on, and does all the work from there.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Dict, List, Optional

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.awt.MessageBoxType import ERRORBOX
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJobExecutor
from com.sun.star.uno import RuntimeException

NAME = "xlsync.office.Click"
OK_BUTTON = 1
NO_WINDOW = 0x08000000
UNREACHED = 3  # xlsync did not reach the workbook, and says so on stderr
# LibreOffice sets these for its own Python and libraries; they would mislead ours.
NOT_OURS = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "URE_BOOTSTRAP", "UNO_PATH")

START: Dict[str, Any] = json.loads(Path(__file__).with_name("start.json").read_text(encoding="utf-8"))

running: Dict[str, str] = {}
"""What is being done, by the URL of the workbook: the label of the button."""


class Refused(Exception):
    """A click that cannot be followed; its sentence is for the person."""

    def __init__(self, code: str, **facts: object) -> None:
        Exception.__init__(self, START["said"][code].format(**facts))


class Click(unohelper.Base, XJobExecutor, XServiceInfo):  # type: ignore[misc]  # UNO's bases carry no types
    """What LibreOffice calls for ``service:xlsync.office.Click?key``."""

    def __init__(self, context: Any, *_: Any) -> None:
        self.context = context

    def trigger(self, key: str) -> None:
        """Start the button of this key for the workbook in front, or say in one sentence why not."""
        desktop = service(self.context, "com.sun.star.frame.Desktop")
        document, frame = desktop.getCurrentComponent(), desktop.getCurrentFrame()
        try:
            Work(self.context, frame, key, place_of(document)).start()
        except Refused as refused:
            tell(self.context, frame, str(refused))

    def getImplementationName(self) -> str:
        """Return the name under which LibreOffice registers this class."""
        return NAME

    def supportsService(self, name: str) -> bool:
        """Return whether this is a service of that name."""
        return name == NAME

    def getSupportedServiceNames(self) -> Any:
        """Return the names of its services."""
        return (NAME,)


class Work(unohelper.Base, XCallback):  # type: ignore[misc]  # UNO's bases carry no types
    """One click being worked on: the process, and what the status bar says meanwhile."""

    def __init__(self, context: Any, frame: Any, key: str, url: str) -> None:
        self.context, self.frame, self.key, self.url = context, frame, key, url
        self.label = START["labels"].get(key, key)
        self.process: Optional[subprocess.Popen] = None  # type: ignore[type-arg]  # not before Python 3.9
        self.indicator: Any = None
        self.said = ""

    def start(self) -> None:
        """Start the process and say so in the status bar; raises Refused."""
        if self.url in running:
            raise Refused("busy", label=running[self.url])
        if not Path(START["python"]).is_file() or not Path(START["folder"]).is_dir():
            raise Refused("no_python", python=START["python"])
        words = [START["python"], "-m", START["module"], self.key, "--book", self.url, "--pipe", START["pipe"]]
        try:
            self.process = started(words)
        except OSError as reason:
            raise Refused("not_started", label=self.label, reason=reason.strerror or type(reason).__name__) from None
        running[self.url] = self.label
        self.indicator = self.frame.createStatusIndicator()
        self.indicator.start(START["said"]["starting"].format(label=self.label), 0)
        threading.Thread(target=self.wait, daemon=True).start()

    def wait(self) -> None:
        """Wait for the end of the process; what follows happens in LibreOffice's main thread."""
        assert self.process is not None
        self.said = self.process.communicate()[1].decode("utf-8", "replace").strip()
        service(self.context, "com.sun.star.awt.AsyncCallback").addCallback(self, None)

    def notify(self, _: Any) -> None:
        """Give the status bar back; speak only where the process could not speak itself."""
        running.pop(self.url, None)
        try:
            self.indicator.end()
        except RuntimeException:  # the window was closed meanwhile
            return
        code = self.process.returncode if self.process else 0
        if code:
            sentence = START["said"]["failed"].format(label=self.label, code=code)
            tell(self.context, self.frame, (code == UNREACHED and self.said) or sentence)


def place_of(document: Any) -> str:
    """Return the URL of a workbook that lies in an office; raises Refused."""
    if document is None or not hasattr(document, "getURL"):
        raise Refused("no_document")
    url = document.getURL()
    if not url:
        raise Refused("never_saved")
    if not url.startswith("file:"):
        raise Refused("not_local", url=url)
    path = Path(uno.fileUrlToSystemPath(url))
    if not any((folder / START["office_mark"]).is_file() for folder in path.parents):
        raise Refused("no_office", name=path.name)
    return str(url)


def started(words: List[str]) -> "subprocess.Popen[bytes]":
    """Start a process of its own, without a window; it outlives LibreOffice. Raises OSError."""
    surroundings = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    surroundings["PYTHONUTF8"] = "1"
    # It starts in the folder of xlsync: a stray .py beside the workbook must not stand in for a module.
    return subprocess.Popen(
        words,
        cwd=START["folder"],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        creationflags=NO_WINDOW if sys.platform == "win32" else 0,
    )


def tell(context: Any, frame: Any, sentence: str) -> None:
    """Show one sentence in a box."""
    window = frame.getContainerWindow()
    box = window.getToolkit().createMessageBox(window, ERRORBOX, OK_BUTTON, START["said"]["title"], sentence)
    box.execute()
    box.dispose()


def service(context: Any, name: str) -> Any:
    """Return a new service of LibreOffice."""
    return context.ServiceManager.createInstanceWithContext(name, context)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Click, NAME, (NAME,))
