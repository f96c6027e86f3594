"""Which unit carries which matter, and in which role."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsync.model.table import MasterImage, Row
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.terms import Role, Stage

ENDED = frozenset({Stage.CLOSED.value, Stage.CANCELLED.value})
NOT_ASKED = ENDED | {Stage.SUSPENDED.value}


@dataclass(frozen=True, slots=True)
class Assignment:
    """A matter, a unit that carries it, and the role in which it does."""

    row: Row
    unit: str
    role: Role


def assignments(image: MasterImage, names: UnitNames) -> Iterator[Assignment]:
    """Yield every pair of matter and unit; a unit named twice in a matter counts once, as lead where it leads."""
    for row in image["matters"]:
        yield from _of_matter(row, names)


def _of_matter(row: Row, names: UnitNames) -> Iterator[Assignment]:
    day = row.day("registered_on")
    lead = names.one(row.text("lead_unit"), day)
    if lead is not None:
        yield Assignment(row, lead, Role.LEAD)
    for unit in names.resolve(row.text("joint_units"), day).units:
        if unit != lead:
            yield Assignment(row, unit, Role.JOINT)


def lead_units(image: MasterImage, names: UnitNames) -> dict[str, str]:
    """Return the lead unit by matter id; matters whose lead cannot be told are left out."""
    leads = (
        (row.text("matter_id"), names.one(row.text("lead_unit"), row.day("registered_on"))) for row in image["matters"]
    )
    return {matter: unit for matter, unit in leads if unit is not None}


def parties(image: MasterImage, names: UnitNames) -> dict[str, frozenset[str]]:
    """Return all units of a matter by matter id; matters of which some unit cannot be told are left out."""
    found = {}
    for row in image["matters"]:
        lead = names.one(row.text("lead_unit"), row.day("registered_on"))
        joint = names.resolve(row.text("joint_units"), row.day("registered_on"))
        if lead is not None and not joint.doubts:
            found[row.text("matter_id")] = frozenset({lead, *joint.units})
    return found


def is_asked(row: Row) -> bool:
    """Return whether units are asked about a matter: open, and without a 密级."""
    return row["stage"] not in NOT_ASKED and not is_secret(row)


def is_secret(row: Row) -> bool:
    """Return whether a matter has a 密级: it never leaves the office on a form, so no unit can answer for it."""
    return row["secrecy"] is not None
