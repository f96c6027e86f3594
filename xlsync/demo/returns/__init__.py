"""What the units send back in the demo: their forms, filled in as people fill in forms."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from xlsync.demo.returns.filling import filled

__all__ = ["Wave", "write_returns"]


class Wave(Enum):
    """When a return comes: before the day it was due, or after."""

    ON_TIME = "on time"
    LATE = "late"


def write_returns(forms: Sequence[Path], inbox: Path, wave: Wave) -> list[Path]:
    """Write the returns of one wave into the inbox; return their paths in the order in which they came."""
    inbox.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, form in enumerate(sorted(forms)):
        if (number % 4 == 3) == (wave is Wave.LATE):
            paths.append(inbox / form.name)
            paths[-1].write_bytes(filled(form, number))
    return paths
