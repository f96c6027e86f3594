"""Charts: a poster for each indicator, as a picture and for print, from the figures as they stand."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xlsync.model.table import MasterImage
from xlsync.rules.documents.content import Figure
from xlsync.rules.indicators import Standing, indicator_months, standings
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import charts as words
from xlsync.vocabulary.labels.periods import period_words

SUFFIXES = ("png", "pdf")


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands at the foot of every poster; ``is_demo`` marks invented figures."""

    office: str
    day: str
    is_demo: bool


class PosterPainter(Protocol):
    """Draws posters; ``font`` is the family that it writes with."""

    font: str

    def paint(self, standing: Standing, names: Mapping[str, str], signature: Signature, paths: Sequence[Path]) -> None:
        """Write one poster to the paths, by their suffix, each whole or not at all; raises TargetLocked, OSError."""
        ...


@dataclass(frozen=True)
class Charts:
    """What was drawn: the files by indicator, the figures on the bars, and the indicators that had none."""

    paths: Mapping[str, Sequence[Path]]
    figures: Sequence[Figure]
    left_out: Sequence[str]


def chosen_standings(image: MasterImage, month: str | None) -> tuple[list[Standing], list[str]]:
    """Return how the areas stand in each indicator that has figures for the month, and the names of the others.

    Without a month each indicator speaks of its newest one. Raises NothingToDo, naming the months that have figures.
    """
    known = indicator_months(image)
    if not any(known.values()):
        raise NothingToDo(words.NOTHING_AT_ALL)
    wanted = {name: month or months[-1] for name, months in known.items() if (month in months if month else months)}
    if not wanted:
        months = sorted({one for found in known.values() for one in found})
        said = words.MONTH_JOINT.join(map(period_words, months))
        raise NothingToDo(words.NO_DATA.format(month=period_words(month or ""), months=said))
    return standings(image, wanted), [name for name in known if name not in wanted]


def draw_charts(
    image: MasterImage,
    shown: Sequence[Standing],
    left_out: Sequence[str],
    *,
    painter: PosterPainter | None,
    signature: Signature,
    folder: Path,
    step: Callable[[int], None] = lambda steps: None,
) -> Charts:
    """Draw the posters into one folder for each month; without a painter only name the files that would be written."""
    names = {row.text("unit"): row.text("short_name") or row.text("unit") for row in image["units"]}
    paths: dict[str, Sequence[Path]] = {}
    for standing in shown:
        paths[standing.indicator] = _paths(standing, folder)
        if painter is not None:
            painter.paint(standing, names, signature, paths[standing.indicator])
        step(1)
    figures = [figure for standing in shown for figure in _figures(standing)]
    return Charts(paths, figures, left_out)


def _paths(standing: Standing, folder: Path) -> list[Path]:
    name = re.sub(words.FILE_UNSAFE, "", standing.indicator)
    return [folder / standing.month / words.FILE_NAME.format(indicator=name, suffix=suffix) for suffix in SUFFIXES]


def _figures(standing: Standing) -> list[Figure]:
    return [
        Figure(f"{standing.indicator}·{area.name}", str(area.value), "indicators", (area.row.text("value_id"),))
        for area in standing.areas
    ]
