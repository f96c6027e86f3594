"""xlsync merge: returned files into the master, in one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from xlsync.adapters.inbox import Inbox
from xlsync.adapters.passed_over import passed_over
from xlsync.entry.arrivals import arrival, reopened
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.console import Console, Report
from xlsync.entry.left_lying import left_lines
from xlsync.entry.settings import Office
from xlsync.model.submission import Outcome
from xlsync.services.apply import Batch, BatchResult
from xlsync.services.intake import Incoming
from xlsync.services.submissions import taken_up_again
from xlsync.vocabulary.errors import NothingToDo
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.terms import Severity
from xlsync.vocabulary.terms import SubmissionState as S

_ASKING = frozenset({Severity.QUESTION, Severity.RETURN, Severity.ERROR})
_FOR_PERSONS = frozenset({S.HELD, S.UNDONE, S.CLOSED})


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Merge the named files, or all in the inbox; a merged file leaves the inbox, its content stays in the store."""
    named = options["files"]
    given = [Path(str(name)) for name in named] if isinstance(named, tuple | list) else []
    wanted = options["again"]
    anew = [str(word) for word in wanted] if isinstance(wanted, tuple | list) else []
    with changing(office) as desk:
        # Looked up under the lock: what another merge has just cleared away is no longer there.
        paths = given if given or anew else Inbox(office.inbox).waiting()
        again = taken_up_again(desk.work, anew)
        left = passed_over(office.inbox)
        if not paths and not again and not desk.resumed:
            raise NothingToDo(words.INBOX_EMPTY.format(folder=office.inbox), left_lines(left))
        result = merge_paths(desk, paths, console, dry_run=bool(options["dry_run"]), again=again)
    report = report_of(result, office, bool(options["dry_run"]))
    data = {**report.data, "left": asdict(left), "made_good": list(desk.made_good)}
    return replace(report, data=data, lines=[*report.lines, *left_lines(left), *words.made_good_lines(desk.made_good)])


def merge_paths(
    desk: Desk, paths: Sequence[Path], console: Console, *, dry_run: bool = False, again: Sequence[Incoming] = ()
) -> BatchResult:
    """Merge files as one batch; a file of the inbox leaves it once its state is final and its content is kept.

    Submissions that were brought to their end on opening come first, and their files are not read again. ``again``
    are kept files that a person wants merged once more.
    """
    inbox = Inbox(desk.office.inbox)
    resumed = {outcome.sha256 for outcome in desk.resumed}
    found = [arrival(desk.office, inbox, path) for path in paths if path.exists()]
    opened = [file for one in again for file in reopened(desk.office, one)]
    anew = {file.sha256 for file in opened}
    files = [*opened, *(file for one in found for file in one.files if file.sha256 not in resumed | anew)]
    with console.progress(words.MERGING, len(files)) as advance:
        batch = Batch(desk.image, desk.work, desk.policy, desk.calendar, desk.now, desk.observed, dry_run)
        batch.on_file = lambda _: advance(1)
        result = batch.run(files)
    if not dry_run:
        for one in found:
            inbox.clear(one.path, one.sha256)
    return replace(result, outcomes=(*desk.resumed, *result.outcomes))


def report_of(result: BatchResult, office: Office, dry_run: bool) -> Report:
    """Return what a batch did; exit code 4 when files were rejected, 1 when a person must act.

    Mails and archives that were opened stand apart from the submissions, which were in them.
    """
    envelopes = [outcome for outcome in result.outcomes if outcome.is_envelope]
    outcomes = [outcome for outcome in result.outcomes if not (outcome.is_envelope and outcome.state is S.FILED)]
    states = [outcome.state for outcome in outcomes]
    names = {envelope.sha256: envelope.file for envelope in envelopes}
    data = {
        "submissions": [_submission(outcome, names) for outcome in outcomes],
        "envelopes": [_envelope(envelope, outcomes) for envelope in envelopes],
        "stages": dict(result.stages),
        "dry_run": dry_run,
    }
    lines = [*map(_line, outcomes), *(_line(envelope) for envelope in envelopes if envelope not in outcomes)]
    repeats = sum(outcome.repeat for outcome in outcomes)
    total = words.MERGE_TOTAL.format(
        files=len(states),
        filed=sum(outcome.state is S.FILED and not outcome.repeat for outcome in outcomes),
        repeats=repeats,
        rejected=states.count(S.REJECTED),
        held=states.count(S.HELD),
        quarantined=states.count(S.QUARANTINED),
        folder=office.receipts,
    )
    if unsaved := states.count(S.APPLYING):
        total = words.MERGE_UNSAVED.format(total=total, count=unsaved)
    return Report(data, [*lines, words.would(total, dry_run)], _exit_code(states, result), place=len(lines))


def _submission(outcome: Outcome, envelopes: Mapping[str, str]) -> dict[str, object]:
    return {
        "number": outcome.number,
        "file": outcome.file,
        "sha256": outcome.sha256,
        "unit": outcome.unit,
        "state": outcome.state,
        "reason": outcome.reason,
        "changes": outcome.changes,
        "conflicts": outcome.conflicts,
        "repeat": outcome.repeat,
        "sender": outcome.sender,
        "envelope": envelopes.get(outcome.envelope, ""),
        "findings": _findings(outcome),
    }


def _envelope(envelope: Outcome, outcomes: Sequence[Outcome]) -> dict[str, object]:
    parts = [outcome.sha256 for outcome in outcomes if outcome.envelope == envelope.sha256 != outcome.sha256]
    return {
        "number": envelope.number,
        "file": envelope.file,
        "sha256": envelope.sha256,
        "state": envelope.state,
        "reason": envelope.reason,
        "repeat": envelope.repeat,
        "sender": envelope.sender,
        "parts": parts,
        "findings": _findings(envelope),
    }


def _findings(outcome: Outcome) -> list[dict[str, object]]:
    return [
        {"code": f.code, "severity": f.severity, "matter": f.matter, "cell": f.cell, "message": f.message}
        for f in outcome.findings
    ]


def _line(outcome: Outcome) -> str:
    state = words.REPEATED if outcome.repeat else words.STATE_NAMES[outcome.state]
    number = words.MERGE_NUMBER.format(number=outcome.number) if outcome.number else ""
    return words.MERGE_LINE.format(state=state, number=number, file=outcome.file, reason=outcome.reason)


def _exit_code(states: Sequence[S], result: BatchResult) -> int:
    if S.REJECTED in states or S.QUARANTINED in states:
        return 4
    asks = (finding.severity in _ASKING for outcome in result.outcomes for finding in outcome.findings)
    conflicts = any(outcome.conflicts for outcome in result.outcomes)
    return 1 if _FOR_PERSONS.intersection(states) or conflicts or any(asks) else 0
