"""Memory stays flat: one running process merges batch after batch, honest answers and hostile files mixed."""

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.hostile.small_batch import answers
from tests.hostile.threats import MARK, THREATS
from tests.services.small_ledger import RETURNED, on, small_office
from xlsync.adapters.inbox import Inbox
from xlsync.adapters.reading.apart import SeparateReader
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.console import Console
from xlsync.entry.settings import Office
from xlsync.vocabulary.terms import SubmissionState as S

BATCH = 20
SMALL = [threat for threat in THREATS if threat.state is not S.FILED]


def resident_mb(process: int | str) -> float:
    """Return the resident memory of a process, in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def changed(form: bytes, number: int) -> bytes:
    """Return the answer with another progress, saved a little later."""
    with zipfile.ZipFile(BytesIO(form)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    stamp = f"2016-10-13T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z".encode()
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, parts[core])
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part.replace(MARK.encode(), f"{MARK} {number}".encode()))
    return target.getvalue()


def merged_batch(office: Office, form: bytes, hostile: list[bytes], first: int) -> None:
    """Merge one batch: one file in ten is hostile and differs from all before, the others are answers sent anew."""
    for number in range(first, first + BATCH):
        content = changed(form, number)
        if number % 10 == 9:
            content = hostile[number // 10 % len(hostile)] + number.to_bytes(4, "big")
        (office.inbox / f"{number}.xlsx").write_bytes(content)
    with changing(on(office, RETURNED)) as desk:
        paths = sorted(path for path in office.inbox.iterdir())
        assert len(merge_paths(desk, paths, Console()).outcomes) == len(paths)
    assert not Inbox(office.inbox).waiting()


def growth(root: Path, files: int, warm: int) -> tuple[float, float, float]:
    """Return how many MB this process and the reading one grew after the warm-up, and the most the latter took."""
    office = small_office(root / "office")
    form, _ = answers(office)
    hostile = [threat.make(form) for threat in SMALL]
    hostile = [content for content in hostile if len(content) < 100_000]
    ours, theirs = [], []
    for first in range(0, files, BATCH):
        merged_batch(office, form, hostile, first)
        ours.append(resident_mb("self"))
        theirs.append(reading_mb())
    seen = [*zip(range(BATCH, files + 1, BATCH), ours, theirs, strict=True)]
    print("\nfiles, MB of this process, MB of the reading one:", *seen[:: max(1, len(seen) // 10)], sep="\n")
    start = warm // BATCH - 1
    return ours[-1] - ours[start], theirs[-1] - theirs[start], max(theirs)


def reading_mb() -> float:
    """Return the memory of the reading process of this one, 0 while there is none."""
    number = SeparateReader().process.process_id
    return resident_mb(number) if number else 0.0


def test_sixty_files_leave_memory_where_it_was(tmp_path):
    ours, theirs, most = growth(tmp_path, files=60, warm=20)
    assert ours < 30 and theirs < 20 and most < 120


@pytest.mark.proof
def test_two_thousand_files_leave_memory_where_it_was(tmp_path):
    ours, theirs, most = growth(tmp_path, files=2_000, warm=400)
    print(f"grew {ours:.1f} MB, reading process {theirs:.1f} MB, at most {most:.1f} MB")
    assert ours < 25 and theirs < 10 and most < 120
