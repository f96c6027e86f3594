"""Words of the findings of area: ledger."""

from xlsync.vocabulary.labels.findings.text import FindingText

TEXTS: dict[str, FindingText] = {}
