"""New matters that staff typed into the ledger get their number: 前缀-年度-代字-顺序号. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row, Value
from xlsync.rules.other_sheets import setting
from xlsync.rules.plan import ROW_SIGN, same
from xlsync.vocabulary.labels.registration import REGISTRATION_KIND

_MATTERS = SHEETS["matters"]
_NEEDED = ("task", "category")
_PREFIX, _YEAR = "number_prefix", "year"
_SERIAL_DIGITS = 4


def register(image: MasterImage) -> tuple[Plan, list[Finding]]:
    """Return the plan that numbers every new matter with 事项内容 and 事项类别, and C23 for those that cannot be.

    Numbers go on after the highest that any sheet names, in the order of the rows: the number of a deleted matter is
    not given again. Whether 事项内容 and 事项类别 are filled in is for rules.ledger_check to say.
    """
    source = Source(REGISTRATION_KIND)
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
        changes += _numbered(row, f"{series}-{last[series]:0{_SERIAL_DIGITS}d}", image.sha256, source)
    return Plan(REGISTRATION_KIND, tuple(changes)), findings


def _numbered(row: Row, matter_id: str, sha256: str, source: Source) -> Iterator[CellChange]:
    guid = str(uuid5(NAMESPACE_URL, f"xlsync:{sha256}:{matter_id}"))
    wanted: dict[str, Value] = {_MATTERS.key: matter_id, "row_guid": guid, "row_version": 1}
    for column, value in wanted.items():
        if not same(row[column], value):
            yield CellChange(_MATTERS.name, f"{ROW_SIGN}{row.number}", column, row[column], value, source)


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
