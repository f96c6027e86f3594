"""The office's own rules as the code uses them: read once from 参数, 事项类别 and 字典, then passed along."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row, Table
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.errors import SettingsInvalid
from xlsync.vocabulary.labels.settings import BAD_CHOICE, BAD_DAY, BAD_NUMBER, BAD_WHOLE, MISSING, OR
from xlsync.vocabulary.phrases.calendar import BY_MONTH, BY_QUARTER
from xlsync.vocabulary.phrases.words import NULL_WORDS, OPEN_ENDED_WORDS, URGENCIES
from xlsync.vocabulary.terms import NO, YES

_DAYS_OF_EVERY_MONTH = 28


@dataclass(frozen=True, slots=True)
class CategoryPolicy:
    """What one category of matters goes by; ``amber_within`` counts in ``amber_unit`` (工作日 or 日历日)."""

    family: str
    code: str
    amber_within: int
    amber_unit: str
    due_limit: str
    feedback_limit: str
    feedback_frequency: str


@dataclass(frozen=True, eq=False)
class OfficePolicy:
    """The settings of one office; lags are in points of 100, day numbers are days of a month."""

    year: int
    closing_time: str
    before_includes_day: bool
    roll_rest_days: bool
    early_ten_days: int
    middle_ten_days: int
    month_middle: int
    amber_lag: float
    red_lag: float
    form_frequency: str
    form_reply_workdays: int
    form_min_workdays: int
    jump_factor: float
    date_drift_months: int
    long_text_warn: int
    extension_limit: int
    signoff_required: bool
    appeal_workdays: int
    praise_top: int
    named_behind: int
    categories: Mapping[str, CategoryPolicy]
    dictionary: Mapping[str, Mapping[str, str]]

    def words(self, name: str) -> Mapping[str, str]:
        """Return a list of 字典 as cleaned word -> meaning ('' where the cell is blank)."""
        return self._cleaned.get(name, {})

    def is_null(self, word: str) -> bool:
        """Return whether a cleaned word says nothing."""
        return not word or word in self.words(NULL_WORDS)

    def is_open_ended(self, word: str) -> bool:
        """Return whether a cleaned word names no date (长期坚持)."""
        return word in self.words(OPEN_ENDED_WORDS)

    def urgency_amber(self, urgency: str) -> int | None:
        """Return the amber threshold of an urgency in workdays, None where the category alone decides."""
        meaning = self.words(URGENCIES).get(clean_text(urgency), "")
        return int(float(meaning)) if meaning else None

    @cached_property
    def _cleaned(self) -> dict[str, dict[str, str]]:
        return {
            name: {clean_text(word): meaning for word, meaning in words.items()}
            for name, words in self.dictionary.items()
        }


def read_policy(image: MasterImage) -> OfficePolicy:
    """Return the policy of the office; raises SettingsInvalid naming sheet, cell and setting."""
    settings = _Settings(image["settings"])
    early = settings.day_of_month("early_ten_days")
    return OfficePolicy(
        year=settings.whole("year"),
        closing_time=settings.text("closing_time"),
        before_includes_day=settings.yes("before_includes_day"),
        roll_rest_days=settings.yes("roll_rest_days"),
        early_ten_days=early,
        middle_ten_days=settings.day_of_month("middle_ten_days", after=early),
        month_middle=settings.day_of_month("month_middle"),
        amber_lag=settings.number("amber_lag"),
        red_lag=settings.number("red_lag"),
        form_frequency=settings.choice("form_frequency", BY_QUARTER, BY_MONTH),
        form_reply_workdays=settings.whole("form_reply_workdays"),
        form_min_workdays=settings.whole("form_min_workdays"),
        jump_factor=settings.number("jump_factor"),
        date_drift_months=settings.whole("date_drift_months"),
        long_text_warn=settings.whole("long_text_warn"),
        extension_limit=settings.whole("extension_limit"),
        signoff_required=settings.yes("signoff_required"),
        appeal_workdays=settings.whole("appeal_workdays"),
        praise_top=settings.whole("praise_top"),
        named_behind=settings.whole("named_behind"),
        categories={row.text("category"): _category(image["categories"], row) for row in image["categories"]},
        dictionary=_dictionary(image["dictionary"]),
    )


def needed_setting(table: Table, key: str) -> str:
    """Return the text of a row of 参数 that an office has to fill in itself; raises SettingsInvalid naming its cell."""
    return _Settings(table).text(key)


class _Settings:
    """The rows of 参数 by key, with their places for the error."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows = table.by_key()

    def text(self, key: str) -> str:
        row = self._rows.get(key)
        if row is None or not row.text("value").strip():
            raise SettingsInvalid(_place(self._table, row, "value", key), MISSING)
        return row.text("value").strip()

    def number(self, key: str) -> float:
        text = clean_text(self.text(key))
        return _number(text, _place(self._table, self._rows[key], "value", key))

    def whole(self, key: str) -> int:
        text = clean_text(self.text(key))
        return _whole(text, _place(self._table, self._rows[key], "value", key))

    def day_of_month(self, key: str, *, after: int = 0) -> int:
        """Return a day that every month has; raises SettingsInvalid for any other, or one not after ``after``."""
        day = self.whole(key)
        if not after < day <= _DAYS_OF_EVERY_MONTH:
            said = BAD_DAY.format(first=after + 1, last=_DAYS_OF_EVERY_MONTH, value=day)
            raise SettingsInvalid(_place(self._table, self._rows[key], "value", key), said)
        return day

    def yes(self, key: str) -> bool:
        return self.choice(key, YES, NO) == YES

    def choice(self, key: str, *choices: str) -> str:
        text = self.text(key)
        if text not in choices:
            place = _place(self._table, self._rows[key], "value", key)
            raise SettingsInvalid(place, BAD_CHOICE.format(value=text, choices=OR.join(choices)))
        return text


def _number(text: str, place: str) -> float:
    """Return a number that is not below 0; every number among the settings counts days, points or times."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise SettingsInvalid(place, BAD_NUMBER.format(value=text))
    return number


def _whole(text: str, place: str) -> int:
    """Return a number of whole days or times; 3.9 is not 3."""
    number = _number(text, place)
    if number != int(number):
        raise SettingsInvalid(place, BAD_WHOLE.format(value=text))
    return int(number)


def _place(table: Table, row: Row | None, column: str, key: str) -> str:
    """Return where a setting stands, as a person finds it: sheet, cell, name."""
    sheet = SHEETS[table.sheet].sheet if table.sheet in SHEETS else table.sheet
    if row is None or column not in table.positions:
        return f"{sheet}!{key}"
    cell = CellRef(sheet, row.number, table.positions[column])
    return f"{cell} {row.text('name') or key}"


def _category(table: Table, row: Row) -> CategoryPolicy:
    place = _place(table, row, "amber_within", row.text("category"))
    return CategoryPolicy(
        family=row.text("family"),
        code=row.text("code"),
        amber_within=_whole(row.text("amber_within"), place),
        amber_unit=row.text("amber_unit"),
        due_limit=row.text("due_limit"),
        feedback_limit=row.text("feedback_limit"),
        feedback_frequency=row.text("feedback_frequency"),
    )


def _dictionary(table: Table) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    for row in table:
        lists.setdefault(row.text("list"), {}).setdefault(row.text("word"), row.text("meaning"))
        if row["list"] == URGENCIES and row["meaning"] is not None:
            _whole(row.text("meaning"), _place(table, row, "meaning", row.text("word")))
    return lists
