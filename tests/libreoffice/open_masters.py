"""A small master open in LibreOffice, as a person has it before him, and what he does to it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlwings as xw

from xlsync.adapters.memory import MemoryStore
from xlsync.adapters.template.master import build_master
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.adapters.workbook_live.master import LiveMaster
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import HEADER_ROW, SHEETS, STATE_SHEET
from xlsync.model.table import Value

BY_TEST = Source("某局", "ab" * 32, "某局.xlsx", "L5")
MATTERS: list[dict[str, Value]] = [
    {
        "matter_id": f"DC-2016-{number:04d}",
        "registered_on": date(2016, 1, number),
        "category": "政府工作报告",
        "task": f"第{number}项任务",
        "lead_unit": "某局",
        "progress": "已开工",
        "percent": number / 10,
    }
    for number in range(1, 7)
]


PLACES = {column.key: place for place, column in enumerate(SHEETS["matters"].columns, 1)}


@dataclass
class OpenMaster:
    """The open workbook, its file, and the live master on both."""

    path: Path
    book: xw.Book
    file: MasterFile
    live: LiveMaster

    @property
    def sheet(self) -> xw.Sheet:
        """Return the ledger."""
        return self.book.sheets[SHEETS["matters"].sheet]

    def cell(self, number: int, column: str) -> xw.Range:
        """Return a cell of the ledger by the number of its matter, as long as nobody moves rows or columns."""
        return self.sheet.range((HEADER_ROW + number, PLACES[column]))

    def shown(self, number: int, column: str) -> Any:
        """Return a value of the ledger as the person sees it."""
        return self.cell(number, column).value

    def in_file(self, number: int, column: str) -> Value:
        """Return a value of the ledger as the file holds it."""
        return self.file.read()["matters"].rows[number - 1][column]

    @property
    def number(self) -> int:
        """Return the plan number that the open workbook shows."""
        return int(self.book.sheets[STATE_SHEET]["B1"].value)

    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@contextmanager
def opened(app: xw.App, path: Path) -> Iterator[OpenMaster]:
    """Yield a master as it stands open; it is closed without saving."""
    book = app.books.open(path)
    file = MasterFile(path, MemoryStore())
    try:
        yield OpenMaster(path, book, file, LiveMaster(book, file))
    finally:
        book.close()


def built(path: Path, rows: Mapping[str, Sequence[Mapping[str, Value]]] | None = None) -> Path:
    """Build a master with six matters, or with other rows."""
    path.write_bytes(_content() if rows is None else b"")
    if rows is not None:
        build_master(path, rows)
    return path


@cache
def _content() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "督查台账.xlsm"
        build_master(path, {"matters": MATTERS})
        return path.read_bytes()


def plan(*cells: tuple[str, str, Any], new: Sequence[str] = (), number: int = 1, sheet: str = "matters") -> Plan:
    """Return a plan: cells as (key, column, value), new rows by their key."""
    changes = (CellChange(sheet, key, column, None, value, BY_TEST) for key, column, value in cells)
    name = SHEETS[sheet].key
    appends = (RowAppend(sheet, key, {name: key, "task": f"{key} 的任务"}, BY_TEST) for key in new)
    return Plan("merge", tuple(changes), tuple(appends), number=number)
