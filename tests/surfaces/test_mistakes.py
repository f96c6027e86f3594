"""Mistakes at the command line: one Chinese sentence, the right exit code, one JSON object with --json."""

import io
import subprocess
import sys
import types

import pytest

from xlsync.entry.commands import config
from xlsync.vocabulary.errors import MasterLocked, NothingToDo, UnreadableFile


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "没有“nonsense”这个命令"),
        (["status", "--bad"], "没有“--bad”这个选项"),
        (["trace"], "缺少 MATTER：督查编号"),
        (["init"], "缺少 DIR：要新建的文件夹"),
        (["init", "one", "two"], "多出了参数“two”"),
        (["refresh", "--today", "2016-02-30"], "不是 YYYY-MM-DD 格式的日期"),
        (["refresh", "--today", "20160229"], "不是 YYYY-MM-DD 格式的日期"),
        (["status", "--json=yes"], "“--json”这个选项后面要写上值，或不该写值"),
        (["merge", "no-such.xlsx"], "没有找到文件“no-such.xlsx”"),
        (["document", "poem"], "不在可选范围内，可选：notice, special, circular, briefing, annual"),
        (["document", "circular", "--quarter", "2016-Q5"], "不是季度"),
        (["document", "briefing", "--period", "2016-13"], "应写成月 2016-09、季度 2016-Q3 或年 2016"),
        (["charts", "--month", "2016-Q3"], "不是月份"),
        (["issue", "--period", "2016-13"], "不是期别"),
        (["status", "--set", "polling"], "应写成 名称=值"),
    ],
)
def test_a_mistyped_command_is_a_usage_error(xlsync, words, said):
    answer = xlsync(*words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    as_json = xlsync(*words, "--json")
    assert as_json.code == 2
    assert as_json.json["error"]["code"] == "E90"
    assert said in as_json.json["error"]["message"]


def test_no_office_is_told_with_the_remedy(xlsync, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = xlsync("status", "--json")
    assert answer.code == 2
    assert answer.json["error"]["code"] == "E01"
    assert str(tmp_path) in answer.err and "xlsync init" in answer.err


@pytest.mark.parametrize(
    ("error", "code"),
    [(NothingToDo("收件箱是空的"), 1), (MasterLocked("他人"), 3), (UnreadableFile("empty", "空文件"), 4)],
)
def test_what_stops_the_work_is_its_sentence_and_its_exit_code(xlsync, office_folder, monkeypatch, error, code):
    monkeypatch.setattr(config, "run", raiser(error))
    answer = xlsync("config", office_folder, "--json")
    assert answer.code == code
    assert answer.json == {"error": {"code": error.code, "message": str(error)}}
    assert answer.err == f"xlsync: {error}\n"


def raiser(error):
    def run(*_: object) -> None:
        raise error

    return run


def test_the_unforeseen_is_one_sentence_and_a_log_without_cell_text(xlsync, office_folder, monkeypatch):
    (office_folder / ".xlsync").mkdir()
    monkeypatch.setattr(config, "run", raiser(ValueError("某某同志的手机号")))
    answer = xlsync("config", office_folder, "--json")
    log = (office_folder / ".xlsync" / "log" / "xlsync.log").read_text(encoding="utf-8")
    assert answer.code == 5
    assert answer.json["error"]["code"] == "E00"
    assert "xlsync.log" in answer.err and "ValueError" in answer.err
    assert "Traceback" not in answer.err and "手机号" not in answer.err
    assert "ValueError" in log and "running.py" in log
    assert "手机号" not in log


def test_the_log_keeps_the_message_when_the_office_asks_for_debugging(xlsync, office_folder, monkeypatch):
    (office_folder / ".xlsync").mkdir()
    monkeypatch.setattr(config, "run", raiser(ValueError("细节")))
    xlsync("config", office_folder, "--set", "log_level=DEBUG")
    assert "细节" in (office_folder / ".xlsync" / "log" / "xlsync.log").read_text(encoding="utf-8")


def test_ctrl_c_ends_with_a_sentence(xlsync, office_folder, monkeypatch):
    monkeypatch.setattr(config, "run", raiser(KeyboardInterrupt()))
    answer = xlsync("config", office_folder)
    assert answer.code == 130
    assert "已按您的要求停止" in answer.err


def test_a_gbk_console_does_not_crash(office_folder, monkeypatch):
    """A console of code page 936 has no tick and no Tibetan; both come out as escapes."""
    from xlsync.entry.cli import main
    from xlsync.entry.console import Report

    screen = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(screen, encoding="gbk"))
    monkeypatch.setattr(config, "run", lambda *_: Report({"a": "✓"}, ["✓ 办结 བོད"]))
    assert main(["config", str(office_folder)]) == 0
    assert main(["config", str(office_folder), "--json"]) == 0
    first, second = screen.getvalue().decode("gbk").splitlines()
    assert first.startswith("\\u2713 办结 ")
    assert second == '{"a": "\\u2713"}'


def test_a_closed_pipe_is_no_error(office_folder, monkeypatch, tmp_path):
    from xlsync.entry.cli import main

    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(config, "run", raiser(BrokenPipeError()))
        assert main(["config", str(office_folder)]) == 0


def test_words_of_a_command_reach_its_code(xlsync, office_folder, monkeypatch, tmp_path):
    """The office may stand before, after or between the words of the command."""
    seen: list[tuple[object, ...]] = []
    monkeypatch.setitem(sys.modules, "xlsync.entry.commands.trace", fake(seen))
    monkeypatch.chdir(tmp_path)
    for words in (["YS-1", "进展情况", office_folder], [office_folder, "YS-1", "进展情况"]):
        assert xlsync("trace", *words).code == 0
    assert seen == [(office_folder, "YS-1", "进展情况")] * 2


def fake(seen: list[tuple[object, ...]]) -> types.ModuleType:
    from xlsync.entry.console import Report

    module = types.ModuleType("trace")

    def run(office, options, console):
        seen.append((office.root, options["matter"], options["column"]))
        return Report({})

    module.run = run
    return module


def test_files_are_told_from_the_office(xlsync, office_folder, monkeypatch, tmp_path):
    from xlsync.entry.typed import read_words
    from xlsync.services.commands import BY_NAME
    from xlsync.vocabulary.errors import UsageMistake

    form = tmp_path / "甲.xlsx"
    form.touch()
    assert read_words(BY_NAME["merge"], [str(form), str(office_folder)]) == {
        "files": (form,),
        "office": str(office_folder),
    }
    with pytest.raises(UsageMistake):
        read_words(BY_NAME["merge"], [str(office_folder), "gone.xlsx"])


def test_a_step_that_asks_is_refused_where_nobody_can_answer(monkeypatch):
    from xlsync.entry.console import Console
    from xlsync.vocabulary.errors import NotConfirmed

    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with pytest.raises(NotConfirmed):
        Console().confirm("替换文件夹")
    Console(yes=True).confirm("替换文件夹")


def test_a_real_pipe_that_closes_early_ends_well(office_folder):
    """`xlsync config | true`: the reader has gone before the first line is written."""
    command = [sys.executable, "-m", "xlsync", "config", str(office_folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert (process.wait(timeout=30), process.stderr.read() if process.stderr else b"") == (0, b"")
    process.stderr.close()
