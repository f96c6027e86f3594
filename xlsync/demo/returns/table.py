"""The table of returns, as declared in workbooks/demo/returns.toml: one entry per file, in the order of arrival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from xlsync.demo.material import words_of


class Wave(Enum):
    """When a return comes: by the day it was due, or after."""

    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True)
class Return:
    """One file: its ``name``, whose form it is (``unit``: number in 单位), what was done to it, and how it must end.

    ``do`` are changes in the spreadsheet program, ``then`` changes to the saved bytes; ``made`` is a file that is no
    form, ``ready`` one carried ready-made, ``same_as`` a copy of another return, ``packs`` returns put into a zip.
    ``share`` of the rows is answered; two entries of one ``seed`` give the same answers. ``modes`` are the failure
    modes of domain.md 7 that it shows; ``state`` and ``findings`` are the outcome asked for.
    """

    name: str
    wave: Wave
    state: str
    modes: tuple[int, ...] = ()
    unit: int = 0
    day: datetime = datetime(2016, 10, 14, 10)
    share: float = 0.85
    seed: str = ""
    do: Sequence[Mapping[str, Any]] = ()
    then: Sequence[Mapping[str, Any]] = ()
    made: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    ready: str = ""
    same_as: str = ""
    packs: Sequence[str] = ()
    findings: tuple[str, ...] = ()
    counted: bool = True


@cache
def returns() -> tuple[Return, ...]:
    """Return all entries; those not ``counted`` lie in the inbox but are no submissions (locks, half files)."""
    return tuple(_entry(entry) for entry in words_of("returns")["return"])


def _entry(entry: Mapping[str, Any]) -> Return:
    lists = {key: tuple(entry[key]) for key in ("modes", "findings") if key in entry}
    return Return(**{**entry, **lists, "wave": Wave(entry["wave"])})
