"""The registry of documents: the one list from which the command, its template and the register of numbers derive."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xlsync.rules.circular import circular
from xlsync.rules.documents.annual import annual
from xlsync.rules.documents.briefing import briefing
from xlsync.rules.documents.content import Content, Sources
from xlsync.rules.documents.notice import notice
from xlsync.rules.documents.special import special
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.spans import Month, Quarter, Span, Year
from xlsync.vocabulary.labels import documents as words


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document. ``content`` says what stands in it, ``usual`` which period is meant where none is named.

    ``spans`` are the periods that it may be asked for, none where it always speaks of the day. ``asks_first``: its
    figures are those of a period that has ended, so that it asks before one that has not.
    """

    key: str
    content: Callable[[Sources], Content]
    usual: Callable[[date, OfficePolicy], Span]
    spans: tuple[type, ...] = ()
    asks_first: bool = False

    @property
    def name(self) -> str:
        """Return its name in the register."""
        return words.KINDS[self.key]

    @property
    def template(self) -> str:
        """Return the file name of its template."""
        return words.TEMPLATE.format(kind=self.name)

    @property
    def number_form(self) -> str:
        """Return the form of its numbers."""
        return words.NUMBERS[self.key]


def _this_month(today: date, _: OfficePolicy) -> Span:
    return Month.of(today)


def _year_of_ledger(_: date, policy: OfficePolicy) -> Span:
    return Year(policy.year)


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("notice", notice, _this_month, (Month, Quarter)),
    DocumentKind("special", special, _year_of_ledger),
    DocumentKind("circular", circular, lambda today, _: Quarter.before(today), (Quarter,), asks_first=True),
    DocumentKind("briefing", briefing, _this_month, (Month, Quarter)),
    DocumentKind("annual", annual, _year_of_ledger, (Year,)),
)

BY_KEY: dict[str, DocumentKind] = {kind.key: kind for kind in KINDS}
