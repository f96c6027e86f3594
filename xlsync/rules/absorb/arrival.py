"""One submission as it comes to the merge, and what it did there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xlsync.model.finding import Finding
from xlsync.model.plan import Source
from xlsync.model.submission import Answer
from xlsync.model.table import Value
from xlsync.rules.returned.office import ExtensionWish


@dataclass(frozen=True)
class Earlier:
    """What the unit itself had filled in for a matter in an earlier file of this form; ``same_batch``: just now."""

    values: Mapping[str, Value]
    same_batch: bool


@dataclass(frozen=True)
class Arrival:
    """One submission, examined: whose, from which form and file, its answers, by matter what was issued and the base.

    The base is what the unit said last on this form, else what was issued. All by matter and column key. ``older`` are
    the matters on which the unit has given a later answer already; ``led`` those that it led when the form went out.
    """

    unit: str
    period: str
    due_on: date | None
    received_on: date
    file: str
    sha256: str
    filled_by: str
    answers: Sequence[Answer]
    issued: Mapping[str, Mapping[str, Value]]
    bases: Mapping[str, Mapping[str, Value]]
    returned: Mapping[str, str]
    asked: Mapping[str, str]
    wishes: Sequence[ExtensionWish]
    earlier: Mapping[str, Earlier]
    kind: str
    older: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()

    def source(self, cell: str) -> Source:
        """Return where a value comes from."""
        return Source(self.unit, self.sha256, self.file, cell)


@dataclass
class Absorbed:
    """What one submission did: cells taken, conflicts, and the values accepted as next base.

    The matters with news are counted by what became of them: ``updated`` in the ledger, ``agreed`` with it already,
    ``registered`` for a joint unit, ``closed`` before, ``refused`` as not the unit's now, ``older`` than its last word.
    """

    accepted: dict[str, dict[str, Value]] = field(default_factory=dict)
    updated: int = 0
    agreed: int = 0
    registered: int = 0
    closed: int = 0
    refused: int = 0
    older: int = 0
    cells: int = 0
    conflicts: int = 0
    findings: list[Finding] = field(default_factory=list)
