"""The only place that builds adapters: an office folder becomes a Workplace, and a Workplace a Desk ready for work."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from xlsync.adapters.holidays import calendar_from
from xlsync.adapters.inbox import candidates
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.reading.apart import SeparateReader
from xlsync.adapters.reading.limits import Budget
from xlsync.adapters.receipts import ReceiptFiles
from xlsync.adapters.replace import tidy
from xlsync.adapters.store import FileStore
from xlsync.adapters.template.form import FormWorkbook
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.machine import is_on_share
from xlsync.entry.settings import SQLITE, Office
from xlsync.model.calendar import WorkCalendar
from xlsync.model.plan import CellChange
from xlsync.model.sheets import SHEETS
from xlsync.model.submission import Outcome
from xlsync.model.table import MasterImage
from xlsync.rules.policy import OfficePolicy, read_policy
from xlsync.services.intake import Intake
from xlsync.services.observe import VersionedMaster, observe, unlisted
from xlsync.services.ports import Journal
from xlsync.services.recover import HeldCell, Recovery, recover
from xlsync.services.resume import resume
from xlsync.services.stages import Stages
from xlsync.services.workplace import Workplace
from xlsync.services.writing import refuse_outdated
from xlsync.vocabulary.errors import (
    CopyEdited,
    EarlierPlanWaits,
    JournalUnusable,
    MasterLocked,
    OfficeBusy,
    PlanHeld,
    SecretMissing,
)
from xlsync.vocabulary.labels import journal as words
from xlsync.vocabulary.terms import SubmissionState

SECRET_FILE = "secret"
_LOCK_SECONDS = 5.0
_CELLS_SHOWN = 3
_GARBAGE_FROM = 100_000


@dataclass(frozen=True)
class Desk:
    """One office with its master read: what a command works on; ``now`` is the office's day and the clock's time.

    ``made_good`` are plans that the master lacked on opening, and that were written again. ``observed`` is what people
    typed since the last plan; ``resumed`` are submissions of a batch that was cut off
    or waited for the master, now brought to their end.
    """

    office: Office
    work: Workplace
    image: MasterImage
    policy: OfficePolicy
    calendar: WorkCalendar
    now: datetime
    observed: tuple[CellChange, ...] = ()
    resumed: tuple[Outcome, ...] = ()
    made_good: tuple[int, ...] = ()


def master_of(office: Office) -> MasterFile:
    """Return the master of an office; it remembers what it read, so a process that stays keeps it for its batches."""
    return MasterFile(office.master, FileStore(office.store))


def master_at_hand(office: Office, file: MasterFile) -> VersionedMaster:
    """Return the master that can be written now: the open workbook where it is within reach, else the file."""
    if file.held_by() is None:
        return file
    from xlsync.adapters.workbook_live.finding import live_master  # a closed master needs no spreadsheet program

    return live_master(office.master, file) or file


def workplace(office: Office, master: MasterFile | None = None) -> Workplace:
    """Return the ports of an office; the master is the one at hand."""
    gc.set_threshold(_GARBAGE_FROM)  # a master is a million objects without a cycle: looking for one takes its time
    store = FileStore(office.store)
    return Workplace(
        master_at_hand(office, master or master_of(office)),
        SqlJournal(_journal_url(office)),
        store,
        SeparateReader(reading_budget(office)),
        FormWorkbook(),
        ReceiptFiles(),
        _secret(office),
        calendar_from,
        office.forms,
        office.receipts,
    )


def _journal_url(office: Office) -> str:
    """Return the URL of the journal. SQLite's locks do not hold on a network share: such a file is refused."""
    file = office.journal_file
    if file is not None and is_on_share(next(place for place in file.parents if place.exists())):
        raise JournalUnusable("share", str(file))
    return office.journal_url


def reading_budget(office: Office) -> Budget:
    """Return what one file may cost the process that opens and reads it."""
    return Budget(office.settings.read_seconds, memory_mb=office.settings.read_memory_mb)


def _secret(office: Office) -> bytes:
    try:
        return (office.state / SECRET_FILE).read_bytes()
    except OSError:
        raise SecretMissing(str(office.state / SECRET_FILE)) from None


