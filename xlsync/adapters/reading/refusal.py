"""How reading says no: one stop with a kind and the sentence of the labels."""

from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.files import UNREADABLE


def refusal(kind: str, **facts: object) -> UnreadableFile:
    """Return the stop of a kind (a key of UNREADABLE), its placeholders filled from the facts."""
    return UnreadableFile(kind, UNREADABLE[kind].format(**facts))
