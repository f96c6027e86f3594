"""An office whose merges are killed: what lies in its inbox, what it must come to, and the process that dies."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from email.utils import format_datetime
from functools import cached_property
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.adapters.letters import letter
from tests.crash.dying import NOW
from tests.services.small_ledger import (
    EAST,
    FINANCE,
    FUND,
    HOUSING,
    ROAD,
    SCHOOL,
    fill,
    merge,
    on,
    small_office,
    type_in_excel,
)
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.adapters.store import FileStore
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.settings import Office, office_at
from xlsync.model.table import MasterImage, Row, Value
from xlsync.rules.plan import foresee
from xlsync.vocabulary.terms import SubmissionState as S

ROOT = Path(__file__).parents[2]
_CHINA = timezone(timedelta(hours=8))
FINAL = {S.FILED, S.REJECTED, S.HELD, S.QUARANTINED}


def hostile_workbook() -> bytes:
    """Return a workbook whose sheet carries a document type with an entity."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY e "boom">]><Types>&e;</Types>')
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY e "boom">]><workbook>&e;</workbook>')
    return content.getvalue()


def waiting_office(folder: Path) -> Office:
    """Return an office in the middle of its work: 6 files wait.

    One conflicts with what staff typed, one corrects what the unit sent before, one is new and came in a mail that was
    served the day before, one comes a second time under another name, one is cut off and one is hostile. What staff
    typed has not been observed yet.
    """
    office = small_office(folder)
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "已完成立项", "percent": 0.3}}))
    type_in_excel(office, "matters", ROAD, {"progress": "现场已复工", "remarks": "值班员电话催过"})
    fill(office, HOUSING, {ROAD: {"progress": "路基完工", "percent": 0.6}})
    fill(office, EAST, {SCHOOL: {"progress": "主体封顶", "percent": 0.7}}, "更正.xlsx", saved=11)
    funded = fill(office, FINANCE, {FUND: {"progress": "资金已拨付到位", "percent": 0.9}})
    shutil.copy2(funded, office.inbox / "转来的同一份.xlsx")
    served = {"Received": f"from a by b; {format_datetime(NOW.replace(tzinfo=_CHINA) - timedelta(days=1))}"}
    mail = letter((funded.name, funded.read_bytes()), sender="财政局 <u1@demo.invalid>", **served)
    (office.inbox / "报送.eml").write_bytes(mail.as_bytes())
    funded.unlink()
    (office.inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing of a workbook")
    (office.inbox / "敌.xlsx").write_bytes(hostile_workbook())
    for path in office.inbox.iterdir():
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return on(office, date(NOW.year, NOW.month, NOW.day))


@dataclass(frozen=True)
class State:
    """What an office has come to, as far as it must not depend on when somebody was killed."""

    tables: dict[str, list[dict[str, Any]]]
    submissions: list[tuple[Any, ...]]
    lines: Counter[tuple[Any, ...]]
    receipts: dict[str, str]
    inbox: list[str]
    done: list[str]


def difference(here: State, there: State) -> list[str]:
    """Return in which tables, rows and lists two states differ; empty where they do not."""
    rows = [
        f"{name}: {one} / {other}"
        for name, table in here.tables.items()
        for one, other in zip_longest(table, there.tables[name])
        if one != other
    ]
    lists = ("submissions", "lines", "receipts", "inbox", "done")
    pairs = ((name, getattr(here, name), getattr(there, name)) for name in lists)
    return [*rows, *(f"{name}: {one} / {other}" for name, one, other in pairs if one != other)]


def filled(row: Row) -> dict[str, Value]:
    """Return the filled cells of a row; a cell that was emptied is as one that never held anything."""
    return {key: value for key, value in row.values.items() if value is not None}


_KEPT = ("sha256", "name", "state", "unit", "period", "reason", "changes", "conflicts", "matters")


class Ruin:
    """An office after a kill, or after the restart: it is looked at without its own commands, which would mend it."""

    def __init__(self, root: Path) -> None:
        self.office = office_at(root)
        self.store = FileStore(self.office.store)

    @cached_property
    def image(self) -> MasterImage:
        return MasterFile(self.office.master, self.store).read()

    def reread(self, content: bytes) -> MasterImage:
        """Return the tables of any version of the master."""
        return MasterFile(self.office.master, self.store).read_image(content)

    def state(self) -> State:
        """Return what the office has come to."""
        journal = SqlJournal(self.office.journal_url)
        try:
            entries = journal.submissions()
            plans = journal.finished_since(0)
        finally:
            journal.close()
        lines = Counter(
            (change.sheet, change.key, change.column, str(change.before), str(change.after), change.source.sha256)
            for plan in plans
            for change in plan.changes
            if change.source.sha256
        )
        rows = {name: [filled(row) for row in self.image[name]] for name in self.image.tables}
        kept = sorted(tuple(entry[name] for name in _KEPT) for entry in entries)
        receipts = {path.name: path.read_bytes().decode() for path in self.office.receipts.iterdir()}
        folders = (self.office.inbox, self.office.state / "inbox-done")
        names = (sorted(path.name for path in folder.iterdir()) for folder in folders)
        return State(rows, kept, lines, receipts, *names)

    def leftovers(self) -> list[str]:
        """Return the temporary files that lie anywhere in the office."""
        return [str(path.relative_to(self.office.root)) for path in self.office.root.rglob(".xlsync-*")]

    def disagreement(self, first: MasterImage, since: int) -> str:
        """Return how the journal's lines on the first master differ from the present one, '' when they give it."""
        journal = SqlJournal(self.office.journal_url)
        try:
            plans = journal.finished_since(since)
            if journal.unfinished_plans():
                return "a plan is unfinished"
            if journal.last_master() != self.image.sha256:
                return "the journal knows another master"
        finally:
            journal.close()
        replayed = first
        for plan in plans:
            replayed = foresee(replayed, plan)
        for name in self.image.tables:
            here, there = ([filled(row) for row in image[name]] for image in (self.image, replayed))
            if here != there:
                return f"sheet {name}: {[pair for pair in zip(here, there, strict=False) if pair[0] != pair[1]]}"
        return ""

    def last_batch(self) -> int:
        """Return the number of the last batch of the journal."""
        journal = SqlJournal(self.office.journal_url)
        try:
            return max((plan.number for plan in journal.finished_since(0)), default=0)
        finally:
            journal.close()


def known_master(ruin: Ruin) -> MasterImage:
    """Return the master as the journal knows it, before what staff typed last."""
    journal = SqlJournal(ruin.office.journal_url)
    sha256 = journal.last_master()
    journal.close()
    assert sha256 is not None
    return ruin.reread(ruin.store.get(sha256))


def quick_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in memory where there is one: what a killed process has written stays there all the same."""
    memory = Path("/dev/shm")
    return Path(mkdtemp(dir=memory)) if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("kills")


class Hatchery:
    """The warmed process that forks the works and kills them."""

    def __init__(self, warm: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.dying", str(warm)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self._answer() == {"ready": True}

    def run(
        self, work: str, office: Path, *, at: int | str | None = None, after: float | None = None, apart: bool = False
    ) -> dict[str, Any]:
        """Merge, undo or restore in a child that dies at a step or after some seconds, if either is given.

        Returns how it ended.
        """
        assert self.process.stdin is not None
        order = {"office": str(office), "work": work, "at": at, "after": after, "apart": apart}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        self.process.wait(timeout=30)