@contextmanager
def changing(office: Office, master: MasterFile | None = None) -> Iterator[Desk]:
    """Yield a desk under the office's lock, after recovery and after noting what people typed.

    The lock is twofold: that of the folder, and that of the journal, which holds over all machines that share it.
    ``master`` is that of a process that stays (see master_of). Raises OfficeBusy, and (once) PlanHeld where recovery
    had to set a plan aside, CopyEdited where people had typed into an older copy of the master.
    """
    office.lock.parent.mkdir(parents=True, exist_ok=True)
    with _alone(office, master) as work:
        for folder in _written_to(office):
            tidy(folder)
        if candidates(office.inbox):
            work.reader.expect(())  # its process starts while the master is read
        recovery = _recovered(work, office.now)
        saved = work.master.saved()
        _refuse_empty_journal(office, work, saved)
        observe(saved, work.master, work.store, work.journal, office.now)
        image = work.master.read()
        refuse_outdated(image, saved)
        desk = desk_of(office, work, image)
        resumed = resume(Intake(image, desk.work, desk.policy, desk.now, dry_run=False, stages=Stages()), desk.work)
        _tell_held(recovery, work.journal)
        made_good = tuple(plan.number for plan in recovery.applied)
        yield replace(desk, observed=unlisted(work.journal), resumed=tuple(resumed), made_good=made_good)


def _refuse_empty_journal(office: Office, work: Workplace, image: MasterImage) -> None:
    """Raise JournalUnusable where the master has been written and its journal knows of no master at all.

    Somebody has named another database: there every form would be a stranger, and numbers would begin anew.
    """
    if image.plan_number and not work.journal.last_master():
        raise JournalUnusable("empty", office.journal_url.removeprefix(SQLITE))


def _recovered(work: Workplace, now: datetime) -> Recovery:
    """Bring what was begun to its end; raises EarlierPlanWaits where the master is open, so that it has to wait."""
    try:
        return recover(work.master, work.store, work.journal, now)
    except MasterLocked as locked:
        waiting = work.journal.unfinished_plans()
        if not waiting:
            raise
        raise EarlierPlanWaits(locked.who, waiting[0].number) from None


def unsaved_plans(office: Office) -> list[int]:
    """Return the numbers of the plans that stand in the open workbook and wait for its person to save it."""
    return [] if master_of(office).held_by() is None else unfinished_plans(office)


def unfinished_plans(office: Office) -> list[int]:
    """Return the numbers of the plans that were begun and have not come to their end."""
    journal = SqlJournal(_journal_url(office))
    try:
        return [plan.number for plan in journal.unfinished_plans()]
    finally:
        journal.close()


def _written_to(office: Office) -> Iterator[Path]:
    """Yield the folders in which a crash may have left the beginning of a file."""
    yield from (office.root, office.store, office.receipts)
    for parent in (office.forms, office.documents):  # one folder per period, and per year
        yield from parent.glob("*/")


@contextmanager
def _alone(office: Office, master: MasterFile | None) -> Iterator[Workplace]:
    """Yield the ports of an office that nobody else changes meanwhile, here or on another machine."""
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(office.lock, timeout=_LOCK_SECONDS))
            work = workplace(office, master)
            stack.callback(work.journal.close)
            stack.enter_context(work.journal.exclusive(_LOCK_SECONDS))
        except TimeoutError:
            raise OfficeBusy(str(office.root)) from None
        yield work


def _tell_held(recovery: Recovery, journal: Journal) -> None:
    """Raise PlanHeld where a plan could not be brought to its end, CopyEdited where a copy was edited."""
    cells = [cell for _, held in recovery.held for cell in held]
    if not cells:
        if recovery.kept:
            raise CopyEdited(_list(recovery.kept))
        return
    numbers = {number for plan, _ in recovery.held for number in plan.submissions}
    files = [entry["name"] for entry in journal.submissions([SubmissionState.HELD]) if entry["number"] in numbers]
    raise PlanHeld(_list([*cells, *recovery.kept]), words.HELD_JOINT.join(files))


def _list(cells: Sequence[HeldCell]) -> str:
    shown = [_shown(cell) for cell in cells[:_CELLS_SHOWN]]
    more = words.HELD_MORE.format(count=len(cells)) if len(cells) > len(shown) else ""
    return words.HELD_JOINT.join(shown) + more


def _shown(cell: HeldCell) -> str:
    schema = SHEETS[cell.sheet]
    values = {"found": cell.found, "after": cell.after}
    said = {name: words.HELD_BLANK if value is None else value for name, value in values.items()}
    return words.HELD_CELL.format(sheet=schema.sheet, key=cell.key, column=schema.header(cell.column), **said)


@contextmanager
def reading(office: Office, master: MasterFile | None = None) -> Iterator[Desk]:
    """Yield a desk for looking only: no lock, nothing written."""
    work = workplace(office, master)
    try:
        _refuse_empty_journal(office, work, work.master.saved())
        image = work.master.read()
        yield desk_of(office, work, image)
    finally:
        work.journal.close()


def desk_of(office: Office, work: Workplace, image: MasterImage) -> Desk:
    """Return a desk with the rules and the calendar that stand in the master as read."""
    signed = next((row.text("value") for row in image["settings"] if row["key"] == "office_name"), "")
    work = replace(work, receipts=ReceiptFiles(signed, office.today))
    return Desk(office, work, image, read_policy(image), work.calendar_of(image), office.now)
