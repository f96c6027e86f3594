"""What opening one envelope yields, before it is sorted."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a leaf is in its mail: a file of its own, a picture of the text or a signature, the text."""

    FILE = "file"
    INLINE = "inline"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file in an envelope; ``content`` is None when it cannot be taken out, ``inner`` an opened mail within."""

    name: str
    content: bytes | None
    role: Role = Role.FILE
    inner: "Contents | None" = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The leaves of an envelope, taken out one by one; of a mail its sender and its moments in seconds since 1970."""

    kind: str
    leaves: Iterator[Leaf]
    sender: str | None = None
    served_at: float | None = None
    dated: float | None = None
