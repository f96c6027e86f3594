"""A hostile file and an honest one in the inbox of a small office, merged together."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.threats import MARK, Threat
from tests.services.small_ledger import EAST, HOUSING, RETURNED, ROAD, SCHOOL, fill, on
from xlsync.adapters.inbox import Inbox
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths, report_of
from xlsync.entry.console import Console
from xlsync.entry.settings import Office, office_at
from xlsync.model.table import Row

HONEST = "主体结构已经封顶"
_RESTED = 120
HOSTILE_NAME, HONEST_NAME = "市住建局反馈.xls", "东区反馈.xlsx"


@dataclass(frozen=True)
class Ended:
    """How a batch ended: the hostile file and the honest one as `xlsync merge` reports them, what stands in the
    master then (of the hostile file's matter and of the honest one's), and the seconds of reading both."""

    hostile: Mapping[str, object]
    honest: Mapping[str, object]
    road: Row
    school: Row
    seconds: float

    @property
    def codes(self) -> set[str]:
        """Return the codes of all findings of the hostile file."""
        found = self.hostile["findings"]
        assert isinstance(found, list)
        return {str(item["code"]) for item in found}


def answers(office: Office) -> tuple[bytes, bytes]:
    """Return an honest answer of the unit that threats are made of, and one of the other; the inbox stays empty."""
    paths = (
        fill(office, HOUSING, {ROAD: {"progress": MARK, "percent": 0.5}}),
        fill(office, EAST, {SCHOOL: {"progress": HONEST, "percent": 0.6}}),
    )
    contents = tuple(path.read_bytes() for path in paths)
    for path in paths:
        path.unlink()
    return contents[0], contents[1]


def copy_of(office: Office, root: Path) -> Office:
    """Return a copy of an office."""
    shutil.copytree(office.root, root)
    return office_at(root)


def run(office: Office, threat: Threat, forms: tuple[bytes, bytes], name: str = HOSTILE_NAME) -> Ended:
    """Merge the threat and the honest file through the command."""
    (office.inbox / name).write_bytes(threat.make(forms[0]))
    (office.inbox / HONEST_NAME).write_bytes(forms[1])
    for path in office.inbox.iterdir():
        os.utime(path, (path.stat().st_mtime - _RESTED,) * 2)  # half files are waited for, but not for ever
    with changing(on(office, RETURNED)) as desk:
        result = merge_paths(desk, Inbox(office.inbox).waiting(), Console())
    told = report_of(result, office, dry_run=False)
    by_name = {item["file"]: item for item in told.data["submissions"]}
    honest = by_name.pop(HONEST_NAME)
    (hostile,) = by_name.values()
    with changing(office) as desk:
        rows = desk.image["matters"].by_key()
    return Ended(hostile, honest, rows[ROAD], rows[SCHOOL], result.stages["read"])
