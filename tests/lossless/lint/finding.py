"""What the lint says, and how two of its reports compare."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """A fault: the part, the rule in a few words, and the place within the part."""

    part: str
    rule: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.part}: {self.rule} {self.place}".rstrip()


def new_findings(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Return the findings of ``after`` that a rule of a part has beyond those of ``before``; rows may have moved."""
    known = Counter((finding.part, finding.rule) for finding in before)
    left: list[Finding] = []
    for finding in after:
        if known[finding.part, finding.rule] > 0:
            known[finding.part, finding.rule] -= 1
        else:
            left.append(finding)
    return left
