"""From an entry of the table to the bytes of its file."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from xlsync.demo.material import words_of
from xlsync.demo.returns import cells, layout, marks
from xlsync.demo.returns.filling import fill, sign
from xlsync.demo.returns.foreign import MADE, zipped
from xlsync.demo.returns.form import OpenForm, opened, saved
from xlsync.demo.returns.packing import EDITS, saved_at
from xlsync.demo.returns.table import Return, returns

_CHANGES: tuple[Callable[..., None], ...] = (
    cells.type_in, cells.type_row, cells.list_down, cells.scale, cells.retype, cells.keep, cells.keep_all,
    cells.clear, cells.alike, cells.pad, cells.as_words, cells.move_deadline, cells.write_below, cells.renumber,
    cells.lose_row_ids,
    layout.rename_headers, layout.swap_columns, layout.insert_column, layout.delete_columns, layout.delete_rows,
    layout.insert_row, layout.repeat_row, layout.sort_rows, layout.title_rows, layout.drop_keys, layout.two_row_header,
    layout.merge_down, layout.merge_across, layout.hide, layout.filter_by, layout.copy_sheet, layout.add_sheet,
    layout.drop_sheets, layout.unlock,
    marks.comment, marks.redden, marks.strike, marks.name_unit, marks.unsigned, marks.put_token, marks.forge,
    marks.date_1904,
)  # fmt: skip
CHANGES: dict[str, Callable[..., None]] = {change.__name__: change for change in _CHANGES}
"""What an entry may ask for under ``do``, by name."""

DO = "do"
AS_OF = date(2016, 9, 30)  # what units report is how things stood at the end of the quarter


class Desk:
    """Where the returns are made: the issued forms by the order number that their file names begin with."""

    def __init__(self, forms: Sequence[Path]) -> None:
        self._forms = {int(path.name[:3]): path for path in forms}
        self._words = words_of("returns")["words"]
        self._entries = {entry.name: entry for entry in returns()}

    def content(self, entry: Return) -> bytes:
        """Return the bytes of a return; the same forms give the same bytes."""
        if entry.same_as:
            return self.content(self._entries[entry.same_as])
        if entry.ready:
            return (ready_folder() / entry.ready).read_bytes()
        if entry.packs:
            return zipped({name: self.content(self._entries[name]) for name in entry.packs})
        content = MADE[entry.made](**entry.given) if entry.made else saved_at(saved(self.filled(entry)), entry.day)
        for edit in entry.then:
            content = EDITS[edit[DO]](content, **_given(edit))
        return content

    def filled(self, entry: Return) -> OpenForm:
        """Return the unit's form, filled in, signed and changed as the entry says."""
        form = opened(self._forms[entry.unit], self._words)
        rng = random.Random(f"{entry.unit}/{entry.seed}")
        fill(form, entry.share, f"{entry.unit}/{entry.seed}", AS_OF)
        sign(form, rng, entry.day.date())
        for change in entry.do:
            CHANGES[change[DO]](form, **_given(change))
        return form


def ready_folder() -> Path:
    """Return where the ready-made returns lie, as LibreOffice saved them (see tools/ready_returns.py)."""
    return Path(str(files("xlsync"))) / "workbooks" / "demo" / "ready"


def _given(change: Any) -> dict[str, Any]:
    return {key: value for key, value in change.items() if key != DO}
