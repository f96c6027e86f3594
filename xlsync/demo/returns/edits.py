"""What the office types into the ledger between issue and merge, in cells that units are about to change as well."""

from collections.abc import Iterable

from xlsync.demo.material import words_of
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.assignment import is_asked
from xlsync.vocabulary.terms import Stage

Edits = dict[tuple[str, str], Value]


def office_edits(image: MasterImage) -> Edits:
    """Return new values by (matter, column key): for some units the first open matter of their form that they lead."""
    units = {number: row.text("unit") for number, row in enumerate(image["units"].rows, 1)}
    wanted: Edits = {}
    for edit in words_of("returns")["edit"]:
        led = (row for row in image["matters"].rows if row.text("lead_unit") == units[edit["unit"]])
        matter = first_led(led)
        if matter is not None:
            wanted[matter.text("matter_id"), edit["column"]] = edit["value"]
    return wanted


def first_led(rows: Iterable[Row]) -> Row | None:
    """Return the first row in progress that is in a form and carries an answer; forms keep the order of the ledger."""
    return next((row for row in rows if is_asked(row) and row["stage"] == Stage.OPEN and row.text("progress")), None)
