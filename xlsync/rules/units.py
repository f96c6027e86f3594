"""From a text such as ``市发改委、市财政局及各县市区`` to units. Exact names and aliases only: likeness never decides.

Theory: marks that always part (、，；) cut first, outside brackets. A piece that is not a name as a whole is cut at
connectives (和、及、空格) only when every part is then known, because 和 also stands inside names. The rest is a doubt.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from xlsync.model.table import MasterImage, Row
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.phrases.units import CLASS_MARK, CONNECTIVES, GENERIC_LIST, SEPARATORS, UNCLEAR


class UnitsRead(NamedTuple):
    """Units (names of sheet 单位, each once, in the order met) and the pieces of text that name no single unit."""

    units: tuple[str, ...]
    doubts: tuple[str, ...]


class UnitNames:
    """All names of all units of one image, indexed once; answers are remembered, so asking again costs nothing."""

    def __init__(self, image: MasterImage) -> None:
        self._image = image
        self._remembered: dict[tuple[str, date | None], UnitsRead] = {}
        self._single: dict[tuple[str, date | None], str | None] = {}

    def resolve(self, text: str, on_date: date | None) -> UnitsRead:
        """Return the units and doubts of a text; aliases and units count only within their dates."""
        asked = (text, on_date)
        if asked not in self._remembered:
            self._remembered[asked] = self._read(text, on_date)
        return self._remembered[asked]

    def one(self, text: str, on_date: date | None) -> str | None:
        """Return the unit that the whole text names, None unless it is exactly one."""
        asked = (text, on_date)
        if asked not in self._single:
            found = self._named(clean_text(text), on_date)
            self._single[asked] = found[0] if found is not None and len(found) == 1 else None
        return self._single[asked]

    def unknown_part(self, doubt: str, on_date: date | None) -> str:
        """Return what of a doubt is no unit: without the units that stand before or behind a connective."""
        for place, mark in enumerate(doubt):
            left, right = doubt[:place].strip(), doubt[place + 1 :].strip()
            if mark not in CONNECTIVES or not (left and right):
                continue
            if self._named(clean_text(left), on_date) is not None:
                return self.unknown_part(right, on_date)
            if self._whole_or_parts(right, on_date) is not None:
                return left
        return doubt

    def _read(self, text: str, on_date: date | None) -> UnitsRead:
        units: dict[str, None] = {}
        doubts: list[str] = []
        for piece in _pieces(unicodedata.normalize("NFKC", text)):
            found = self._whole_or_parts(piece, on_date)
            if found is None:
                doubts.append(piece.strip())
            else:
                units.update(dict.fromkeys(found))
        return UnitsRead(tuple(units), tuple(doubts))

    def _whole_or_parts(self, piece: str, on_date: date | None) -> list[str] | None:
        whole = self._named(clean_text(piece), on_date)
        if whole is not None:
            return whole
        for place, mark in enumerate(piece):
            left = piece[:place]
            if mark not in CONNECTIVES or not left.strip():
                continue
            named = self._named(clean_text(left), on_date)
            rest = self._whole_or_parts(piece[place + 1 :], on_date) if named is not None else None
            if named is not None and rest is not None:
                return [*named, *rest]
        return None

    def _named(self, key: str, on_date: date | None) -> list[str] | None:
        """Return the units of one name or class word; None when unknown, unclear or of several units."""
        if key in self._generic:
            return self._of_classes(self._generic[key], on_date)
        units = self._known(key, on_date)
        if not units and "(" in key:
            # 市发改委(市物价局): the bracket may only repeat the unit, never add one.
            before, _, inside = key.rstrip(")").partition("(")
            units = self._known(before, on_date) & self._known(inside, on_date)
        return list(units) if len(units) == 1 else None

    def _known(self, key: str, on_date: date | None) -> set[str]:
        keys = {key}
        if self._city and key.startswith(self._city):
            keys |= {key[len(self._city) - 1 :], key[len(self._city) :]}
        return {unit for name in keys for unit, row in self._names.get(name, ()) if _in_force(row, on_date)}

    def _of_classes(self, meaning: str, on_date: date | None) -> list[str] | None:
        classes = {part.strip().removeprefix(CLASS_MARK) for part in meaning.split(",")}
        if not meaning or UNCLEAR in classes:
            return None
        rows = (row for row in self._image["units"] if row.text("unit_class") in classes and _in_force(row, on_date))
        return [row.text("unit") for row in sorted(rows, key=_order)] or None

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, Row]]]:
        names: dict[str, list[tuple[str, Row]]] = {}
        for row in self._image["units"]:
            for column in ("unit", "short_name"):
                names.setdefault(clean_text(row.text(column)), []).append((row.text("unit"), row))
        for row in self._image["aliases"]:
            names.setdefault(clean_text(row.text("alias")), []).append((row.text("unit"), row))
        names.pop("", None)
        return names

    @cached_property
    def _generic(self) -> dict[str, str]:
        words = _rows(self._image, "dictionary")
        return {clean_text(row.text("word")): row.text("meaning") for row in words if row["list"] == GENERIC_LIST}

    @cached_property
    def _city(self) -> str:
        """Return the city's own name: 演示市财政局 is 市财政局, 演示市东城区 is 东城区."""
        return next((row.text("value") for row in _rows(self._image, "settings") if row["key"] == "city"), "")


def _rows(image: MasterImage, name: str) -> Iterable[Row]:
    return image.tables.get(name, ())


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between the marks that always part, minding brackets: 各县(市、区) is one piece."""
    depth, start = 0, 0
    for place, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")" and depth > 0)
        if mark in SEPARATORS and depth == 0:
            yield from filter(str.strip, [text[start:place]])
            start = place + 1
    yield from filter(str.strip, [text[start:]])


def _in_force(row: Row, on_date: date | None) -> bool:
    if on_date is None:
        return True
    start, end = row.day("valid_from"), row.day("valid_to")
    return (start is None or start <= on_date) and (end is None or on_date <= end)


def _order(row: Row) -> float:
    order = row["order_no"]
    return order if isinstance(order, int | float) else float("inf")
