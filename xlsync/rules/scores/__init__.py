"""Scores of an office on a day: every point as a line that a unit can check, every score the sum of its lines.

The way of a point: events of matters (items) and entries by hand (manual) -> lines per unit with their factors -> few
matters multiplied (S02) -> proposals confirmed -> ceilings (caps) -> sums and ranks (units).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xlsync.model.table import MasterImage, Value
from xlsync.rules.scores import lines as point_lines
from xlsync.rules.scores import units as unit_lines
from xlsync.rules.scores.caps import cap_lines
from xlsync.rules.scores.casebook import Casebook, WorkdayCounter
from xlsync.rules.scores.items import lines_of
from xlsync.rules.scores.lines import PointLine, exact
from xlsync.rules.scores.manual import confirm, entries, manual_lines
from xlsync.rules.scores.units import UnitScore, multiply_few, tallies, unit_scores, workload_lines


@dataclass(frozen=True)
class ScoreSheet:
    """All scores of an office: the lines of 扣分明细, the lines of 单位得分, and sums per matter (confirmed, >= 0)."""

    lines: tuple[PointLine, ...]
    units: tuple[UnitScore, ...]
    deductions: Mapping[str, float]
    bonuses: Mapping[str, float]

    def point_rows(self) -> list[dict[str, Value]]:
        """Return the rows of 扣分明细, numbered from 1."""
        return [point_lines.as_row(number, line) for number, line in enumerate(self.lines, start=1)]

    def unit_rows(self) -> list[dict[str, Value]]:
        """Return the rows of 单位得分."""
        return [unit_lines.as_row(score) for score in self.units]

    @property
    def total_deduction(self) -> float:
        """Return all confirmed deductions together (>= 0)."""
        return exact(sum(score.deduction for score in self.units))


def score(image: MasterImage, *, calendar: WorkdayCounter, today: date) -> ScoreSheet:
    """Return the scores as they stand at the end of ``today``; the rules are the rows of 考核办法 in the image.

    Points are unrounded. Proposed points count in no score but 含建议得分.
    """
    return scores_of(Casebook(image, calendar, today))


def scores_of(book: Casebook) -> ScoreSheet:
    """Return the scores of an office whose tables are joined already."""
    counts = tallies(book)
    by_hand = entries(book)
    found = [line for matter in book.scored_matters() for line in lines_of(book, matter)]
    found = confirm(found, by_hand) + manual_lines(book, by_hand)
    found = multiply_few(book, found, counts) + workload_lines(book, counts)
    lines = _in_order(book, cap_lines(found, book.rules, book.today))
    return ScoreSheet(
        tuple(lines),
        tuple(unit_scores(book, lines, counts)),
        _by_matter(lines, sign=-1),
        _by_matter(lines, sign=1),
    )


def _in_order(book: Casebook, lines: list[PointLine]) -> list[PointLine]:
    """Return the lines unit by unit (as on 单位), within a unit by matter, rule and day."""
    places = {unit: place for place, unit in enumerate(book.units)}

    def order(line: PointLine) -> tuple[int, str, str, date]:
        return places[line.unit], line.matter_id, line.rule.number, line.happened_on or date.max

    return sorted(lines, key=order)


def _by_matter(lines: list[PointLine], *, sign: int) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for line in lines:
        if line.matter_id and line.is_confirmed and line.points * sign > 0:
            sums[line.matter_id] += line.points * sign
    return {matter_id: exact(points) for matter_id, points in sums.items()}
