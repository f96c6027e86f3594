"""What a merge wrote, seen from outside: images of the master before and after it, whatever the journal says."""

from typing import NamedTuple

from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage, Value
from xlsync.rules.restoring import LEFT_ALONE
from xlsync.vocabulary.terms import Owner

OF_PROGRAM = {"conflicts": {"ours", "settled_on", "note"}}
"""Columns that a refresh moves on by itself."""

Place = tuple[str, str, str]
Cells = dict[Place, Value]


class Written(NamedTuple):
    """The cells that one merge changed, as they were before it and after it."""

    before: Cells
    after: Cells

    def touched(self, now: Cells) -> set[Place]:
        """Return the cells that hold something else by now, and not by the program's own doing."""
        return {place for place, value in self.after.items() if now.get(place) != value and not moves(place)}

    def added_to(self, now: Cells) -> bool:
        """Return whether a row that the merge made has got cells that it did not have."""
        made = {place[:2] for place, value in self.before.items() if value is None}
        return any(place[:2] in made and place not in self.after for place in now)

    def is_back(self, before: Cells, after: Cells) -> None:
        """Assert that an undo put these cells back as they were, and left all others alone."""
        for place, value in self.before.items():
            assert moves(place) or after.get(place) == value, place
        changed = {place for place in {**before, **after} if before.get(place) != after.get(place)}
        assert {place for place in changed if not moves(place)} <= set(self.before)


def inputs(image: MasterImage) -> Cells:
    """Return the cells that people or files fill in; history and computed cells left out."""
    return {
        (name, row.text(table.key), column): value
        for name, table in image.tables.items()
        if name not in LEFT_ALONE and name != "settings"
        for row in table
        for column, value in row.values.items()
        if value is not None and not _is_computed(name, column)
    }


def _is_computed(sheet: str, column: str) -> bool:
    return sheet == "matters" and SHEETS[sheet].by_key[column].owner is Owner.COMPUTED


def written(before: Cells, after: Cells) -> Written:
    """Return what differs."""
    places = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    return Written({p: before.get(p) for p in places}, {p: after.get(p) for p in places})


def moves(place: Place) -> bool:
    """Return whether a refresh moves a cell on by itself."""
    return place[2] in OF_PROGRAM.get(place[0], ())
