"""On start, after recovery: submissions that stand in the master get their receipts, and only then are FILED."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xlsync.model.submission import Outcome
from xlsync.services.discretion import for_unit, secret_matters
from xlsync.services.intake import Incoming, Intake
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.terms import SubmissionState

_KEPT = ("number", "sha256", "reason", "unit", "period", "form_id", "changes", "conflicts", "matters")


def resume(intake: Intake, work: Workplace) -> list[Outcome]:
    """Write the receipts that a crash left unwritten and file their submissions; return the outcomes.

    The journal keeps with each submission all that its receipt tells, so that it is the receipt of an unbroken run.
    """
    return [_filed(entry, intake, work) for entry in work.journal.submissions([SubmissionState.APPLIED])]


def _filed(entry: Mapping[str, Any], intake: Intake, work: Workplace) -> Outcome:
    outcome = work.journal.outcome(entry["number"]) or _found_again(entry, intake, work)
    findings = for_unit(outcome.findings, secret_matters(intake.image))
    work.receipts.write(outcome, findings, work.receipts_folder, received_at=outcome.received_at)
    work.journal.move(entry["number"], SubmissionState.FILED)
    return outcome


def _found_again(entry: Mapping[str, Any], intake: Intake, work: Workplace) -> Outcome:
    """Return what the journal of an earlier version knows, with the findings of the content that the store keeps."""
    facts = {name: entry[name] for name in _KEPT}
    received_at = datetime.fromisoformat(entry["received_at"])
    try:
        file = Incoming(entry["name"], work.store.get(entry["sha256"]), received_at)
        findings = intake.understand(file, entry["sha256"]).findings
    except (KeyError, UnreadableFile):  # the store has lost the content: the receipt tells what the journal knows
        findings = ()
    return Outcome(entry["name"], state=SubmissionState.FILED, findings=findings, received_at=received_at, **facts)
