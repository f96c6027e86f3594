"""A mail or an archive that holds returned forms, as it was opened: what lies in it, nothing of it on the disk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something gave nothing: a kind, the sentence for the clerk, the sentence for who sent it ('': the same)."""

    kind: str
    reason: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file taken out: its shown name (envelope › file), its content, the sender of its mail (None: no mail)."""

    name: str
    content: bytes
    sender: str | None = None
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened envelope of kind eml, msg or zip.

    ``parts`` go on as submissions; ``documents`` are shown names of other files for a person to look at, ``damaged``
    of files that could not be taken out; ``ignored`` counts bodies, inline pictures, signatures. ``served_at`` is when
    the office's own mail server had it, ``dated`` what the mail says of itself, in seconds since 1970; both None for an
    archive.
    """

    kind: str
    parts: tuple[Part, ...] = ()
    documents: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    ignored: int = 0
    sender: str | None = None
    served_at: float | None = None
    dated: float | None = None
    refused: Refusal | None = None
