"""On start: plans that were begun and not finished come to their end, each exactly once.

A crash and an Excel closed without saving are one case: the master says by its plan number whether it holds the plan.
If it does, the plan is finished. If not, each cell must hold its *before* or its *after*; then the plan is applied
again. Where a cell holds anything else, nothing is written and the plan is held for a person.

An open workbook may hold plans that its file lacks: they stay begun, and are finished once the file holds them.

A master whose number lies below the last finished plan is an older copy that somebody put back. What it lacks, plans
and observed typing alike, is written again before anything else; the journal has the lines already. Where the journal
is the older copy, the master's number is one that this journal never gave: it says nothing, and the cells decide.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from xlsync.model.plan import CellChange, Plan, RowAppend, Source
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.catch_up import HeldCell, catch_up
from xlsync.rules.observe import differences
from xlsync.rules.plan import foresee, named_rows, own_names, same
from xlsync.services.observe import VersionedMaster, keep, known_version, observe
from xlsync.services.ports import Journal, Store
from xlsync.services.writing import finish, refuse_outdated
from xlsync.vocabulary.errors import OlderCopyOpen, UnsafeMaster
from xlsync.vocabulary.labels.journal import OBSERVED, OLDER_COPY

__all__ = ["HeldCell", "Recovery", "recover"]


@dataclass
class Recovery:
    """What became of the unfinished plans; the journal has moved their submissions with them.

    ``standing`` are plans that stand in the open workbook and wait to be saved. ``restored`` is what an older copy of
    the master lacked, None where the master was none; ``kept`` the cells that people changed in that copy, and that
    keep what they typed.
    """

    finished: list[Plan] = field(default_factory=list)
    applied: list[Plan] = field(default_factory=list)
    standing: list[Plan] = field(default_factory=list)
    held: list[tuple[Plan, list[HeldCell]]] = field(default_factory=list)
    restored: Plan | None = None
    kept: list[HeldCell] = field(default_factory=list)


def recover(master: VersionedMaster, store: Store, journal: Journal, now: datetime) -> Recovery:
    """Bring an older copy up to date, then every unfinished plan to its end, oldest first.

    Raises what Master.read and Master.apply raise; UnsafeMaster where an older copy cannot be brought up to date;
    OlderCopyOpen where such a copy is open before somebody, OutdatedWorkbookOpen as refuse_outdated.
    """
    recovery = Recovery()
    _bring_back(recovery, master, store, journal)
    if journal.unfinished_plans():
        _Recovering(recovery, master, store, journal, now).run()
    return recovery


def _bring_back(recovery: Recovery, master: VersionedMaster, store: Store, journal: Journal) -> None:
    """Give an older copy of the master everything that it lacks; what people typed into it is there to observe."""
    number, known = journal.last_finished(), journal.last_master()
    if hashlib.sha256(master.content()).hexdigest() == known:
        return
    image = master.saved()
    if image.plan_number >= number:
        return
    if master.is_open:
        raise OlderCopyOpen(image.plan_number, number)
    last = known_version(known, master, store)
    if last is None:
        raise UnsafeMaster(OLDER_COPY.format(found=image.plan_number, number=number))
    plan, recovery.kept = catch_up(image, last, journal.finished_since(image.plan_number))
    recovery.restored = replace(plan, number=number)
    master.apply(recovery.restored, image)


@dataclass
class _Recovering:
    """The unfinished plans on their way; ``base`` is the last version of the file that the journal knows."""

    recovery: Recovery
    master: VersionedMaster
    store: Store
    journal: Journal
    now: datetime
    base: MasterImage | None = None
    typed: frozenset[tuple[str, str, str]] = frozenset()

    def run(self) -> None:
        """Finish what the file holds, then write what it lacks, then save what the open workbook holds."""
        self.base = known_version(self.journal.last_master(), self.master, self.store)
        self._finish_saved(self.master.saved())
        self.typed = _typed_cells(self.base, self.master.saved())
        for plan in self.journal.unfinished_plans():
            self._bring_on(plan, self.master.read())
        if self.recovery.standing:
            self._finish_standing(self.master.save(self.recovery.standing))

    def _finish_saved(self, image: MasterImage) -> None:
        """Finish the plans that the file holds; what people typed on top of them becomes lines of its own."""
        newest = max(batch.number for batch in self.journal.batches())  # of this journal: another's says nothing
        saved = [plan for plan in self.journal.unfinished_plans() if plan.number <= image.plan_number <= newest]
        if saved and self.base is not None and self.base.sha256 != image.sha256:
            foreseen = reduce(foresee, saved, self.base)
            typed = differences(foreseen, image, Source(OBSERVED))
            keep(image, typed, self.master, self.store, self.journal, self.now)
            self.base = foreseen  # without the typing: a later plan made from it is younger than its line
        self.recovery.finished = saved
        finish(saved, image.sha256, self.journal)

    def _bring_on(self, plan: Plan, image: MasterImage) -> None:
        """Write a plan that the file lacks, unless it stands in the open workbook; hold it where it cannot stand."""
        if self.master.is_open:
            refuse_outdated(image, self.master.saved())
            if plan.number <= image.plan_number:
                self.recovery.standing.append(plan)
                self._go_on_from(plan)
                return
        observe(self.master.saved(), self.master, self.store, self.journal, self.now)
        left = _without_lost_rows(plan, image, self.base)
        held = list(_held_cells(left, image, self.base, self.typed))
        if held:
            self.journal.hold_plan(plan.number)
            self.recovery.held.append((plan, held))
            return
        try:
            sha256 = self.master.apply(_still_missing(left, image), image, self.recovery.standing)
        except UnsafeMaster:  # as it is, it would stop every command to come
            self.journal.hold_plan(plan.number)
            raise
        self._go_on_from(left)
        if sha256:
            self._finish_standing(sha256)
            finish([plan], sha256, self.journal)
            self.recovery.applied.append(plan)
        else:
            self.recovery.standing.append(plan)

    def _go_on_from(self, plan: Plan) -> None:
        """Take a plan into the version that the next plan is held against."""
        self.base = foresee(self.base, plan) if self.base is not None else None

    def _finish_standing(self, sha256: str) -> None:
        """Finish what stood in the open workbook, once the file with this SHA-256 holds it ('': not yet)."""
        if sha256:
            finish(self.recovery.standing, sha256, self.journal)
            self.recovery.finished += self.recovery.standing
            self.recovery.standing = []


def _without_lost_rows(plan: Plan, image: MasterImage, base: MasterImage | None) -> Plan:
    """Return the plan without what it changes in rows that were typed, never saved, and are gone.

    They stood in the open workbook when the plan was made, and it was closed without saving: the person threw them
    away. A row that the last saved version had, and that is gone, is another matter: then the plan is held.
    """
    if base is None:
        return plan
    rows = {name: (named_rows(image[name], plan), named_rows(base[name], plan)) for name in _sheets(plan)}
    kept = (change for change in plan.changes if any(change.key in known for known in rows[change.sheet]))
    return replace(plan, changes=tuple(kept))


def _typed_cells(base: MasterImage | None, saved: MasterImage) -> frozenset[tuple[str, str, str]]:
    """Return the cells (sheet, row, column) that people changed in the file since the version that was known last."""
    if base is None or base.sha256 == saved.sha256:
        return frozenset()
    changes = differences(base, saved, Source(OBSERVED)).changes
    return frozenset((change.sheet, change.key, change.column) for change in changes)


def _held_cells(
    plan: Plan, image: MasterImage, base: MasterImage | None, typed: frozenset[tuple[str, str, str]]
) -> Iterator[HeldCell]:
    """Yield the cells of a plan that stand in its way: they hold something else by now, or were typed since.

    The line of what was typed is younger than the plan's: a plan that was made from unsaved typing, and cut off before
    it was written, would stand before that typing in the journal and after it in the master.
    """
    rows = {name: named_rows(image[name], plan) for name in _sheets(plan)}
    known = {name: named_rows(base[name], plan) for name in _sheets(plan)} if base is not None else None
    for change in plan.changes:
        found = _value(rows[change.sheet], change)
        has_no_place = change.key not in rows[change.sheet] and change.after is not None
        if same(found, change.after) and not has_no_place:
            continue
        is_typed = (change.sheet, change.key, change.column) in typed
        is_unsaved = known is not None and _was_unsaved(change, known[change.sheet], rows[change.sheet])
        if has_no_place or is_typed or is_unsaved or not same(found, change.before):
            yield HeldCell(change.sheet, change.key, change.column, change.before, change.after, found)
    for append in plan.appends:
        yield from _held_cells_of_row(append, rows[append.sheet].get(append.key))


def _was_unsaved(change: CellChange, known: Mapping[str, Row], rows: Mapping[str, Row]) -> bool:
    """Return whether a plan was made from a cell that no saved version held before it."""
    if change.key not in known:
        return change.key in rows
    return not same(known[change.key][change.column], change.before)


def _held_cells_of_row(append: RowAppend, row: Row | None) -> Iterator[HeldCell]:
    """Yield the cells of a row that somebody made under the same key with other values."""
    for column, value in append.values.items() if row is not None else ():
        if row is not None and not same(row[column], value):
            yield HeldCell(append.sheet, append.key, column, None, value, row[column])


def _still_missing(plan: Plan, image: MasterImage) -> Plan:
    """Return the plan without what the master holds already."""
    rows = {name: named_rows(image[name], plan) for name in _sheets(plan)}
    names = {
        name: {row.number: own for own, row in zip(own_names(image[name]), image[name], strict=True)} for name in rows
    }
    changes = tuple(
        _by_own_name(change, rows[change.sheet].get(change.key), names[change.sheet])
        for change in plan.changes
        if not same(_value(rows[change.sheet], change), change.after)
    )
    appends = tuple(append for append in plan.appends if append.key not in rows[append.sheet])
    return replace(plan, changes=changes, appends=appends)


def _by_own_name(change: CellChange, row: Row | None, names: Mapping[int, str]) -> CellChange:
    """Return the change by the name that its row has by now: a row that has got its key is named by a sign no more."""
    return replace(change, key=names[row.number]) if row is not None else change


def _value(rows: dict[str, Row], change: CellChange) -> Value:
    row = rows.get(change.key)
    return row[change.column] if row is not None else None


def _sheets(plan: Plan) -> set[str]:
    return {change.sheet for change in plan.changes} | {append.sheet for append in plan.appends}
