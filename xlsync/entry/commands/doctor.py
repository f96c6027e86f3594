"""``xlsync doctor``: what on this machine works."""

from collections.abc import Mapping

from xlsync.entry.console import Console, Report
from xlsync.entry.doctor import Check, examine
from xlsync.entry.settings import Office
from xlsync.vocabulary.labels.doctor import FAILED, PASSED, SUMMARY


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Return all checks; exit code 1 if one needs attention."""
    checks = examine(office)
    bad = [check for check in checks if not check.ok]
    data = {"checks": [{"name": check.name, "ok": check.ok, "hint": check.hint} for check in checks]}
    lines = [*map(_line, checks), SUMMARY.format(total=len(checks), bad=len(bad))]
    return Report(data, lines, exit_code=1 if bad else 0, place=len(checks))


def _line(check: Check) -> str:
    return f"[{PASSED if check.ok else FAILED}] {check.label}  {check.hint}"
