"""Words of the findings of area: returned."""

from xlsync.vocabulary.labels.findings.text import FindingText

TEXTS: dict[str, FindingText] = {}
