"""What people typed into the master, checked: plain functions of one shape in one list.

A check takes the office on its day and yields findings; it mends nothing and never stops the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.schema import Column, SheetSchema
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.scores.casebook import Casebook, is_scored
from xlsync.rules.scores.manual import Entry, entries
from xlsync.rules.scores.rulebook import NEEDED
from xlsync.rules.unreadable_places import error_cells
from xlsync.vocabulary.labels import lists
from xlsync.vocabulary.labels.findings.ledger import LIST_MARK, MORE_WORDS, UNCOUNTED_PIECE
from xlsync.vocabulary.phrases.calendar import DAY_KINDS, REST, WORK
from xlsync.vocabulary.terms import YES, Kind, Owner, RuleMode, Stage

_TYPED: dict[Kind, tuple[str, tuple[type, ...]]] = {
    Kind.DATE: ("C10", (date,)),
    Kind.NUMBER: ("C11", (int, float)),
    Kind.INTEGER: ("C11", (int, float)),
    Kind.PERCENT: ("C11", (int, float)),
}
_LISTS = {"@units": ("units", "unit"), "@people": ("people", "person"), "@categories": ("categories", "category")}
_VERSIONED = frozenset({"rules", "aliases"})  # the same key may stand there twice, for different dates
_PARTY_SHEETS = ("feedback", "urges")
_POINTING = ("schedule", "feedback", "urges", "extensions", "proposals", "visits", "manual_points", "appeals")
_OWN_SETTINGS = ("city", "office_name", "number_prefix", "number_region", "number_code_circular")
_WORDS_SHOWN = 8
_WARN_FROM_MONTH = 11  # the State Council publishes the next year's days off in late autumn


@dataclass(frozen=True)
class Ledger:
    """What a check may look at: the tables joined by matter and unit (with calendar and day), the office's policy."""

    book: Casebook
    policy: OfficePolicy
    calendar: WorkCalendar

    @property
    def image(self) -> MasterImage:
        """Return all tables."""
        return self.book.image

    @property
    def today(self) -> date:
        """Return the day of the check."""
        return self.book.today

    @cached_property
    def entries(self) -> list[Entry]:
        """Return the entries of 人工计分 that count."""
        return entries(self.book)

    def words(self, choices: str) -> list[str]:
        """Return what a cell with these choices may hold, in the order of the sheet."""
        if choices in _LISTS:
            sheet, column = _LISTS[choices]
            return [row.text(column) for row in self.image[sheet]]
        return [row.text("word") for row in self.image["dictionary"] if row["list"] == choices]

    def find(self, code: str, sheet: str, row: Row, column: str, **facts: object) -> Finding:
        """Return a finding at one cell of the master."""
        schema, place = SHEETS[sheet], self.image[sheet].positions.get(column)
        return Finding(
            code,
            sheet=schema.sheet,
            cell=CellRef(schema.sheet, row.number, place).a1 if place and row.number else "",
            matter=row.text("matter_id"),
            unit=row.text("lead_unit") or row.text("unit"),
            column=schema.header(column),
            value=row[column],
            facts=facts,
        )


Check = Callable[[Ledger], Iterator[Finding]]


def _columns(*wanted: Owner) -> Iterator[tuple[SheetSchema, Column]]:
    for schema in SHEETS.values():
        for column in schema.owned_by(*wanted):
            yield schema, column


def required_are_filled(ledger: Ledger) -> Iterator[Finding]:
    """Yield C01 for every blank cell of a required column."""
    for schema, column in _columns(Owner.OFFICE, Owner.UNIT):
        if not column.required:
            continue
        for row in ledger.image[schema.name]:
            if row[column.key] is None:
                yield ledger.find("C01", schema.name, row, column.key)


def values_are_in_their_lists(ledger: Ledger) -> Iterator[Finding]:
    """Yield C02 for every value that is not in the list of its column; a lead unit by any registered name is fine."""
    for schema, column in _columns(Owner.OFFICE, Owner.UNIT, Owner.COMPUTED):
        if not column.choices or column.key in ("lead_unit", "stage") or column.choices == lists.DAY_KINDS:
            continue  # looked at by their own checks
        words = ledger.words(column.choices)
        listed = set(words)
        if column.choices == "@units":
            listed |= {row.text("alias") for row in ledger.image["aliases"]}
        facts = {"listed": _list_sheet(column.choices), "allowed": _allowed(words)}
        for row in ledger.image[schema.name]:
            value = row[column.key]
            if value is not None and value not in listed:
                yield ledger.find("C02", schema.name, row, column.key, **facts)


