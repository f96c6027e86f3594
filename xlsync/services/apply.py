"""One batch: files -> examined -> one plan -> one write of the master -> receipts. A bad file stops no other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan
from xlsync.model.submission import FormRow, IssuedForm, Outcome
from xlsync.model.table import MasterImage, Value
from xlsync.rules.absorb import Absorbed, Absorption, Arrival, Earlier, absorb
from xlsync.rules.assignment import lead_units, parties
from xlsync.rules.finding_rows import STOPPED
from xlsync.rules.merge import changed_by_unit
from xlsync.rules.plan import foresee, join
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.units import UnitNames
from xlsync.services.discretion import for_unit, secret_matters
from xlsync.services.intake import Claim, Examined, Incoming, Intake, same_form
from xlsync.services.outcomes import reason_of
from xlsync.services.ports import Accepted, Move
from xlsync.services.refresh import RefreshResult, refresh
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.services.writing import write
from xlsync.vocabulary.labels import merging as words
from xlsync.vocabulary.terms import SubmissionState as S


@dataclass(frozen=True)
class BatchResult:
    """What a batch did: one outcome per file, the plan (empty: nothing changed) and the refresh that went with it."""

    outcomes: tuple[Outcome, ...]
    plan: Plan
    refreshed: RefreshResult | None
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Batch:
    """The one batch under way: the master as read, the rules in force and the moment."""

    image: MasterImage
    work: Workplace
    policy: OfficePolicy
    calendar: WorkCalendar
    now: datetime
    observed: Sequence[CellChange] = ()
    dry_run: bool = False
    stages: Stages = field(default_factory=Stages)
    on_file: Callable[[str], None] = lambda _: None

    def run(self, files: Sequence[Incoming]) -> BatchResult:
        """Merge the files and refresh, in one plan.

        It is durable when it returns, but for what stands unsaved in the open workbook: such files are still APPLYING.
        """
        claims = self._intake.claim(files)
        pairs = zip(files, claims, strict=True)
        fresh = (file for file, claim in pairs if not claim.repeat_of and not file.verdict)
        self.work.reader.expect([(file.content, file.name) for file in fresh])
        examined = [self._examine(file, claim) for file, claim in zip(files, claims, strict=True)]
        with self.stages.stage("merge"):
            merged = self._merge(sorted((item for item in examined if item.proceeds), key=lambda item: item.order))
        plan, refreshed = self._plan(merged, examined)
        settled = [replace(item, outcome=_outcome(item, merged.done.get(item.sha256))) for item in examined]
        if not self.dry_run:
            settled = self._carry_out(plan, settled, merged)
        return BatchResult(tuple(item.outcome for item in settled), plan, refreshed, self.stages.seconds)

    @cached_property
    def _intake(self) -> Intake:
        return Intake(self.image, self.work, self.policy, self.now, self.dry_run, self.stages)

    def _examine(self, file: Incoming, claim: Claim) -> Examined:
        examined = self._intake.examine(file, claim)
        self.on_file(file.name)
        return examined

    def _merge(self, proceeding: Sequence[Examined]) -> "Merged":
        names = self._names
        batch = Absorption(self.image, self.calendar, lead_units(self.image, names), parties(self.image, names))
        merged = Merged(batch)
        for item in proceeding:
            merged.add(item, self._arrival(item, merged))
        return merged

    @cached_property
    def _names(self) -> UnitNames:
        return UnitNames(self.image)

    def _arrival(self, item: Examined, merged: "Merged") -> Arrival:
        found = item.examination
        assert found is not None  # only what was examined proceeds
        unit, form = found.unit, self._intake.form(found.form_id)
        assert form is not None  # an examination that proceeds has named a form on record
        bases = merged.bases(item, form, self.work)
        return Arrival(
            unit,
            found.period,
            date.fromisoformat(form.due_on),
            item.incoming.received_at.date(),
            item.incoming.name,
            item.sha256,
            found.filled_by,
            found.answers,
            {row.matter_id: row.values for row in form.rows},
            bases,
            found.returned,
            found.asked,
            found.extensions,
            merged.earlier(item, form),
            words.MERGE_KIND,
            frozenset(row.matter_id for row in form.rows if merged.is_older(unit, row.matter_id, item.order)),
            frozenset(row.matter_id for row in form.rows if self._names.one(_lead(row), None) == unit),
        )

    def _plan(self, merged: "Merged", examined: Sequence[Examined]) -> tuple[Plan, RefreshResult | None]:
        """Return the merge and the refresh that follows from it as one plan."""
        numbers = [item.number for item in merged.items]
        merging = merged.batch.plan(words.MERGE_KIND, numbers)
        findings = [finding for item in examined for finding in merged.listed(item)]
        if merging.is_empty and not findings:
            return merging, None
        with self.stages.stage("refresh"):
            foreseen = foresee(self.image, merging)
            refreshed = refresh(
                foreseen,
                policy=self.policy,
                calendar=self.calendar,
                today=self.now.date(),
                findings=findings,
                observed=self.observed,
                moment=f"{self.now:%Y-%m-%d %H:%M}",
            )
            return join(words.MERGE_KIND, [merging, refreshed.plan], numbers), refreshed

    def _carry_out(self, plan: Plan, settled: Sequence[Examined], merged: "Merged") -> list[Examined]:
        """Journal, write, receipts, close: the journal has the whole plan before the first byte of the master changes.

        A file comes to its last state only when its receipt is there: after a crash the rest is done, not forgotten.
        Files whose plan is not saved yet get theirs later, too (see ``resume``).
        """
        going = [item for item in settled if item.proceeds]
        is_saved = True
        if not plan.is_empty:
            moves, answers = _setting_out(going), merged.accepted_answers()
            is_saved = write(plan, self.image, self.work, self.now, moves, answers, self.stages).is_saved
        ended = [item for item in settled if is_saved or not item.proceeds]
        with self.stages.stage("receipts"):
            for item in ended:
                if item.number and not _is_opened(item):
                    self._receipt(item)
        with self.stages.stage("journal"):
            checked = _checked([item for item in ended if _is_opened(item) or (plan.is_empty and item.proceeds)])
            ends = [(item.number, item.outcome.state, item.outcome) for item in ended if item.number]
            self.work.journal.move_many([*checked, *sorted(ends, key=itemgetter(1))])
        return [item if is_saved or not item.proceeds else _unsaved(item) for item in settled]

    @cached_property
    def _secret(self) -> frozenset[str]:
        return secret_matters(self.image)

    def _receipt(self, item: Examined) -> None:
        received = item.incoming.received_at
        findings = for_unit(item.findings, self._secret)
        self.work.receipts.write(item.outcome, findings, self.work.receipts_folder, received_at=received)


@dataclass
class Merged:
    """The submissions of one batch as they are absorbed one after the other; later files see earlier ones' answers."""

    batch: Absorption
    items: list[Examined] = field(default_factory=list)
    done: dict[str, Absorbed] = field(default_factory=dict)
    accepted: dict[str, dict[str, tuple[str, dict[str, Value]]]] = field(default_factory=dict)
    fresh: set[tuple[str, str]] = field(default_factory=set)

    def add(self, item: Examined, arrival: Arrival) -> None:
        """Absorb one submission and remember its accepted answers as the next base."""
        result = absorb(arrival, self.batch)
        self.items.append(item)
        self.done[item.sha256] = result
        mine = self.accepted.setdefault(arrival.unit, {})
        for matter, values in result.accepted.items():
            mine[matter] = (item.order, values)
            self.fresh.add((arrival.unit, matter))

    def bases(self, item: Examined, form: IssuedForm, work: Workplace) -> dict[str, dict[str, Value]]:
        """Return by matter what an answer is compared with: the last accepted answer to this form, else the form."""
        bases = {row.matter_id: row.values for row in form.rows}
        for matter, (order, values) in self._known(form.unit, list(bases), work).items():
            if matter in bases and same_form(order, item.order):
                bases[matter] = {**bases[matter], **values}
        return bases

    def earlier(self, item: Examined, form: IssuedForm) -> dict[str, Earlier]:
        """Return by matter what the unit itself had filled in earlier on this very form."""
        mine, fresh = self.accepted[form.unit], self.fresh
        return {
            row.matter_id: Earlier(
                changed_by_unit(row.values, mine[row.matter_id][1]), (form.unit, row.matter_id) in fresh
            )
            for row in form.rows
            if row.matter_id in mine and same_form(mine[row.matter_id][0], item.order)
        }

    def is_older(self, unit: str, matter: str, order: str) -> bool:
        """Return whether the unit has given a later answer on this matter already."""
        known = self.accepted.get(unit, {}).get(matter)
        return known is not None and known[0] > order

    def _known(self, unit: str, matters: Sequence[str], work: Workplace) -> dict[str, tuple[str, dict[str, Value]]]:
        """Return the unit's accepted answers, those of this batch over those of the journal."""
        mine = self.accepted.setdefault(unit, {})
        orders = work.journal.answer_order(unit)
        if orders:
            for matter, values in work.journal.answers(unit, matters).items():
                mine.setdefault(matter, (orders[matter], values))
        return mine

    def listed(self, item: Examined) -> tuple[Finding, ...]:
        """Return what 错误清单 must know of a file: what was found in it, and whether it went no further."""
        outcome, found = item.outcome, item.findings
        code = STOPPED.get(outcome.state, "F01-filed" if item.proceeds else "")
        if item.proceeds:
            found = (*found, *self.done[item.sha256].findings)
        if not code:  # a repeat of what was merged before
            return found
        facts = {"file": outcome.file, "reason": outcome.reason}
        return (Finding(code, unit=outcome.unit, source=outcome.file, facts=facts), *found)

    def accepted_answers(self) -> list[Accepted]:
        """Return the accepted answers of the batch."""
        return [
            Accepted(item.outcome.unit, item.number, item.order, self.done[item.sha256].accepted) for item in self.items
        ]


