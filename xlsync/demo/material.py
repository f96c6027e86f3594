"""The words of the demo office, read from workbooks/demo, and the pen that fills their slots with invented places."""

import csv
import random
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from xlsync.adapters.defaults import default_rows
from xlsync.model.table import Value

T = TypeVar("T")
Words = dict[str, Any]


@cache
def words_of(name: str) -> Words:
    """Return the content of workbooks/demo/<name>.toml."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def lines_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the lines of workbooks/demo/<name>.csv."""
    return tuple(csv.DictReader(_text(f"{name}.csv").splitlines()))


def _text(name: str) -> str:
    return files("xlsync").joinpath("workbooks", "demo", name).read_text(encoding="utf-8")


def settings_rows() -> list[dict[str, Value]]:
    """Return the rows of 参数: the defaults, and what a real office fills in itself."""
    own = words_of("settings")
    return [row | {"value": own[str(row["key"])]} if row["key"] in own else row for row in default_rows("settings")]


@cache
def _fragments() -> tuple[tuple[str, int], ...]:
    found = []
    for number, field in enumerate(words_of("fields")["field"]):
        for phrase in (*field["works"], *field["issues"], *field["wishes"]):
            pieces = phrase.replace("}", "{").split("{")[::2]
            found.append((max(pieces, key=len), number))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def field_of(task: str) -> Words | None:
    """Return the field of work that a task of the demo belongs to, None for a task from elsewhere."""
    for fragment, number in _fragments():
        if fragment in task:
            field: Words = words_of("fields")["field"][number]
            return field
    return None


def weighted(rng: random.Random, pairs: Sequence[tuple[T, float]]) -> T:
    """Return one of the things, as likely as its weight says."""
    return rng.choices([thing for thing, _ in pairs], [weight for _, weight in pairs])[0]


class Pen:
    """Fills the slots of a phrase; each occurrence of a place or number slot is drawn anew."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._words = words_of("words")
        self._areas = [
            line["unit"] for line in lines_of("units") if line["unit_class"] == self._words["area_classes"][0]
        ]

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things."""
        return self.rng.choice(things)

    def fill(self, phrase: str, **given: object) -> str:
        """Return the phrase with its slots filled, ``given`` ones as given."""
        return phrase.format_map(_Slots(self._draw, given))

    def _draw(self, slot: str) -> object:
        rng = self.rng
        numbers: dict[str, Callable[[], int]] = {
            "a": lambda: rng.randint(2, 9),
            "b": lambda: rng.randint(11, 95),
            "c": lambda: rng.randint(20, 99) * 10,
            "d": lambda: rng.randint(11, 98) * 100,
        }
        return numbers[slot]() if slot in numbers else self._place(slot)

    def _place(self, slot: str) -> str:
        words = self._words
        if slot == "county":
            return self.pick(self._areas)
        name: str = self.pick(words[f"{slot}_names"])
        kinds: list[str] = words.get(f"{slot}_kinds", [""])
        return name + self.pick(kinds)


class _Slots(dict[str, object]):
    def __init__(self, draw: Callable[[str], object], given: dict[str, object]) -> None:
        super().__init__(given)
        self._draw = draw

    def __missing__(self, slot: str) -> object:
        return self._draw(slot)
