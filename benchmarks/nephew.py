"""The script that a clerk's nephew would write: ``python -m benchmarks.nephew OFFICE``.

pandas reads each form with openpyxl, the frames are put together, openpyxl loads the master, sets cells, saves it. No
check, no conflict, no journal, and charts, slicers and macros of the master would be lost.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import pandas as pd
from openpyxl import load_workbook

from benchmarks.measuring import report
from xlsync.model.form import HEADER_ROW as FORM_HEADER
from xlsync.model.sheets import HEADER_ROW, SHEETS
from xlsync.vocabulary.labels.form import DATA_SHEET
from xlsync.vocabulary.terms import Owner

LEDGER = SHEETS["matters"]
KEY = LEDGER.header("matter_id")
HEADERS = [LEDGER.header(column.key) for column in LEDGER.form_columns() if column.owner is Owner.UNIT]


def merge(office: Path, master: Path, inbox: Path) -> Mapping[str, float]:
    """Copy the units' columns into the master; return seconds by stage."""
    start = perf_counter()
    frames = [
        pd.read_excel(path, sheet_name=DATA_SHEET, header=FORM_HEADER - 1, engine="openpyxl", dtype=object)
        for path in sorted(inbox.glob("*.xlsx"))
    ]
    answers = pd.concat(frames, ignore_index=True).drop_duplicates(KEY, keep="last").set_index(KEY)
    read = perf_counter()
    book = load_workbook(master)
    sheet = book[LEDGER.sheet]
    places = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    loaded = perf_counter()
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        matter = sheet.cell(row, places[KEY]).value
        if matter in answers.index:
            for header in HEADERS:
                value = answers.at[matter, header]
                if not pd.isna(value):
                    sheet.cell(row, places[header]).value = value
    merged = perf_counter()
    book.save(office / "nephew.xlsx")
    return {"read": read - start, "load": loaded - read, "merge": merged - loaded, "write": perf_counter() - merged}


if __name__ == "__main__":
    from xlsync.entry.settings import find_office

    ours = find_office(Path(sys.argv[1]))
    report(lambda: merge(ours.root, ours.master, ours.inbox))
