"""What the lead unit's answer does to its ledger row: cells taken, conflicts for a person, one line of 变更记录."""

from collections.abc import Mapping
from itertools import chain, count

from xlsync.model.table import Row, Value
from xlsync.rules.absorb.arrival import Absorbed, Arrival
from xlsync.rules.absorb.batch import Absorption
from xlsync.rules.absorb.conflicts import close_overtaken
from xlsync.rules.absorb.saying import EXTRA, MATTERS, Said, change_shown, headers
from xlsync.rules.merge import MergedRow, merge_row
from xlsync.rules.shown import show
from xlsync.vocabulary.labels.merging import CLAUSE_MARK


def fill_ledger(arrival: Arrival, said: Said, row: Row, batch: Absorption, done: Absorbed) -> MergedRow:
    """Merge an answer into its ledger row and return what was taken and what a person must choose."""
    merged = merge_row(said.base, row.values, said.given)
    for column, base in merged.conflicts.items():
        _note_conflict(arrival, said, column, base, row[column], batch)
    close_overtaken(arrival, said, merged, batch)
    taken = {**merged.taken, **_extra(said, row)}
    done.cells += len(taken)
    done.conflicts += len(merged.conflicts)
    if taken:
        version = row["row_version"]
        system: dict[str, Value] = {
            "row_version": int(version) + 1 if isinstance(version, int | float) else 1,
            "source_sha": arrival.sha256[:12],
        }
        cells = said.answer.cells
        batch.put("matters", said.answer.matter_id, {**taken, **system}, arrival.source(""), cells)
        _log_line(arrival, said, taken, row, batch)
    return merged


def _extra(said: Said, row: Row) -> dict[str, Value]:
    """Return 附加信息 with a new text of inserted columns: the unit's own earlier text replaced, any other kept."""
    before, own = row.text(EXTRA), said.base.get(EXTRA)
    if not said.extra or said.extra in before.split(CLAUSE_MARK):
        return {}
    if isinstance(own, str) and own and own in before:
        return {EXTRA: before.replace(own, said.extra, 1)}
    return {EXTRA: CLAUSE_MARK.join(part for part in (before, said.extra) if part)}


def _note_conflict(arrival: Arrival, said: Said, column: str, base: Value, ours: Value, batch: Absorption) -> None:
    answer, kind = said.answer, MATTERS.by_key[column].kind
    key = f"{answer.matter_id}/{MATTERS.header(column)}/{arrival.sha256[:6]}"
    cell = answer.cells.get(column, "")
    wanted: dict[str, Value] = {
        "conflict_id": key,
        "matter_id": answer.matter_id,
        "column": MATTERS.header(column),
        "base": show(base, kind),
        "ours": show(ours, kind),
        "theirs": show(answer.values[column], kind),
        "unit": arrival.unit,
        "found_on": arrival.received_on,
        "file": arrival.file,
        "cell": cell,
        "source_sha": arrival.sha256,
    }
    batch.put("conflicts", key, wanted, arrival.source(cell))
    batch.open_conflicts.setdefault((answer.matter_id, MATTERS.header(column), arrival.unit), []).append(key)


def _free_key(key: str, batch: Absorption) -> str:
    """Return the key of a new line of 变更记录: a file that was undone and merged again has its first line still."""
    keys = chain([key], (f"{key}/{number}" for number in count(2)))
    return next(free for free in keys if batch.row("changes", free) is None)


def _log_line(arrival: Arrival, said: Said, taken: Mapping[str, Value], row: Row, batch: Absorption) -> None:
    matter = said.answer.matter_id
    key = _free_key(f"{arrival.sha256[:8]}/{matter}", batch)
    wanted: dict[str, Value] = {
        "change_no": key,
        "changed_at": arrival.received_on.isoformat(),
        "kind": arrival.kind,
        "matter_id": matter,
        "who": arrival.unit,
        "columns": headers(taken),
        "summary": CLAUSE_MARK.join(change_shown(column, row[column], value) for column, value in taken.items()),
        "source": arrival.file,
    }
    batch.put("changes", key, wanted, arrival.source(""))
