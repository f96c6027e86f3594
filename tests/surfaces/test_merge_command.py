"""`xlsync merge` as a person runs it: what it reports, when it was interrupted, locked or run twice."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest

from tests.services.small_ledger import EAST, HOUSING, ROAD, SCHOOL, fill, small_office, table
from xlsync.entry import cli
from xlsync.entry.bootstrap import workplace
from xlsync.model.plan import CellChange, Plan, Source


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


def run(capsys, *words: str) -> tuple[int, dict]:
    """Run a command with --json and return its exit code and its object."""
    code = cli.main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_what_waited_for_the_master_is_reported_when_its_turn_comes(office, capsys):
    """The master is open in Excel: queued. It is closed: the file is merged, and the report says so."""
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    lock = office.master.with_name(f"~${office.master.name}")
    lock.touch()
    code, _ = run(capsys, "merge", str(office.root))
    assert (code, path.exists()) == (3, True)
    lock.unlink()
    code, said = run(capsys, "merge", str(office.root))
    (submission,) = said["submissions"]
    assert (submission["file"], submission["state"], submission["changes"]) == (path.name, "FILED", 1)
    assert "已忽略" not in submission["reason"]
    assert not path.exists()
    assert table(office, "matters")[ROAD]["progress"] == "路基完成8公里"


def test_two_merges_at_once_do_the_work_once(office):
    """Each ends with a known exit code, and together they merge each file exactly once."""
    fill(office, HOUSING, {ROAD: {"progress": "路基完成8公里"}})
    fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    command = [sys.executable, "-m", "xlsync", "merge", str(office.root), "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for _ in "ab"]
    ends = [(json.loads(process.communicate()[0]), process.returncode) for process in both]
    assert {code for _, code in ends} <= {0, 1, 3}
    files = [item["file"] for said, _ in ends for item in said.get("submissions", [])]
    assert sorted(files) == ["东区反馈.xlsx", "市住房和城乡建设局反馈.xlsx"]


def test_a_held_file_is_named_by_status(office, capsys):
    path = fill(office, EAST, {})
    assert run(capsys, "merge", str(office.root))[0] == 1
    _, said = run(capsys, "status", str(office.root))
    assert [entry["file"] for entry in said["held_files"]] == [path.name]


def test_a_file_counts_as_received_when_it_came_not_when_it_was_read(office):
    """It came on the 14th, the computer was off until the 24th; a fixed working day knows only itself."""
    came = datetime(2016, 10, 14, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    living = office.__class__(office.root, office.settings.model_copy(update={"today": None}))
    assert living.moment(came.timestamp()).date() == came.date()
    assert living.moment(4102444800).date() == living.today
    assert office.moment(came.timestamp()) == office.now


def test_a_plan_that_was_cut_off_is_named_when_it_is_made_good(office, capsys):
    """Begun and never written, as after a crash or a workbook that was closed without saving."""
    journal = workplace(office).journal
    change = CellChange("matters", ROAD, "remarks", None, "电话催过", Source("某局"))
    begun = journal.begin_plan(Plan("merge", (change,)), datetime(2016, 10, 12))
    journal.close()
    _, said = run(capsys, "refresh", str(office.root))
    assert said["made_good"] == [begun.number]
    assert table(office, "matters")[ROAD]["remarks"] == "电话催过"
    assert cli.main(["refresh", str(office.root)]) == 0
    assert "补写" not in capsys.readouterr().out
