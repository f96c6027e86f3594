"""xlsync repair: what a save by LibreOffice took from the master comes back; no value changes."""

from collections.abc import Mapping

from xlsync.adapters.repair.mending import Mended, mended
from xlsync.adapters.repair.reference import blank_master, is_whole
from xlsync.entry.bootstrap import changing, master_of
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.repair import Whole, last_whole, put_version
from xlsync.services.writing import refuse_if_held
from xlsync.vocabulary.labels import repairing as words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Mend the closed master, or only list what would be mended. Raises MasterLocked while it is open anywhere."""
    file, dry_run = master_of(office), bool(options["dry_run"])
    refuse_if_held(file)
    with changing(office, file) as desk:
        before = file.content()
        if is_whole(before):
            return _report(None, None, dry_run)
        whole = last_whole(desk.work, is_whole)
        found = mended(before, whole.content if whole else blank_master(office.master.suffix), office.master.name)
        if not dry_run and found.mends:
            put_version(file, desk.work, before, found.content, desk.now)
    return _report(found, whole, dry_run)


def _report(found: Mended | None, whole: Whole | None, dry_run: bool) -> Report:
    """Return what came back and what did not."""
    mends, lost = (found.mends, found.lost) if found else ({}, {})
    data = {
        "ok": True,
        "done": bool(mends) and not dry_run,
        "mends": dict(mends),
        "lost": dict(lost),
        "whole": whole.batch.number if whole else None,
    }
    if not mends:
        return Report(data, [words.NOTHING])
    title = (words.WOULD if dry_run else words.DONE).format(source=_source(whole))
    lines = [title, *(_item(words.MENDS[key], count) for key, count in mends.items())]
    if lost:
        lines.append(words.LOST_TITLE.format(number=whole.batch.number) if whole else words.LOST_TITLE_PLAIN)
        lines += [_item(words.LOST[key], count) for key, count in lost.items()]
    return Report(data, lines)


def _source(whole: Whole | None) -> str:
    if whole is None:
        return words.SOURCE_TEMPLATE
    return words.SOURCE_KEPT.format(number=whole.batch.number, at=f"{whole.batch.made_at:%Y-%m-%d %H:%M}")


def _item(text: str, count: int) -> str:
    return words.ITEM.format(text=text.format(count=count))
