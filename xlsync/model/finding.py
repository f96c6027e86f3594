"""A Finding is whatever a person can mend: a stable code, the place, the facts. The sentence comes from the labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsync.model.table import Value
from xlsync.vocabulary.labels.findings import FINDINGS
from xlsync.vocabulary.terms import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. ``code`` is a key of vocabulary.labels.findings.FINDINGS, which gives severity and sentences.

    ``sheet`` and ``cell`` say where (visible sheet name, A1); ``facts`` fill the placeholders of the sentences.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    matter: str = ""
    unit: str = ""
    column: str = ""
    value: Value = None
    source: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Return what the finding asks for."""
        return FINDINGS[self.code].severity

    @property
    def message(self) -> str:
        """Return the Chinese sentence: what is wrong."""
        return FINDINGS[self.code].message.format_map(self._words())

    @property
    def remedy(self) -> str:
        """Return the Chinese sentence: what to do next."""
        return FINDINGS[self.code].remedy.format_map(self._words())

    @property
    def told(self) -> str:
        """Return the sentence for the unit: what is wrong, without anything of other units."""
        words = FINDINGS[self.code]
        return (words.told or words.message).format_map(self._words())

    @property
    def told_remedy(self) -> str:
        """Return what the unit does next, '' where nothing."""
        words = FINDINGS[self.code]
        to_mend = words.severity in (Severity.RETURN, Severity.ERROR)
        return (words.told_remedy or (words.remedy if to_mend else "")).format_map(self._words())

    @property
    def mode(self) -> int:
        """Return the number of the failure mode of domain.md 7, 0 where there is none."""
        return FINDINGS[self.code].mode

    def _words(self) -> dict[str, object]:
        shown = "" if self.value is None else self.value
        own = {"value": shown, "cell": self.cell, "column": self.column, "matter": self.matter, "unit": self.unit}
        return own | dict(self.facts)
