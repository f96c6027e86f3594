"""Counts over matters that every document makes alike, each count with its rows; the parts add up to the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.documents.content import Account, grouped, prove_sum, share_text
from xlsync.rules.spans import Span
from xlsync.vocabulary.labels.documents import CLOSED_RATE, NAME, TALLY_FACTS
from xlsync.vocabulary.labels.lights import MARKS
from xlsync.vocabulary.terms import NO, YES, Light, Stage

PARTS = ("on_time", "late", "overdue", "other")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some matters; ``closed + going = total`` and ``on_time + late + overdue + other = due``.

    *other* are matters due that are neither in time nor late as yet: reported and waiting for the check, suspended, not
    due before the day of the count, or closed without a day. ``rows`` are those behind each count.
    """

    name: str
    total: int
    closed: int
    going: int
    red: int
    amber: int
    due: int
    on_time: int
    late: int
    overdue: int
    other: int
    rows: dict[str, list[Row]] = field(repr=False, compare=False)


def counted_matters(image: MasterImage, last: date) -> list[Row]:
    """Return the matters registered up to a day, those revoked left out."""
    return [row for row in image["matters"] if _is_counted(row, last)]


def _is_counted(row: Row, last: date) -> bool:
    registered = row["registered_on"]
    return isinstance(registered, date) and registered <= last and row["stage"] != Stage.CANCELLED


def tally(name: str, rows: Sequence[Row], span: Span) -> Tally:
    """Return the counts over some matters; due are those whose deadline fell into the span."""
    due = [row for row in rows if span.first <= (due_of(row) or date.min) <= span.last]
    parts = grouped(due, part_of)
    sets: dict[str, list[Row]] = {
        "total": list(rows),
        "closed": [row for row in rows if row["stage"] == Stage.CLOSED],
        "going": [row for row in rows if row["stage"] != Stage.CLOSED],
        "red": [row for row in rows if is_lit(row, Light.RED)],
        "amber": [row for row in rows if is_lit(row, Light.AMBER)],
        "due": due,
        **{part: parts.get(part, []) for part in PARTS},
    }
    counts: dict[str, Any] = {key: len(members) for key, members in sets.items()}
    return Tally(name, rows=sets, **counts)


def part_of(row: Row) -> str:
    """Return which of ``PARTS`` a matter that fell due belongs to; each belongs to exactly one."""
    if row["stage"] == Stage.CLOSED:
        return {YES: "on_time", NO: "late"}.get(row.text("on_time"), "other")
    return "overdue" if row["overdue_workdays"] else "other"


def due_of(row: Row) -> date | None:
    """Return the deadline that counts: the one after an extension where there is one."""
    return row.day("adjusted_due") or row.day("due")


def is_lit(row: Row, light: Light) -> bool:
    """Return whether a matter shows a light."""
    return row.text("light").startswith(MARKS[light])


def family_tallies(image: MasterImage, rows: Iterable[Row], span: Span) -> tuple[Tally, ...]:
    """Return a tally for each family, in the order of 排列序号 on 事项类别; what is not listed there comes last."""
    listed = sorted(image["categories"], key=lambda row: order_number(row["order_no"]))
    families = {row.text("category"): row.text("family") for row in listed}
    order = {name: place for place, name in enumerate(dict.fromkeys(families.values()))}
    groups = grouped(rows, lambda row: families.get(row.text("category"), row.text("category")))
    names = sorted(groups, key=lambda name: order.get(name, len(order)))
    return tuple(tally(name, groups[name], span) for name in names)


def prove_tallies(whole: Tally, families: Sequence[Tally]) -> None:
    """Raise FiguresContradict, with both figures, where parts and their sum are not the same number."""
    for one in (whole, *families):
        prove_sum(f"{one.name}{TALLY_FACTS['due']}", one.due, (getattr(one, part) for part in PARTS))
    for key, label in TALLY_FACTS.items():
        prove_sum(label, getattr(whole, key), (getattr(family, key) for family in families))


def enter_tally(account: Account, one: Tally) -> None:
    """Add the counts of a tally to an account, under the names that templates know."""
    account.say(NAME, one.name)
    for key, label in TALLY_FACTS.items():
        account.count(label, "matters", one.rows[key])
    account.figure(CLOSED_RATE, share_text(one.closed, one.total), "matters", one.rows["total"])


def order_number(value: Value) -> float:
    """Return a number to sort by; what is no number comes last."""
    return value if isinstance(value, int | float) else float("inf")
