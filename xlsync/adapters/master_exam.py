"""Damage to the file of the master that its tables need not show: broken parts, bytes that no program has changed."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from xlsync.vocabulary.labels import verifying as words

_FEW_BYTES = 64  # a save writes dates, sizes and check sums anew: hundreds of bytes at the very least


def examine(content: bytes, kept: bytes | None) -> Sequence[tuple[str, dict[str, Any]]]:
    """Return the codes of the faults of a master with their facts; ``kept`` is its last version in the store."""
    broken = broken_part(content)
    if broken:
        return [("V20", {"what": broken})]
    few = _few_differing(content, kept) if kept is not None and kept != content else 0
    return [("V22", {"count": few})] if few else []


def broken_part(content: bytes) -> str:
    """Return a clause on what is broken in a package, '' for a whole one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = package.testzip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return words.NOT_A_PACKAGE
    return words.BAD_PART.format(part=part) if part is not None else ""


def _few_differing(content: bytes, kept: bytes) -> int:
    """Return how many bytes differ where two files are equally long and differ in a few, 0 otherwise."""
    if len(content) != len(kept):
        return 0
    differing = sum(one != other for one, other in zip(content, kept, strict=True))
    return differing if differing <= _FEW_BYTES else 0
