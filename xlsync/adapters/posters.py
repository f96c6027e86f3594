"""Posters of indicators on A3 by matplotlib: bars in the official order, values on them, the last ones hatched.

Everything is told without colour, too: the last areas are hatched, carry a mark and their rank.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patches import Patch

from xlsync.adapters.replace import is_held, write_durably
from xlsync.rules.indicators import MARKED_LAST, Area, Standing, rank_of
from xlsync.rules.rounding import half_up
from xlsync.services.charts import Signature
from xlsync.vocabulary.errors import ChartFontMissing, TargetLocked
from xlsync.vocabulary.labels import charts as words
from xlsync.vocabulary.phrases.indicators import CUMULATIVE

_A3_INCHES = (16.54, 11.69)
_DOTS_PER_INCH = 150
_BAR, _LAST_BAR, _INK, _PALE = "#2f5d8c", "#f2b680", "#1a1a1a", "#8a8a8a"
_TITLE, _SUBTITLE, _VALUE, _AREA, _SMALL, _STAMP = 46, 28, 21, 18, 17, 30  # points on A3, to be read from three metres
_ROOM_ABOVE = 0.16
"""Share of the span that stays free above and below the bars."""
_CHARACTERS_OF_A_LINE = 3
_UNTOLD = {"png": ("Software",), "pdf": ("CreationDate", "Creator", "Producer")}
"""What would differ from day to day or from version to version."""
_LOOKS: Any = {"axes.unicode_minus": False, "pdf.fonttype": 3, "hatch.linewidth": 2.5}


class Posters:
    """Draws posters with the best font that this machine has; raises ChartFontMissing where it has none."""

    def __init__(self) -> None:
        found = next(filter(_is_here, words.FONTS), None)
        if found is None:
            raise ChartFontMissing(words.MONTH_JOINT.join(words.FONTS))
        self.font = found

    def paint(self, standing: Standing, names: Mapping[str, str], signature: Signature, paths: Sequence[Path]) -> None:
        """Write one poster to the paths, by their suffix, whole or not at all; same figures, same bytes."""
        with rc_context({**_LOOKS, "font.family": [self.font]}):
            figure = _poster(standing, names, signature)
            for path in paths:
                _save(_content(figure, path.suffix), path)


def _is_here(font: str) -> bool:
    try:
        findfont(FontProperties(family=[font]), fallback_to_default=False)
    except ValueError:
        return False
    return True


def _content(figure: Figure, suffix: str) -> bytes:
    content, format_ = BytesIO(), suffix.removeprefix(".")
    figure.savefig(content, format=format_, metadata=dict.fromkeys(_UNTOLD[format_]))
    return content.getvalue()


def _save(content: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_durably(path, content)
    except OSError as error:
        if is_held(error):
            raise TargetLocked(str(path)) from None
        raise


def _poster(standing: Standing, names: Mapping[str, str], signature: Signature) -> Figure:
    figure = Figure(figsize=_A3_INCHES, dpi=_DOTS_PER_INCH, facecolor="white")
    axes = figure.add_axes((0.05, 0.2, 0.9, 0.57))
    _bars(axes, standing, names)
    figure.text(0.5, 0.915, standing.indicator, ha="center", va="center", size=_TITLE, weight="bold", color=_INK)
    figure.text(0.5, 0.845, _subtitle(standing), ha="center", va="center", size=_SUBTITLE, color=_INK)
    _legend(figure)
    _foot(figure, standing, signature)
    return figure


def _bars(axes: Axes, standing: Standing, names: Mapping[str, str]) -> None:
    areas = standing.areas
    bars = axes.bar(range(len(areas)), [area.value for area in areas], width=0.66, color=_BAR, edgecolor=_INK)
    low, high = min(0.0, *(area.value for area in areas)), max(0.0, *(area.value for area in areas))
    room = ((high - low) or 1.0) * _ROOM_ABOVE
    axes.set_ylim(low - room if low < 0 else 0, high + room)
    for bar, area in zip(bars, areas, strict=True):
        if area.is_last:
            bar.set(facecolor=_LAST_BAR, hatch="//")
        _label(axes, bar.get_x() + bar.get_width() / 2, area, rank_of(area, standing), standing, room)
    axes.axhline(0, color=_INK, linewidth=1.5)
    axes.set_xlim(-0.6, max(len(areas), 1) - 0.4)
    axes.set_xticks(range(len(areas)), [_wrapped(names.get(area.name, area.name)) for area in areas], size=_AREA)
    axes.tick_params(axis="x", length=0, pad=12)
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)


def _label(axes: Axes, middle: float, area: Area, rank: int, standing: Standing, room: float) -> None:
    """Write the value and the rank above a bar, below it where the value is negative."""
    form = words.LAST_MARK if area.is_last else words.RANK
    value, place = _value_text(area.value, standing), form.format(rank=rank)
    side, direction = ("bottom", 1) if area.value >= 0 else ("top", -1)
    near, far = area.value + direction * room * 0.1, area.value + direction * room * 0.52
    axes.text(middle, near, value, ha="center", va=side, size=_VALUE, weight="bold", color=_INK)
    axes.text(middle, far, place, ha="center", va=side, size=_SMALL, color=_INK)


def _value_text(value: float, standing: Standing) -> str:
    places = 1 if standing.is_percent else 2
    return f"{half_up(value, places):.{places}f}"


def _wrapped(name: str) -> str:
    return "\n".join(
        name[start : start + _CHARACTERS_OF_A_LINE] for start in range(0, len(name), _CHARACTERS_OF_A_LINE)
    )


def _subtitle(standing: Standing) -> str:
    year, _, month = standing.month.partition("-")
    form = words.CUMULATIVE_PERIOD if standing.basis == CUMULATIVE and int(month) > 1 else words.MONTH_PERIOD
    what = words.WHAT[standing.column].format(measure=standing.measure)
    return words.SUBTITLE.format(period=form.format(year=year, month=int(month)), what=what)


def _legend(figure: Figure) -> None:
    handles = [
        Patch(facecolor=_BAR, edgecolor=_INK, label=words.LEGEND_FIRST),
        Patch(facecolor=_LAST_BAR, edgecolor=_INK, hatch="//", label=words.LEGEND_LAST.format(count=MARKED_LAST)),
    ]
    figure.legend(handles=handles, loc="center", bbox_to_anchor=(0.5, 0.085), ncols=2, fontsize=_SMALL, frameon=False)


def _foot(figure: Figure, standing: Standing, signature: Signature) -> None:
    source = words.SOURCE.format(source=standing.source) if standing.source else words.NO_SOURCE
    made = words.MADE_BY.format(office=signature.office, day=signature.day)
    figure.text(0.05, 0.045, source, ha="left", va="center", size=_SMALL, color=_INK)
    figure.text(0.95, 0.045, made, ha="right", va="center", size=_SMALL, color=_INK)
    if standing.silent:
        silent = words.SILENT.format(areas=words.MONTH_JOINT.join(standing.silent))
        figure.text(0.5, 0.045, silent, ha="center", va="center", size=_SMALL, color=_INK)
    if signature.is_demo:
        box = {"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": _PALE}
        figure.text(0.95, 0.925, words.DEMO, ha="right", va="center", size=_STAMP, color=_PALE, bbox=box)
