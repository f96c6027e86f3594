"""undo, close, restore, ledger and verify as a clerk meets them, on real files."""

import csv
import io
import random
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.services.small_ledger import (
    EAST,
    FUND,
    HOUSING,
    LATER,
    ROAD,
    SCHOOL,
    fill,
    merge,
    small_office,
    table,
    type_in_excel,
)
from xlsync.adapters.ledger_files import guarded, write_csv

SAID = "路基完成8公里"


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """An office with two merged files and something typed in between."""
    office = small_office(tmp_path_factory.mktemp("office") / "office")
    merge(office, fill(office, HOUSING, {ROAD: {"progress": SAID}}))
    type_in_excel(office, "matters", ROAD, {"remarks": "电话催过"})
    merge(office, fill(office, EAST, {SCHOOL: {"progress": "主体完工"}}), day=LATER)
    return office


@pytest.fixture
def office(merged, tmp_path):
    """A copy of it for one test."""
    import shutil

    from xlsync.entry.settings import office_at

    shutil.copytree(merged.root, tmp_path / "office")
    return office_at(tmp_path / "office")


def test_undo_shows_every_cell_and_writes_only_when_told_to(xlsync, office):
    """Without --yes and without anybody to ask: a preview, exit code 1, and what to do."""
    before = office.master.read_bytes()
    said = xlsync("undo", "1", office.root)
    assert said.code == 1
    assert f"督查事项 {ROAD} 进展情况：{SAID} → 已制定方案" in said.out
    assert f"反馈登记 删除一行：{ROAD}/2016-Q3/{HOUSING}" in said.out
    assert "加 --yes 再运行" in said.out and "未作任何改动" in said.out
    assert xlsync("undo", "1", office.root, "-n").code == 0
    assert office.master.read_bytes() == before
    said = xlsync("undo", "1", office.root, "--yes", "--json").json
    assert (said["ok"], said["done"], said["clashes"]) == (True, True, [])
    now = table(office, "matters")[ROAD]
    assert (now["progress"], now["remarks"]) == ("已制定方案", "电话催过")
    assert list(table(office, "feedback")) == [f"{SCHOOL}/2016-Q3/{EAST}"]
    assert xlsync("undo", "1", office.root, "--yes").code == 1


def test_a_clash_names_the_cell_and_who_changed_it_and_changes_nothing(xlsync, office):
    type_in_excel(office, "matters", ROAD, {"progress": "督查室核改"})
    xlsync("refresh", office.root)
    before = office.master.read_bytes()
    said = xlsync("undo", "1", office.root, "--yes")
    assert said.code == 1
    assert f"督查事项 {ROAD} 进展情况：合并时写入‘{SAID}’，现为‘督查室核改’" in said.out
    assert "在Excel中修改" in said.out and "行版本" not in said.out and "来源文件校验" not in said.out
    assert office.master.read_bytes() == before


def test_numbers_to_undo_by_are_shown_by_merge_status_and_trace(xlsync, office):
    path = fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11)
    said = xlsync("merge", path, office.root)
    assert f"第3号 {path.name}" in said.out
    assert "第1号" in xlsync("status", office.root).out
    assert [entry["number"] for entry in xlsync("status", office.root, "--json").json["recent"]] == [3, 2, 1]
    assert f"第1号 {path.name}" in xlsync("trace", ROAD, "进展情况", office.root).out


def test_what_was_undone_is_merged_again_by_its_number(xlsync, office):
    xlsync("undo", "1", office.root, "--yes")
    said = xlsync("merge", "--again", "1", office.root, "--json").json
    assert [(one["number"], one["state"]) for one in said["submissions"]] == [(1, "FILED")]
    assert table(office, "matters")[ROAD]["progress"] == SAID
    assert xlsync("verify", office.root).code == 0


def test_a_file_that_a_person_dealt_with_is_closed_with_its_reason(xlsync, office):
    merge(office, fill(office, HOUSING, {}, name="空表.xlsx", saved=12), day=LATER)
    assert "空表.xlsx" in xlsync("status", office.root).out
    assert xlsync("close", "空表.xlsx", office.root).code == 2
    said = xlsync("close", "空表.xlsx", office.root, "--reason", "已电话核实")
    assert said.code == 0 and "已电话核实" in said.out
    assert xlsync("status", office.root, "--json").json["held"] == 0
    assert "空表.xlsx" not in {row["source"] for row in table(office, "findings").values()}


