"""A real process dies at each step of a merge; the next run ends with every answer exactly once."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.small_ledger import EAST, FINANCE, FUND, HOUSING, ROAD, SCHOOL, fill, merge, small_office, table
from xlsync.entry.bootstrap import changing
from xlsync.entry.settings import Office
from xlsync.vocabulary.terms import SubmissionState as S

ROOT = Path(__file__).parents[2]
KILLED = 9
STEPS = {
    "begin_plan": ("xlsync.adapters.journal.journal", "SqlJournal", "begin_plan", True),
    "before replace": ("xlsync.adapters.workbook_file.master", "MasterFile", "_replace", False),
    "after replace": ("xlsync.adapters.workbook_file.master", "MasterFile", "_replace", True),
    "finish_plan": ("xlsync.adapters.journal.journal", "SqlJournal", "finish_plan", True),
    "receipts": ("xlsync.adapters.receipts", "ReceiptFiles", "write", True),
}
"""Where the process dies: module, class, method, and whether the method is carried out before."""

DYING = """
import importlib, os, sys
from datetime import date
from pathlib import Path
module, owner, name, first, office, *files = sys.argv[1:]
cls = getattr(importlib.import_module(module), owner)
whole = getattr(cls, name)
def dying(*args, **options):
    if first == "True":
        whole(*args, **options)
    os._exit(9)
setattr(cls, name, dying)
from xlsync.entry.bootstrap import changing
from xlsync.entry.commands.merge import merge_paths
from xlsync.entry.console import Console
from xlsync.entry.settings import office_at
with changing(office_at(Path(office), [("today", "2016-10-14")])) as desk:
    merge_paths(desk, [Path(file) for file in files], Console())
"""


def merge_and_die(office: Office, step: str, files: list[Path]) -> None:
    """Merge files in a process of its own that dies at the step."""
    arguments = [*map(str, STEPS[step]), str(office.root), *map(str, files)]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", DYING, *arguments], env=path, timeout=60, check=False)
    assert ended.returncode == KILLED


@pytest.mark.parametrize("step", STEPS)
def test_a_process_killed_at_any_step_leaves_every_answer_exactly_once(step: str, tmp_path: Path) -> None:
    """Three units answer; the figures are drawn by the name of the step."""
    office = small_office(tmp_path / "office")
    dice = random.Random(step)
    said = {
        matter: {"progress": f"完成第{dice.randint(1, 99)}项", "percent": dice.randint(30, 90) / 100}
        for matter in (ROAD, SCHOOL, FUND)
    }
    leads = {ROAD: HOUSING, SCHOOL: EAST, FUND: FINANCE}
    files = [fill(office, leads[matter], {matter: values}) for matter, values in said.items()]
    merge_and_die(office, step, files)

    merge(office, *(file for file in files if file.exists()))
    rows = table(office, "matters")
    assert {key: {column: rows[key][column] for column in said[key]} for key in said} == said
    assert sorted(row.text("matter_id") for row in table(office, "feedback").values()) == sorted(said)
    assert len(list(office.receipts.iterdir())) == len(files)
    with changing(office) as desk:
        journal = desk.work.journal
        for key, values in said.items():
            lines = [line["after"] for line in journal.history(key, "progress")]
            assert lines == [values["progress"]]
        assert [S(line["state"]) for line in journal.submissions()] == [S.FILED] * len(files)
        assert [line["matters"] for line in journal.submissions()] == [1] * len(files)
        assert journal.unfinished_plans() == []
