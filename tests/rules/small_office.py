"""Small offices for the tests: default rules, a handful of units, and rows written as a clerk would."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.demo.material import settings_rows
from xlsync.model.calendar import WorkCalendar
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row, Table, Value

Rows = Iterable[Mapping[str, Value]]

CALENDAR = WorkCalendar(published=frozenset({2015, 2016, 2017}))
TODAY = date(2016, 7, 29)
UNITS = (
    {"unit": "市财政局", "unit_class": "市直部门（经济管理类）", "order_no": 1},
    {"unit": "市住建局", "unit_class": "市直部门（经济管理类）", "order_no": 2},
    {"unit": "市教育局", "unit_class": "市直部门（经济管理类）", "order_no": 3},
    {"unit": "东城区", "unit_class": "县市区", "order_no": 10},
    {"unit": "西城区", "unit_class": "县市区", "order_no": 11},
)


def table(name: str, rows: Rows) -> Table:
    """Return a table whose rows stand from line 4 on."""
    schema = SHEETS[name]
    listed = [Row(number, dict(values)) for number, values in enumerate(rows, start=4)]
    positions = {column.key: place for place, column in enumerate(schema.columns, start=1)}
    return Table(name, schema.key, listed, positions, (), 3 + len(listed))


def office(**sheets: Rows) -> MasterImage:
    """Return an image with the default rules, the settings of the demo, the units above, and the given sheets."""
    given = {name: default_rows(name) for name in DEFAULT_SHEETS}
    given |= {"units": UNITS, "settings": settings_rows()} | sheets
    return MasterImage({name: table(name, given.get(name, ())) for name in SHEETS}, "", 0)


def with_rule(image: MasterImage, number: str, **values: Value) -> MasterImage:
    """Return the image with one row of 考核办法 moved."""
    rules = [{**row.values, **values} if row["rule_no"] == number else row.values for row in image["rules"]]
    return replace(image, tables={**image.tables, "rules": table("rules", rules)})


def matter(number: int = 1, **values: Value) -> dict[str, Value]:
    """Return a matter of the lead unit 市财政局, in work, registered on 4 January."""
    return {
        "matter_id": f"YS-2016-常-{number:04d}",
        "registered_on": date(2016, 1, 4),
        "category": "常务会议",
        "task": f"第{number}件事项",
        "lead_unit": "市财政局",
        "officer_a": "督查一科甲",
        "stage": "在办",
    } | values