def test_the_ledger_of_a_day_is_the_one_that_stood_at_its_end(xlsync, office, tmp_path):
    """14 October: the road's news is in, the school's is not; the remark was seen on the 17th."""
    path, book = tmp_path / "台账.csv", tmp_path / "台账.xlsx"
    said = xlsync("ledger", office.root, "--as-of", "2016-10-14", "--csv", path, "--xlsx", book, "--json").json
    rows = {row["督查编号"]: row for row in said["rows"]}
    assert (rows[ROAD]["进展情况"], rows[ROAD]["备注"]) == (SAID, None)
    assert (rows[SCHOOL]["进展情况"], said["count"], said["from_store"]) == ("已制定方案", 4, True)
    read = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert {row["督查编号"]: row["进展情况"] for row in read}[ROAD] == SAID
    sheet = load_workbook(book).active
    heads = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 5 and heads == list(read[0]) and not {"行标识", "行版本", "来源文件校验"} & {*heads}
    assert len({sheet.column_dimensions[name].width for name in "ABC"}) > 1 and sheet["C2"].alignment.wrap_text
    assert xlsync("ledger", office.root, "--as-of", "2016-10-14", "--csv", path).code == 2
    early = xlsync("ledger", office.root, "--as-of", "2016-10-01")
    assert early.code == 2 and "还没有台账的记录" in early.err


def test_a_ledger_whose_version_is_lost_is_laid_out_from_the_journal(xlsync, office):
    whole = xlsync("ledger", office.root, "--as-of", "2016-10-14", "--json").json
    plans = {one["plan"]: one for one in [whole]}
    with sqlite3.connect(office.state / "journal.db") as journal:
        (sha,) = journal.execute("SELECT sha256 FROM masters WHERE batch = ?", [*plans]).fetchone()
    (office.store / sha[:2] / sha).unlink()
    laid = xlsync("ledger", office.root, "--as-of", "2016-10-14", "--json").json
    assert (laid["from_store"], laid["rows"]) == (False, whole["rows"])
    assert [one["code"] for one in xlsync("verify", office.root, "--json").json["problems"]] == ["V02"]


def test_restore_brings_back_a_day_and_the_ledger_of_that_day_is_the_present_one(xlsync, office):
    then = xlsync("ledger", office.root, "--as-of", "2016-10-14", "--json").json["rows"]
    said = xlsync("restore", "2016-10-14", office.root)
    assert said.code == 1 and "备注：电话催过 → （空）" in said.out and "此后合并的1份填报表一并撤销" in said.out
    done = xlsync("restore", "2016-10-14", office.root, "--yes", "--json").json
    assert (done["done"], done["takes_back"]) == (True, [2])
    now = xlsync("ledger", office.root, "--json").json["rows"]
    typed = ("督查编号", "进展情况", "备注", "办理状态", "行版本")
    assert [[row[name] for name in typed] for row in now] == [[row[name] for name in typed] for row in then]
    assert xlsync("restore", "2016-10-14", office.root, "--yes").code == 0
    assert xlsync("verify", office.root).code == 0


def test_a_copy_of_an_earlier_master_is_the_very_file(xlsync, office, tmp_path):
    path = tmp_path / "当时.xlsm"
    said = xlsync("restore", "2016-10-14", office.root, "--copy", path, "--json").json
    place = office.store / said["sha256"][:2] / said["sha256"]
    assert path.read_bytes() == place.read_bytes()
    assert xlsync("restore", "2016-10-14", office.root, "--copy", path).code == 2
    shown = xlsync("restore", "2016-10-14", office.root, "--copy", tmp_path / "再存.xlsm")
    assert shown.code == 0 and "保密规定" in shown.out
    flip(place)
    other = xlsync("restore", "2016-10-14", office.root, "--copy", tmp_path / "另存.xlsm")
    assert other.code == 2 and "已损坏" in other.err and not (tmp_path / "另存.xlsm").exists()


@pytest.mark.parametrize("when", ["99", "昨天", "2016-13-01", "2015-01-01"])
def test_a_moment_that_is_none_is_told_in_one_sentence(xlsync, office, when):
    said = xlsync("restore", when, office.root)
    assert said.code == 2 and said.err.startswith("xlsync: ") and said.err.count("\n") == 1


