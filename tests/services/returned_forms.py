"""A small office, a form as it went out, and ways to spoil it like a unit would; all in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xlsync.adapters.defaults import default_rows
from xlsync.model.form import FIRST_ROW, HEADER_ROW, KEY_ROW
from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import MasterImage, Row, Table, Value, column_letter
from xlsync.rules.policy import read_policy
from xlsync.rules.signing import row_id, sign
from xlsync.services.receive import Examination, ReceiveContext, examine
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET, DATA_SHEET, TOKEN_SHEET

SECRET = b"secret of the office"
UNIT, OTHER = "市发展和改革委员会", "市财政局"
RECEIVED = date(2016, 10, 12)
KEYS = ["row_id"] + [column.key for column in SHEETS["matters"].form_columns()]
HEADERS = [""] + [SHEETS["matters"].header(key) for key in KEYS[1:]]
M1, M2, M3, M4 = (f"YS-2016-ZF-000{number}" for number in range(1, 5))

UNITS: list[dict[str, Value]] = [
    {"unit": UNIT, "short_name": "市发改委", "unit_class": "市直部门（经济管理类）", "mail": "fgw@example.cn"},
    {"unit": OTHER, "short_name": "市财政局", "unit_class": "市直部门（经济管理类）", "mail": "czj@example.cn"},
]


def _matter(number: int, **values: Value) -> dict[str, Value]:
    base: dict[str, Value] = {
        "matter_id": f"YS-2016-ZF-000{number}",
        "category": "政府工作报告",
        "source": "2016年政府工作报告",
        "task": f"第{number}项任务：加快推进滨河新区第{number}标段建设",
        "measure": "万元",
        "target_value": 50000,
        "lead_unit": UNIT,
        "due": date(2016, 12, 31),
        "limit_text": "年底前",
        "stage": "在办",
        "progress": f"第{number}标段完成征地拆迁，正在进行基础施工",
        "percent": 0.4,
        "actual_value": 20000,
    }
    return base | values


ISSUED = [
    _matter(1),
    _matter(2),
    _matter(3, problems="资金尚有缺口", contact="科室电话0000001"),
    _matter(4, stage="待签收", progress=None, percent=None, actual_value=None),
]


def _table(name: str, rows: list[dict[str, Value]]) -> Table:
    return Table(name, SHEETS[name].key, [Row(number, row) for number, row in enumerate(rows, 4)])


def image(
    *feedback: dict[str, Value], ledger: Mapping[str, dict[str, Value]] | None = None, **settings: str
) -> MasterImage:
    """Return a master image with rows of 反馈登记, changes of ledger rows, and settings of 参数 by key."""
    rows = [{**row, "value": settings.get(str(row["key"]), row.get("value"))} for row in default_rows("settings")]
    known = [
        {**row, "registered_on": date(2016, 2, 20)} | (ledger or {}).get(str(row["matter_id"]), {}) for row in ISSUED
    ]
    foreign = _matter(9, lead_unit=OTHER)
    tables = {
        "matters": _table("matters", [*known, foreign]),
        "units": _table("units", UNITS),
        "aliases": _table("aliases", [{"alias": "发改委", "unit": UNIT}]),
        "dictionary": _table("dictionary", default_rows("dictionary")),
        "categories": _table("categories", default_rows("categories")),
        "settings": _table("settings", rows),
        "feedback": _table("feedback", list(feedback)),
    }
    return MasterImage(tables, "", 0)


def form(form_id: str = "F2016Q3-001-1", unit: str = UNIT, period: str = "2016-Q3", **changes: Any) -> IssuedForm:
    """Return the form as signed and issued on 30 September 2016."""
    rows = tuple(
        FormRow(str(row["matter_id"]), {key: value for key, value in row.items() if value is not None})
        for row in ISSUED
    )
    issued = IssuedForm(form_id, unit, period, "2016-09-30", "2016-10-14", "", rows)
    return sign(replace(issued, **changes), SECRET)


FORM = form()
FORM_WORDS = {"待核": "已完成", "退回": "退回修改中", "待签收": "尚未签收"}


@dataclass
class Return:
    """A form that a unit is filling in: ``rows`` of the data sheet from A1, the cover, and what else a sheet shows."""

    issued: IssuedForm = FORM
    rows: list[list[Value]] = field(default_factory=list)
    cover: dict[str, Value] = field(default_factory=dict)
    hidden_token: str = ""
    marks: dict[str, Any] = field(default_factory=dict)
    more_sheets: list[RawSheet] = field(default_factory=list)
    name: str = DATA_SHEET
    date_1904: bool = False

    def at(self, matter: str) -> int:
        """Return the 1-based row of a matter."""
        place = KEYS.index("matter_id")
        return next(number for number, row in enumerate(self.rows, 1) if row[place : place + 1] == [matter])

    def fill(self, matter: str, **values: Value) -> "Return":
        """Type values into the row of a matter."""
        for key, value in values.items():
            self.rows[self.at(matter) - 1][KEYS.index(key)] = value
        return self

    def place(self, matter: str, key: str) -> tuple[int, int]:
        """Return (row, column) of a cell."""
        return self.at(matter), KEYS.index(key) + 1

    def cell(self, matter: str, key: str) -> str:
        """Return the address of a cell."""
        row, column = self.place(matter, key)
        return f"{column_letter(column)}{row}"

    def sheet(self) -> RawSheet:
        """Return the data sheet."""
        shown: dict[str, Any] = {"hidden_rows": 1, "hidden_columns": 1} | self.marks
        return RawSheet(self.name, self.rows, **shown)

    def book(self) -> RawWorkbook:
        """Return the file as read."""
        cover: list[list[Value]] = [[None, COVER_LABELS[key], value] for key, value in self.cover.items()]
        sheets = [RawSheet(COVER_SHEET, [[None, "填报说明"], *cover]), self.sheet(), *self.more_sheets]
        if self.hidden_token:
            sheets.append(RawSheet(TOKEN_SHEET, [["form_id", self.issued.form_id], ["token", self.hidden_token]], True))
        return RawWorkbook("xlsx", tuple(sheets), date_1904=self.date_1904)


def _as_shown(values: Mapping[str, Value], key: str) -> Value:
    """Return a value as the form shows it: a stage in the unit's words."""
    value = values.get(key)
    return FORM_WORDS.get(str(value), value) if key == "stage" else value


