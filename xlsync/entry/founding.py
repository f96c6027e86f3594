"""Founding an office: its folders, its settings, its secret and a master built from tables."""

import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from xlsync.adapters.defaults import DEFAULT_SHEETS, default_rows
from xlsync.adapters.holidays import published_days
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.adapters.template.master import build_master
from xlsync.entry.bootstrap import SECRET_FILE, workplace
from xlsync.entry.settings import Office, office_at, settings_text
from xlsync.model.table import Value
from xlsync.rules.digest import digest
from xlsync.services.observe import observe
from xlsync.vocabulary.errors import FolderExists, XlsyncError
from xlsync.vocabulary.labels.messages import SETTINGS_NAME

Tables = Mapping[str, Sequence[Mapping[str, Value]]]
_SECRET_BYTES = 32


def default_tables(year: int) -> dict[str, list[dict[str, Value]]]:
    """Return the tables of an empty office: default rules to confirm, and the published holidays around a year."""
    tables = {name: default_rows(name) for name in DEFAULT_SHEETS}
    for row in tables["settings"]:
        if row["key"] == "year":
            row["value"] = str(year)
    tables["holidays"] = published_days(range(year - 1, year + 2))
    return tables


def found_office(
    root: Path, tables: Tables, *, secret: bytes | None = None, settings: str = "", mark: str = ""
) -> Office:
    """Make a whole office in a new or empty folder and return it; raises FolderExists.

    ``mark`` names a file in .xlsync that is there from the first moment on.
    """
    if root.exists() and any(root.iterdir()):
        raise FolderExists(str(root))
    try:
        return _founded(root, tables, secret, settings, mark)
    except XlsyncError:  # such as a database that does not answer: half an office would be in the way of the next try
        shutil.rmtree(root)
        raise


def _founded(root: Path, tables: Tables, secret: bytes | None, settings: str, mark: str) -> Office:
    state = office_at(root).state
    state.mkdir(parents=True, exist_ok=True)
    if mark:
        (state / mark).touch()
    (root / SETTINGS_NAME).write_text(settings_text(settings), encoding="utf-8")
    office = office_at(root)
    for folder in (office.inbox, office.forms, office.receipts, office.documents, office.charts, office.state):
        folder.mkdir(parents=True, exist_ok=True)
    (office.state / SECRET_FILE).write_bytes(secret or secrets.token_bytes(_SECRET_BYTES))
    build_master(office.master, {**tables, "board": digest(MemoryMaster(tables).read()).board_rows()})
    work = workplace(office)
    observe(work.master.read(), work.master, work.store, work.journal, office.now)
    work.journal.close()
    return office
