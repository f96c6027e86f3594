"""Row heights: a row whose texts changed is as high as they need, as Excel would fit it; others keep theirs."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from xlsync.adapters.template.groups import rooms_of
from xlsync.adapters.template.styling import lines_of, row_height
from xlsync.adapters.workbook_file.edits import TableEdit, rows_of
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Value

Heights = Mapping[int, int]
"""Heights in points by sheet row."""

_WIDEST = 4
"""Bytes of the widest character in the encoding by which lines_of measures."""
_lines_of = lru_cache(maxsize=4096)(lines_of)
_BY_HAND = b'customHeight="1"'
_HEIGHT = re.compile(rb'\sht="[^"]*"')


def heights_of(edit: TableEdit) -> dict[int, int]:
    """Return the heights that the rows need in which a text that wraps is written."""
    rooms = rooms_of(SHEETS[edit.table.sheet])
    wrapping = {key for key, _ in rooms}
    held = rows_of(edit.table)
    return {
        number: row_height(_lines({**held.get(number, {}), **values}, rooms))
        for number, values in edit.rows.items()
        if not wrapping.isdisjoint(values)
    }


def _lines(values: Mapping[str, Value], rooms: Iterable[tuple[str, int]]) -> int:
    """Return the lines of a row; most texts are short enough for one, whatever their characters."""
    lines = 1
    for key, room in rooms:
        text = values.get(key)
        if isinstance(text, str) and (len(text) * _WIDEST > room or "\n" in text):
            lines = max(lines, _lines_of(text, room))
    return lines


def fitted(tag: bytes, height: int | None) -> bytes:
    """Return the tag of a row with its new height; a height that a person gave by hand stays.

    A row of one line gets none: every program then shows it as high as its text.
    """
    if height is None or _BY_HAND in tag:
        return tag
    bare = _HEIGHT.sub(b"", tag)
    return bare[:-1] + b' ht="%d">' % height if height > row_height(1) else bare
