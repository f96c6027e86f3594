"""Points that a person enters on 人工计分, and the confirmation there of what the program only proposes."""

from dataclasses import dataclass, replace
from datetime import date

from xlsync.model.table import Row
from xlsync.rules.scores.casebook import Casebook, is_scored
from xlsync.rules.scores.lines import Event, PointLine, line_of
from xlsync.rules.scores.rulebook import Rule
from xlsync.vocabulary.labels import scores as words
from xlsync.vocabulary.terms import PointState, RuleMode

HAND_MODES = frozenset({RuleMode.MANUAL, RuleMode.TWO_PEOPLE})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of 人工计分 whose unit and rule are known."""

    row: Row
    unit: str
    rule: Rule
    day: date

    @property
    def matter_id(self) -> str:
        """Return the matter, '' for an entry on the unit as a whole."""
        return self.row.text("matter_id")

    @property
    def is_confirmed(self) -> bool:
        """Return whether the entry counts: mode 人工 once signed, mode 人工两人 by two different people."""
        entered, confirmed = self.row.text("entered_by"), self.row.text("confirmed_by")
        if self.rule.mode == RuleMode.MANUAL:
            return bool(entered)
        return bool(entered and confirmed and entered != confirmed)


def entries(book: Casebook) -> list[Entry]:
    """Return the readable rows of 人工计分; 错误清单 names the others."""
    found = []
    for row in book.image["manual_points"]:
        day = row.day("happened_on")
        unit = book.unit_named(row.text("unit"), day)
        rule = book.rules.rule(row.text("rule_no"), day) if day else None
        if day and unit and rule and _is_live(book, row.text("matter_id")):
            found.append(Entry(row, unit, rule, day))
    return found


def _is_live(book: Casebook, matter_id: str) -> bool:
    return not matter_id or (matter_id in book.matters and is_scored(book.matters[matter_id]))


def manual_lines(book: Casebook, found: list[Entry]) -> list[PointLine]:
    """Return the lines of entries under rules that a person decides.

    The entry names the unit that is meant, so its points are borne whole; no joint factor applies.
    """
    return [_line(book, entry) for entry in found if entry.rule.mode in HAND_MODES]


def _line(book: Casebook, entry: Entry) -> PointLine:
    row, times = entry.row, entry.row["times"]
    count = times if isinstance(times, int | float) else 1
    text = words.MANUAL.format(
        reason=row.text("reason"),
        entry=row.text("entry_id"),
        entered_by=row.text("entered_by") or words.NOBODY,
        confirmed_by=row.text("confirmed_by") or words.NOBODY,
    )
    event = Event(entry.rule, entry.day, text, happened_on=entry.day, points=entry.rule.points * count)
    role = book.parties[entry.matter_id].get(entry.unit, "") if entry.matter_id else ""
    line = line_of(event, entry.unit, role, entry.matter_id)
    return line if entry.is_confirmed else replace(line, state=PointState.PROPOSED)


def confirm(lines: list[PointLine], found: list[Entry]) -> list[PointLine]:
    """Return the lines with those proposals confirmed that 人工计分 names by rule, matter and unit, with a 核定人."""
    by_hand = {
        (entry.rule.number, entry.matter_id, entry.unit): entry.row
        for entry in found
        if entry.rule.is_proposed and entry.row["confirmed_by"]
    }
    return [_confirmed(line, by_hand.get((line.rule.number, line.matter_id, line.unit))) for line in lines]


def _confirmed(line: PointLine, row: Row | None) -> PointLine:
    if row is None or line.is_confirmed:
        return line
    text = words.CONFIRMED_BY_HAND.format(person=row.text("confirmed_by"), entry=row.text("entry_id"))
    return replace(line, state=PointState.CONFIRMED).add(text)
