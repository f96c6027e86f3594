"""The figures of a quarterly 督查通报: counted from the ledger, each sum made of the rows it names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.assignment import lead_units
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.labels.lights import MARKS
from xlsync.vocabulary.terms import YES, Light, Stage

_NOT_COUNTED = frozenset({Stage.CANCELLED.value})


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
        return cls(last.year, (last.month + 2) // 3)

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
    """Counts over some matters; ``closed + going = total`` and ``on_time + late + overdue <= due``."""

    name: str
    total: int
    closed: int
    red: int
    amber: int
    due: int
    on_time: int
    late: int
    overdue: int

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


def circular_figures(image: MasterImage, quarter: Quarter, as_of: date, named: int) -> CircularFigures:
    """Return the figures as the ledger stands; ``named`` is how many units are praised per class and named as behind.

    Counted are the matters registered up to the end of the quarter, those revoked left out; *due* are those whose
    deadline fell into the quarter.
    """
    rows = [row for row in image["matters"] if _counts(row, quarter)]
    families = {row.text("category"): row.text("family") for row in image["categories"]}
    leads = lead_units(image, UnitNames(image))
    by_family = _group(rows, lambda row: families.get(row.text("category"), row.text("category")))
    by_unit = _group(rows, lambda row: leads.get(row.text("matter_id"), ""))
    units = [_tally(unit, group, quarter) for unit, group in by_unit if unit]
    behind = sorted((unit for unit in units if unit.overdue), key=lambda unit: (-unit.overdue, unit.name))
    ranking = sorted((row for row in image["scores"] if row["ranked"] == YES), key=_rank)
    return CircularFigures(
        quarter,
        as_of,
        _tally("", rows, quarter),
        tuple(_tally(name, group, quarter) for name, group in by_family),
        tuple(row for row in ranking if _number(row["rank"]) <= named and not row["deduction"]),
        tuple(behind[:named]),
        _late_reporters(image, quarter)[:named],
        tuple(ranking),
    )


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
    closed = [row for row in due if row["stage"] == Stage.CLOSED]
    on_time = sum(row["on_time"] == YES for row in closed)
    return Tally(
        name,
        len(rows),
        sum(row["stage"] == Stage.CLOSED for row in rows),
        _lit(rows, Light.RED),
        _lit(rows, Light.AMBER),
        len(due),
        on_time,
        len(closed) - on_time,
        sum(bool(row["overdue_workdays"]) for row in due if row["stage"] != Stage.CLOSED),
    )


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
