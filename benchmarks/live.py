"""刷新 of 2,534 matters in the open workbook, from click to result. ``python -m benchmarks.live`` prints a table.

The master of the demo is open in a LibreOffice of our own. Each run refreshes to the next day in a process of its own,
as a button does; the median of all is shown. Beside it stands what LibreOffice alone needs: to hand over the cells of
the ledger, and to save the workbook.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from xlsync.adapters.libreoffice.app import App
from xlsync.adapters.libreoffice.connection import PIPE_VARIABLE
from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.founding import found_office
from xlsync.entry.settings import Office
from xlsync.vocabulary.labels.headers import SHEET_NAMES

RUNS = 5
STEPS = {
    "imports": "start of Python, imports",
    "opening": "saved file and open workbook read",
    "ready_for": "looked at once more",
    "shown": "until all cells stand in the open workbook",
    "save": "unsaved work looked for, saved, read back",
    "all": "until saved and journalled",
}
IMPORTS = {
    "import xlsync.macros": "from time import perf_counter as t; a = t(); import xlsync.macros; print(t() - a)",
    "... and xlwings, as a button does": (
        "from time import perf_counter as t; a = t(); import xlsync.macros; "
        "from xlsync.adapters.workbook_live.importing import xlwings; xlwings(); print(t() - a)"
    ),
    "import xlwings alone": "from time import perf_counter as t; a = t(); import xlwings; print(t() - a)",
}


def main() -> None:
    """Prepare, measure, print."""
    for name, code in IMPORTS.items():
        print(f"{name:48} {median(lambda code=code: printed(code)):7.3f} s")  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="xlsync-bench-") as scratch:
        measure(found_office(Path(scratch) / "office", office_tables(), settings=f"today = {DEMO_TODAY}\n"))


def measure(office: Office) -> None:
    """Open the master of an office and print what clicks in it take."""
    from xlsync.adapters.libreoffice import register

    with changing(office) as desk:
        refresh_desk(desk)
    app = register(activate=False).apps.add(add_book=False)
    try:
        book = app.books.open(office.master)
        runs = [click(office, app.impl, number) for number in range(1, RUNS + 1)]
        for key, shown in STEPS.items():
            print(f"{shown:48} {statistics.median(run[key] for run in runs):7.3f} s")
        print(f"{'cells changed':48} {statistics.median(run['changed'] for run in runs):7.0f}")
        sheet = book.api.Sheets.getByName(SHEET_NAMES["matters"])
        cells = sheet.getCellRangeByName("A1:AX2537")
        print(f"{'LibreOffice alone: cells of the ledger':48} {median(lambda: seconds(cells.getDataArray)):7.3f} s")
        print(f"{'LibreOffice alone: saving':48} {median(lambda: seconds(book.api.store)):7.3f} s")
    finally:
        app.quit()


def click(office: Office, app: App, number: int) -> dict[str, float]:
    """Return what one refresh to another day took."""
    day = DEMO_TODAY + timedelta(days=number)
    words = ["-m", "benchmarks.live_click", str(office.root), day.isoformat(), repr(time.time())]
    around = {**os.environ, PIPE_VARIABLE: app.office.connection.pipe}
    done = subprocess.run([sys.executable, *words], env=around, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def printed(code: str) -> float:
    """Return the number that a line of Python prints in a process of its own."""
    return float(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout)


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(measure_once: Callable[[], float]) -> float:
    """Return the median of some runs."""
    return statistics.median(measure_once() for _ in range(RUNS))


if __name__ == "__main__":
    main()