def _allowed(words: list[str]) -> str:
    """Return the words of a list as a sentence names them: all of a short one, the first ones of a long one."""
    shown = LIST_MARK.join(words[:_WORDS_SHOWN])
    return MORE_WORDS.format(words=shown, count=len(words)) if len(words) > _WORDS_SHOWN else shown


def _list_sheet(choices: str) -> str:
    return SHEETS[_LISTS[choices][0] if choices in _LISTS else "dictionary"].sheet


def units_are_known(ledger: Ledger) -> Iterator[Finding]:
    """Yield C03 for an unknown lead unit, C04 for each piece of 责任单位 that names no unit."""
    for row in ledger.image["matters"]:
        day = row.day("registered_on")
        if row["lead_unit"] and ledger.book.unit_named(row.text("lead_unit"), day) is None:
            yield ledger.find("C03", "matters", row, "lead_unit")
        for doubt in ledger.book.names.resolve(row.text("joint_units"), day).doubts:
            unknown = ledger.book.names.unknown_part(doubt, day)
            around = "" if unknown == doubt else UNCOUNTED_PIECE.format(piece=doubt)
            yield ledger.find("C04", "matters", row, "joint_units", doubt=unknown, around=around)


def keys_are_single(ledger: Ledger) -> Iterator[Finding]:
    """Yield C05 for every row whose key stands on an earlier row of its sheet."""
    for schema in SHEETS.values():
        if schema.name in _VERSIONED or schema.positional:
            continue
        first: dict[str, int] = {}
        for row in ledger.image[schema.name]:
            key = row.text(schema.key)
            if key and first.setdefault(key, row.number) != row.number:
                yield ledger.find("C05", schema.name, row, schema.key, first=first[key])


def closings_are_sound(ledger: Ledger) -> Iterator[Finding]:
    """Yield C06-C09: closed without a day, done before registration or after today, closed by the officer in charge."""
    for row in ledger.image["matters"]:
        done, registered = row.day("done_on"), row.day("registered_on")
        if row["stage"] == Stage.CLOSED and done is None:
            yield ledger.find("C06", "matters", row, "done_on")
        if done and registered and done < registered:
            yield ledger.find("C07", "matters", row, "done_on", registered=registered)
        if done and done > ledger.today:
            yield ledger.find("C08", "matters", row, "done_on")
        if row["closed_by"] is not None and row["closed_by"] == row["officer_a"]:
            yield ledger.find("C09", "matters", row, "closed_by")


def kinds_of_days_are_understood(ledger: Ledger) -> Iterator[Finding]:
    """Yield D14 for a day of 节假日 whose kind is neither 休 nor 班: the calendar passes over it."""
    for row in ledger.image["holidays"]:
        if row["kind"] is not None and row["kind"] not in DAY_KINDS:
            yield ledger.find("D14", "holidays", row, "kind", rest=REST, work=WORK)


def dates_and_numbers_are_such(ledger: Ledger) -> Iterator[Finding]:
    """Yield C10 and C11 for typed cells of date and number columns that hold something else."""
    for schema, column in _columns(Owner.OFFICE, Owner.UNIT):
        if column.kind not in _TYPED:
            continue
        code, right = _TYPED[column.kind]
        for row in ledger.image[schema.name]:
            if row[column.key] is not None and not isinstance(row[column.key], right):
                yield ledger.find(code, schema.name, row, column.key)


def holidays_are_known(ledger: Ledger) -> Iterator[Finding]:
    """Yield C12 for the ledger's own year without holidays, C13 from November on for the next year."""
    year, sheet = ledger.policy.year, SHEETS["holidays"].sheet
    if not ledger.calendar.is_published(year):
        yield Finding("C12", sheet, facts={"year": year})
    following = ledger.today.year + 1
    if ledger.today.month >= _WARN_FROM_MONTH and not ledger.calendar.is_published(following):
        yield Finding("C13", sheet, facts={"year": following})


