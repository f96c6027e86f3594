"""The content of a document: facts by placeholder, and each figure among them with the rows that it is made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsync.model.calendar import WorkCalendar
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Row
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.rounding import half_up
from xlsync.rules.spans import Span
from xlsync.vocabulary.errors import FiguresContradict
from xlsync.vocabulary.labels.documents import NO_SHARE, PATH_JOINT

_SHARE_PLACES = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: where it stands (its placeholder, with the line of a list), its value, and its rows.

    ``sheet`` is the schema name of the sheet that the rows stand on, ``rows`` are their keys.
    """

    text: str
    value: int | str
    sheet: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """What a document is made from: the ledger as it stands, the period, the day of the count, the office's rules."""

    image: MasterImage
    span: Span
    today: date
    policy: OfficePolicy
    calendar: WorkCalendar


@dataclass(frozen=True)
class Content:
    """What one document says; ``notes`` are sentences for the clerk that do not stand in it."""

    title: str
    facts: Mapping[str, Any]
    figures: Sequence[Figure]
    notes: Sequence[str] = ()


@dataclass
class Account:
    """Facts as they are collected; lines of lists and named parts collect their figures in the same account."""

    place: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def say(self, name: str, value: Any) -> None:
        """Add words, a day or a list: no figure."""
        self.facts[name] = value

    def figure(self, name: str, value: int | str, sheet: str, rows: Iterable[Row]) -> None:
        """Add a figure with its rows."""
        self.facts[name] = value
        key = SHEETS[sheet].key
        self.figures.append(Figure(self._path(name), value, sheet, tuple(row.text(key) for row in rows)))

    def count(self, name: str, sheet: str, rows: Sequence[Row]) -> int:
        """Add how many rows there are, and return it."""
        self.figure(name, len(rows), sheet, rows)
        return len(rows)

    def part(self, name: str) -> "Account":
        """Return an account for a part of this one that has facts of its own under a name."""
        part = Account(self._path(name), {}, self.figures)
        self.facts[name] = part.facts
        return part

    def line(self, name: str, title: str) -> "Account":
        """Return an account for the next line of a list; ``title`` tells it from the others."""
        line = Account(self._path(name) + PATH_JOINT + title, {}, self.figures)
        self.facts.setdefault(name, []).append(line.facts)
        return line

    def _path(self, name: str) -> str:
        return f"{self.place}{PATH_JOINT}{name}" if self.place else name


def share_text(part: float, whole: float) -> str:
    """Return a share as text such as 54.2%, a dash where there is no whole."""
    return f"{half_up(part * 100 / whole, _SHARE_PLACES):.{_SHARE_PLACES}f}%" if whole else NO_SHARE


def prove_sum(figure: str, whole: int, parts: Iterable[int]) -> None:
    """Raise FiguresContradict, with both figures, where parts and their sum are not the same number."""
    total = sum(parts)
    if whole != total:
        raise FiguresContradict(figure, whole, total)


def grouped(rows: Iterable[Row], name_of: Callable[[Row], str]) -> dict[str, list[Row]]:
    """Return rows by a name, in the order in which the names are met."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    return groups
