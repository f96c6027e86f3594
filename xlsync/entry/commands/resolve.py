"""xlsync resolve: the choices made on 冲突 carried out, and which conflicts a person still has to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, Row, Table
from xlsync.rules.plan import foresee
from xlsync.rules.returned.facts import brief
from xlsync.vocabulary.labels import resolving as words
from xlsync.vocabulary.labels.merging import BLANK_SHOWN
from xlsync.vocabulary.labels.reports import would

_SHEET = SHEETS["conflicts"].sheet
_FACTS = ("conflict_id", "matter_id", "column", "unit", "ours", "theirs", "choice", "note")
_LINES_SHOWN = 20


@dataclass(frozen=True)
class _Resolved:
    """The sheet 冲突 as it will stand, its rows that were settled now, and those that are open."""

    table: Table
    settled: Sequence[Row]
    open: Sequence[Row]

    @property
    def chosen(self) -> int:
        """Return how many were settled by a person's choice."""
        return sum(row["choice"] is not None and row["note"] is None for row in self.settled)

    def cell_of(self, row: Row) -> str:
        """Return the address of the cell in which a person chooses, '' where the sheet has lost that column."""
        place = self.table.positions.get("choice")
        return CellRef(_SHEET, row.number, place).a1 if place else ""


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Settle what was chosen, within a refresh; exit code 1 while a conflict is open."""
    dry_run = bool(options["dry_run"])
    with changing(office) as desk:
        found = _resolved(desk, dry_run)
    data = {
        "settled": [_facts(row) for row in found.settled],
        "open": [{**_facts(row), "cell": found.cell_of(row)} for row in found.open],
        "dry_run": dry_run,
    }
    return Report(data, _lines(found, dry_run), 1 if found.open else 0)


def _resolved(desk: Desk, dry_run: bool) -> _Resolved:
    before = {row["conflict_id"] for row in desk.image["conflicts"] if row["settled_on"] is None}
    after = foresee(desk.image, refresh_desk(desk, dry_run=dry_run).plan)["conflicts"]
    rows = [row for row in after if row["conflict_id"] in before]
    return _Resolved(
        after,
        [row for row in rows if row["settled_on"] is not None],
        [row for row in rows if row["settled_on"] is None],
    )


def _facts(row: Row) -> dict[str, object]:
    return {fact: row[fact] for fact in _FACTS}


def _lines(found: _Resolved, dry_run: bool) -> list[str]:
    lines = [would(words.SETTLED.format(chosen=found.chosen), dry_run)] if found.chosen else []
    if by_time := len(found.settled) - found.chosen:
        lines.append(words.SETTLED_BY_TIME.format(count=by_time))
    if not found.open:
        return [*lines, words.NOTHING_OPEN]
    more = len(found.open) - _LINES_SHOWN
    shown = [_open_line(found, row) for row in found.open[:_LINES_SHOWN]]
    rest = [words.MORE.format(count=more)] if more > 0 else []
    return [*lines, words.OPEN.format(count=len(found.open)), *shown, *rest]


def _open_line(found: _Resolved, row: Row) -> str:
    return words.OPEN_LINE.format(
        sheet=_SHEET,
        cell=found.cell_of(row),
        matter=row.text("matter_id"),
        column=row.text("column"),
        unit=row.text("unit"),
        ours=brief(row.text("ours") or BLANK_SHOWN),
        theirs=brief(row.text("theirs") or BLANK_SHOWN),
        note=words.OPEN_NOTE.format(note=row["note"]) if row["note"] else "",
    )