def _lead(row: FormRow) -> str:
    return str(row.values.get("lead_unit") or "")


def _is_opened(item: Examined) -> bool:
    """Return whether an item is a mail or an archive that has been opened: its parts have their own receipts."""
    return bool(item.number) and item.outcome.is_envelope and item.outcome.state is S.FILED


def _unsaved(item: Examined) -> Examined:
    """Return a file whose plan stands in the open workbook and is not saved yet."""
    reason = words.UNSAVED.format(reason=item.outcome.reason)
    return replace(item, outcome=replace(item.outcome, state=S.APPLYING, reason=reason))


def _checked(going: Iterable[Examined]) -> list[Move]:
    return [(item.number, S.CHECKED, None) for item in going if item.stopped_in is not S.CHECKED]


def _setting_out(going: Sequence[Examined]) -> list[Move]:
    """Return the moves of submissions whose plan is about to be carried out."""
    planned: list[Move] = [(item.number, S.PLANNED, item.outcome) for item in going]
    return [*_checked(going), *planned, *((item.number, S.APPLYING, None) for item in going)]


def _outcome(item: Examined, done: Absorbed | None) -> Outcome:
    if done is None or item.examination is None:
        return item.outcome
    findings = (*item.findings, *done.findings)
    return replace(
        item.outcome,
        state=S.FILED,
        changes=done.cells,
        matters=done.updated,
        conflicts=done.conflicts,
        reason=reason_of(done, item.examination.returned, findings),
        findings=findings,
    )
