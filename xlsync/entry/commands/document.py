"""xlsync document: an official document from the ledger, with its number."""

from collections.abc import Mapping

from xlsync.adapters.word import WordDocuments
from xlsync.entry.bootstrap import Desk, changing
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.rules.circular import Quarter
from xlsync.rules.plan import foresee, join
from xlsync.services.publish import Published, publish_circular
from xlsync.services.writing import refuse_if_held, write
from xlsync.vocabulary.labels import reports as words
from xlsync.vocabulary.labels.circular import DAY, UNFINISHED_QUARTER
from xlsync.vocabulary.labels.periods import QUARTERS


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Write the document and register its number; with dry_run name both and write nothing."""
    dry_run = bool(options["dry_run"])
    with changing(office) as desk:
        quarter = quarter_of(desk, options["quarter"])
        if not dry_run and desk.now.date() <= quarter.last:
            console.confirm(_unfinished(quarter))
        published = publish_from(desk, quarter, dry_run=dry_run)
    data = {"path": published.path, "number": published.number, "figures": published.figures, "dry_run": dry_run}
    line = words.DOCUMENT_DONE.format(number=published.number, path=published.path)
    return Report(data, [words.would(line, dry_run)])


def quarter_of(desk: Desk, text: object) -> Quarter:
    """Return the quarter that was asked for, the last one that has ended where none was."""
    return Quarter.read(str(text)) if text else Quarter.before(desk.now.date())


def _unfinished(quarter: Quarter) -> str:
    return UNFINISHED_QUARTER.format(
        year=quarter.year, quarter=QUARTERS[quarter.number], last=DAY.format(day=quarter.last)
    )


def publish_from(desk: Desk, quarter: Quarter, *, dry_run: bool = False) -> Published:
    """Publish from a desk, with the figures of today: the refresh and the number are one plan, made once all is whole.

    Where the master is open nothing is written; where somebody opens it meanwhile the document stands, and its number
    is entered by the next command (``recover``).
    """
    if not dry_run:
        refuse_if_held(desk.work.master)
    refreshing = refresh_desk(desk, dry_run=True).plan
    image = foresee(desk.image, refreshing)
    published = publish_circular(
        image,
        quarter,
        policy=desk.policy,
        today=desk.now.date(),
        folder=desk.office.documents,
        writer=WordDocuments(desk.office.templates),
        dry_run=dry_run,
    )
    if not dry_run:
        write(join(published.plan.kind, [refreshing, published.plan]), desk.image, desk.work, desk.now)
    return published
