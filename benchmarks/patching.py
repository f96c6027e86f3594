"""500 cells and 10 new rows into masters of 2,534 and of 100,000 rows x 48 columns. ``python -m benchmarks.patching``

Beside ours (its gate included): openpyxl's load and save, and plain unzip and zip of the same file, nothing changed.
Each runs in a process of its own, from the bytes of the file to those of the new one on disk, imports not counted; peak
memory is that of the process. ``-m benchmarks.patching WAY FILE`` runs one.
"""

import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.measuring import measured, report
from xlsync.adapters.workbook_file.sheets_patch import SheetEdit, patch_sheets

SIZES = (2_534, 100_000)
COLUMNS, CELLS, NEW_ROWS, RUNS = 48, 500, 10, 3
HEADER, SHEET, LONG = 3, "matters", 12
LIMITS = {2_534: 2.0, 100_000: 3.0}
MEMORY_LIMIT = 0.25


def main() -> None:
    """Build the masters, run each way, print seconds, memory and ratios."""
    with tempfile.TemporaryDirectory(prefix="xlsync-patching-") as scratch:
        for rows in SIZES:
            path = Path(scratch) / f"{rows}.xlsx"
            build(path, rows)
            print(
                f"{rows:,} rows x {COLUMNS} columns, {path.stat().st_size / 1e6:.1f} MB; {CELLS} cells, {NEW_ROWS} rows"
            )
            runs = RUNS if rows == min(SIZES) else 1
            print_beside(rows, {way: median_run(way, path, runs) for way in WAYS})


def median_run(way: str, path: Path, runs: int) -> dict[str, Any]:
    """Return the run with the median time."""
    results = sorted(
        (measured("benchmarks.patching", Path(way), path) for _ in range(runs)), key=lambda run: float(run["seconds"])
    )
    return results[len(results) // 2]


def print_beside(rows: int, results: Mapping[str, Mapping[str, Any]]) -> None:
    """Print each way with its ratio to unzip + zip, then how ours stands to the targets.

    Seconds of the processor, of all threads together, tell more where other work loads the machine.
    """
    floor, least = results["unzip+zip"]["seconds"], results["unzip+zip"]["stages"]["processor"]
    for way, found in results.items():
        used = found["stages"]["processor"]
        print(
            f"  {way:<10} {found['seconds']:8.3f} s  {found['seconds'] / floor:6.1f} x"
            f"  processor {used:8.3f} s  {used / least:6.1f} x  {found['peak_mb']:8.0f} MB"
        )
    memory = results["ours"]["peak_mb"] / results["openpyxl"]["peak_mb"]
    print(
        f"  target: at most {LIMITS[rows]:.0f} x unzip+zip; memory {memory:.2f} of openpyxl (target < {MEMORY_LIMIT})\n"
    )


def build(path: Path, rows: int) -> None:
    """Write a master with the demo's matters, twice side by side, as often as it takes."""
    import xlsxwriter

    from xlsync.demo.office import office_tables

    matters = office_tables(all_open=True)["matters"]
    names = list(dict.fromkeys(name for row in matters for name in row))[: COLUMNS // 2]
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
        plain = book.add_format({"border": 1, "text_wrap": True})
        sheet = book.add_worksheet(SHEET)
        for number, row in enumerate(islice(cycle(matters), rows), HEADER):
            for column, value in enumerate([_own(row.get(name), number) for name in names] * 2):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value, plain)
        headers = [{"header": f"{name} {half}"} for half in (1, 2) for name in names]
        sheet.add_table(HEADER - 1, 0, HEADER - 1 + rows, COLUMNS - 1, {"name": "Matters", "columns": headers})
        sheet.conditional_format(HEADER, 0, HEADER - 1 + rows, 0, {"type": "duplicate", "format": plain})
        sheet.freeze_panes(HEADER, 2)


def _own(value: Any, number: int) -> Any:
    """Return a value of a row; a long text is one of its own, as in a real ledger."""
    return f"{value} {number}" if isinstance(value, str) and len(value) > LONG else value


def edits(rows: int) -> dict[int, dict[int, str | float | date]]:
    """Return 500 cells all over the sheet, by row and column: texts, numbers, dates."""
    rng = random.Random(500)
    values = (f"{rng.random():.12f}", rng.random(), date(2016, 1, 1))
    cells: dict[int, dict[int, str | float | date]] = {}
    for number in range(CELLS):
        place = rng.randrange(HEADER + 1, HEADER + rows + 1)
        cells.setdefault(place, {})[rng.randrange(COLUMNS) + 1] = values[number % len(values)]
    return cells


def _rows_of(path: Path) -> int:
    return int(path.stem)


def patch(path: Path) -> None:
    """Put the cells and rows in our way."""
    appends = [{column: f"{column}" for column in range(1, COLUMNS + 1)}] * NEW_ROWS
    content = patch_sheets(path.read_bytes(), {SHEET: SheetEdit(edits(_rows_of(path)), appends)})
    path.with_suffix(".ours").write_bytes(content)


def load_and_save(path: Path) -> None:
    """Put the cells (not the rows) in with openpyxl."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for row, cells in edits(_rows_of(path)).items():
        for column, value in cells.items():
            sheet.cell(row, column, value)
    book.save(path.with_suffix(".openpyxl"))


def unzip_and_zip(path: Path) -> None:
    """Unpack and pack all parts, one after the other, at the level that every program uses."""
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))


WAYS: dict[str, Callable[[Path], None]] = {
    "ours": patch,
    "unzip+zip": unzip_and_zip,
    "openpyxl": load_and_save,
}


def used_by(way: Callable[[Path], None], path: Path) -> Mapping[str, float]:
    """Run a way and return the seconds of the processor that it took."""
    start = time.process_time()
    way(path)
    return {"processor": time.process_time() - start}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        report(lambda: used_by(WAYS[sys.argv[1]], Path(sys.argv[2])))
    else:
        start = time.perf_counter()
        main()
        print(f"{time.perf_counter() - start:.0f} s in all")
