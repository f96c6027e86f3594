"""The demo office of 2016 at the size of the seed: the rows of every sheet that starts with data."""

import random
from datetime import date

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.demo.desks import alias_rows, people_rows, unit_rows
from xlsync.demo.ledger import matter_row
from xlsync.demo.material import Pen
from xlsync.demo.matters import chronicle
from xlsync.model.table import Value

DEMO_TODAY = date(2016, 10, 20)
"""The demo's working day: in the middle of the reporting on the third quarter."""

Rows = list[dict[str, Value]]


def office_tables(seed: int = 2016, all_open: bool = False) -> dict[str, Rows]:
    """Return the rows of the demo office by schema name, by column key; the same seed gives the same rows.

    ``all_open`` leaves every matter in progress and without secrecy, so that the units' forms carry all 2,534 (for
    the benchmark). Computed columns stay empty: the first refresh fills them.
    """
    rng = random.Random(seed)
    told = chronicle(rng, DEMO_TODAY)
    tables = {sheet: default_rows(sheet) for sheet in DEFAULT_SHEETS}
    tables |= {"units": unit_rows(), "aliases": alias_rows(), "people": people_rows()}
    pen = Pen(rng)
    tables["matters"] = [matter_row(pen, story, DEMO_TODAY, all_open) for story in told.stories]
    tables["meetings"] = [meeting.row(number) for number, meeting in enumerate(told.meetings, 1)]
    return {sheet: [_filled(row) for row in rows] for sheet, rows in tables.items()}


def _filled(row: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in row.items() if value is not None}
