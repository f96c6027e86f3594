"""What of the findings may leave the office."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from xlsync.model.finding import Finding
from xlsync.model.table import MasterImage
from xlsync.rules.assignment import is_secret


def secret_matters(image: MasterImage) -> frozenset[str]:
    """Return the matters that bear a 密级 by now."""
    return frozenset(row.text("matter_id") for row in image["matters"] if is_secret(row))


def for_unit(findings: Iterable[Finding], secret: AbstractSet[str]) -> tuple[Finding, ...]:
    """Return the findings that a receipt may carry: of secret matters only how many there are."""
    found = tuple(findings)
    open_ones = tuple(finding for finding in found if finding.matter not in secret)
    withheld = len(found) - len(open_ones)
    return (*open_ones, Finding("M38-withheld", facts={"count": withheld})) if withheld else open_ones
