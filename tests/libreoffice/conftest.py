"""One LibreOffice for all tests of this folder, driven by xlwings through our engine."""

from collections.abc import Iterator

import pytest
import xlwings as xw

from xlsync.adapters import libreoffice


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/libreoffice/" in item.path.as_posix():
            item.add_marker("libreoffice")


@pytest.fixture(scope="session")
def office_app() -> Iterator[xw.App]:
    """Yield a running LibreOffice as an App of xlwings, without books and without windows; it fails where none is."""
    libreoffice.register()
    app = xw.App(visible=False, add_book=False)
    yield app
    app.quit()


@pytest.fixture
def book(office_app: xw.App) -> Iterator[xw.Book]:
    """Yield a new workbook with one sheet, Sheet1; it is closed afterwards."""
    made = office_app.books.add()
    yield made
    if made.impl in list(office_app.impl.books):
        made.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    """Return the only sheet of a new workbook."""
    return book.sheets[0]
