"""The cell of the hidden sheet xlwings.conf that says where Python is."""

from io import BytesIO
from pathlib import PureWindowsPath

from xlsync.adapters.windows.machine import Machine
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.model.sheets import CONF_SHEET

INTERPRETER = "INTERPRETER_WIN"
_VALUE_COLUMN = 2
_FOLDERS = ("LOCALAPPDATA", "APPDATA", "USERPROFILE")


def portable(machine: Machine) -> str:
    """Return the path of Python so that it holds for each person of a shared master, where it lies in their own folder.

    ``D:\\People\\li\\AppData\\Local\\xlsync\\python.exe`` is %LOCALAPPDATA%\\xlsync\\python.exe for everybody.
    """
    python = PureWindowsPath(str(machine.python))
    for name in _FOLDERS:
        folder = machine.environment.get(name)
        if folder and python.is_relative_to(PureWindowsPath(folder)):
            return rf"%{name}%\{python.relative_to(PureWindowsPath(folder))}"
    return str(machine.python)


def interpreter_of(content: bytes) -> str | None:
    """Return what the cell says; None where the master has no such sheet or cell."""
    found = _place(content)
    return found[1] if found is not None else None


def with_interpreter(content: bytes, path: str) -> bytes:
    """Return the master with another path in the cell; KeyError where it has no such cell. Raises UnsafeMaster."""
    found = _place(content)
    if found is None:
        raise KeyError(INTERPRETER)
    return patch_sheets(content, {CONF_SHEET: SheetEdit({found[0]: {_VALUE_COLUMN: path}})})


def _place(content: bytes) -> tuple[int, str] | None:
    """Return the row of the setting and its value."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        if CONF_SHEET not in book.sheet_names:
            return None
        rows = book.get_sheet_by_name(CONF_SHEET).to_python(skip_empty_area=False)
    except CalamineError:
        return None
    for number, (key, value, *_) in enumerate((*row, "", "") for row in rows):
        if str(key).strip().upper() == INTERPRETER:
            return number + 1, str(value).strip()
    return None
