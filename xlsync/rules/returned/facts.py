"""The nouns of reading a returned form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from xlsync.model.finding import Finding
from xlsync.model.raw import Place, RawSheet
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import FormRow, IssuedForm
from xlsync.model.table import MasterImage, Row, Value, column_letter
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.text import clean_text
from xlsync.rules.units import UnitNames
from xlsync.vocabulary.phrases.returned import INVISIBLE
from xlsync.vocabulary.terms import Owner

MATTERS = SHEETS["matters"]
FORM_COLUMNS = {column.key: column for column in MATTERS.form_columns()}
UNIT_COLUMNS = tuple(key for key, column in FORM_COLUMNS.items() if column.owner is Owner.UNIT)
OFFICE_COLUMNS = tuple(key for key, column in FORM_COLUMNS.items() if column.owner is not Owner.UNIT)


@dataclass(frozen=True)
class ReceiveContext:
    """What the office knows when a file arrives; ``form`` is Journal.form.

    ``latest`` is the form issued last to each unit (rows not needed); ``sender`` is the mail address, '' when unknown;
    ``saved_at`` orders two files of one form: when the file was saved, else when it was received (ISO text).
    """

    image: MasterImage
    policy: OfficePolicy
    secret: bytes
    received_on: date
    today: date
    form: Callable[[str], IssuedForm | None]
    latest: Mapping[str, IssuedForm] = field(default_factory=dict)
    sender: str = ""
    saved_at: str = ""
    shared: dict[str, "Indexes"] = field(default_factory=dict)  # dataclasses.replace passes it on: one batch, one index

    @property
    def indexes(self) -> "Indexes":
        """Return the indexes over the master, built at first use."""
        if "indexes" not in self.shared:
            self.shared["indexes"] = Indexes(self.image)
        return self.shared["indexes"]

    @cached_property
    def names(self) -> UnitNames:
        """Return the names of all units."""
        return self.indexes.names

    @cached_property
    def matters(self) -> dict[str, Row]:
        """Return the rows of the ledger by matter."""
        return self.indexes.matters


class Indexes:
    """What all files of a batch look up in the master."""

    def __init__(self, image: MasterImage) -> None:
        self._image = image

    @cached_property
    def names(self) -> UnitNames:
        """Return the names of all units."""
        return UnitNames(self._image)

    @cached_property
    def matters(self) -> dict[str, Row]:
        """Return the rows of the ledger by matter."""
        return self._image["matters"].by_key()

    @cached_property
    def reported(self) -> dict[tuple[str, str], Row]:
        """Return the rows of 反馈登记 by period and progress as compared; of equal texts the first row counts."""
        found: dict[tuple[str, str], Row] = {}
        for row in self._image["feedback"]:
            if row["progress"] is not None:
                found.setdefault((row.text("period"), clean_text(row.text("progress"))), row)
        return found


@dataclass(frozen=True)
class Layout:
    """Which column of a sheet is which: 1-based places by column key, headers of inserted columns by place.

    ``unread`` are form columns whose header is unclear; ``keyed`` says that the hidden key row was there.
    """

    sheet: RawSheet
    header_row: int
    columns: Mapping[str, int]
    headers: Mapping[int, str]
    extra: Mapping[int, str]
    unread: frozenset[str]
    keyed: bool
    two_rows: bool
    row_ids: int | None

    def cell(self, row: int, column: str) -> str:
        """Return the A1 address of a column in a row."""
        return f"{self.letters[column]}{row}"

    @cached_property
    def letters(self) -> dict[str, str]:
        """Return the column letters by column key."""
        return {key: column_letter(place) for key, place in self.columns.items()}

    def place(self, row: int, column: str) -> Place:
        """Return the place of a column in a row."""
        return row, self.columns[column]


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of the sheet that is one matter of the form; ``cells[0]`` stands in column A, merged cells are filled."""

    issued: FormRow
    number: int
    cells: list[Value]

    def at(self, place: int) -> Value:
        """Return the value of a 1-based column."""
        return self.cells[place - 1] if place <= len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of one matter, and how a finding about it is written."""

    sheet: str
    cell: str
    matter: str
    unit: str
    column: str
    value: Value

    def finding(self, code: str, **facts: object) -> Finding:
        """Return a finding at this cell; a fact named ``value`` replaces the value shown."""
        value = facts.pop("value", self.value)
        header = MATTERS.header(self.column) if self.column else ""
        return Finding(code, self.sheet, self.cell, self.matter, self.unit, header, shown(value), facts=facts)


def shown(value: object) -> Value:
    """Return a value as a finding shows it: a date without its midnight, a whole number without .0, long text cut."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return value if isinstance(value, int) or value is None else brief(str(value))


def brief(text: str, length: int = 60) -> str:
    """Return a text cut to a length, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def is_blank(value: Value) -> bool:
    """Return whether a cell holds nothing to see: None, spaces of any width, zero-width marks."""
    return value is None or (isinstance(value, str) and not value.strip(INVISIBLE))
