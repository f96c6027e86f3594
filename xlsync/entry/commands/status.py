"""xlsync status: counts, lights, queue, and what waits for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xlsync.adapters.inbox import candidates, look_at
from xlsync.adapters.passed_over import PassedOver, passed_over
from xlsync.entry.bootstrap import Desk, reading
from xlsync.entry.console import Console, Report
from xlsync.entry.left_lying import left_lines
from xlsync.entry.settings import Office
from xlsync.rules.digest import digest
from xlsync.services.submissions import unit_of
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.undoing import NO_UNIT
from xlsync.vocabulary.terms import SubmissionState as S

_RECENT = 10
_DAY_DIGITS = 10


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report how the office stands; changes nothing."""
    with reading(office) as desk:
        data = status_of(desk)
    return Report(data, _lines(data, office))


def status_of(desk: Desk) -> dict[str, Any]:
    """Return the counts of an open desk."""
    counts = digest(desk.image)
    settings = {row.text("key"): row["value"] for row in desk.image["settings"]}
    held = desk.work.journal.submissions([S.HELD])
    left = passed_over(desk.office.inbox)
    conflicts = sum(row["settled_on"] is None for row in desk.image["conflicts"])
    return {
        "office": desk.office.root,
        "matters": len(desk.image["matters"]),
        "by_family": dict(counts.by_family),
        "by_category": dict(counts.by_category),
        "units": len(desk.image["units"]),
        "lights": dict(counts.lights),
        "queue": _waiting(desk.office.inbox) - len(left.arriving),
        "left": asdict(left),
        "locked_by": desk.work.master.held_by(),
        "open": desk.work.master.is_open,
        "waiting": [{"number": plan.number, "kind": plan.kind} for plan in desk.work.journal.unfinished_plans()],
        "held": len(held),
        "held_files": [_held(entry) for entry in held],
        "recent": [_recent(entry) for entry in desk.work.journal.submissions()[: -_RECENT - 1 : -1]],
        "conflicts": conflicts,
        "findings": len(desk.image["findings"]),
        "last_refresh": settings.get("lights_as_of"),
        "plan": desk.image.plan_number,
    }


def _waiting(inbox: Path) -> int:
    return sum(look_at(path) is not None for path in candidates(inbox))


def _held(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"number": entry["number"], "file": entry["name"], "unit": entry["unit"], "reason": entry["reason"]}


def _recent(entry: Mapping[str, Any]) -> dict[str, Any]:
    day = str(entry["received_at"])[:_DAY_DIGITS]
    facts = {name: entry[name] for name in ("number", "unit", "state", "sha256")}
    return {**facts, "file": entry["name"], "received": day, "opened": "" if entry["unit"] else unit_of(entry)}


def _lines(data: Mapping[str, Any], office: Office) -> list[str]:
    as_of = data["last_refresh"] or words.NEVER_REFRESHED
    waits = words.STATUS_UNSAVED if data["open"] else words.STATUS_WAITS
    families = [words.STATUS_FAMILY.format(family=name, count=count) for name, count in data["by_family"].items()]
    return [
        words.STATUS_TOTAL.format(office=office.root, matters=data["matters"], units=data["units"], as_of=as_of),
        *families,
        words.lights_line(data["lights"]),
        words.STATUS_QUEUE.format_map(data),
        *left_lines(PassedOver(**data["left"])),
        *([words.STATUS_LOCKED.format_map(data)] if data["locked_by"] else []),
        *(waits.format_map(plan) for plan in data["waiting"]),
        *(words.STATUS_HELD.format_map({**entry, "unit": entry["unit"] or NO_UNIT}) for entry in data["held_files"]),
        *_recent_lines(data["recent"]),
    ]


def _recent_lines(recent: Sequence[Mapping[str, Any]]) -> list[str]:
    names = words.STATE_NAMES
    lines = [
        words.STATUS_RECENT.format_map(
            {
                **entry,
                "unit": entry["opened"] or entry["unit"] or NO_UNIT,
                "state": names.get(entry["state"], words.UNDER_WAY),
            }
        )
        for entry in recent
    ]
    return [words.STATUS_RECENT_TITLE, *lines] if lines else []
