"""The sheet 冲突: what a person's choice changes in the ledger, and conflicts that time has settled.

newer conflict of the same cell and unit      -> the older one is closed, whatever was chosen on it
保留现值                                      -> closed; the ledger stands
采用报送值, the ledger holds what is shown    -> the reported value enters the ledger
采用报送值, the ledger holds something else   -> not carried out: the present value is shown, the person chooses again
no choice, the ledger has moved               -> the present value is shown; closed where both sides say the same now
"""

from dataclasses import dataclass, field
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row, Table, Value
from xlsync.rules.plan import change_cells
from xlsync.rules.returned.compare import plain_text
from xlsync.rules.returned.facts import brief
from xlsync.rules.shown import read_shown, show
from xlsync.vocabulary.labels import refreshing as words
from xlsync.vocabulary.terms import Choice

_MATTERS, _CONFLICTS, _CHANGES = SHEETS["matters"], SHEETS["conflicts"], SHEETS["changes"]


def settle(image: MasterImage, today: date) -> tuple[Plan, list[Finding]]:
    """Return the plan that carries out the choices made on 冲突 and not yet settled, and findings on the others.

    What is settled gets its day; why a conflict was closed without a choice, or a choice not carried out, stands in
    处理说明.
    """
    newest = _newest(image["conflicts"])
    settling = _Settling(image, today, image["matters"].by_key())
    for row in image["conflicts"]:
        if row["settled_on"] is None:
            settling.look_at(row, superseded=newest[_cell_of(row)] is not row)
    return Plan(words.SETTLING, tuple(settling.changes), tuple(settling.appends)), settling.findings


def _cell_of(row: Row) -> tuple[str, str, str]:
    return row.text("matter_id"), row.text("column"), row.text("unit")


def _newest(conflicts: Table) -> dict[tuple[str, str, str], Row]:
    """Return the last conflict of each cell and unit, settled ones too; on one day the lower row is the later one."""
    return {_cell_of(row): row for row in sorted(conflicts, key=lambda row: str(row["found_on"] or ""))}


@dataclass
class _Settling:
    """What has been decided so far; ``matters`` are the ledger's rows as they will stand."""

    image: MasterImage
    today: date
    matters: dict[str, Row]
    changes: list[CellChange] = field(default_factory=list)
    appends: list[RowAppend] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def look_at(self, row: Row, *, superseded: bool) -> None:
        """Decide one conflict that is still open."""
        column = _MATTERS.keys_by_header.get(row.text("column"), "")
        matter = self.matters.get(row.text("matter_id")) if column else None
        if superseded:
            self._close(row, words.SUPERSEDED)
        elif row["choice"] == Choice.KEEP_OURS:
            self._close(row)
        elif row["choice"] == Choice.TAKE_THEIRS:
            self._take(row, matter, column)
        elif matter is not None:
            self._keep_shown(row, matter, column)

    def _take(self, row: Row, matter: Row | None, column: str) -> None:
        value = _reported(row, column) if matter is not None else None
        if matter is None or value is None:
            self.findings.append(self._finding("C22", row, "theirs"))
        elif _says(row["theirs"], matter, column):
            self._close(row, words.AGREED)
        elif not _says(row["ours"], matter, column):
            self._ask_again(row, matter, column)
        else:
            self._enter(row, matter, column, value)

    def _enter(self, row: Row, matter: Row, column: str, value: Value) -> None:
        """Put the reported value into the ledger: it is the unit's, out of its file."""
        source = Source(row.text("unit"), row.text("source_sha"), row.text("file"), row.text("cell"))
        self.changes += change_cells(_MATTERS, matter, {column: value}, source)
        self.matters[row.text("matter_id")] = Row(matter.number, {**matter.values, column: value})
        self.appends.append(_log_line(row, matter, column, value, source, self.today))
        self._close(row)

    def _ask_again(self, row: Row, matter: Row, column: str) -> None:
        """Show what the ledger holds now and take the choice back: it was made looking at another value."""
        present = show(matter[column], _MATTERS.by_key[column].kind)
        shown, now = (brief(str(text or words.BLANK)) for text in (row["ours"], present))
        note = words.NOT_CARRIED_OUT.format(choice=row["choice"], shown=shown, present=now)
        self._write(row, {"ours": present, "choice": None, "note": note})
        self.findings.append(self._finding("C24", row, "choice", note=note))

    def _keep_shown(self, row: Row, matter: Row, column: str) -> None:
        """Keep 台账现值 true while nobody has chosen."""
        if _says(row["theirs"], matter, column):
            self._close(row, words.AGREED)
            return
        if not _says(row["ours"], matter, column):
            self._write(row, {"ours": show(matter[column], _MATTERS.by_key[column].kind)})
        if row["note"] is not None:
            self.findings.append(self._finding("C24", row, "choice", note=row["note"]))

    def _close(self, row: Row, note: str | None = None) -> None:
        self._write(row, {"settled_on": self.today, "note": note})

    def _write(self, row: Row, wanted: dict[str, Value]) -> None:
        source = Source(words.SETTLING, row.text("source_sha"), row.text("file"), row.text("cell"))
        self.changes += change_cells(_CONFLICTS, row, wanted, source)

    def _finding(self, code: str, row: Row, column: str, **facts: object) -> Finding:
        place = self.image["conflicts"].positions.get(column)
        return Finding(
            code,
            sheet=_CONFLICTS.sheet,
            cell=CellRef(_CONFLICTS.sheet, row.number, place).a1 if place else "",
            matter=row.text("matter_id"),
            unit=row.text("unit"),
            column=row.text("column"),
            value=row["theirs"],
            facts={"conflict": row.text("conflict_id"), **facts},
        )


def _reported(row: Row, column: str) -> Value:
    """Return the reported value; None when it cannot be read or is blank (blank erases nothing)."""
    if row["theirs"] is None:
        return None
    try:
        return read_shown(row.text("theirs"), _MATTERS.by_key[column].kind)
    except ValueError:
        return None


def _says(text: Value, matter: Row, column: str) -> bool:
    """Return whether a text of 冲突 is what the ledger holds now."""
    present = show(matter[column], _MATTERS.by_key[column].kind)
    return plain_text(text or "") == plain_text(present or "")


def _log_line(row: Row, matter: Row, column: str, value: Value, source: Source, today: date) -> RowAppend:
    """Return the line of 变更记录 for a settled conflict."""
    kind = _MATTERS.by_key[column].kind
    summary = words.SETTLED.format(
        column=row.text("column"),
        before=show(matter[column], kind) or words.BLANK,
        after=show(value, kind),
        unit=row.text("unit"),
    )
    key = f"{row.text('conflict_id')}/{words.SETTLING}"
    values: dict[str, Value] = {
        "change_no": key,
        "changed_at": today.isoformat(),
        "kind": words.SETTLING,
        "matter_id": row["matter_id"],
        "who": row["unit"],
        "columns": row["column"],
        "summary": summary,
        "source": row["file"],
    }
    return RowAppend(_CHANGES.name, key, values, source)
