"""The shape of a finding's words."""

from dataclasses import dataclass

from xlsync.vocabulary.terms import Severity


@dataclass(frozen=True, slots=True)
class FindingText:
    """Severity and the two sentences of a finding code; ``mode`` is the failure mode of domain.md 7 (0 = none).

    Placeholders: {value} {cell} {column} {matter} {unit} and the finding's own facts. ``remedy`` says what to do next.
    Both speak to the clerk. ``told`` and ``told_remedy`` speak to the unit on its receipt; a blank ``told`` is the same
    sentence, a blank ``told_remedy`` is that of the clerk where the unit has to mend something, else none.
    """

    severity: Severity
    message: str
    remedy: str
    mode: int = 0
    told: str = ""
    told_remedy: str = ""
