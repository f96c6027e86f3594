"""xlsync refresh: lights, scores and board computed anew, in one plan."""

from collections.abc import Mapping

from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.refresh import RefreshResult, refresh
from xlsync.services.writing import write
from xlsync.vocabulary.labels.reports import REFRESHED, lights_line, made_good_lines, would


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Refresh the master; with dry_run only say what would change."""
    with changing(office) as desk:
        result = refresh_desk(desk, dry_run=bool(options["dry_run"]))
    ledger, returned = result.listed
    line = REFRESHED.format(
        cells=result.changed_cells, points=result.deductions, ledger=ledger, returned=returned, total=ledger + returned
    )
    data = {
        "lights": result.lights,
        "deductions": result.deductions,
        "changed_cells": result.changed_cells,
        "findings": {"ledger": ledger, "returned": returned},
        "made_good": list(desk.made_good),
        "dry_run": options["dry_run"],
    }
    lines = [would(line, bool(options["dry_run"])), lights_line(result.lights), *made_good_lines(desk.made_good)]
    return Report(data, lines)


def refresh_desk(desk: Desk, *, dry_run: bool = False) -> RefreshResult:
    """Compute the refresh of a desk and carry it out; nothing is written when nothing changes."""
    result = refresh(
        desk.image,
        policy=desk.policy,
        calendar=desk.calendar,
        today=desk.now.date(),
        observed=desk.observed,
        moment=f"{desk.now:%Y-%m-%d %H:%M}",
    )
    if not dry_run and not result.plan.is_empty:
        write(result.plan, desk.image, desk.work, desk.now)
    return result
