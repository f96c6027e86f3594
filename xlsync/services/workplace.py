"""Everything a use case needs of its office, bundled: built in one place (entry.bootstrap), passed as one argument."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xlsync.model.calendar import WorkCalendar
from xlsync.model.table import MasterImage
from xlsync.services.observe import VersionedMaster
from xlsync.services.ports import FormWriter, Journal, Reader, ReceiptWriter, Store


@dataclass(frozen=True)
class Workplace:
    """The ports of one office and the folders that its people look into."""

    master: VersionedMaster
    journal: Journal
    store: Store
    reader: Reader
    forms: FormWriter
    receipts: ReceiptWriter
    secret: bytes
    calendar_of: Callable[[MasterImage], WorkCalendar]
    forms_folder: Path
    receipts_folder: Path
