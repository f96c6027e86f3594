"""Every finding a person can meet, by its stable code: the error catalogue is data."""

from xlsync.vocabulary.labels.findings import deadlines, envelopes, ledger, merging, returned, rows
from xlsync.vocabulary.labels.findings.text import FindingText

FINDINGS: dict[str, FindingText] = {
    **returned.TEXTS,
    **ledger.TEXTS,
    **rows.TEXTS,
    **deadlines.TEXTS,
    **merging.TEXTS,
    **envelopes.TEXTS,
}