def flip(path: Path, place: int | None = None) -> None:
    """Turn one bit of a file over."""
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content)) if place is None else place] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def named(said) -> list[str]:
    return [one["code"] for one in (*said.json["problems"], *said.json["notes"])]


def test_a_whole_office_is_whole_and_looking_changes_nothing(xlsync, office):
    before = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}
    said = xlsync("verify", office.root, "--json")
    assert (said.code, said.json["ok"], named(said)) == (0, True, [])
    after = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}
    ours = [path for path in before if path.suffix not in (".log", ".db-wal", ".db-shm")]
    assert all(after[path] == before[path] for path in ours)


@pytest.mark.parametrize("seed", range(4))
def test_one_bit_turned_over_in_the_store_is_named(xlsync, office, seed):
    random.seed(seed)
    path = random.choice(sorted(path for path in office.store.rglob("*") if path.is_file()))
    flip(path)
    said = xlsync("verify", office.root, "--json")
    (problem,) = [one for one in said.json["problems"] if one["code"] == "V01"]
    assert said.code == 1 and path.name in problem["where"] and problem["remedy"]


@pytest.mark.parametrize("seed", range(5))
def test_one_bit_turned_over_in_the_master_is_named(xlsync, office, seed):
    random.seed(seed)
    flip(office.master)
    said = xlsync("verify", office.root, "--json")
    assert said.code == 1
    assert {one["code"] for one in said.json["problems"]} & {"V20", "V21", "V22"}


@pytest.mark.parametrize(
    ("line", "column"),
    [("changes", "after"), ("batches", "kind"), ("masters", "sha256"), ("forms", "rows"), ("submissions", "name")],
)
def test_one_letter_changed_in_the_journal_is_named(xlsync, office, line, column):
    with sqlite3.connect(office.state / "journal.db") as journal:
        query = f'SELECT number, "{column}" FROM {line} WHERE length("{column}") > 2 ORDER BY number DESC LIMIT 1'
        number, text = journal.execute(query).fetchone()
        changed = text[:-2] + ("0" if text[-2] != "0" else "1") + text[-1:]
        journal.execute(f'UPDATE {line} SET "{column}" = ? WHERE number = ?', (changed, number))
    said = xlsync("verify", office.root, "--json")
    assert said.code == 1
    assert [one for one in said.json["problems"] if one["code"] == "V10" and line in one["where"]]


def test_what_people_typed_and_nobody_has_noted_yet_is_no_error(xlsync, office):
    type_in_excel(office, "matters", FUND, {"remarks": "未记录"})
    said = xlsync("verify", office.root)
    assert said.code == 0 and "程序还没有记录" in said.out and f"{FUND} 备注" in said.out


def test_a_lost_a_strange_file_and_another_secret_are_named(xlsync, office):
    with sqlite3.connect(office.state / "journal.db") as journal:
        (sha,) = journal.execute("SELECT sha256 FROM submissions WHERE number = 1").fetchone()
    (office.store / sha[:2] / sha).unlink()
    (office.store / "读我.txt").write_text("不是我们的", encoding="utf-8")
    (office.state / "secret").write_bytes(b"another")
    said = xlsync("verify", office.root, "--json")
    codes = named(said)
    assert said.code == 1 and (codes.count("V02"), codes.count("V03"), codes.count("V30")) == (1, 1, 3)
    assert "第1号填报表" in next(one["message"] for one in said.json["problems"] if one["code"] == "V02")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@A1", "\t=1", "  =1", "＝1", " ＠x"])
def test_text_that_a_spreadsheet_would_calculate_is_kept_text_in_csv(text, tmp_path):
    assert guarded(text) == f"'{text}"
    write_csv(tmp_path / "x.csv", ["甲"], [[text], ["平常的话"]])
    content = (tmp_path / "x.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"'" in content and "\n平常的话".encode() in content


def test_a_mail_that_was_opened_has_nothing_to_undo_itself(xlsync, office):
    from zipfile import ZipFile

    inside = fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11)
    with ZipFile(office.inbox / "来件.zip", "w") as package:
        package.write(inside, inside.name)
    inside.unlink()
    xlsync("merge", office.root)
    said = xlsync("undo", "来件.zip", office.root, "--yes")
    assert said.code == 1 and "其中的填报表各有自己的号" in said.err
    assert "来件.zip（邮件或压缩包，" in xlsync("status", office.root).out


