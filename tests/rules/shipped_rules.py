"""The rules an office starts with, read as a command reads them; shared by the tests of deadlines and lights."""

from collections.abc import Mapping
from datetime import date

from xlsync.adapters.defaults import default_rows
from xlsync.adapters.holidays import calendar_from
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.policy import OfficePolicy, read_policy


def shipped_image(**settings: str) -> MasterImage:
    """Return the tables of rules as shipped, some settings replaced, and empty tables of work."""
    tables = {name: _table(name, default_rows(name)) for name in ("categories", "dictionary")}
    rows = [{**row, "value": settings.get(str(row["key"]), row.get("value"))} for row in default_rows("settings")]
    tables["settings"] = _table("settings", rows)
    tables |= {name: _table(name, []) for name in ("holidays", "matters", "extensions", "feedback")}
    return MasterImage(tables, "", 0)


def shipped_policy(**settings: str) -> OfficePolicy:
    """Return the policy as shipped, some settings replaced."""
    return read_policy(shipped_image(**settings))


def matter(**values: Value) -> Row:
    """Return a matter as a clerk would enter it: 批示件, in progress, registered on 1 March 2016."""
    start: dict[str, Value] = {
        "matter_id": "YS-2016-政批-0001",
        "category": "市政府领导批示",
        "lead_unit": "市财政局",
        "registered_on": date(2016, 3, 1),
        "stage": "在办",
    }
    return Row(4, {**start, **values})


def _table(name: str, rows: list[Mapping[str, Value]] | list[dict[str, Value]]) -> Table:
    schema = SHEETS[name]
    positions = {column.key: place for place, column in enumerate(schema.columns, start=1)}
    return Table(name, schema.key, [Row(number, row) for number, row in enumerate(rows, start=4)], positions)


POLICY = shipped_policy()
CALENDAR = calendar_from(shipped_image())
