"""What stands on the cover of a returned form, found by its labels wherever they have moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsync.model.raw import RawSheet, RawWorkbook
from xlsync.model.table import Value, column_letter
from xlsync.rules.reading.text import clean_text
from xlsync.rules.returned.facts import is_blank
from xlsync.vocabulary.labels.form import COVER_LABELS, COVER_SHEET
from xlsync.vocabulary.phrases.returned import DECORATIONS

_SEARCHED_ROWS = 60
_ENOUGH = 3  # so many labels make a cover of a sheet that was renamed
_FIELDS = {clean_text(label): field_name for field_name, label in COVER_LABELS.items()}


@dataclass(frozen=True)
class Cover:
    """Values and cells of the cover by field of COVER_LABELS; ``sheet`` is '' when there is no cover."""

    sheet: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a value as text without spaces around it, '' for blank."""
        value = self.values.get(name)
        return "" if is_blank(value) else str(value).strip()


def read_cover(book: RawWorkbook) -> Cover:
    """Return the cover: the sheet of that name, else the first sheet with enough of its labels."""
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.name != COVER_SHEET):
        found = list(_labelled(sheet))
        if len(found) >= _ENOUGH or (found and sheet.name == COVER_SHEET):
            values = {name: value for name, value, _ in found}
            return Cover(sheet.name, values, {name: cell for name, _, cell in found})
    return Cover()


def _labelled(sheet: RawSheet) -> Iterator[tuple[str, Value, str]]:
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], 1):
        for place, label in enumerate(row, 1):
            name = _FIELDS.get(clean_text(label).strip(DECORATIONS)) if isinstance(label, str) else None
            if name:
                yield name, *_value_right_of(row, number, place)


def _value_right_of(row: list[Value], number: int, place: int) -> tuple[Value, str]:
    """Return the first value to the right of a label, and its cell; another label ends the search."""
    for column, value in enumerate(row[place:], place + 1):
        if isinstance(value, str) and clean_text(value).strip(DECORATIONS) in _FIELDS:
            break
        if not is_blank(value):
            return value, f"{column_letter(column)}{number}"
    return None, f"{column_letter(place + 1)}{number}"