def issued_return(issued: IssuedForm = FORM) -> Return:
    """Return the form as it went out, signed off and otherwise untouched."""
    rows: list[list[Value]] = [[None, "填报表"], [None, "提示"], [issued.token, *KEYS[1:]], [None, *HEADERS[1:]]]
    assert (KEY_ROW, HEADER_ROW, FIRST_ROW) == (3, 4, 5)
    for row in issued.rows:
        rows.append([row_id(issued.form_id, row.matter_id, SECRET), *(_as_shown(row.values, key) for key in KEYS[1:])])
    cover: dict[str, Value] = {
        "unit": issued.unit,
        "period": issued.period,
        "signed_by": "分管负责人",
        "form_id": issued.token,
    }
    return Return(issued, rows, cover, issued.token)


def clean_return() -> Return:
    """Return the form as a careful unit fills it in."""
    filled = issued_return()
    filled.fill(M1, progress="第一标段基础施工完成，转入主体施工阶段", percent=0.6, actual_value=30000)
    filled.fill(
        M2,
        stage="已完成",
        progress="第二标段已全部完工并通过验收",
        percent=1.0,
        actual_value=50000,
        done_on=date(2016, 9, 28),
    )
    filled.fill(M3, progress="第三标段征地拆迁扫尾，落实资金八千万元", percent=0.5, actual_value=25000)
    return filled.fill(M4, stage="在办", progress="第四标段完成招标，施工单位进场", percent=0.1, actual_value=5000)


def received(
    returned: Return | RawWorkbook,
    *,
    forms: tuple[IssuedForm, ...] = (FORM,),
    latest: Mapping[str, IssuedForm] | None = None,
    sender: str = "",
    feedback: tuple[dict[str, Value], ...] = (),
    ledger: Mapping[str, dict[str, Value]] | None = None,
    **settings: str,
) -> Examination:
    """Return the examination of a return that arrived on 12 October 2016."""
    office = image(*feedback, ledger=ledger, **settings)
    context = ReceiveContext(
        office,
        read_policy(office),
        SECRET,
        RECEIVED,
        RECEIVED,
        {known.form_id: known for known in forms}.get,
        {FORM.unit: FORM} if latest is None else latest,
        sender,
    )
    book = returned.book() if isinstance(returned, Return) else returned
    return examine("0" * 64, "附件1.xlsx", book, context=context)


def codes(found: Examination) -> list[str]:
    """Return the codes of the findings in order."""
    return [finding.code for finding in found.findings]


def values(found: Examination, matter: str) -> dict[str, Value]:
    """Return the values of one answer."""
    return next(answer.values for answer in found.answers if answer.matter_id == matter)
