"""Counts of the ledger: by family and category of matters, by light, by class of the lead units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.assignment import lead_units
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.labels import board as words
from xlsync.vocabulary.labels.lights import MARKS
from xlsync.vocabulary.terms import NO, YES, Light, Stage

_LIGHT_OF_MARK = {text[:1]: light for light, text in MARKS.items()}


@dataclass(frozen=True)
class Digest:
    """The counts of one ledger. ``groups`` are the lines of 看板: name -> its matters; every total counts all rows."""

    groups: Mapping[str, list[Row]]
    by_family: Mapping[str, int]
    by_category: Mapping[str, int]

    @cached_property
    def lights(self) -> dict[str, int]:
        """Return the number of matters by light (keys of JSON output), every light named."""
        return _lights(self.groups[words.TOTAL])

    def board_rows(self) -> list[dict[str, Value]]:
        """Return the rows of 看板: the whole, each family, each class of lead units; shares as 0..1, unrounded."""
        return [_board_row(name, rows) for name, rows in self.groups.items()]


def digest(image: MasterImage) -> Digest:
    """Return the counts of the ledger as it stands in the image; lights as last computed."""
    matters = image["matters"].rows
    families = families_of(image)
    categories = [row.text("category") for row in image["categories"]]
    by_category = Counter(row.text("category") for row in matters)
    grouped: dict[str, list[Row]] = {family: [] for family in families.values()}
    for row in matters:
        grouped.setdefault(families.get(row.text("category"), row.text("category")), []).append(row)
    classes = _by_class(image, matters)
    return Digest(
        {words.TOTAL: list(matters)} | grouped | classes,
        {family: len(rows) for family, rows in grouped.items()},
        {name: by_category[name] for name in dict.fromkeys([*categories, *by_category])},
    )


def families_of(image: MasterImage) -> dict[str, str]:
    """Return the family (统计大类) by category, in the order of the sheet 事项类别."""
    return {row.text("category"): row.text("family") or row.text("category") for row in image["categories"]}


def _by_class(image: MasterImage, matters: Iterable[Row]) -> dict[str, list[Row]]:
    classes = {row.text("unit"): row.text("unit_class") for row in image["units"]}
    leads = lead_units(image, UnitNames(image))
    grouped: dict[str, list[Row]] = {_class_line(name): [] for name in classes.values()}
    for row in matters:
        grouped.setdefault(_class_line(classes.get(leads.get(row.text("matter_id"), ""), "")), []).append(row)
    return grouped


def _class_line(unit_class: str) -> str:
    return words.UNIT_CLASS.format(unit_class=unit_class or words.UNKNOWN_CLASS)


def _lights(rows: Iterable[Row]) -> dict[str, int]:
    lit = Counter(_LIGHT_OF_MARK.get(row.text("light")[:1]) for row in rows)
    return {light.value: lit[light] for light in Light}


def _board_row(name: str, rows: list[Row]) -> dict[str, Value]:
    counted = sum(row["stage"] != Stage.CANCELLED for row in rows)
    closed = sum(row["stage"] == Stage.CLOSED for row in rows)
    kept = sum(row["on_time"] == YES for row in rows)
    judged = kept + sum(row["on_time"] == NO for row in rows)
    return {
        "line": name,
        "total": len(rows),
        **_lights(rows),
        "closed": closed,
        "closed_rate": closed / counted if counted else None,
        "on_time_rate": kept / judged if judged else None,
    }