def secrets_stay_closed(ledger: Ledger) -> Iterator[Finding]:
    """Yield C14 for a matter with 密级 whose proposal is marked as open to the public."""
    for row in ledger.image["proposals"]:
        matter = ledger.book.matters.get(row.text("matter_id"))
        if matter is not None and matter["secrecy"] and row["open_online"] == YES:
            yield ledger.find("C14", "matters", matter, "secrecy")


def rules_are_usable(ledger: Ledger) -> Iterator[Finding]:
    """Yield C15 for a rule in force without a number, C16 for a rule that scoring needs and that is not in force."""
    for row, rule in zip(ledger.image["rules"], ledger.book.rules.rules, strict=False):
        is_needed = rule.mode != RuleMode.UNRANKED and rule.is_in_force(ledger.today)
        if is_needed and not isinstance(row["points"], int | float):
            yield ledger.find("C15", "rules", row, "points", rule=rule.number)
    for number in NEEDED:
        if ledger.book.rules.rule(number, ledger.today) is None:
            yield Finding("C16", SHEETS["rules"].sheet, facts={"rule": number})


def entries_by_hand_count(ledger: Ledger) -> Iterator[Finding]:
    """Yield C17 for an entry that lacks its second person, C18 for an entry that brings no points at all."""
    counted = {entry.row.number: entry for entry in ledger.entries}
    for row in ledger.image["manual_points"]:
        entry = counted.get(row.number)
        if entry is None:
            yield ledger.find("C18", "manual_points", row, "rule_no", entry=row.text("entry_id"))
        elif not entry.is_confirmed:
            yield ledger.find("C17", "manual_points", row, "confirmed_by", entry=row.text("entry_id"))


def units_belong_to_their_matters(ledger: Ledger) -> Iterator[Finding]:
    """Yield C19 for an answer or an urge whose unit is no party of the matter."""
    for sheet in _PARTY_SHEETS:
        for row in ledger.image[sheet]:
            parties = ledger.book.parties.get(row.text("matter_id"))
            if parties is None or row["unit"] is None or not is_scored(ledger.book.matters[row.text("matter_id")]):
                continue
            if row.text("unit") not in parties and ledger.book.unit_named(row.text("unit"), None) not in parties:
                yield ledger.find("C19", sheet, row, "unit")


def references_lead_somewhere(ledger: Ledger) -> Iterator[Finding]:
    """Yield C20 for a 督查编号 on another sheet that the ledger does not know."""
    for sheet in _POINTING:
        for row in ledger.image[sheet]:
            if row["matter_id"] is not None and row.text("matter_id") not in ledger.book.matters:
                yield ledger.find("C20", sheet, row, "matter_id")


def the_office_is_named(ledger: Ledger) -> Iterator[Finding]:
    """Yield C30 for a row of 参数 that only the office itself can fill in, left blank."""
    for row in ledger.image["settings"]:
        if row["key"] in _OWN_SETTINGS and not row.text("value").strip():
            yield ledger.find("C30", "settings", row, "value", name=row.text("name"))


CHECKS: tuple[Check, ...] = (
    required_are_filled,
    values_are_in_their_lists,
    kinds_of_days_are_understood,
    dates_and_numbers_are_such,
    keys_are_single,
    units_are_known,
    closings_are_sound,
    references_lead_somewhere,
    units_belong_to_their_matters,
    secrets_stay_closed,
    entries_by_hand_count,
    rules_are_usable,
    holidays_are_known,
    the_office_is_named,
)


def check_ledger(book: Casebook, *, policy: OfficePolicy, calendar: WorkCalendar) -> list[Finding]:
    """Return all findings about what people typed, check by check, rows in sheet order.

    Of a cell that shows an error nothing else is said.
    """
    ledger = Ledger(book, policy, calendar)
    errors = list(error_cells(book.image))
    told = {(finding.sheet, finding.cell) for finding in errors}
    found = (finding for check in CHECKS for finding in check(ledger))
    return errors + [finding for finding in found if (finding.sheet, finding.cell) not in told]
