"""The table of the demo's returns says enough, and every kind of foreign file is what it pretends to be."""

from collections import Counter
from pathlib import Path

import pytest

from xlsync.adapters.inbox import candidates, is_submission_name, look_at
from xlsync.adapters.reading.reader import WorkbookReader
from xlsync.demo.returns.foreign import MADE
from xlsync.demo.returns.making import CHANGES, Desk, ready_folder
from xlsync.demo.returns.packing import EDITS
from xlsync.demo.returns.table import Return, Wave, returns
from xlsync.vocabulary.errors import UnreadableFile
from xlsync.vocabulary.labels.findings import FINDINGS

COUNTED = [entry for entry in returns() if entry.counted]
FOREIGN = [entry for entry in COUNTED if entry.made and entry.made != "workbook"]


def test_more_than_sixty_files_come_back_and_most_of_them_in_time():
    waves = Counter(entry.wave for entry in COUNTED)
    assert waves[Wave.ON_TIME] >= 48
    assert waves[Wave.LATE] >= 20


def test_at_least_44_of_the_52_failure_modes_occur():
    modes = {mode for entry in returns() for mode in entry.modes}
    assert len(modes) >= 44
    assert modes <= set(range(1, 53))


def test_no_two_files_have_the_same_name():
    assert [name for name, count in Counter(entry.name for entry in returns()).items() if count > 1] == []


def test_every_change_asked_for_can_be_made():
    assert {change["do"] for entry in returns() for change in entry.do} <= set(CHANGES)
    assert {edit["do"] for entry in returns() for edit in entry.then} <= set(EDITS)
    assert {entry.made for entry in returns()} - {""} <= set(MADE)


def test_every_kind_of_change_is_used():
    assert set(CHANGES) - {change["do"] for entry in returns() for change in entry.do} == set()
    assert set(EDITS) - {edit["do"] for entry in returns() for edit in entry.then} == set()


def test_every_finding_asked_for_exists():
    assert {code for entry in returns() for code in entry.findings} <= set(FINDINGS)


def test_ready_made_files_cover_what_libreoffice_saves():
    """At least two each of .xls, .ods and .xlsx; small, and none without an entry."""
    carried = sorted(path.name for path in ready_folder().iterdir())
    assert carried == sorted(entry.ready for entry in returns() if entry.ready)
    assert min(Counter(Path(name).suffix for name in carried).values()) >= 2
    assert {Path(name).suffix for name in carried} == {".xls", ".ods", ".xlsx"}
    assert max(path.stat().st_size for path in ready_folder().iterdir()) < 40_000


@pytest.mark.parametrize("entry", FOREIGN, ids=lambda entry: entry.name)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(entry: Return):
    with pytest.raises(UnreadableFile) as refused:
        WorkbookReader().read(Desk(()).content(entry), entry.name)
    assert refused.value.kind not in ("damaged", "empty")
    assert "请" in str(refused.value)


def test_locks_half_downloads_and_empty_files_are_no_submissions(tmp_path: Path):
    """~$name.xlsx, name.xlsx.tmp and a file of 0 bytes lie in the inbox and are passed by."""
    beside = [entry for entry in returns() if not entry.counted]
    for entry in beside:
        (tmp_path / entry.name).write_bytes(Desk(()).content(entry))
    assert len(beside) >= 3
    assert [path for path in candidates(tmp_path) if look_at(path)] == []
    assert all(is_submission_name(entry.name) for entry in COUNTED)


def test_files_made_twice_are_the_same_files():
    """Otherwise the same file under another name would be a new submission."""
    for entry in FOREIGN:
        assert Desk(()).content(entry) == Desk(()).content(entry)
