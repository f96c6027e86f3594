"""A submission: one returned file, from its arrival to its final state. The states move as TRANSITIONS allows."""

from dataclasses import dataclass, field
from datetime import datetime

from xlsync.model.finding import Finding
from xlsync.model.table import Value
from xlsync.vocabulary.terms import SubmissionState as S

TRANSITIONS: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.CHECKED, S.REJECTED, S.HELD, S.QUARANTINED}),
    S.CHECKED: frozenset({S.PLANNED, S.FILED, S.REJECTED, S.HELD}),
    S.PLANNED: frozenset({S.APPLYING}),
    S.APPLYING: frozenset({S.APPLIED, S.HELD}),
    S.APPLIED: frozenset({S.FILED, S.UNDONE}),
    S.HELD: frozenset({S.CHECKED, S.REJECTED, S.HELD, S.QUARANTINED, S.FILED, S.CLOSED}),
    S.FILED: frozenset({S.UNDONE}),
    S.REJECTED: frozenset({S.CHECKED, S.REJECTED, S.HELD, S.QUARANTINED, S.FILED, S.CLOSED}),
    S.QUARANTINED: frozenset(),
    S.UNDONE: frozenset({S.CHECKED, S.REJECTED, S.HELD}),  # a person merges it again
    S.CLOSED: frozenset({S.CHECKED, S.REJECTED, S.HELD}),
}


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row as issued: the matter and the values (by column key) that the form carried."""

    matter_id: str
    values: dict[str, Value]


@dataclass(frozen=True)
class IssuedForm:
    """A form as issued to one unit for one period (such as 2016-Q3); ``token`` is signed over all of it."""

    form_id: str
    unit: str
    period: str
    issued_on: str
    due_on: str
    token: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class Answer:
    """One normalised answer: matter x unit, values by column key (only readable ones), and the cell of each."""

    matter_id: str
    values: dict[str, Value]
    cells: dict[str, str]
    sheet: str = ""
    extra: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one file, in the words of the JSON output; ``reason`` is a Chinese sentence.

    ``told`` is the reason as the unit is told it ('': the same sentence); a ``repeat`` came before and was not merged.
    """

    file: str
    sha256: str
    state: S
    reason: str
    unit: str = ""
    period: str = ""
    form_id: str = ""
    changes: int = 0
    conflicts: int = 0
    findings: tuple[Finding, ...] = field(default=())
    matters: int = 0  # matters whose answer was taken into the ledger
    told: str = ""
    repeat: bool = False
    number: int = 0  # of the submission in the journal, for a repeat that of the earlier file; 0 in a dry run
    sender: str = ""  # address of the mail that it came in
    envelope: str = ""  # SHA-256 of the mail or archive that it came in; of an opened one its own
    received_at: datetime | None = None  # when the file came that this tells of

    @property
    def is_envelope(self) -> bool:
        """Return whether this is a mail or an archive that was opened, or would have been."""
        return self.envelope == self.sha256 != ""
