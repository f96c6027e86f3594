"""The figures of a quarterly 督查通报: counted from the ledger, each sum made of the rows it names."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.model.calendar import quarter_of
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.assignment import lead_units
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.errors import FiguresContradict
from xlsync.vocabulary.labels.circular import WHOLE_FACTS
from xlsync.vocabulary.labels.lights import MARKS
from xlsync.vocabulary.terms import NO, YES, Light, Stage

_NOT_COUNTED = frozenset({Stage.CANCELLED.value})
_PARTS = ("on_time", "late", "overdue", "other")


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """Return the quarter of a text such as 2016-Q3."""
        year, _, number = text.partition("-Q")
        return cls(int(year), int(number))

    @classmethod
    def before(cls, today: date) -> "Quarter":
        """Return the last quarter that had ended before a day."""
        last = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
        return cls(last.year, quarter_of(last))

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        following = date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1)
        return following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some matters; ``closed + going = total`` and ``on_time + late + overdue + other = due``.

    *other* are matters due that are neither in time nor late as yet: reported and waiting for the check, suspended, not
    due before the day of the count, or closed without a day.
    """

    name: str
    total: int
    closed: int
    red: int
    amber: int
    due: int
    on_time: int
    late: int
    overdue: int
    other: int

    @property
    def going(self) -> int:
        """Return the matters that are not closed."""
        return self.total - self.closed


@dataclass(frozen=True)
class CircularFigures:
    """Everything that a circular says: the whole, by family, units in front and behind, the ranking by class."""

    quarter: Quarter
    as_of: date
    whole: Tally
    families: tuple[Tally, ...]
    leading: tuple[Row, ...]
    lagging: tuple[Tally, ...]
    late_reporters: tuple[tuple[str, int], ...]
    ranking: tuple[Row, ...]


def circular_figures(image: MasterImage, quarter: Quarter, as_of: date, *, praised: int, named: int) -> CircularFigures:
    """Return the figures as the ledger stands; raises FiguresContradict where a sum is not made of its parts.

    Counted are the matters registered up to the end of the quarter, those revoked left out; *due* are those whose
    deadline fell into the quarter. In front are the units up to rank ``praised`` of their class that left nothing
    overdue and reported nothing late in the quarter; ``named`` is how many are named as behind and as late.
    """
    rows = [row for row in image["matters"] if _counts(row, quarter)]
    leads = lead_units(image, UnitNames(image))
    by_unit = _group(rows, lambda row: leads.get(row.text("matter_id"), ""))
    units = [_tally(unit, group, quarter) for unit, group in by_unit if unit]
    behind = sorted((unit for unit in units if unit.overdue), key=lambda unit: (-unit.overdue, unit.name))
    late = _late_reporters(image, quarter)
    faulted = {unit.name for unit in behind} | {unit for unit, _ in late}
    ranking = sorted((row for row in image["scores"] if row["ranked"] == YES), key=_rank)
    front = (row for row in ranking if _number(row["rank"]) <= praised and row.text("unit") not in faulted)
    whole, families = _tally("", rows, quarter), _families(image, rows, quarter)
    _prove(whole, families)
    return CircularFigures(
        quarter, as_of, whole, families, tuple(front), tuple(behind[:named]), late[:named], tuple(ranking)
    )


def _families(image: MasterImage, rows: Iterable[Row], quarter: Quarter) -> tuple[Tally, ...]:
    """Return a tally for each family, in the order of 排列序号 on 事项类别; what is not listed there comes last."""
    listed = sorted(image["categories"], key=lambda row: _number(row["order_no"]))
    families = {row.text("category"): row.text("family") for row in listed}
    order = {name: place for place, name in enumerate(dict.fromkeys(families.values()))}
    groups = _group(rows, lambda row: families.get(row.text("category"), row.text("category")))
    groups.sort(key=lambda group: order.get(group[0], len(order)))
    return tuple(_tally(name, group, quarter) for name, group in groups)


def _prove(whole: Tally, families: Sequence[Tally]) -> None:
    """Raise FiguresContradict, with both figures, where parts and their sum are not the same number."""
    for tally in (whole, *families):
        _same(f"{tally.name}{WHOLE_FACTS['due']}", tally.due, sum(getattr(tally, part) for part in _PARTS))
    for key, label in WHOLE_FACTS.items():
        _same(label, getattr(whole, key), sum(getattr(tally, key) for tally in families))


def _same(figure: str, whole: int, parts: int) -> None:
    if whole != parts:
        raise FiguresContradict(figure, whole, parts)


def _counts(row: Row, quarter: Quarter) -> bool:
    registered = row["registered_on"]
    return isinstance(registered, date) and registered <= quarter.last and row["stage"] not in _NOT_COUNTED


def _group(rows: Iterable[Row], name_of: Callable[[Row], str]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    return list(groups.items())


def _tally(name: str, rows: Sequence[Row], quarter: Quarter) -> Tally:
    due = [row for row in rows if _falls_due(row, quarter)]
    parts = Counter(map(_part, due))
    return Tally(
        name,
        len(rows),
        sum(row["stage"] == Stage.CLOSED for row in rows),
        _lit(rows, Light.RED),
        _lit(rows, Light.AMBER),
        len(due),
        *(parts[part] for part in _PARTS),
    )


def _part(row: Row) -> str:
    """Return which of ``_PARTS`` a matter that fell due belongs to; each belongs to exactly one."""
    if row["stage"] == Stage.CLOSED:
        return {YES: "on_time", NO: "late"}.get(row.text("on_time"), "other")
    return "overdue" if row["overdue_workdays"] else "other"


def _falls_due(row: Row, quarter: Quarter) -> bool:
    due = row["adjusted_due"] or row["due"]
    return isinstance(due, date) and quarter.first <= due <= quarter.last


def _lit(rows: Iterable[Row], light: Light) -> int:
    return sum(row.text("light").startswith(MARKS[light]) for row in rows)


def _late_reporters(image: MasterImage, quarter: Quarter) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    period = f"{quarter.year}-Q{quarter.number}"
    for row in image["feedback"]:
        if row["period"] == period and row["late_workdays"]:
            counts[row.text("unit")] = counts.get(row.text("unit"), 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rank(row: Row) -> tuple[str, float]:
    return row.text("unit_class"), _number(row["rank"])


def _number(value: Value) -> float:
    return value if isinstance(value, int | float) else float("inf")
