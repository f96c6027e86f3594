"""xlsync restore: the master as it stood at a moment, or a copy of that file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xlsync.adapters.ledger_files import save_copy
from xlsync.entry.bootstrap import Desk, changing, workplace
from xlsync.entry.console import Console, Report
from xlsync.entry.previews import Preview, agreed, rewriting
from xlsync.entry.settings import Office
from xlsync.services.restore import Restoration, copy_of, restore
from xlsync.services.submissions import Entry, named
from xlsync.vocabulary.labels import undoing as words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Show what restoring changes and, where agreed to, write it; with a path only save that version there."""
    when, dry_run = str(options["when"]), bool(options["dry_run"])
    if options["copy"]:
        return _copied(office, when, Path(str(options["copy"])).absolute(), dry_run)
    with changing(office) as desk:
        found = restore(rewriting(desk), when)
        return _carried_out(desk, found, console, dry_run)


def _copied(office: Office, when: str, path: Path, dry_run: bool) -> Report:
    batch, content = copy_of(workplace(office), when)
    if not dry_run:
        save_copy(path, content)
    at = f"{batch.made_at:%Y-%m-%d %H:%M}"
    data = {"ok": True, "path": path, "number": batch.number, "at": batch.made_at, "sha256": batch.master}
    sentence = words.WOULD_COPY if dry_run else words.COPIED
    lines = [sentence.format(at=at, number=batch.number, path=path), words.COPY_SECRET]
    return Report({**data, "done": not dry_run}, lines)


def _carried_out(desk: Desk, found: Restoration, console: Console, dry_run: bool) -> Report:
    place = {"at": found.moment.at, "number": found.moment.batch.number}
    if found.plan.is_empty:
        return Report(_data(found, _preview(desk, found), False, None), [words.NOTHING_SINCE.format_map(place)])
    preview = _preview(desk, found)
    lines = [words.WOULD_RESTORE.format_map(place), *preview.lines(), preview.counts(found.plan), *_files(found)]
    goes, why = agreed(console, lines, dry_run=dry_run)
    if not goes:
        return Report(_data(found, preview, False, None), [*lines, why], 0 if dry_run else 1)
    plan = rewriting(desk).carry_out(found.plan)
    told = [words.RESTORED.format(**place, plan=plan.number), preview.counts(found.plan), *_files(found)]
    return Report(_data(found, preview, True, plan.number), told)


def _preview(desk: Desk, found: Restoration) -> Preview:
    added = [*found.found.appends, *found.found.doubled]
    return Preview.of(desk.image, found.found.changes, found.found.removed, added)


def _files(found: Restoration) -> list[str]:
    """Return the lines on submissions that are taken back, and on those that come back undone."""
    lines = []
    if found.taken_back:
        lines += [words.RESTORE_TAKES_BACK.format(count=len(found.taken_back)), *_listed(found.taken_back)]
        lines.append(words.RESTORE_HELD_AGAINST)
    if found.shown_again:
        lines += [words.RESTORE_SHOWS_AGAIN.format(count=len(found.shown_again)), *_listed(found.shown_again)]
    return lines


def _listed(entries: Iterable[Entry]) -> list[str]:
    """Return a line for each submission, without its state: it is the one that the lines above give it."""
    return [words.LISTED.format(submission=named(entry)) for entry in entries]


def _data(found: Restoration, preview: Preview, done: bool, plan: int | None) -> dict[str, Any]:
    return {
        "ok": True,
        "done": done,
        "plan": plan,
        "restores": {"number": found.moment.batch.number, "at": found.moment.batch.made_at},
        **preview.data(),
        "takes_back": [entry["number"] for entry in found.taken_back],
        "shown_again": [entry["number"] for entry in found.shown_again],
    }
