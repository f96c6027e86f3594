"""Limits of opening, and how opening says no."""

from dataclasses import dataclass

from xlsync.model.envelope import Refusal
from xlsync.vocabulary.labels import envelopes as words

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class EnvelopeLimits:
    """Limits of the tool: bytes as they came and taken out, files, levels of envelopes within each other.

    A ratio counts only above ``ratio_from`` unpacked bytes. ``nodes`` are multiparts and mails in one mail,
    ``lines`` its lines that may part it, ``fields`` those like a header, ``header`` the bytes of one.
    """

    packed: int = 60 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    files: int = 1_000
    levels: int = 3
    ratio: int = 300
    ratio_from: int = 20 * MEGABYTE
    nodes: int = 100
    lines: int = 10_000
    fields: int = 30_000
    header: int = 20_000


class EnvelopeRefused(Exception):
    """An envelope that is not opened; ``kind`` is a key of labels.envelopes.REFUSED."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts

    def refusal(self, envelope: str) -> Refusal:
        """Return the sentences about an envelope of a kind (eml, msg, zip)."""
        facts = {"kind": words.KINDS[envelope], **self.facts}
        reason, told = (sentence.format_map(facts) for sentence in words.REFUSED[self.kind])
        return Refusal(self.kind, reason, told)
