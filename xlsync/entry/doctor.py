"""What on this machine works: a list of checks, each a function of the office that returns one Check."""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from xlsync.adapters.workbook_file.lock import holder_of
from xlsync.entry.machine import font_families, is_on_share, is_writable, programs
from xlsync.entry.settings import Office
from xlsync.vocabulary.errors import XlsyncError
from xlsync.vocabulary.labels.doctor import CHECKS, FONT_ALIASES, FONTS, HINTS, JOINT, STAND_INS
from xlsync.vocabulary.labels.messages import SETTING_ORIGINS

_NEEDED_MB = 500  # the master, its replaced copies and a quarter's returns, several times over
_MB, _MB_OF_GB = 1_000_000, 1_000


@dataclass(frozen=True)
class Check:
    """One thing looked at: ``name`` is a key of labels.doctor.CHECKS, ``hint`` a Chinese sentence."""

    name: str
    ok: bool
    hint: str

    @property
    def label(self) -> str:
        """Return the Chinese name."""
        return CHECKS[self.name]


def _check(name: str, ok: bool, hint: str, **facts: object) -> Check:
    return Check(name, ok, HINTS[hint].format(**facts))


def check_python(_: Office) -> Check:
    """Return whether this Python is new enough."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    is_new = sys.version_info >= (3, 11)
    return _check("python", is_new, "python" if is_new else "python_old", version=version)


def check_office(office: Office) -> Check:
    """Return whether there is an office."""
    return _check("office", office.found, "office" if office.found else "office_missing", root=office.root)


def check_master(office: Office) -> Check:
    """Return whether the master is where the settings say."""
    there = office.master.is_file()
    return _check("master", there, "master" if there else "master_missing", path=office.master)


def check_program(_: Office) -> Check:
    """Return whether a spreadsheet program is installed."""
    names = programs()
    return _check("program", bool(names), "program" if names else "program_missing", names=JOINT.join(names))


def check_fonts(_: Office) -> Check:
    """Return whether the fonts of documents are there, or what stands in for them."""
    families = font_families()
    missing = [font for font in FONTS if not families & {font, *FONT_ALIASES[font]}]
    if not missing:
        return _check("fonts", True, "fonts")
    present = [font for font in FONTS if font not in missing]
    stand_in = next((font for font in (*STAND_INS, *present) if font in families or font in present), "")
    if not stand_in:
        return _check("fonts", False, "fonts_missing")
    return _check("fonts", False, "fonts_replaced", missing=JOINT.join(missing), stand_in=stand_in)


def check_holidays(office: Office) -> Check:
    """Return whether the holidays of the present year are built in."""
    from chinese_calendar.constants import holidays

    last = max(day.year for day in holidays)
    year = office.today.year
    return _check("holidays", year <= last, "holidays" if year <= last else "holidays_unknown", year=max(year, last))


def check_lock(office: Office) -> Check:
    """Return whether the master can be written: no command of ours holds it, and no editor that is out of reach."""
    from filelock import FileLock, Timeout

    holder = holder_of(office.master)
    if holder is not None:
        live = _is_within_reach(office)
        return _check("lock", live, "lock_live" if live else "lock_editor", who=holder)
    if not office.lock.exists():
        return _check("lock", True, "lock")
    try:
        with FileLock(office.lock, timeout=0):
            return _check("lock", True, "lock")
    except Timeout:
        return _check("lock", False, "lock_program")


def _is_within_reach(office: Office) -> bool:
    """Return whether commands can write into the workbook as it stands open on this machine."""
    from xlsync.entry.bootstrap import master_at_hand, master_of

    return master_at_hand(office, master_of(office)).is_open


def check_journal(office: Office) -> Check:
    """Return whether the journal can be opened: database, driver and file are as they should be."""
    from xlsync.adapters.journal.journal import SqlJournal

    file = office.journal_file
    if file is not None and not file.exists():
        return _check("journal", True, "journal_none")
    journal = SqlJournal(office.journal_url)
    try:
        journal.last_finished()
    except XlsyncError as reason:
        return _check("journal", False, "journal_bad", reason=reason)
    finally:
        journal.close()
    return _check("journal", True, "journal" if file is None else "journal_file")


def check_disk(office: Office) -> Check:
    """Return whether there is room."""
    free = shutil.disk_usage(_nearest(office.root)).free // _MB
    enough = free >= _NEEDED_MB
    if enough:
        return _check("disk", True, "disk", free=free // _MB_OF_GB)
    return _check("disk", False, "disk_full", free=free, needed=_NEEDED_MB)


def check_share(office: Office) -> Check:
    """Return whether the office and its journal stand where they are safe."""
    if not is_on_share(_nearest(office.root)):
        return _check("share", True, "share")
    if office.settings.journal:
        return _check("share", True, "share_network")
    return _check("share", False, "share_journal")


def check_access(office: Office) -> Check:
    """Return whether the folders that change can be written."""
    folders = [office.root, office.inbox, office.receipts, office.forms, office.documents, office.state]
    denied = next((folder for folder in folders if folder.is_dir() and not is_writable(folder)), None)
    return _check("access", denied is None, "access_denied" if denied else "access", path=denied)


def check_mail(office: Office) -> Check:
    """Return whether drafts can carry the address of the office."""
    address = office.settings.mail_from
    if not address:
        return _check("mail", True, "mail_blank")
    is_address = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", address) is not None
    return _check("mail", is_address, "mail" if is_address else "mail_wrong", address=address)


def check_today(office: Office) -> Check:
    """Return which day is computed for, and whether somebody has fixed it."""
    origin = office.origins.get("today", "default")
    fixed = office.settings.today is not None
    said = SETTING_ORIGINS[origin].format(name="XLSYNC_TODAY")
    return _check("today", True, "today_fixed" if fixed else "today", day=office.today, origin=said)


def check_xlwings(_: Office) -> Check:
    """Return whether this Python has what speaks to the open workbook."""
    missing = find_spec("xlwings") is None
    return _check("xlwings", not missing, "xlwings_missing" if missing else "xlwings")


def check_extension(_: Office) -> Check:
    """Return whether LibreOffice, where it is the program of this machine, has our toolbar, and whether it listens."""
    from xlsync import __version__
    from xlsync.adapters.office_extension.installed import default_profile, installed_version

    names = programs()
    if "LibreOffice" not in names or "Excel" in names:
        return _check("extension", True, "extension_unneeded")
    found = installed_version(default_profile())
    if found != __version__:
        hint = "extension_old" if found else "extension_missing"
        return _check("extension", found is None, hint, found=found, version=__version__)
    return _check("extension", True, "extension_open" if _is_listening() else "extension", version=found)


def _is_listening() -> bool:
    from xlsync.adapters.libreoffice.connection import listener, pipe_name

    return listener(pipe_name()) is not None


def check_saved(office: Office) -> Check:
    """Return whether the master still has all that LibreOffice drops when it saves."""
    from xlsync.adapters.repair.reference import is_whole

    try:
        whole = is_whole(office.master.read_bytes())
    except OSError:
        whole = True  # missing or held: other checks tell
    return _check("saved", whole, "saved" if whole else "saved_damaged")


def check_interpreter(office: Office) -> Check:
    """Return whether the Python that the master's buttons start is there; asked on Windows only."""
    from xlsync.adapters.windows.interpreter import interpreter_of
    from xlsync.adapters.windows.machine import this_machine

    machine = this_machine()
    if machine is None or not office.master.is_file():
        return _check("interpreter", True, "interpreter_elsewhere")
    path = interpreter_of(office.master.read_bytes())
    if path is None:
        return _check("interpreter", False, "interpreter_none")
    there = Path(machine.expanded(path)).is_file()
    return _check("interpreter", there, "interpreter" if there else "interpreter_gone", path=path)


ANYWHERE: tuple[Callable[[Office], Check], ...] = (
    check_python,
    check_program,
    check_xlwings,
    check_extension,
    check_fonts,
    check_holidays,
    check_office,
)
IN_AN_OFFICE: tuple[Callable[[Office], Check], ...] = (
    check_master,
    check_saved,
    check_interpreter,
    check_lock,
    check_journal,
    check_disk,
    check_share,
    check_access,
    check_mail,
    check_today,
)


def examine(office: Office) -> list[Check]:
    """Return all checks that make sense here."""
    return [check(office) for check in (*ANYWHERE, *(IN_AN_OFFICE if office.found else ()))]


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())
