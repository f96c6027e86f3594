"""The VBA of the master, run by LibreOffice: what opening and clicking hand to Python.

The shipped module xlwings does not compile there (LibreOffice passes over #If), so RunPython is replaced by a recorder,
and so is the message box, which nobody could close; all else is the shipped source.
"""

import os
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from tools.macros.project import project
from tools.macros.sources import modules, workbook_code
from xlsync.adapters import libreoffice
from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.template.master import build_master
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets
from xlsync.model.sheets import CONF_SHEET
from xlsync.services.buttons import BUTTONS
from xlsync.vocabulary.labels.macros import NO_PYTHON, TITLE

RECORDED = 4
RECORDER = f"""Attribute VB_Name = "xlwings"
Public Function RunPython(PythonCommand As String)
    Note PythonCommand
End Function
Public Sub Told(sentence As String, buttons As Long, title As String)
    Note title & ": " & sentence
End Sub
Private Sub Note(text As String)
    Dim place As Long
    place = 1
    Do While ThisWorkbook.Worksheets("{CONF_SHEET}").Cells(place, {RECORDED}).Value <> ""
        place = place + 1
    Loop
    ThisWorkbook.Worksheets("{CONF_SHEET}").Cells(place, {RECORDED}).Value = text
End Sub
"""
OPENED = "import xlsync.macros; xlsync.macros.opened()"
FOLDER_OF_PYTHON = "DUCHA_PYTHON_FOLDER"
PYTHON = Path(sys.executable)
LONG_AGO = "2016-09-30"


@pytest.fixture(scope="module")
def stub() -> bytes:
    """The VBA project with the recorder in it."""
    own = modules()["xlsync"].replace("    MsgBox ", "    Told ")
    sources = {"xlsync": own, "xlwings": RECORDER.replace("\n", "\r\n")}
    return project(sources, workbook_code())[0]


@pytest.fixture(scope="module")
def running_office() -> Iterator[xw.App]:
    """A LibreOffice that runs the macros of workbooks; its profile is thrown away."""
    os.environ[FOLDER_OF_PYTHON] = str(PYTHON.parent)
    libreoffice.register(run_macros=True)
    app = xw.App(visible=False, add_book=False)
    libreoffice.register(run_macros=False)
    yield app
    app.quit()
    del os.environ[FOLDER_OF_PYTHON]


@pytest.fixture
def opened(tmp_path: Path, stub: bytes, running_office: xw.App):
    """A function that opens a master whose lights are of some day, with some Python, in an office or not."""
    books = []

    def open_it(python: str = f"%{FOLDER_OF_PYTHON}%/{PYTHON.name}", day: str = LONG_AGO, in_office: bool = True):
        if in_office:
            (tmp_path / "xlsync.toml").touch()
        path = tmp_path / "督查台账.xlsm"
        build_master(path, {name: rows_of(name, day) for name in DEFAULT_SHEETS})
        path.write_bytes(patch_sheets(path.read_bytes(), {CONF_SHEET: SheetEdit({1: {2: python}})}))
        with_project(path, stub)
        books.append(running_office.books.open(str(path)))
        return books[-1]

    yield open_it
    for book in books:
        book.close()


def rows_of(name: str, day: str):
    rows = default_rows(name)
    return [row | {"value": day} if row.get("key") == "lights_as_of" else row for row in rows]


def with_project(path: Path, binary: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts:
            package.writestr(entry, binary if entry.filename == "xl/vbaProject.bin" else data)


def recorded(book: xw.Book) -> list[str]:
    cells = book.sheets[CONF_SHEET].range((1, RECORDED), (40, RECORDED)).value
    return [value for value in cells if value]


def test_opening_a_master_with_old_lights_asks_python_once(opened) -> None:
    assert recorded(opened()) == [OPENED]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param({"day": date.today().isoformat()}, id="the lights are of today"),
        pytest.param({"day": ""}, id="lights were never computed"),
        pytest.param({"in_office": False}, id="the master lies in no office, as when opened from a mail"),
        pytest.param({"python": r"%LOCALAPPDATA%\xlsync\python\python.exe"}, id="no Python is there"),
    ],
)
def test_opening_is_silent_and_changes_nothing_where(opened, case) -> None:
    book = opened(**case)
    assert recorded(book) == []
    assert not book.api.isModified()


def test_each_button_hands_its_own_command_to_python(opened) -> None:
    book = opened(day=date.today().isoformat())
    for button in BUTTONS:
        book.macro(f"xlsync.{button.callback}")(book.api)
    assert recorded(book) == [f"import xlsync.macros; xlsync.macros.{button.key}()" for button in BUTTONS]


def test_a_click_without_python_is_answered_in_one_sentence(opened) -> None:
    book = opened(python="")
    book.macro("xlsync.OnMerge")(book.api)
    assert recorded(book) == [f"{TITLE}: {NO_PYTHON}"]
