"""Conflicts on which a person has chosen: what the choice changes in the ledger."""

from collections.abc import Mapping
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Row, Value
from xlsync.rules.plan import change_cells
from xlsync.rules.shown import read_shown, show
from xlsync.vocabulary.labels import refreshing as words
from xlsync.vocabulary.terms import Choice

_MATTERS, _CONFLICTS, _CHANGES = SHEETS["matters"], SHEETS["conflicts"], SHEETS["changes"]


def settle(image: MasterImage, today: date) -> tuple[Plan, list[Finding]]:
    """Return the plan that carries out the choices made on 冲突 and not yet settled, and findings on unreadable ones.

    采用报送值 puts the reported value into the ledger; 保留现值 changes nothing there. Both note the day of settling.
    Several conflicts of one cell are carried out in the order of the sheet.
    """
    matters = image["matters"].by_key()
    changes: list[CellChange] = []
    appends: list[RowAppend] = []
    findings: list[Finding] = []
    for row in image["conflicts"]:
        if row["settled_on"] is not None or row["choice"] not in tuple(Choice):
            continue
        source = Source(words.SETTLING, file=row.text("file"), cell=row.text("cell"))
        matter = matters.get(row.text("matter_id"))
        if row["choice"] == Choice.TAKE_THEIRS:
            taken = _taken(row) if matter is not None else None
            if taken is None or matter is None:
                findings.append(_unreadable(image, row))
                continue
            changes += change_cells(_MATTERS, matter, taken, source)
            matters[row.text("matter_id")] = Row(matter.number, {**matter.values, **taken})
            appends.append(_log_line(row, matter, taken, source, today))
        changes += change_cells(_CONFLICTS, row, {"settled_on": today}, source)
    return Plan(words.SETTLING, tuple(changes), tuple(appends)), findings


def _taken(row: Row) -> dict[str, Value] | None:
    """Return the reported value by ledger column; None when it cannot be read or is blank (blank erases nothing)."""
    column = _MATTERS.keys_by_header.get(row.text("column"))
    if column is None or row["theirs"] is None:
        return None
    try:
        return {column: read_shown(row.text("theirs"), _MATTERS.by_key[column].kind)}
    except ValueError:
        return None


def _unreadable(image: MasterImage, row: Row) -> Finding:
    place = image["conflicts"].positions.get("theirs")
    return Finding(
        "C22",
        sheet=_CONFLICTS.sheet,
        cell=CellRef(_CONFLICTS.sheet, row.number, place).a1 if place else "",
        matter=row.text("matter_id"),
        unit=row.text("unit"),
        column=row.text("column"),
        value=row["theirs"],
        facts={"conflict": row.text("conflict_id")},
    )


def _log_line(row: Row, matter: Row, taken: Mapping[str, Value], source: Source, today: date) -> RowAppend:
    """Return the line of 变更记录 for a settled conflict."""
    column, after = next(iter(taken.items()))
    kind = _MATTERS.by_key[column].kind
    summary = words.SETTLED.format(
        column=row.text("column"),
        before=show(matter[column], kind) or words.BLANK,
        after=show(after, kind),
        unit=row.text("unit"),
    )
    key = f"{row.text('conflict_id')}/{words.SETTLING}"
    values: dict[str, Value] = {
        "change_no": key,
        "changed_at": today.isoformat(),
        "kind": words.SETTLING,
        "matter_id": row["matter_id"],
        "who": words.SETTLING,
        "columns": row["column"],
        "summary": summary,
        "source": row["file"],
    }
    return RowAppend(_CHANGES.name, key, values, source)
