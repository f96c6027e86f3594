"""Numbers of rows that staff typed: a matter 前缀-年度-代字-顺序号, other sheets letters and a serial. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row
from xlsync.rules.other_sheets import setting
from xlsync.rules.plan import change_cells
from xlsync.vocabulary.labels.registration import REGISTRATION_KIND, SERIES

_MATTERS = SHEETS["matters"]
_NEEDED = ("task", "category")
BORN = "row_guid"
"""The column whose change in the journal names, under the new key, the place at which the row got it."""

_PREFIX, _YEAR = "number_prefix", "year"
_SERIAL_DIGITS, _SHORT_DIGITS = 4, 3
_SOURCE = Source(REGISTRATION_KIND)


def register(image: MasterImage) -> tuple[Plan, list[Finding]]:
    """Return the plan that numbers every new row, and C23 for each matter that cannot be numbered."""
    changes, findings = _matters(image)
    others = [change for sheet, letters in SERIES.items() for change in _rows(image, sheet, letters)]
    return Plan(REGISTRATION_KIND, (*changes, *others)), findings


def _matters(image: MasterImage) -> tuple[list[CellChange], list[Finding]]:
    """Return the numbers of the new matters with 事项内容 and 事项类别, and a finding for those without a code.

    Numbers go on after the highest that any sheet names, in the order of the rows: the number of a deleted matter is
    not given again. Whether 事项内容 and 事项类别 are filled in is for rules.ledger_check to say.
    """
    codes = {row.text("category"): row.text("code") for row in image["categories"]}
    new = [row for row in image["matters"] if not row.text(_MATTERS.key) and all(row[column] for column in _NEEDED)]
    changes: list[CellChange] = []
    findings: list[Finding] = []
    last = _last_serials(image) if new else {}
    for row in new:
        code = codes.get(row.text("category"), "")
        if not code:
            findings.append(_unnumbered(image, row))
            continue
        series = "-".join((setting(image, _PREFIX), setting(image, _YEAR), code))
        last[series] += 1
        changes += _numbered(row, f"{series}-{last[series]:0{_SERIAL_DIGITS}d}", image.sha256)
    return changes, findings


def _rows(image: MasterImage, sheet: str, letters: str) -> Iterator[CellChange]:
    """Yield the numbers of the new rows of a sheet, going on after its highest."""
    table = image[sheet]
    held = (row.text(table.key).partition("-") for row in table)
    last = max((int(serial) for series, _, serial in held if series == letters and serial.isdecimal()), default=0)
    for serial, row in enumerate((row for row in table if not row.text(table.key)), last + 1):
        yield from change_cells(SHEETS[sheet], row, {table.key: f"{letters}-{serial:0{_SHORT_DIGITS}d}"}, _SOURCE)


def _numbered(row: Row, matter_id: str, sha256: str) -> Iterator[CellChange]:
    guid = str(uuid5(NAMESPACE_URL, f"xlsync:{sha256}:{matter_id}"))
    yield from change_cells(_MATTERS, row, {_MATTERS.key: matter_id}, _SOURCE)
    place = Source(REGISTRATION_KIND, cell=f"A{row.number}")  # by this trace finds what was typed before the number
    yield from change_cells(_MATTERS, row, {BORN: guid, "row_version": 1}, place, matter_id)


def _last_serials(image: MasterImage) -> defaultdict[str, int]:
    """Return the highest serial number by what stands before it, wherever a sheet names a matter."""
    last: defaultdict[str, int] = defaultdict(int)
    for table in image.tables.values():
        for row in table:
            series, _, serial = row.text(_MATTERS.key).rpartition("-")
            if serial.isdecimal():
                last[series] = max(last[series], int(serial))
    return last


def _unnumbered(image: MasterImage, row: Row) -> Finding:
    place = image["matters"].positions.get("category")
    return Finding(
        "C23",
        sheet=_MATTERS.sheet,
        cell=CellRef(_MATTERS.sheet, row.number, place).a1 if place else "",
        unit=row.text("lead_unit"),
        column=_MATTERS.header("category"),
        value=row["category"],
    )
