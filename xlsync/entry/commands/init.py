"""xlsync init: an empty office with the default rules, each marked as one to confirm."""

from collections.abc import Mapping
from pathlib import Path

from xlsync.entry.console import Console, Report
from xlsync.entry.founding import default_tables, found_office
from xlsync.entry.settings import Office, given_text
from xlsync.vocabulary.errors import FolderExists
from xlsync.vocabulary.labels import reports as words


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Found an office at the folder, with the settings that were given; with dry_run only say where."""
    root = Path(str(options["folder"])).absolute()
    dry_run = bool(options["dry_run"])
    if dry_run and root.exists() and any(root.iterdir()):
        raise FolderExists(str(root))
    if not dry_run:
        found_office(root, default_tables(office.today.year), settings=given_text(office))
    line = words.FOUNDED.format(office=root, master=office.settings.master)
    return Report({"office": root, "dry_run": dry_run}, [words.would(line, dry_run)])
