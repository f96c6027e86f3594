"""Reading numbers and percentages of an answer; what is not written plainly is a doubt, never 0."""

from datetime import date, datetime

from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.result import Doubt, Note, Reading
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.phrases.numbers import APPROXIMATE, NUMBER, PERCENT, RANGE, SCALES, TENTHS
from xlsync.vocabulary.terms import Stage

_DONE = frozenset({Stage.REPORTED, Stage.CLOSED})
_DIGITS_KEPT = 9
_PLAINLY_POINTS = 2  # below it a bare number may be a share that went over the whole (1.2 = 120 %)


def read_number(value: Value, *, measure: str, policy: OfficePolicy) -> Reading:
    """Return a number in the measure of its column (3.2亿元 in a column of 万元 is 32000).

    A unit other than the measure, 约, 余, 以上 or a range is a doubt; a null word of 字典 is no answer.
    """
    if isinstance(value, int | float):
        return Reading(value)
    if isinstance(value, date | datetime):
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    text = clean_text(value or "")
    if policy.is_null(text):
        return Reading(notes=(Note.NULL_WORD,) if text else ())
    if RANGE.search(text):
        return Reading(doubt=Doubt.RANGE)
    if APPROXIMATE.search(text):
        return Reading(doubt=Doubt.APPROXIMATE)
    return _plain_number(text, measure).noting_width(value or "")


def _plain_number(text: str, measure: str) -> Reading:
    found = NUMBER.fullmatch(text)
    if found is None:
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    number = float(found["number"].replace(",", ""))
    written, wanted = found["unit"], clean_text(measure)
    if written in ("", wanted):
        return Reading(_neat(number), (Note.TEXT_NUMBER,))
    factor = _factor(written, wanted)
    if factor is None:
        return Reading(doubt=Doubt.WRONG_UNIT)
    return Reading(_neat(number * factor), (Note.UNIT,))


def _factor(written: str, wanted: str) -> float | None:
    """Return what turns one unit into the other, None where they measure different things or one is not named.

    5亿 in a column of 万元 is 50000: the money is the column's. 5亿 in a column without measure stays a doubt.
    """
    scale, thing = _scaled(written)
    column_scale, column_thing = _scaled(wanted)
    if not wanted or thing not in ("", column_thing):
        return None
    return scale / column_scale


def _scaled(unit: str) -> tuple[float, str]:
    for word, factor in SCALES.items():
        if unit.startswith(word):
            return factor, unit.removeprefix(word)
    return 1.0, unit


def _neat(number: float) -> float | int:
    """Return the number without the dust of binary fractions, as int where it is whole."""
    number = round(number, _DIGITS_KEPT)
    return int(number) if number.is_integer() else number


def read_percent(value: Value, *, stage: Stage | None, policy: OfficePolicy) -> Reading:
    """Return a share as a fraction 0..1: 85, 85% and 0.85 alike.

    A bare 1 means 100 % only where ``stage`` says done; 八成, 85%以上 and more than 100 % are doubts.
    """
    if isinstance(value, int | float):
        return _bare_percent(float(value), stage, ())
    if isinstance(value, date | datetime):
        return Reading(doubt=Doubt.NOT_A_PERCENT)
    text = clean_text(value or "")
    if policy.is_null(text):
        return Reading(notes=(Note.NULL_WORD,) if text else ())
    return _percent_text(text, stage).noting_width(value or "")


def _percent_text(text: str, stage: Stage | None) -> Reading:
    if RANGE.search(text):
        return Reading(doubt=Doubt.RANGE)
    found = PERCENT.fullmatch(text)
    if found is None:
        vague = APPROXIMATE.search(text) or TENTHS.search(text)
        return Reading(doubt=Doubt.APPROXIMATE if vague else Doubt.NOT_A_PERCENT)
    number = float(found["number"])
    if found["sign"]:
        return _share(number / 100, (Note.PERCENT,))
    return _bare_percent(number, stage, (Note.TEXT_NUMBER,))


def _bare_percent(number: float, stage: Stage | None, notes: tuple[Note, ...]) -> Reading:
    if number == 1 and stage in _DONE:
        return Reading(1.0, notes)
    if 1 <= number < _PLAINLY_POINTS:
        return Reading(doubt=Doubt.ONE_OR_WHOLE)
    return _share(number, notes) if number < 1 else _share(number / 100, (*notes, Note.PERCENT))


def _share(share: float, notes: tuple[Note, ...]) -> Reading:
    if share < 0:
        return Reading(doubt=Doubt.NOT_A_PERCENT)
    return Reading(round(share, _DIGITS_KEPT), notes) if share <= 1 else Reading(doubt=Doubt.OVER_WHOLE)
