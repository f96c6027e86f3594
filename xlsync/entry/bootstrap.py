"""The only place that builds adapters: an office folder becomes a Workplace, and a Workplace a Desk ready for work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from filelock import FileLock, Timeout

from xlsync.adapters.holidays import calendar_from
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.reading.reader import WorkbookReader
from xlsync.adapters.receipts import ReceiptFiles
from xlsync.adapters.store import FileStore
from xlsync.adapters.template.form import FormWorkbook
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.settings import Office
from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange
from xlsync.model.table import MasterImage
from xlsync.rules.policy import OfficePolicy, read_policy
from xlsync.services.observe import observe
from xlsync.services.recover import recover
from xlsync.services.workplace import Workplace
from xlsync.vocabulary.errors import OfficeBusy

SECRET_FILE = "secret"
_LOCK_SECONDS = 5.0


@dataclass(frozen=True)
class Desk:
    """One office with its master read: what a command works on; ``now`` is the office's day and the clock's time.

    ``observed`` is what people typed since the last command.
    """

    office: Office
    work: Workplace
    image: MasterImage
    policy: OfficePolicy
    calendar: WorkCalendar
    now: datetime
    observed: tuple[CellChange, ...] = ()


def workplace(office: Office) -> Workplace:
    """Return the ports of an office."""
    store = FileStore(office.store)
    return Workplace(
        MasterFile(office.master, store),
        SqlJournal(office.journal_url),
        store,
        WorkbookReader(),
        FormWorkbook(),
        ReceiptFiles(),
        (office.state / SECRET_FILE).read_bytes(),
        calendar_from,
        office.forms,
        office.receipts,
    )


@contextmanager
def changing(office: Office) -> Iterator[Desk]:
    """Yield a desk under the office's lock, after recovery and after noting what people typed; raises OfficeBusy."""
    office.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(office.lock)
    try:
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout:
        raise OfficeBusy(str(office.root)) from None
    try:
        work = workplace(office)
        recover(work.master, work.store, work.journal, datetime.now())
        image = work.master.read()
        seen = observe(image, work.master, work.store, work.journal, datetime.now())
        yield replace(desk_of(office, work, image), observed=tuple(seen.found.changes))
    finally:
        lock.release()


@contextmanager
def reading(office: Office) -> Iterator[Desk]:
    """Yield a desk for looking only: no lock, nothing written."""
    work = workplace(office)
    yield desk_of(office, work, work.master.read())


def desk_of(office: Office, work: Workplace, image: MasterImage) -> Desk:
    """Return a desk with the rules and the calendar that stand in the master as read."""
    signed = next((row.text("value") for row in image["settings"] if row["key"] == "office_name"), "")
    work = replace(work, receipts=ReceiptFiles(signed, office.today))
    now = datetime.combine(office.today, datetime.now().time().replace(microsecond=0))
    return Desk(office, work, image, read_policy(image), work.calendar_of(image), now)
