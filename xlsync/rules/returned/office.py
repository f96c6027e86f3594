"""What a unit changed where only the office may: the office's value stands, the attempt is reported."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.submission import IssuedForm
from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.dates import read_date
from xlsync.rules.returned.compare import as_day, says_same
from xlsync.rules.returned.facts import OFFICE_COLUMNS, KeyedRow, ReceiveContext, Spot, is_blank, shown
from xlsync.rules.returned.sheets import MatchedSheet

_OWN = ("matter_id",)  # the number is judged when rows are matched
_UNITS = ("lead_unit", "joint_units")


@dataclass(frozen=True, slots=True)
class ExtensionWish:
    """A unit moved the deadline of a matter in its form: what an 延期申请 would ask for (None: not readable)."""

    matter_id: str
    issued: date | None
    wanted: date | None
    written: str
    cell: str


def attempts(
    sheet: MatchedSheet, form: IssuedForm, row: KeyedRow, context: ReceiveContext, form_words: Mapping[str, str]
) -> Iterator[tuple[Finding, ExtensionWish | None]]:
    """Yield each locked cell of a row that holds something else than was issued; an emptied one is simply refilled.

    The same units written with other separators are the same; a cell inside a merged area was merged, not rewritten.
    """
    layout = sheet.layout
    for key in OFFICE_COLUMNS:
        if key not in layout.columns or key in _OWN:
            continue
        raw, issued = row.at(layout.columns[key]), row.issued.values.get(key)
        if raw == issued or is_blank(raw) or says_same(key, raw, issued, form_words):
            continue
        if key in _UNITS and _same_units(raw, issued, context):
            continue
        cell = layout.cell(row.number, key)
        spot = Spot(layout.sheet.name, cell, row.issued.matter_id, form.unit, key, raw)
        if layout.place(row.number, key) in sheet.areas:
            yield spot.finding("M09"), None
        elif key == "due":
            wish = _wish(form, row, raw, cell, context.policy)
            if wish.wanted is None or wish.wanted != wish.issued:
                yield spot.finding("M46-due", issued=shown(issued) or ""), wish
        else:
            yield spot.finding("M46", issued=shown(issued) or ""), None


def _same_units(raw: Value, issued: Value, context: ReceiveContext) -> bool:
    read, meant = (context.names.resolve(str(value), None) for value in (raw, issued or ""))
    return not read.doubts and set(read.units) == set(meant.units)


def _wish(form: IssuedForm, row: KeyedRow, raw: Value, cell: str, policy: OfficePolicy) -> ExtensionWish:
    issued = as_day(row.issued.values.get("due"))
    around = issued or as_day(form.issued_on)
    infinite = isinstance(raw, float) and not math.isfinite(raw)
    wanted = read_date(raw, around=around, policy=policy).value if around and not infinite else None
    return ExtensionWish(row.issued.matter_id, issued, as_day(wanted), str(shown(raw)), cell)
