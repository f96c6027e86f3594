"""What of the findings may leave the office."""

from collections.abc import Iterable

from xlsync.model.finding import Finding
from xlsync.model.table import MasterImage
from xlsync.rules.assignment import is_secret


def for_unit(findings: Iterable[Finding], image: MasterImage) -> tuple[Finding, ...]:
    """Return the findings that a receipt may carry: of matters that bear a 密级 by now, only how many there are."""
    found = tuple(findings)
    secret = {row.text("matter_id") for row in image["matters"] if is_secret(row)}
    open_ones = tuple(finding for finding in found if finding.matter not in secret)
    withheld = len(found) - len(open_ones)
    return (*open_ones, Finding("M38-withheld", facts={"count": withheld})) if withheld else open_ones
