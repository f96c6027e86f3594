"""Conflicts on which the unit has said something else since: its later word counts, the earlier one is closed."""

from xlsync.model.table import Value
from xlsync.rules.absorb.arrival import Arrival
from xlsync.rules.absorb.batch import Absorption
from xlsync.rules.absorb.saying import MATTERS, Said
from xlsync.rules.merge import MergedRow
from xlsync.vocabulary.labels.refreshing import SUPERSEDED


def close_overtaken(arrival: Arrival, said: Said, merged: MergedRow, batch: Absorption) -> None:
    """Close the open conflicts of cells on which the answer was taken, or says what the ledger holds.

    Where it is a conflict again, the newer one closes the older at the refresh of the same plan (rules.settling).
    """
    for column in said.given:
        place = (said.answer.matter_id, MATTERS.header(column), arrival.unit)
        for key in () if column in merged.conflicts else batch.open_conflicts.pop(place, ()):
            closing: dict[str, Value] = {"settled_on": arrival.received_on, "note": SUPERSEDED}
            batch.put("conflicts", key, closing, arrival.source(said.answer.cells.get(column, "")))
