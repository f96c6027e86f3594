"""What one changed cell says: a value to take, or a doubt. Doubtful is never taken, unreadable is never blank."""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.table import Value
from xlsync.rules.fitting import CELL_HOLDS, fits_a_cell
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.dates import read_date
from xlsync.rules.reading.numbers import read_number, read_percent
from xlsync.rules.reading.result import Doubt, Note, Reading
from xlsync.rules.reading.words import is_null_word, read_stage, reference_of
from xlsync.rules.returned.compare import plain_text
from xlsync.rules.returned.facts import FORM_COLUMNS, Spot, shown
from xlsync.vocabulary.phrases.returned import ATTACHED, INDENTS
from xlsync.vocabulary.phrases.words import FORM_STAGES
from xlsync.vocabulary.terms import Kind, Stage

_FORMULA_MARKS = frozenset("=+-@\t\r")
_SHORT = 16  # no word of 字典 is longer; longer texts need not be looked up

# Of several notes on one cell the first of this list is told: it says most about how the value came about.
_NOTED = {
    Note.PERIOD: "M14",
    Note.SERIAL: "M18",
    Note.UNIT: "M20",
    Note.WIDTH: "M19",
    Note.PERCENT: "M21",
    Note.YEAR_ADDED: "M12",
    Note.TEXT_DATE: "M12",
    Note.TEXT_NUMBER: "M45-number",
    Note.STAGE_WORD: "M24",
    Note.NULL_WORD: "M45-null",
}
_DOUBTED = {
    Doubt.LOST_ZERO: "M13",
    Doubt.FAR_DATE: "M12-far",
    Doubt.IMPOSSIBLE_DATE: "M17",
    Doubt.OPEN_ENDED: "M15",
    Doubt.RELATIVE: "M16",
    Doubt.HOLIDAY_NAME: "M16",
    Doubt.PAST_DATE: "M17-unread",
    Doubt.NOT_A_DATE: "M17-unread",
    Doubt.APPROXIMATE: "M20-unclear",
    Doubt.RANGE: "M20-unclear",
    Doubt.WRONG_UNIT: "M20-unit",
    Doubt.NOT_A_NUMBER: "M20-unread",
    Doubt.ONE_OR_WHOLE: "M21-unclear",
    Doubt.OVER_WHOLE: "M21-range",
    Doubt.NOT_A_PERCENT: "M21-unclear",
    Doubt.SUSPECTED_STAGE: "M25",
    Doubt.UNKNOWN_STAGE: "M47",
}


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell as understood: ``value`` None means that nothing is taken from it."""

    value: Value = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What reading a cell depends on beside its value: ``around`` is the day of the form, ``measure`` the 计量单位."""

    policy: OfficePolicy
    around: date
    date_1904: bool
    measure: str = ""
    stage: Stage | None = None


def read_cell(column: str, raw: Value, spot: Spot, around: Surroundings) -> CellRead:
    """Return what a changed, not blank cell of a unit column says."""
    if column == "stage":
        return _stage(raw, spot, around.policy)
    kind = FORM_COLUMNS[column].kind
    if kind in (Kind.TEXT, Kind.LONG_TEXT):
        return _text(raw, spot, around.policy)
    reading = _reading(kind, raw, around)
    return CellRead(reading.value if reading.is_sure else None, tuple(_of_reading(reading, spot)))


def is_short(raw: Value) -> bool:
    """Return whether a cell can be a word of 字典 rather than a sentence."""
    return isinstance(raw, str) and len(raw) <= _SHORT


def _reading(kind: Kind, raw: Value, around: Surroundings) -> Reading:
    if isinstance(raw, float) and not math.isfinite(raw):  # 1E999 in the file of another program
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    if kind is Kind.DATE:
        return read_date(raw, around=around.around, policy=around.policy, date_1904=around.date_1904)
    if kind is Kind.PERCENT:
        return read_percent(raw, stage=around.stage, policy=around.policy)
    return read_number(raw, measure=around.measure, policy=around.policy)


def _of_reading(reading: Reading, spot: Spot) -> Iterator[Finding]:
    if reading.doubt is not None:
        code = _DOUBTED[reading.doubt]
        percent = FORM_COLUMNS[spot.column].kind is Kind.PERCENT
        yield spot.finding("M21-unclear" if percent and code.startswith("M20") else code)
        return
    told = next((code for note, code in _NOTED.items() if note in reading.notes), "")
    if told:
        yield spot.finding(told, read=_as_read(spot.column, reading.value))


def _as_read(column: str, value: Value) -> Value:
    if FORM_COLUMNS[column].kind is Kind.PERCENT and isinstance(value, int | float):
        return f"{value * 100:.6g}%"
    return shown(value)


def _stage(raw: Value, spot: Spot, policy: OfficePolicy) -> CellRead:
    """Return the stage of the ledger: a unit may say only what the list 填报状态 offers, in whatever words."""
    reading = read_stage(raw, policy)
    offered: Mapping[str, str] = policy.words(FORM_STAGES)
    if reading.doubt is Doubt.UNKNOWN_STAGE or (reading.value is not None and reading.value not in offered.values()):
        return CellRead(None, (spot.finding("M47"),))
    if reading.value is None:
        return CellRead(None, (spot.finding("M45-null" if reading.doubt is None else _DOUBTED[reading.doubt]),))
    said = next(word for word, meaning in offered.items() if meaning == reading.value)
    if reading.doubt is not None:
        return CellRead(reading.value, (spot.finding(_DOUBTED[reading.doubt], read=reading.value, said=said),))
    if raw == reading.value or raw in offered:
        return CellRead(reading.value)
    return CellRead(reading.value, (spot.finding("M24", read=reading.value, said=said),))


def _text(raw: Value, spot: Spot, policy: OfficePolicy) -> CellRead:
    """Return a text as typed; only numbers and dates in a text column become text."""
    text = raw if isinstance(raw, str) else plain_text(shown(raw))
    if not fits_a_cell(text):
        return CellRead(None, (spot.finding("M43-over", length=len(text), limit=CELL_HOLDS),))
    if spot.column == "progress" and is_short(text) and is_null_word(text, policy):
        return CellRead(None, (spot.finding("M45-null"),))
    return CellRead(text, tuple(_of_text(text, spot, policy)))


def _of_text(text: str, spot: Spot, policy: OfficePolicy) -> Iterator[Finding]:
    if is_short(text) and reference_of(text, policy) == ATTACHED:
        yield spot.finding("M45-attachment")
    mark = unicodedata.normalize("NFKC", text.lstrip(INDENTS)[:1])
    if mark in _FORMULA_MARKS and not is_null_word(text, policy):
        yield spot.finding("M42", mark=mark)
    if FORM_COLUMNS[spot.column].kind is Kind.LONG_TEXT and len(text) > policy.long_text_warn:
        yield spot.finding("M43", length=len(text), limit=policy.long_text_warn)
