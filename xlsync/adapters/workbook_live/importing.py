"""xlwings, imported fast, and kept from two things that it does to Excel unasked.

Importing it costs five times as much where pandas and matplotlib can be imported: it looks for both, and the product
uses neither with it. They are hidden from it for that moment.
"""

import atexit
import contextlib
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

_NOT_NEEDED = ("pandas", "matplotlib")
_WINDOWS_PART = "xlwings._xlwindows"
_ATTEMPTS = 1


def xlwings() -> ModuleType:
    """Return the module xlwings, imported without pandas and matplotlib; both can be imported as before afterwards.

    On Windows it no longer tries a refused call for ever, nor ends foreign Excel processes at exit.
    """
    if "xlwings" not in sys.modules:
        with hidden(_NOT_NEEDED):
            importlib.import_module("xlwings")
    tame(sys.modules.get(_WINDOWS_PART))  # always: RunPython has imported xlwings before anything of ours
    return sys.modules["xlwings"]


@contextlib.contextmanager
def hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let an import of these modules fail as if they were not installed; ``sys.modules`` is as before afterwards."""
    held = {name: sys.modules[name] for name in names if name in sys.modules}
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]  # None is how Python marks a module as absent
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]
        sys.modules.update(held)


def tame(windows_part: ModuleType | None) -> None:
    """Let xlwings' part for Windows try each call once (``calls`` tries again, with pauses), and kill nothing at exit.

    These are the two touches of a private module: there is no public setting for either.
    """
    if windows_part is not None:
        windows_part.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]
        atexit.unregister(windows_part.cleanup)
