"""An office with all matters open and every unit's filled form in its inbox. Usage: -m benchmarks.preparing DIR"""

import random
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from xlsync.demo.feedback import fresh_answer
from xlsync.demo.office import office_tables
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.entry.founding import found_office
from xlsync.entry.settings import Office, find_office
from xlsync.model.form import FIRST_ROW, KEY_ROW
from xlsync.model.table import Value
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET

ISSUED_ON = date(2016, 10, 12)
PERIOD = "2016-Q3"
_SIGNED = {"signed_by": "主要负责人", "signed_on": date(2016, 10, 14), "filled_by": "联络员", "phone": "0000-0000000"}


def prepare(root: Path) -> int:
    """Build the office and fill its forms into the inbox; return the number of rows in all forms."""
    tables = office_tables(all_open=True)
    for row in tables["matters"]:
        row.pop("joint_units", None)  # one form row per matter: 2,534 in all
    found_office(root, tables, secret=b"benchmark", settings=f"today = {ISSUED_ON:%Y-%m-%d}\n")
    office = find_office(root)
    with changing(office) as desk:
        refresh_desk(desk)
    with changing(office) as desk:
        issued = issue_desk(desk, {"dry_run": False, "unit": (), "period": PERIOD, "mail": False}, Console())
    return sum(_fill(Path(form["path"]), office, number) for number, form in enumerate(issued.data["forms"]))


def _fill(form: Path, office: Office, number: int) -> int:
    """Save a form as its unit would return it; return the number of its rows."""
    book = load_workbook(form)
    _sign(book[COVER_SHEET])
    sheet = book[DATA_SHEET]
    places = {cell.value: cell.column for cell in sheet[KEY_ROW] if isinstance(cell.value, str)}
    rng = random.Random(number)
    rows = [line for line in sheet.iter_rows(min_row=FIRST_ROW) if line[0].value]
    for line in rows:
        asked = {key: line[place - 1].value for key, place in places.items()}
        for key, value in _answered(asked, rng).items():
            sheet.cell(line[0].row, places[key], value)
    book.save(office.inbox / form.name)
    return len(rows)


def _answered(asked: Mapping[str, Value], rng: random.Random) -> dict[str, Value]:
    given = fresh_answer(asked, rng, ISSUED_ON)
    return {key: value for key, value in given.items() if value is not None and key in asked}


def _sign(cover: Any) -> None:
    labels = {COVER_LABELS[key]: value for key, value in _SIGNED.items()}
    for label, value in ((cell, cell.offset(column=1)) for (cell,) in cover.iter_rows(min_col=2, max_col=2)):
        if label.value in labels:
            value.value = labels[label.value]


if __name__ == "__main__":
    print(prepare(Path(sys.argv[1])))
