"""Bad input: one Chinese sentence with the remedy, the right exit code, one JSON error object, and nothing changed."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.services.small_ledger import FINANCE, FUND, fill, matter, small_office
from xlsync.adapters.journal.journal import SqlJournal
from xlsync.entry.founding import default_tables, found_office
from xlsync.entry.settings import office_at

MASTER, TEMPLATE = "督查台账.xlsm", "督查通报.docx"
NUMBER = "演政督通字〔2016〕1号"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    """Return a small office that no test changes."""
    return small_office(tmp_path_factory.mktemp("pristine") / "office").root


@pytest.fixture
def office(pristine, tmp_path) -> Path:
    """Return a copy of the small office."""
    return Path(shutil.copytree(pristine, tmp_path / "office"))


def state_of(root: Path) -> dict[str, str]:
    """Return the content of every file of an office that people see (the tool's own folder is not theirs)."""
    return {
        str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and ".xlsync" not in path.parts
    }


def foreign(office: Path) -> None:
    Workbook().save(office / MASTER)


def no_workbook(office: Path) -> None:
    (office / MASTER).write_bytes(b"a letter, not a workbook")


def damaged(office: Path) -> None:
    """Turn over one bit in the middle of the largest sheet."""
    content = bytearray((office / MASTER).read_bytes())
    with ZipFile(office / MASTER) as book:
        part = max(
            (one for one in book.infolist() if "worksheets/sheet" in one.filename), key=lambda one: one.file_size
        )
    content[part.header_offset + part.compress_size // 2] ^= 1
    (office / MASTER).write_bytes(content)


def cut_off(office: Path) -> None:
    (office / MASTER).write_bytes((office / MASTER).read_bytes()[:-9000])


def gone(office: Path) -> None:
    (office / MASTER).unlink()


def renamed_header(office: Path) -> None:
    book = load_workbook(office / MASTER, keep_vba=True)
    next(cell for cell in book["督查事项"][3] if cell.value == "事项内容").value = "任务"
    book.save(office / MASTER)
    book.vba_archive.close()


def no_secret(office: Path) -> None:
    (office / ".xlsync" / "secret").unlink()


def open_in_libreoffice(office: Path) -> None:
    (office / f".~lock.{MASTER}#").write_text(",office clerk,pc,20.10.2016 09:00,file:///x;", encoding="utf-8")
    fill(office_at(office), FINANCE, {FUND: {"progress": "已拨付到位"}})


def nothing_wrong(office: Path) -> None:
    pass


def template_with(text: str) -> Callable[[Path], None]:
    def spoil(office: Path) -> None:
        (office / "模板").mkdir(exist_ok=True)
        document = Document()
        document.add_paragraph(text)
        document.save(str(office / "模板" / TEMPLATE))

    return spoil


def template_of_another_kind(office: Path) -> None:
    (office / "模板").mkdir()
    (office / "模板" / TEMPLATE).write_bytes(b"a picture")


def target_exists(office: Path) -> None:
    folder = office / "公文" / "2016"
    folder.mkdir(parents=True)
    (folder / f"{NUMBER} 关于2016年第三季度政务督查事项办理情况的通报.docx").write_bytes(b"somebody's work")


CIRCULAR = ("document", "circular", "--quarter", "2016-Q3")


@pytest.mark.parametrize(
    ("spoil", "words", "code", "exit_code", "says"),
    [
        (foreign, ("refresh",), "E03", 2, ["不是 xlsync 的督查台账", "用备份恢复"]),
        (damaged, ("status",), "E48", 2, ["已损坏", "xlsync verify"]),
        (damaged, ("merge",), "E48", 2, ["已损坏", "xlsync verify"]),
        (damaged, ("refresh",), "E48", 2, ["已损坏", "xlsync verify"]),
        (cut_off, ("refresh",), "E48", 2, ["已损坏", "xlsync verify"]),
        (no_workbook, ("status",), "E03", 2, ["不是 xlsync 的督查台账", "用备份恢复"]),
        (gone, ("refresh",), "E02", 2, ["没有找到督查台账", "把台账放回原处"]),
        (renamed_header, ("refresh",), "E04", 2, ["督查事项", "事项内容", "请把第3行表头改回原名"]),
        (nothing_wrong, ("merge",), "E13", 1, ["收件箱", "没有要合并的文件", "请把单位报回的填报表放进去"]),
        (no_secret, ("issue",), "E09", 2, ["签名密钥", "用备份恢复"]),
        (nothing_wrong, ("trace", "YS-2016-督-9999"), "E13", 1, ["YS-2016-督-9999", "请核对编号"]),
        (nothing_wrong, ("issue", "--unit", "市天文局"), "E18", 2, ["“市天文局”不在“单位”表", "请核对名称"]),
        (nothing_wrong, ("document", "circular", "--quarter", "2014-Q1"), "E13", 1, ["2014年第一季度", "请核对季度"]),
        (template_with("{{ 密级件数 }}"), CIRCULAR, "E11", 2, [TEMPLATE, "“密级件数”", "可用的占位符有", "办结率"]),
        (template_with("{% if 总数 %}"), CIRCULAR, "E11", 2, [TEMPLATE, "写法不完整", "用 Word 改正模板"]),
        (template_of_another_kind, CIRCULAR, "E11", 2, [TEMPLATE, "不是 Word 的 .docx 文档"]),
        (target_exists, CIRCULAR, "E12", 3, ["关于2016年第三季度", "请关闭后再试", "未占用任何文号"]),
        (open_in_libreoffice, ("merge",), "E05", 3, ["LibreOffice", "没有任何改动", "请关闭台账"]),
        (open_in_libreoffice, ("refresh",), "E05", 3, ["LibreOffice", "请关闭台账"]),
    ],
)
def test_each_mistake_is_one_sentence_and_changes_nothing(xlsync, office, spoil, words, code, exit_code, says):
    spoil(office)
    command, *rest = words
    before = state_of(office)
    answer = xlsync(command, office, *rest, "--json")
    assert (answer.code, list(answer.json)) == (exit_code, ["error"])
    assert answer.json["error"]["code"] == code
    sentence = answer.json["error"]["message"]
    assert answer.err == f"xlsync: {sentence}\n"
    assert [words for words in says if words not in sentence] == []
    assert changed_files(before, state_of(office)) == []


def changed_files(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def test_a_returned_form_waits_until_the_master_is_closed(xlsync, office):
    """While LibreOffice holds the master the file stays in the inbox and nothing is begun, by whatever command."""
    open_in_libreoffice(office)
    stopped = xlsync("merge", office)
    assert stopped.code == 3
    assert "没有任何改动" in stopped.err and stopped.err.count("\n") == 1
    assert xlsync("merge", office, "--dry-run").code == 1
    assert xlsync("refresh", office, "--today", "2016-11-20").code == 3
    with closing(SqlJournal(office / ".xlsync" / "journal.db")) as journal:
        assert journal.unfinished_plans() == []
    assert len(list((office / "收件箱").iterdir())) == 1
    (office / f".~lock.{MASTER}#").unlink()
    merged = xlsync("merge", office, "--json")
    assert [item["state"] for item in merged.json["submissions"]] == ["FILED"]
    assert list((office / "收件箱").iterdir()) == []


def test_while_an_earlier_batch_waits_for_the_master_nothing_else_claims_to_be_queued(xlsync, office, monkeypatch):
    """Somebody opens the master while a batch is written: that batch waits, and every later command says that it
    was not done; closed, the batch goes in first and the command is simply run again."""
    begin = SqlJournal.begin_plan

    def begun_as_somebody_opens_the_master(*given):
        open_in_libreoffice(office)
        return begin(*given)

    fill(office_at(office), FINANCE, {FUND: {"progress": "已拨付一半"}})
    monkeypatch.setattr(SqlJournal, "begin_plan", begun_as_somebody_opens_the_master)
    merged = xlsync("merge", office)
    monkeypatch.undo()
    assert merged.code == 3 and "已经记下，还没有写进台账" in merged.err
    number = xlsync("status", office, "--json").json["waiting"][0]["number"]
    assert f"第{number}批" in merged.err and f"第{number}批（" in xlsync("status", office).out
    for words in (("refresh",), ("undo", "1", "--yes"), ("undo", "1", "-n"), ("restore", "1", "--yes")):
        said = xlsync(*words, office)
        assert (said.code, "本次未做" in said.err, f"第{number}批" in said.err) == (3, True, True), words
    assert "等着台账关闭" in xlsync("verify", office).out
    (office / f".~lock.{MASTER}#").unlink()
    assert xlsync("refresh", office).code == 0
    assert xlsync("status", office, "--json").json["waiting"] == []


def test_no_office_is_made_where_something_lies(xlsync, tmp_path):
    folder = tmp_path / "家"
    folder.mkdir()
    (folder / "信.txt").write_text("private")
    for command in ("demo", "init"):
        answer = xlsync(command, folder, "--json")
        assert (answer.code, answer.json["error"]["code"]) == (2, "E14")
        assert "请换一个位置" in answer.err
    assert [path.name for path in folder.iterdir()] == ["信.txt"]


def test_a_year_without_holidays_is_told_and_its_deadlines_are_provisional(xlsync, tmp_path):
    """A limit of working days in 2031, of which no holidays are published: told with the remedy, not guessed.

    时限原文      | 起算日     | 完成时限   | 时限说明
    15个工作日内  | 2031-03-03 | （暂定）   | 暂定
    """
    tables = default_tables(2016)
    tables["units"] = [{"unit": FINANCE, "unit_class": "市直部门（经济管理类）", "order_no": 1}]
    tables["matters"] = [
        matter(FUND, FINANCE, limit_text="15个工作日内", limit_from=date(2031, 3, 3), registered_on=date(2031, 3, 3))
    ]
    root = found_office(tmp_path / "office", tables, settings="today = 2031-03-05\n").root
    before = state_of(root)
    answer = xlsync("check", root, "--json")
    told = [found for found in answer.json["findings"] if "2031" in found["message"]]
    assert answer.code == 1
    assert len(told) == 1 and "暂定" in told[0]["message"] and "节假日" in told[0]["remedy"]
    assert changed_files(before, state_of(root)) == []


def test_a_quarter_that_has_not_ended_is_asked_about(xlsync, office):
    """It is the 20th of October: the fourth quarter runs until the end of December."""
    words = ("document", "circular", office, "--quarter", "2016-Q4", "--json")
    refused = xlsync(*words)
    assert (refused.code, refused.json["error"]["code"]) == (2, "E91")
    assert "2016年12月31日才结束" in refused.err and "--yes" in refused.err
    assert list((office / "公文").iterdir()) == []
    assert xlsync(*words, "-n").code == 0
    assert xlsync(*words, "--yes").json["number"].endswith("〔2016〕1号")


def test_a_new_office_says_what_only_it_can_fill_in_before_anything_goes_out(xlsync, tmp_path):
    """参数 of a new office: city, name and region of numbers are blank, and no other city's stand there."""
    tables = default_tables(2016)
    tables["units"] = [{"unit": FINANCE, "unit_class": "市直部门（经济管理类）", "order_no": 1}]
    tables["matters"] = [matter(FUND, FINANCE)]
    root = found_office(tmp_path / "office", tables, settings="today = 2016-10-12\n").root
    told = [found for found in xlsync("check", root, "--json").json["findings"] if found["code"] == "C30"]
    assert [(found["sheet"], found["cell"]) for found in told] == [("参数", f"C{line}") for line in (5, 6, 26)]
    assert all("请在“参数”表" in found["remedy"] for found in told)
    before = state_of(root)
    for words in (("issue", root), ("document", "circular", root, "--quarter", "2016-Q3")):
        stopped = xlsync(*words, "--json")
        assert (stopped.code, stopped.json["error"]["code"]) == (2, "E08")
        assert "参数!C6 督查机构名称" in stopped.err
    assert changed_files(before, state_of(root)) == []
