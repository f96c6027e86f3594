"""The shape of a finding's words."""

from dataclasses import dataclass

from xlsync.vocabulary.terms import Severity


@dataclass(frozen=True, slots=True)
class FindingText:
    """Severity and the two sentences of a finding code; ``mode`` is the failure mode of domain.md 7 (0 = none).

    Placeholders: {value} {cell} {column} {matter} {unit} and the finding's own facts. ``remedy`` says what to do next.
    """

    severity: Severity
    message: str
    remedy: str
    mode: int = 0
