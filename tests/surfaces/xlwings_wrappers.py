"""What xlwings itself would make of our worksheet functions, run as a program: its own part for Windows, on any system.

Prints JSON: the VBA module that its "Import Functions" writes, and what it would tell Excel about each function.
"""

import importlib
import io
import json
import sys
import types
from types import SimpleNamespace

WINDOWS = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def pretend_windows() -> None:
    """Put empty modules where those of pywin32 are looked for."""
    for name in WINDOWS:
        sys.modules[name] = types.ModuleType(name)
    com, types_of_com, client = (sys.modules[name] for name in (WINDOWS[0], WINDOWS[1], WINDOWS[3]))
    com.CoInitialize = com.WrapObject = lambda *_: None
    com.com_error = types_of_com.com_error = type("com_error", (Exception,), {})
    client.Dispatch = lambda *_: None


def main() -> None:
    pretend_windows()
    import xlwings
    from xlwings import udfs

    xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
    functions = importlib.import_module("xlsync.functions")
    written = io.StringIO()
    udfs.generate_vba_wrapper(functions.__name__, functions, written, SimpleNamespace(Name="master.xlsm"))
    told = {name: getattr(functions, name).__xlfunc__ for name in functions.__all__}
    print(json.dumps({"vba": written.getvalue(), "told": told}, default=repr, ensure_ascii=True))


if __name__ == "__main__":
    main()
