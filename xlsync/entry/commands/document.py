"""xlsync document: an official document from the ledger, with its number."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

from xlsync.adapters.word import WordDocuments
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.model.plan import Plan
from xlsync.rules.documents.content import Sources
from xlsync.rules.plan import foresee, join
from xlsync.rules.spans import Span, read_span
from xlsync.services.kinds import BY_KEY, DocumentKind
from xlsync.services.publish import Published, publish
from xlsync.services.writing import refuse_if_held, write
from xlsync.vocabulary.errors import UsageMistake
from xlsync.vocabulary.labels import documents, reports
from xlsync.vocabulary.labels.periods import period_words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Write the document and register its number; with dry_run name both and write nothing."""
    kind, dry_run = BY_KEY[str(options["kind"])], bool(options["dry_run"])
    typed = _typed(kind, options)
    with changing(office) as desk:
        span = typed or kind.usual(desk.now.date(), desk.policy)
        if kind.asks_first and not dry_run and desk.now.date() <= span.last:
            console.confirm(_unfinished(kind, span))
        published = publish_from(desk, kind, span, dry_run=dry_run)
    figures = [asdict(figure) for figure in published.figures]
    data = {"path": published.path, "number": published.number, "figures": figures, "dry_run": dry_run}
    line = reports.DOCUMENT_DONE.format(number=published.number, path=published.path)
    return Report(data | {"notes": published.notes}, [reports.would(line, dry_run), *published.notes])


def _typed(kind: DocumentKind, options: Mapping[str, object]) -> Span | None:
    """Return the period that was asked for; raises UsageMistake for two of them, or one that the kind cannot have."""
    given = [str(options[key]) for key in ("quarter", "span") if options.get(key)]
    if len(given) > 1:
        raise UsageMistake("two_spans", documents.SEPARATOR.join(given))
    if not given:
        return None
    span = read_span(given[0])
    if not isinstance(span, kind.spans):
        possible = documents.SEPARATOR.join(documents.SPAN_KINDS[one.__name__] for one in kind.spans)
        reason = documents.SPAN_FORM.format(possible=possible) if possible else documents.NO_SPAN
        raise UsageMistake("no_such_span", given[0], kind.name, reason)
    return span


def _unfinished(kind: DocumentKind, span: Span) -> str:
    last = documents.DAY.format(day=span.last)
    return documents.UNFINISHED_PERIOD.format(period=period_words(span.code), last=last, kind=kind.name)


def publish_from(desk: Desk, kind: DocumentKind, span: Span, *, dry_run: bool = False) -> Published:
    """Publish from a desk, with the figures of today: the refresh and the number are one plan, made once all is whole.

    Where the master is open nothing is written; where somebody opens it meanwhile the document stands, and its number
    is entered by the next command (``recover``).
    """
    if not dry_run:
        refuse_if_held(desk.work.master)
    refreshing = refresh_desk(desk, dry_run=True).plan
    sources = Sources(foresee(desk.image, refreshing), span, desk.now.date(), desk.policy, desk.calendar)
    writer = WordDocuments(desk.office.templates)
    published = publish(kind, sources, folder=desk.office.documents, writer=writer, dry_run=dry_run)
    if not dry_run:
        _enter(desk, refreshing, published)
    return published


def _enter(desk: Desk, refreshing: Plan, published: Published) -> None:
    """Write the number into the register; where it is not even begun the document goes, so that its number is free."""
    try:
        write(join(published.plan.kind, [refreshing, published.plan]), desk.image, desk.work, desk.now)
    except Exception:
        (row,) = published.plan.appends
        with suppress(Exception):  # what stopped the work is told, not what stops the tidying
            begun = (append.key for plan in desk.work.journal.unfinished_plans() for append in plan.appends)
            if row.key not in begun:
                published.path.unlink(missing_ok=True)
        raise
