"""Lists of matters in documents: by unit in the office's order, with the officer to call, and what is left out."""

from collections.abc import Iterable, Mapping

from xlsync.model.table import MasterImage, Row
from xlsync.rules.assignment import lead_units
from xlsync.rules.documents.tallies import due_of, order_number
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.labels.documents import SECRET_LEFT_OUT


class LeadOrder:
    """The official order of lead units (排列序号 on 单位); units without a number stand last, by name."""

    def __init__(self, image: MasterImage) -> None:
        self._leads = lead_units(image, UnitNames(image))
        self._numbers = {row.text("unit"): order_number(row["order_no"]) for row in image["units"]}

    def lead_of(self, row: Row) -> str:
        """Return the lead unit of a matter, as written there where no unit can be told."""
        return self._leads.get(row.text("matter_id"), row.text("lead_unit"))

    def place(self, unit: str) -> tuple[float, str]:
        """Return what units are sorted by."""
        return self._numbers.get(unit, float("inf")), unit

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Return matters by unit, those of a unit by deadline; without a deadline last."""
        return sorted(rows, key=lambda row: (*self.place(self.lead_of(row)), *_by_deadline(row)))


def _by_deadline(row: Row) -> tuple[bool, str, str]:
    due = due_of(row)
    return due is None, due.isoformat() if due else "", row.text("matter_id")


def officer_of(row: Row, people: Mapping[str, Row]) -> str:
    """Return who in the office to call about a matter, with the telephone number on 人员."""
    officer = row.text("officer_a")
    phone = people[officer].text("phone") if officer in people else ""
    return f"{officer} {phone}".strip()


def secret_note(rows: Iterable[Row]) -> list[str]:
    """Return the sentence about matters that a document leaves out for their 密级; none where there are none."""
    count = sum(1 for _ in rows)
    return [SECRET_LEFT_OUT.format(count=count)] if count else []
