"""Offices: our own is ended with all that it leaves; a person's is only visited, and given back whatever happens.

| office            | quit           | kill     | windows after our death |
|-------------------|----------------|----------|-------------------------|
| started by us     | ends           | ends     | -                       |
| attached by pipe  | is let go of   | refused  | free again              |
"""

import os
import subprocess
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

from xlsync.adapters import libreoffice
from xlsync.adapters.libreoffice import connection
from xlsync.adapters.libreoffice.apps import App, Apps
from xlsync.adapters.libreoffice.engine import ENGINE
from xlsync.adapters.libreoffice.refusal import Unsupported
from xlsync.adapters.libreoffice.soffice import PrivateOffice
from xlsync.vocabulary.errors import BookNotOpened, NoOffice, OfficeNotStarted


@pytest.fixture
def pipe(office_app):
    """Return the pipe of a running office, as a person's extension opens one."""
    return office_app.impl.office.connection.pipe


@pytest.fixture
def visited(office_app, pipe):
    """Yield the running office as somebody else's, attached by its pipe."""
    app = xw.App(impl=App(ENGINE.apps, libreoffice.soffice.VisitedOffice(connection.connect(pipe))))
    ENGINE.apps.join(app.impl)
    yield app
    app.quit()
    office_app.activate()


def test_the_pipe_of_a_person_is_named_by_the_environment_else_as_usual(monkeypatch):
    assert connection.pipe_name() == "xlsync"
    monkeypatch.setenv("XLSYNC_PIPE", "of-tests")
    assert connection.pipe_name() == "of-tests"


def test_where_no_office_listens_attaching_says_so():
    with pytest.raises(NoOffice, match="nobody-listens") as stopped:
        libreoffice.attach("nobody-listens")
    assert isinstance(stopped.value, ConnectionError)


def test_an_office_that_is_not_installed_is_named():
    with pytest.raises(OfficeNotStarted, match="no-such-soffice"):
        PrivateOffice(program="no-such-soffice")


def test_the_formats_of_one_office_are_not_taken_for_those_of_another(office_app, book):
    """Each office counts its books and its formats from the beginning: a day must not be read as 42000."""
    book.sheets[0]["A1"].value = 42000
    book.sheets[0]["A1"].number_format = '0.0"件"'
    assert book.sheets[0]["A1"].value == 42000
    other = xw.App(visible=False, add_book=False)
    for _ in range(int(book.impl.doc.RuntimeUID)):
        days = other.books.add()
    assert days.impl.doc.RuntimeUID == book.impl.doc.RuntimeUID
    days.sheets[0]["A1"].value = 42000
    days.sheets[0]["A1"].number_format = 'yyyy"年"m"月"d"号"'
    assert days.sheets[0]["A1"].value == datetime(2014, 12, 27)
    other.quit()
    office_app.activate()


def test_attaching_an_office_twice_gives_the_same_app(office_app, pipe):
    assert libreoffice.attach(pipe) == office_app


def test_an_attached_office_tells_its_process(visited):
    assert visited.pid is not None and visited.pid > 1
    assert "soffice" in Path(f"/proc/{visited.pid}/exe").readlink().name


def test_quitting_an_attached_office_only_lets_go_of_it(office_app, pipe, book):
    visitor = xw.App(
        impl=ENGINE.apps.join(App(ENGINE.apps, libreoffice.soffice.VisitedOffice(connection.connect(pipe))))
    )
    visitor.quit()
    assert visitor.impl not in list(ENGINE.apps)
    assert book.name in [open_book.name for open_book in office_app.books]
    office_app.activate()


def test_killing_an_attached_office_is_refused(visited, office_app):
    with pytest.raises(Unsupported, match=r"App\.kill"):
        visited.kill()
    assert office_app.impl.answers()


def test_a_window_that_a_dead_process_blocked_is_free_again(visited, pipe, book):
    """It is painted and computes again, too; a book that its person computes by hand is left so."""
    own = visited.books.add()
    own.impl.doc.enableAutomaticCalculation(False)
    program = f"""
        import os
        from xlsync.adapters import libreoffice
        app = libreoffice.attach({pipe!r})
        app.interactive = False
        app.screen_updating = False
        app.calculation = "manual"
        print(app.interactive, flush=True)
        os.kill(os.getpid(), 9)
    """
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", textwrap.dedent(program)]
    died = subprocess.run(words, env=around, capture_output=True, text=True, timeout=60)
    assert died.stdout.strip() == "False", died.stderr
    until = time.monotonic() + 20
    while not visited.interactive and time.monotonic() < until:
        time.sleep(0.05)
    assert visited.interactive
    while not book.impl.doc.isAutomaticCalculationEnabled() and time.monotonic() < until:
        time.sleep(0.05)
    assert not book.impl.doc.hasControllersLocked()
    assert book.impl.doc.isAutomaticCalculationEnabled()
    assert not own.impl.doc.isAutomaticCalculationEnabled()
    own.close()


def test_nothing_is_refused_to_a_person_after_an_orderly_end(visited, book):
    visited.interactive = False
    visited.screen_updating = False
    visited.quit()
    assert book.impl.window.isEnabled()
    assert not book.impl.doc.hasControllersLocked()


def test_a_lock_file_beside_a_book_is_named_with_its_holder(office_app, book, tmp_path):
    path = tmp_path / "督查台账.xlsx"
    book.save(path)
    book.close()
    lock = tmp_path / ".~lock.督查台账.xlsx#"
    lock.write_text(",reader,another-machine,22.11.2026 09:00,file:///gone;", encoding="utf-8")
    with pytest.raises(BookNotOpened, match=r"\.~lock\.督查台账\.xlsx#.*reader another-machine"):
        office_app.books.open(path)
    lock.unlink()
    assert office_app.books.open(path).name == "督查台账.xlsx"
    office_app.books["督查台账.xlsx"].close()


def test_a_file_that_is_no_workbook_is_refused_or_read_but_never_none(office_app, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(BookNotOpened, match=r"broken\.xlsx"):
        office_app.books.open(path)


def test_an_office_of_ours_that_is_killed_leaves_no_profile_and_no_lock(tmp_path):
    """The same office runs macros, because it was asked to."""
    engine = libreoffice.register()
    apps = Apps(engine.impl)
    engine.impl.run_macros = True
    try:
        app = apps.add(visible=False)
    finally:
        engine.impl.run_macros = False
    book = next(iter(app.books))
    book.doc.BasicLibraries.createLibrary("Standard").insertByName(
        "Sums", "Function Twice(x)\nTwice = 2 * x\nEnd Function"
    )
    assert xw.Book(impl=book).macro("Twice")(21) == 42
    assert app.run(f"'{book.name}'!Sums.Twice", [2]) == 4
    with pytest.raises(KeyError, match="Thrice"):
        book.run("Thrice")
    book.save(str(tmp_path / "left.ods"))
    assert [file.name for file in tmp_path.glob(".~lock*")] == [".~lock.left.ods#"]
    app.kill()
    assert list(tmp_path.glob(".~lock*")) == []
    assert not app.office.profile.exists()
    assert not app.answers()


def test_macros_run_in_no_office_that_was_not_asked_to(book):
    book.impl.doc.BasicLibraries.createLibrary("Standard").insertByName(
        "Sums", "Function Once()\nOnce = 1\nEnd Function"
    )
    with pytest.raises(Unsupported, match="run_macros"):
        book.macro("Once")()


def test_importing_the_engine_imports_neither_xlwings_nor_uno():
    program = "import sys, xlsync.adapters.libreoffice; print([m for m in ('xlwings', 'uno') if m in sys.modules])"
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