@pytest.mark.parametrize(("answer", "code", "progress"), [("是\n", 0, "已制定方案"), ("\n", 1, SAID)])
def test_on_a_terminal_the_person_sees_the_cells_and_is_asked(xlsync, office, monkeypatch, answer, code, progress):
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    said = xlsync("undo", "1", office.root)
    assert said.code == code
    assert f"进展情况：{SAID} → 已制定方案" in said.err and "以上内容写入台账吗" in said.err
    assert table(office, "matters")[ROAD]["progress"] == progress


def test_another_and_empty_journal_is_no_journal_of_this_master(xlsync, office):
    """Somebody names another database in xlsync.toml: every command stops, verify names it, nothing is rejected."""
    fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11)
    before = office.master.read_bytes()
    other = ("--set", "journal=sqlite:///other.db")
    for command in ("status", "merge", "refresh"):
        said = xlsync(command, office.root, *other)
        assert (said.code, "却是空的" in said.err, said.err.count("\n")) == (2, True, 1), command
    said = xlsync("verify", office.root, *other, "--json")
    assert said.code == 1 and "V16" in named(said)
    assert office.master.read_bytes() == before and len(list(office.inbox.iterdir())) == 1


def test_a_later_file_in_the_way_is_named_for_an_undo_of_both(xlsync, office):
    merge(office, fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11), day=LATER)
    said = xlsync("undo", "1", office.root, "-n")
    assert said.code == 1 and "xlsync undo 3 1 -n" in said.out
    assert xlsync("undo", "3", "1", office.root, "-n").code == 0


def test_the_receipt_of_what_was_undone_is_named_as_void(xlsync, office):
    (receipt,) = [path.name for path in office.receipts.iterdir() if HOUSING in path.name]
    said = xlsync("undo", "1", office.root, "--yes")
    assert "以下回执不再作数" in said.out and receipt in said.out


def test_restore_names_each_file_on_a_line_of_its_own(xlsync, office):
    said = xlsync("restore", "1", office.root, "-n").out.splitlines()
    assert [line for line in said if line.startswith("  第") and line.endswith("收到）")] == [
        line for line in said if "第1号" in line or "第2号" in line
    ]


def test_files_that_lie_in_the_inbox_unread_are_named(xlsync, office):
    """An empty file and one whose copy has not ended: people see them lie there, so merge and status name them."""
    (office.inbox / "空.xlsx").touch()
    whole = fill(office, HOUSING, {ROAD: {"progress": "路基完成9公里"}}, saved=11)
    (office.inbox / "半份.xlsx").write_bytes(whole.read_bytes()[:3000])
    status = xlsync("status", office.root)
    assert "待处理1个文件" in status.out and "1个空文件（0字节）" in status.out and "：半份.xlsx" in status.out
    said = xlsync("merge", office.root)
    assert "：空.xlsx" in said.out and "还没有传完整，没有读：半份.xlsx" in said.out
    said = xlsync("merge", office.root)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "没有要合并的文件" in said.err and "空.xlsx" in said.err and "半份.xlsx" in said.err


def test_a_day_that_has_not_come_has_no_ledger_and_a_folder_mistyped_is_not_made(xlsync, office, tmp_path):
    said = xlsync("ledger", office.root, "--as-of", "2017-01-01")
    assert said.code == 2 and "还没有到" in said.err
    said = xlsync("ledger", office.root, "--csv", tmp_path / "没有的" / "台账.csv")
    assert said.code == 2 and "没有的" in said.err and not (tmp_path / "没有的").exists()


def test_trace_shows_values_moments_and_columns_as_people_know_them(xlsync, office):
    merge(office, fill(office, HOUSING, {ROAD: {"percent": 0.78}}, saved=11), day=LATER)
    told = xlsync("trace", ROAD, office.root).out
    assert "78%" in told and "0.78" not in told and "行版本" not in told
    assert " ）" not in told and "2016-10-" in told and "T0" not in told and "T1" not in told
    xlsync("undo", "3", office.root, "--yes")
    assert "（撤销的是第3号 " in xlsync("trace", ROAD, office.root).out
