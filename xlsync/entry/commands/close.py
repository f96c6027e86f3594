"""xlsync close: a held or returned file that a person dealt with waits no more."""

from collections.abc import Mapping

from xlsync.entry.bootstrap import changing
from xlsync.entry.console import Console, Report
from xlsync.entry.previews import rewriting
from xlsync.entry.settings import Office
from xlsync.services.close import close
from xlsync.services.submissions import shown
from xlsync.vocabulary.errors import UsageMistake
from xlsync.vocabulary.labels import undoing as words
from xlsync.vocabulary.labels.reports import would


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Close a submission with its reason; raises UsageMistake without one."""
    word, reason = str(options["closed"]), str(options["reason"] or "").strip()
    dry_run = bool(options["dry_run"])
    if not reason:
        raise UsageMistake("no_reason", word)
    with changing(office) as desk:
        closing = close(rewriting(desk), word, reason)
        if not dry_run:
            rewriting(desk).carry_out(closing.plan, closing.moves)
    entry = closing.submission
    data = {
        "ok": True,
        "done": not dry_run,
        "dry_run": dry_run,
        "number": entry["number"],
        "file": entry["name"],
        "reason": reason,
    }
    sentence = (words.WOULD_CLOSE if dry_run else words.CLOSED).format(submission=shown(entry), reason=reason)
    return Report(data, [would(sentence, dry_run)])
