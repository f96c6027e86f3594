"""Refresh: conflicts settled, deadlines, lights, scores, board computed anew; one plan of the cells that change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlsync.model.calendar import WorkCalendar
from xlsync.model.finding import Finding
from xlsync.model.plan import CellChange, Plan, Source
from xlsync.model.sheets import SHEETS
from xlsync.model.table import CellRef, MasterImage, Table, Value
from xlsync.rules import other_sheets
from xlsync.rules.change_lines import change_lines
from xlsync.rules.digest import Digest, digest
from xlsync.rules.finding_rows import finding_rows
from xlsync.rules.ledger_check import check_ledger
from xlsync.rules.numbering import keep_numbers
from xlsync.rules.plan import change_cells, foresee, join, reconcile
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.registration import register
from xlsync.rules.scores import ScoreSheet, scores_of
from xlsync.rules.scores.casebook import Casebook
from xlsync.rules.settling import settle
from xlsync.rules.standing import Standing, standing, with_values
from xlsync.rules.strays import stray_rows
from xlsync.rules.unreadable_places import short_ranges
from xlsync.vocabulary.labels.refreshing import REFRESH_KIND
from xlsync.vocabulary.terms import Owner

_SOURCE = Source(REFRESH_KIND)
_MATTERS = SHEETS["matters"]
_SAME_POINT = ("unit", "role", "matter_id", "rule_no", "period", "due", "happened_on")
"""What makes a line of 扣分明细 the same point as before, whatever its days and points have become."""


@dataclass(frozen=True)
class RefreshResult:
    """A refresh, not yet carried out. ``lights`` by key of JSON output; ``deductions`` are confirmed points (>= 0).

    ``listed`` counts the lines of 错误清单: those on the ledger, and those on returned files.
    """

    plan: Plan
    lights: Mapping[str, int]
    findings: tuple[Finding, ...]
    deductions: float
    changed_cells: int
    listed: tuple[int, int] = (0, 0)


def refresh(
    image: MasterImage,
    *,
    policy: OfficePolicy,
    calendar: WorkCalendar,
    today: date,
    findings: Sequence[Finding] = (),
    observed: Sequence[CellChange] = (),
    moment: str = "",
    lines_kept: Table | None = None,
) -> RefreshResult:
    """Return everything that the ledger's own state implies on a day, as one plan; nothing changes twice.

    ``findings`` are those of returned files, kept on 错误清单; ``observed`` what people typed since the last command:
    computed cells among it are restored and reported, the others get their lines on 变更记录, at ``moment`` (without
    one: on the day). Order matters: new matters get their numbers first, then come choices on 冲突, points last.
    ``lines_kept`` is 错误清单 with the lines of returned files that are to stay, if not those that stand there.
    """
    registering, unnumbered = register(image)
    registered = foresee(image, registering)
    settling, unsettled = settle(registered, today)
    settled = foresee(registered, settling)
    found = standing(settled, policy=policy, calendar=calendar, today=today)
    lit = with_values(settled, found.values)
    book = Casebook(lit, calendar, today)
    points = scores_of(book)
    _add_points(found, points)
    counts = digest(lit)
    others = [
        *other_sheets.meeting_changes(lit, _SOURCE),
        *other_sheets.proposal_changes(lit, _SOURCE, policy=policy, calendar=calendar),
        *other_sheets.as_of_change(lit, today, _SOURCE),
    ]
    computing = _computed(settled, found, points, counts, others)
    typed = check_ledger(book, policy=policy, calendar=calendar)
    seen = [*unnumbered, *stray_rows(image), *typed, *short_ranges(image)]
    own = [*seen, *found.findings, *unsettled, *_restored(image, computing, observed)]
    lines = finding_rows(settled["findings"] if lines_kept is None else lines_kept, own, findings)
    logged = change_lines(image, observed, registering, computing, moment or today.isoformat())
    plan = join(REFRESH_KIND, [registering, settling, computing, _table_plan(settled, "findings", lines), logged])
    cells = len(plan.changes) + sum(len(append.values) for append in plan.appends)
    listed = len(own), len(lines) - len(own)
    return RefreshResult(plan, counts.lights, (*own, *findings), points.total_deduction, cells, listed)


def _add_points(found: Standing, points: ScoreSheet) -> None:
    for matter_id, values in found.values.items():
        values["deduction"] = points.deductions.get(matter_id)
        values["bonus"] = points.bonuses.get(matter_id)


def _computed(
    settled: MasterImage, found: Standing, points: ScoreSheet, counts: Digest, others: Sequence[CellChange]
) -> Plan:
    """Return the plan of all computed cells but those of 错误清单."""
    rows = settled["matters"].by_key()
    ledger = [
        change
        for matter_id, values in found.values.items()
        for change in change_cells(_MATTERS, rows[matter_id], values, _SOURCE)
    ]
    lines = keep_numbers(settled["points"], points.point_rows(), _SAME_POINT)
    tables = {"points": lines, "scores": points.unit_rows(), "board": counts.board_rows()}
    plans = [_table_plan(settled, name, wanted) for name, wanted in tables.items()]
    return join(REFRESH_KIND, [Plan(REFRESH_KIND, (*ledger, *others)), *plans])


def _table_plan(image: MasterImage, name: str, wanted: Sequence[Mapping[str, Value]]) -> Plan:
    changes, appends = reconcile(SHEETS[name], image[name], wanted, _SOURCE)
    return Plan(REFRESH_KIND, tuple(changes), tuple(appends))


def _restored(image: MasterImage, computing: Plan, observed: Sequence[CellChange]) -> Iterator[Finding]:
    """Yield C21 for each computed cell that a person typed over and that goes back to what was computed."""
    computed = {(change.sheet, change.key, change.column): change for change in computing.changes}
    rows = {sheet: image[sheet].by_key() for sheet in {typed.sheet for typed in observed}}
    for typed in observed:
        back = computed.get((typed.sheet, typed.key, typed.column))
        schema = SHEETS[typed.sheet]
        if back is None or typed.after is None or schema.by_key[typed.column].owner is not Owner.COMPUTED:
            continue
        row, place = rows[typed.sheet].get(typed.key), image[typed.sheet].positions.get(typed.column)
        yield Finding(
            "C21",
            sheet=schema.sheet,
            cell=CellRef(schema.sheet, row.number, place).a1 if row is not None and place else "",
            matter=typed.key if schema is _MATTERS else "",
            column=schema.header(typed.column),
            value=typed.after,
        )
