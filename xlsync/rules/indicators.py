"""How the areas stand in an indicator in a month: what is compared, who comes last, which months have figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row
from xlsync.rules.documents.tallies import order_number
from xlsync.vocabulary.errors import SettingsInvalid
from xlsync.vocabulary.labels.settings import BAD_CHOICE, OR
from xlsync.vocabulary.phrases.indicators import DOWNWARD, PERCENT_COLUMNS, RANKED_BY_COLUMN

MARKED_LAST = 3
"""How many areas at the end are marked on a poster: its layout, no rule of the office."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area in an indicator: the value that is compared, the cumulative value where there is one, its row."""

    name: str
    value: float
    amount: float | None
    is_last: bool
    row: Row


@dataclass(frozen=True)
class Standing:
    """One indicator in one month; ``areas`` are in the office's order, those without a figure in ``silent``.

    ``column`` is the key of the column that is compared, ``measure`` the unit of the amounts.
    """

    indicator: str
    month: str
    column: str
    measure: str
    source: str
    basis: str
    areas: Sequence[Area]
    silent: Sequence[str]
    is_downward: bool = False

    @property
    def is_percent(self) -> bool:
        """Return whether the values that are compared are percentages, whatever the amounts are measured in."""
        return self.column in PERCENT_COLUMNS

    @property
    def ranked(self) -> list[Area]:
        """Return the areas that are told apart, the best first; of equals the one that stands first in the order."""
        return sorted(self.areas, key=lambda area: area.value if self.is_downward else -area.value)


def rank_of(area: Area, standing: Standing) -> int:
    """Return the place of an area, 1 for the best; equals share their place, and the next one is left free."""
    better = (one.value < area.value if standing.is_downward else one.value > area.value for one in standing.areas)
    return 1 + sum(better)


def indicator_months(image: MasterImage) -> dict[str, list[str]]:
    """Return the months that have figures, oldest first, by indicator in the order of the catalogue."""
    ranked_by = {row.text("indicator"): _column(row) for row in _catalogue(image)}
    months: dict[str, set[str]] = {name: set() for name in ranked_by}
    for row in image["indicators"]:
        name = row.text("indicator")
        if name in ranked_by and isinstance(row[ranked_by[name]], int | float):
            months[name].add(row.text("month"))
    return {name: sorted(found) for name, found in months.items()}


def standings(image: MasterImage, months: Mapping[str, str]) -> list[Standing]:
    """Return how the areas stand in each indicator for which a month is given, in the order of the catalogue."""
    order = {row.text("unit"): order_number(row["order_no"]) for row in image["units"]}
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in image["indicators"]:
        rows.setdefault((row.text("indicator"), row.text("month")), []).append(row)
    found = []
    for entry in _catalogue(image):
        name = entry.text("indicator")
        if name in months:
            members = rows.get((name, months[name]), [])
            members.sort(key=lambda row: (order.get(row.text("area"), float("inf")), row.text("area")))
            found.append(_standing(entry, months[name], members))
    return found


def _catalogue(image: MasterImage) -> list[Row]:
    return sorted(image["indicator_catalogue"], key=lambda row: order_number(row["order_no"]))


def _column(entry: Row) -> str:
    """Return the column that an indicator's areas are compared by (排名口径), growth where the cell is blank.

    Raises SettingsInvalid for a word that names no column.
    """
    said = entry.text("rank_by").strip()
    if said and said not in RANKED_BY_COLUMN:
        schema = SHEETS["indicator_catalogue"]
        place = f"{schema.sheet} {entry.text('indicator')} {schema.header('rank_by')}"
        raise SettingsInvalid(place, BAD_CHOICE.format(value=said, choices=OR.join(RANKED_BY_COLUMN)))
    return RANKED_BY_COLUMN.get(said, "growth")


def _standing(entry: Row, month: str, rows: Sequence[Row]) -> Standing:
    column, is_downward = _column(entry), entry.text("direction") == DOWNWARD
    valued = [(row, value) for row in rows if isinstance(value := row[column], int | float)]
    worst = sorted((value for _, value in valued), reverse=is_downward)[:MARKED_LAST]
    areas = [
        Area(row.text("area"), value, _amount(row), len(valued) > MARKED_LAST and value in worst, row)
        for row, value in valued
    ]
    return Standing(
        entry.text("indicator"),
        month,
        column,
        entry.text("measure"),
        entry.text("source_unit"),
        entry.text("basis"),
        areas,
        [row.text("area") for row in rows if not isinstance(row[column], int | float)],
        is_downward,
    )


def _amount(row: Row) -> float | None:
    amount = row["year_value"]
    return float(amount) if isinstance(amount, int | float) else None
