"""xlsync undo: merged returns out of the master again."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsync.adapters.receipts import receipts_of
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.console import Console, Report
from xlsync.entry.previews import Preview, agreed, rewriting, value_shown
from xlsync.entry.settings import Office
from xlsync.model.sheets import SHEETS
from xlsync.rules.undo import Clash
from xlsync.services.submissions import Entry, shown
from xlsync.services.undo import Undoing, last_merged, undo
from xlsync.vocabulary.errors import NothingToDo, UsageMistake
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.labels.commands import METAVARS, OPTIONS

_COMMAND = "xlsync undo"


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Show what goes back and, where agreed to, write it; exit code 1 when it cannot be done or was not agreed to."""
    named, dry_run = _named(options), bool(options["dry_run"])
    with changing(office) as desk:
        wanted = last_merged(desk.work.journal) if options["last"] else named
        if not wanted:
            raise NothingToDo(words.NO_MERGE)
        found = undo(rewriting(desk), wanted)
        return _clashed(desk, found) if found.clashes else _carried_out(desk, found, console, dry_run)


def _named(options: Mapping[str, object]) -> tuple[str, ...]:
    """Return the submissions as named; raises UsageMistake where neither they nor --last are given, or both."""
    given = options["submission"]
    named = tuple(str(word) for word in given) if isinstance(given, tuple | list) else ()
    if named and options["last"]:
        raise UsageMistake("surplus", named[0], _COMMAND)
    if not named and not options["last"]:
        raise UsageMistake("missing", METAVARS["submission"], _COMMAND, OPTIONS["submission"])
    return named


def _data(found: Undoing, preview: Preview, done: bool, dry_run: bool, plan: int | None) -> dict[str, Any]:
    return {
        "ok": not found.clashes,
        "done": done,
        "dry_run": dry_run,
        "plan": plan,
        "submissions": [_submission(entry) for entry in found.submissions],
        **preview.data(),
        "clashes": [_clash(clash) for clash in found.clashes],
        "later": [_submission(entry) for entry in found.later],
    }


def _submission(entry: Entry) -> dict[str, Any]:
    return {"number": entry["number"], "file": entry["name"], "sha256": entry["sha256"], "unit": entry["unit"]}


def _carried_out(desk: Desk, found: Undoing, console: Console, dry_run: bool) -> Report:
    preview = Preview.of(desk.image, found.taken.changes, found.taken.removed)
    files = words.CANDIDATES.join(shown(entry) for entry in found.submissions)
    lines = [words.WOULD_UNDO.format(submissions=files), *preview.lines(), preview.counts(found.plan)]
    if found.later:
        lines.append(words.LATER_FILES.format(files=words.CANDIDATES.join(shown(entry) for entry in found.later)))
    goes, why = agreed(console, lines, dry_run=dry_run)
    if not goes:
        return Report(_data(found, preview, False, dry_run, None), [*lines, why], 0 if dry_run else 1)
    plan = rewriting(desk).carry_out(found.plan)
    numbers = " ".join(map(str, found.numbers))
    told = [
        words.UNDONE.format(submissions=files, plan=plan.number),
        preview.counts(found.plan),
        *_void_receipts(desk, found),
        words.UNDONE_NEXT.format(numbers=numbers),
    ]
    return Report(_data(found, preview, True, dry_run, plan.number), told)


def _void_receipts(desk: Desk, found: Undoing) -> list[str]:
    folder = desk.office.receipts
    names = [name for entry in found.submissions for name in receipts_of(folder, entry["sha256"])]
    return [words.RECEIPTS_VOID, *(words.LISTED.format(submission=name) for name in names)] if names else []


def _clashed(desk: Desk, found: Undoing) -> Report:
    files = {entry["sha256"]: entry["number"] for entry in desk.work.journal.submissions()}
    seen = _for_people(found.clashes)
    lines = [words.CLASHED.format(count=len(seen)), *(_clash_line(clash, files) for clash in seen), words.CLASH_REMEDY]
    together = sorted({*found.numbers, *(number for clash in seen if (number := _by_number(clash, files)))})
    if len(together) > len(found.numbers):
        lines.append(words.CLASH_TOGETHER.format(numbers=" ".join(map(str, reversed(together)))))
    return Report(_data(found, Preview.of(desk.image, (), ()), False, False, None), lines, 1)


def _for_people(clashes: Sequence[Clash]) -> list[Clash]:
    """Return the clashes without those of hidden columns, in rows where a visible cell tells of the same change."""
    open_rows = {(clash.sheet, clash.key) for clash in clashes if not _is_hidden(clash)}
    return [clash for clash in clashes if not _is_hidden(clash) or (clash.sheet, clash.key) not in open_rows]


def _is_hidden(clash: Clash) -> bool:
    return bool(clash.column) and SHEETS[clash.sheet].by_key[clash.column].hidden


def _by_number(clash: Clash, files: Mapping[str, int]) -> int | None:
    """Return the number of the submission that changed the cell last, None where it was none."""
    return files.get(clash.by.sha256) if clash.by is not None else None


def _clash(clash: Clash) -> dict[str, Any]:
    schema = SHEETS[clash.sheet]
    by = clash.by
    return {
        "sheet": schema.sheet,
        "key": clash.key,
        "column": schema.header(clash.column) if clash.column else "",
        "expected": clash.expected,
        "found": clash.found,
        "plan": clash.plan,
        "who": by.who if by else "",
        "file": by.file if by else "",
        "sha256": by.sha256 if by else "",
    }


def _clash_line(clash: Clash, files: Mapping[str, int]) -> str:
    schema, by = SHEETS[clash.sheet], words.CLASH_BY_NOBODY
    if clash.by is not None:
        number = _by_number(clash, files)
        file = words.CLASH_BY_FILE.format(number=number, file=clash.by.file) if number else ""
        by = words.CLASH_BY.format(plan=clash.plan, who=file or clash.by.who)
    if not clash.column:
        return words.CLASH_ROW.format(sheet=schema.sheet, key=clash.key, by=by)
    return words.CLASH.format(
        sheet=schema.sheet,
        key=clash.key,
        column=schema.header(clash.column),
        expected=value_shown(clash.sheet, clash.column, clash.expected),
        found=value_shown(clash.sheet, clash.column, clash.found),
        by=by,
    )
