"""A workbook as it came, before anything is understood: cells by place, and the odd things seen beside the values."""

from dataclasses import dataclass, field

from xlsync.model.table import Value

Place = tuple[int, int]
"""(row, column), both 1-based."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet: ``rows[0][0]`` is A1, rows may be of unequal length; blank cells are None (never '')."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right; 1-based
    errors: dict[Place, str] = field(default_factory=dict)  # error cells such as #REF!, which readers show as blank
    uncached: set[Place] = field(default_factory=set)  # formulas without a stored value
    formulas: set[Place] = field(default_factory=set)  # all formulas, cached or not
    comments: dict[Place, str] = field(default_factory=dict)
    marked: dict[Place, str] = field(default_factory=dict)  # "strike" or "red": format used as meaning
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered: bool = False

    def value(self, row: int, column: int) -> Value:
        """Return the value at a 1-based place, None outside the used area."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]


@dataclass(frozen=True)
class RawWorkbook:
    """A file as read; ``format`` is what the content is (xlsx, xls, ods, xlsb, et), not what the name says."""

    format: str
    sheets: tuple[RawSheet, ...]
    has_macros: bool = False
    date_1904: bool = False
    has_external_links: bool = False
    saved_at: str = ""  # when the file says it was last saved, ISO text in UTC; '' where the format does not say
