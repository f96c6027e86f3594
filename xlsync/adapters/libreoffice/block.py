"""The values of a write, taken apart: what is stored as it is, and what needs more than that."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsync.adapters.libreoffice.number_formats import LOGICAL_CODE
from xlsync.adapters.libreoffice.strict import MODE, refuse_unstorable, would_convert
from xlsync.adapters.libreoffice.values import prepare_xl_data_element, serial_of

DAY_CODE, MOMENT_CODE = "yyyy/m/d", "yyyy/m/d h:mm"  # what Excel gives a cell into which a date is written
Cell = tuple[int, int]


@dataclass
class Block:
    """Numbers and texts row by row; formulas, formats needed and doubtful texts by their cell, counted from 0."""

    rows: list[list[Any]] = field(default_factory=list)
    formulas: dict[Cell, str] = field(default_factory=dict)
    kinds: defaultdict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    doubtful: dict[Cell, str] = field(default_factory=dict)


def sorted_block(rows: Sequence[Sequence[Any]], epoch: dt.datetime, formulas: bool = False) -> Block:
    """Return a block of values; ``formulas`` takes a leading = for what it is also in strict mode."""
    refuse_unstorable([value for row in rows for value in row if isinstance(value, str)])
    sorting = Sorting(epoch, formulas or not MODE.strict)
    for row, values in enumerate(rows):
        stored = list(values)
        for column, value in enumerate(values):
            if type(value) is not float:
                stored[column] = sorting.stored((row, column), value)
            elif value - value != 0:  # neither infinity nor not-a-number
                raise ValueError(f"a cell cannot hold {value}")
        sorting.block.rows.append(stored)
    return sorting.block


class Sorting:
    """Takes the values of a block apart, one by one."""

    def __init__(self, epoch: dt.datetime, formulas: bool) -> None:
        self.epoch = epoch
        self.formulas = formulas
        self.block = Block()

    def stored(self, cell: Cell, value: Any) -> float | str:
        """Return what LibreOffice is given for a value; what else must be done for it is noted in the block."""
        if value is None:
            return ""
        if isinstance(value, str):
            return self.text(cell, value)
        if isinstance(value, bool):
            self.block.kinds[LOGICAL_CODE].append(cell)
            return float(value)
        if isinstance(value, dt.datetime):
            self.block.kinds[MOMENT_CODE if value.time() != dt.time() else DAY_CODE].append(cell)
            return serial_of(value, self.epoch)
        prepared = prepare_xl_data_element(value)
        if not isinstance(prepared, float):
            return self.stored(cell, prepared)
        if math.isinf(prepared):
            raise ValueError(f"a cell cannot hold {value!r}")
        return prepared

    def text(self, cell: Cell, text: str) -> str:
        """Return a text as it is stored: an apostrophe in front is a sign of its own."""
        if would_convert(text):
            self.block.doubtful[cell] = text
            if self.formulas and text.startswith("=") and len(text) > 1:
                self.block.formulas[cell] = text
                return ""
        return text.removeprefix("'")
