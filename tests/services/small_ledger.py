"""A small office with real files: three units, a handful of matters, forms issued and filled as a unit would."""

import atexit
import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openpyxl import load_workbook

from xlsync.demo.material import settings_rows
from xlsync.demo.run import DEMO_SECRET
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console
from xlsync.entry.founding import default_tables, found_office
from xlsync.entry.settings import Office, office_at
from xlsync.model.form import FIRST_ROW, KEY_ROW
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Row, Value
from xlsync.services.apply import BatchResult
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET

FINANCE, HOUSING, EAST = "市财政局", "市住房和城乡建设局", "东区"
ISSUED, RETURNED, LATER = date(2016, 10, 12), date(2016, 10, 14), date(2016, 10, 17)
ROAD, SCHOOL, FUND, SECRET = (f"YS-2016-督-000{number}" for number in range(1, 5))


def matter(matter_id: str, lead: str, joint: str = "", **more: Value) -> dict[str, Value]:
    """Return a ledger row in progress."""
    values: dict[str, Value] = {
        "matter_id": matter_id,
        "registered_on": date(2016, 9, 1),
        "category": "督办件",
        "task": f"办好{matter_id}所列事项",
        "urgency": "一般",
        "lead_unit": lead,
        "joint_units": joint or None,
        "limit_text": "2016年12月20日前",
        "stage": "在办",
        "progress": "已制定方案",
        "percent": 0.2,
    }
    return {key: value for key, value in {**values, **more}.items() if value is not None}


def small_office(folder: Path) -> Office:
    """Return an office with four matters, one of them secret, refreshed and with its forms issued, in a new folder.

    Where the journal is on a server it is founded there; else the office is a copy.
    """
    if "XLSYNC_JOURNAL" in os.environ:
        return _founded(folder)
    return office_at(Path(shutil.copytree(_prepared(), folder, dirs_exist_ok=True)))


@cache
def _prepared() -> Path:
    """Return the small office that all others are copies of: founding one takes a second."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _founded(folder / "office").root


def _founded(folder: Path) -> Office:
    tables = default_tables(2016) | {"settings": settings_rows()}
    tables["units"] = [
        {"unit": unit, "unit_class": kind, "order_no": number, "mail": f"u{number}@demo.invalid"}
        for number, (unit, kind) in enumerate(
            [(FINANCE, "市直部门（经济管理类）"), (HOUSING, "市直部门（经济管理类）"), (EAST, "县市区")], 1
        )
    ]
    tables["matters"] = [
        matter(ROAD, HOUSING, f"{EAST}、{FINANCE}"),
        matter(SCHOOL, EAST),
        matter(FUND, FINANCE),
        matter(SECRET, FINANCE, secrecy="秘密"),
    ]
    office = found_office(folder, tables, secret=DEMO_SECRET, settings="today = 2016-10-20\n")
    with changing(on(office, ISSUED)) as desk:
        refresh_desk(desk)
    with changing(on(office, ISSUED)) as desk:
        issue_desk(desk, {"dry_run": False, "unit": (), "period": "2016-Q3", "mail": False}, Console())
    return office


def on(office: Office, day: date) -> Office:
    """Return the office on another working day."""
    return office_at(office.root, [("today", day.isoformat())])


def form_of(office: Office, unit: str) -> Path:
    """Return the form that was issued to a unit."""
    return next((office.forms / "2016-Q3").glob(f"*_{unit}_*.xlsx"))


def fill(
    office: Office,
    unit: str,
    answers: Mapping[str, Mapping[str, object]],
    name: str = "",
    saved: int = 10,
    filled_by: str = "综合科",
    at: datetime | None = None,
    signed: bool = True,
) -> Path:
    """Fill a unit's form as a person does, sign it off, save it (at an hour of the 13th) and put it into the inbox."""
    book = load_workbook(form_of(office, unit))
    sheet, cover = book[DATA_SHEET], book[COVER_SHEET]
    places = {sheet.cell(KEY_ROW, column).value: column for column in range(1, sheet.max_column + 1)}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        for key, value in answers.get(sheet.cell(row, places["matter_id"]).value, {}).items():
            sheet.cell(row, places[key]).value = value
    written = {COVER_LABELS["signed_by"]: "主要负责人" if signed else None, COVER_LABELS["filled_by"]: filled_by}
    for cell in cover["B"]:
        if cell.value in written:
            cover.cell(cell.row, 3).value = written[cell.value]
    path = office.inbox / (name or f"{unit}反馈.xlsx")
    book.save(path)
    _saved_at(path, at or datetime(2016, 10, 13, saved))
    return path


def _saved_at(path: Path, moment: datetime) -> None:
    """Write the moment of saving into a package; openpyxl itself always writes the present one."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, parts[core])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)


def merge(office: Office, *paths: Path, day: date = RETURNED) -> BatchResult:
    """Merge files on a day."""
    with changing(on(office, day)) as desk:
        return merge_paths(desk, paths, Console())


def table(office: Office, name: str) -> dict[str, Row]:
    """Return a table of the master as it stands, by key."""
    with changing(office) as desk:
        return desk.image[name].by_key()


def type_in_excel(office: Office, sheet: str, key: str, values: Mapping[str, Value]) -> None:
    """Change cells of a row as staff do: in the workbook, without us."""
    from xlsync.adapters.store import FileStore
    from xlsync.adapters.workbook_file.master import MasterFile
    from xlsync.model.plan import CellChange, Plan, Source

    master = MasterFile(office.master, FileStore(office.root / "staff"))
    image = master.read()
    row = image[sheet].by_key()[key]
    changes = [CellChange(sheet, key, column, row[column], value, Source("staff")) for column, value in values.items()]
    assert set(values) <= set(SHEETS[sheet].by_key)
    master.apply(Plan("staff", tuple(changes), number=image.plan_number), image)
