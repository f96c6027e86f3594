"""Buttons as a clerk meets them: each runs its ordinary command, and what it says stands in the workbook's program."""

import subprocess
import sys
import time
from datetime import date

import pytest

from tests.services.small_ledger import EAST, HOUSING, ROAD, SCHOOL, fill, merge, small_office, table, type_in_excel
from tests.surfaces.fake_excel import Excel
from xlsync import macros
from xlsync.entry import bootstrap
from xlsync.entry.console import Report
from xlsync.entry.ribbon import macro, pressing
from xlsync.entry.ribbon.pressing import run_button
from xlsync.entry.ribbon.sheet_console import SheetConsole
from xlsync.entry.ribbon.starting import start
from xlsync.entry.ribbon.telling import told
from xlsync.entry.ribbon.voice import Voice
from xlsync.services.buttons import BUTTONS, BY_KEY, MANUAL
from xlsync.services.commands import BY_NAME
from xlsync.vocabulary.labels.headers import SHEET_NAMES

KEYS = [button.key for button in BUTTONS]
DONE = Report({"submissions": [], "checks": []}, ["好"])
SAID = "路基完成8公里"


@pytest.fixture
def office(tmp_path):
    return small_office(tmp_path / "office")


@pytest.fixture
def excel(office):
    return Excel(office.master)


def press(key: str, excel: Excel) -> int:
    return run_button(BY_KEY[key], excel.book, seconds_shown=0)


# --- the registry


def test_every_button_has_its_function_and_every_function_its_button():
    assert sorted(macros.__all__) == sorted([*KEYS, "opened"])
    assert [getattr(macros, key).__name__ for key in KEYS] == KEYS


@pytest.mark.parametrize("button", BUTTONS, ids=KEYS)
def test_a_button_names_a_command_with_its_options_or_a_sheet_that_exists(button):
    assert button.command or button.sheet
    assert not button.sheet or button.sheet == MANUAL or button.sheet in SHEET_NAMES
    options = {option.key: option for option in BY_NAME[button.command].options} if button.command else {}
    assert set(button.options) <= set(options)
    chosen = {key: value for key, value in button.options.items() if options[key].choices}
    assert all(value in options[key].choices for key, value in chosen.items())
    assert {key for key, option in options.items() if option.required} <= set(button.options)


@pytest.mark.parametrize("key", KEYS)
def test_a_button_runs_its_command_with_exactly_its_options(monkeypatch, office, excel, key):
    """A long one in a process of its own, which is told the button and the path of the workbook."""
    ran, begun = [], []

    def run(command, given, console):
        ran.append((command.name, given))
        console.show(DONE)
        return 0

    monkeypatch.setattr(pressing, "run", run)
    monkeypatch.setattr(macro, "start", lambda *words: begun.append(words))
    monkeypatch.setattr(macro, "caller", lambda: excel.book)
    getattr(macros, key)()
    button = BY_KEY[key]
    if button.is_long:
        assert (begun, ran) == ([(key, str(office.master))], [])
        assert press(key, excel) == 0
    common = {"json": False, "set": (), "today": None, "office": str(office.root), "yes": False, "dry_run": False}
    assert ran == ([(button.command, {**common, **button.options})] if button.command else [])


@pytest.mark.parametrize("key", [button.key for button in BUTTONS if not button.sheet])
def test_a_button_leaves_the_selection_alone_unless_it_leads_somewhere(monkeypatch, excel, key):
    monkeypatch.setattr(pressing, "run", lambda command, given, console: console.show(DONE) or 0)
    press(key, excel)
    assert excel.selected == [] and not {"Sheet.activate", "Range.select"} & set(excel.calls)


# --- what is said


def test_a_refresh_is_one_line_in_the_status_bar(excel):
    assert press("refresh", excel) == 0
    assert excel.said == [] and excel.bar[0] == "刷新：正在进行，请稍候……"
    assert excel.bar[1] is False and excel.bar[-1].startswith("已刷新：改动")


def test_a_program_that_does_not_wait_shows_the_line_for_a_while(excel):
    """In LibreOffice, and for a person who said no in the background of Excel."""
    run_button(BY_KEY["board"], excel.book, seconds_shown=0.05)
    assert excel.bar == ["已转到“看板”表。", False]


def test_a_check_says_what_it_found_and_where_and_changes_nothing(office, excel):
    before = office.master.read_bytes()
    assert press("check", excel) == 0
    assert excel.said == ["台账检查通过，没有发现问题。"]
    type_in_excel(office, "matters", ROAD, {"limit_text": "尽快"})
    assert press("check", excel) == 1
    first, second, *_, last = excel.said[1].split("\n")
    assert first == "共1条，请逐条处理后再运行一次。" and second.startswith("督查事项 ")
    assert "错误清单" in last and excel.modes == ["info", "info"] and excel.bar[-1] is False
    assert before != office.master.read_bytes()  # by the hand of the test only
    assert excel.selected == []


def test_a_merge_names_only_the_files_that_wait_for_somebody(office, excel):
    fill(office, HOUSING, {ROAD: {"progress": SAID}})
    fill(office, EAST, {}, name="空表.xlsx")
    assert press("merge", excel) == 1
    (said,) = excel.said
    assert said.startswith("共收到2个文件：已处理1个") and str(office.receipts) in said
    assert "空表.xlsx" in said and f"{HOUSING}反馈.xlsx" not in said
    assert "错误清单" in said.split("\n")[-1]
    assert table(office, "matters")[ROAD]["progress"] == SAID
    assert "合并收件箱（合并填报表）：2/2" in excel.bar and excel.bar[-1] is False


def test_what_was_made_is_named_with_its_place(office, excel):
    assert press("issue", excel) == 0
    assert str(office.forms) in excel.said[-1]
    made = Report({"path": "公文/2016/通报.docx"}, ["已生成"])
    assert told(BY_KEY["circular"], made).message == "已生成\n文件在：公文/2016/通报.docx"


def test_many_findings_are_the_first_ones_and_their_number():
    lines = [f"督查事项 A{number}" for number in range(40)]
    said = told(BY_KEY["check"], Report({}, [*lines, "共40条"], 1, place=40)).message.split("\n")
    assert said[:2] == ["共40条", "督查事项 A0"] and len(said) < 20 and said[-2] == "……另有25条"


def test_what_waits_to_be_saved_is_said_in_the_bar_and_in_the_message():
    report = Report({"unsaved": [7]}, ["已刷新。", "亮灯", "请存盘。"])
    assert told(BY_KEY["refresh"], report).status == "已刷新。 请存盘。"
    many = [f"文件{number}" for number in range(40)]
    merged = Report({"unsaved": [7], "submissions": []}, ["共40个", *many, "请存盘。"])
    assert told(BY_KEY["merge"], merged).message.split("\n")[-1] == "请存盘。"


def test_doctor_says_what_asks_for_attention():
    data = {"checks": [{"ok": True}, {"ok": False}]}
    said = told(BY_KEY["doctor"], Report(data, ["[好] 甲", "[注意] 乙", "共2项"], 1, place=2)).message
    assert said == "共2项\n[注意] 乙"


# --- questions


def test_undo_asks_with_the_cells_that_go_back_and_takes_no_for_an_answer(office, excel):
    merge(office, fill(office, HOUSING, {ROAD: {"progress": SAID}}))
    excel.answers = ["no", "yes"]
    assert press("undo", excel) == 2
    (asked,) = excel.asked
    assert f"督查事项 {ROAD} 进展情况：{SAID} → 已制定方案" in asked and asked.endswith("以上内容写入台账吗？")
    assert excel.said == [] and excel.bar[-1] == "撤销上次合并：未作任何改动。"
    assert table(office, "matters")[ROAD]["progress"] == SAID
    assert press("undo", excel) == 0
    assert table(office, "matters")[ROAD]["progress"] == "已制定方案"
    assert excel.said[-1].startswith("已撤销：第1号")


def test_where_nobody_can_be_asked_nothing_is_taken_back(office):
    merge(office, fill(office, HOUSING, {ROAD: {"progress": SAID}}))
    assert run_button(BY_KEY["undo"], None, str(office.master)) == 1
    assert table(office, "matters")[ROAD]["progress"] == SAID


def test_a_question_with_many_lines_fits_a_screen():
    excel = Excel(None, answers=["yes"])
    console = SheetConsole(voice=Voice(excel.book.app), label="撤销")
    for number in range(40):
        console.note(f"第{number}格")
    console.confirm("写入吗？")
    lines = excel.asked[0].split("\n")
    assert len(lines) < 20 and lines[-2:] == ["……另有24条", "写入吗？"] and console.noted == []


def test_a_question_with_long_lines_fits_a_screen_too():
    """Sixty returns named in one line, and cells full of text: nobody could reach the buttons below them."""
    excel = Excel(None, answers=["yes"])
    console = SheetConsole(voice=Voice(excel.book.app), label="撤销")
    console.note("拟撤销：" + "；".join(f"第{number}号 某某局填报表.xlsx" for number in range(60)))
    for number in range(12):
        console.note(f"第{number}格：" + "已完成投资" * 30)
    console.confirm("写入吗？")
    first, *_, more, question = excel.asked[0].split("\n")
    assert first.startswith("拟撤销：第0号") and first.endswith("……")
    assert len(excel.asked[0]) < 1200 and (more, question) == ("……另有9条", "写入吗？")


def test_steps_are_shown_a_few_times_a_second_and_the_last_one_always():
    excel = Excel(None)
    with SheetConsole(voice=Voice(excel.book.app), label="分发填报表").progress("生成", 1000) as advance:
        for _ in range(1000):
            advance(1)
    assert excel.bar[0] == "分发填报表（生成）：1/1000" and excel.bar[-1] == "分发填报表（生成）：1000/1000"
    assert len(excel.bar) < 10


# --- going somewhere


def test_resolve_leads_to_the_first_open_row_and_says_what_to_do(office, excel):
    path = fill(office, EAST, {SCHOOL: {"progress": "主体完工"}})
    type_in_excel(office, "matters", SCHOOL, {"progress": "已开工"})
    merge(office, path)
    (row,) = table(office, "conflicts").values()
    assert press("resolve", excel) == 1
    assert excel.selected == ["冲突", f"冲突!K{row.number}"] and "采用报送值" in excel.said[0]
    type_in_excel(office, "conflicts", row.text("conflict_id"), {"choice": "采用报送值"})
    assert press("resolve", excel) == 0
    assert len(excel.selected) == 2 and len(excel.said) == 1
    assert table(office, "matters")[SCHOOL]["progress"] == "主体完工"


@pytest.mark.parametrize(("key", "sheet"), [("board", "看板"), ("manual", "使用说明")])
def test_board_and_manual_are_shown(office, excel, key, sheet):
    before = office.master.read_bytes()
    assert press(key, excel) == 0
    assert excel.selected == [sheet] and excel.bar == [f"已转到“{sheet}”表。"] and excel.said == []
    assert office.master.read_bytes() == before


def test_a_hidden_sheet_is_told_and_not_shown(excel):
    excel.hidden = ["看板"]
    assert press("board", excel) == 2
    assert "“看板”表" in excel.said[0] and excel.selected == [] and excel.modes == ["critical"]


# --- what stops a button


def raiser(error):
    def run(*_: object, **__: object) -> int:
        raise error

    return run


def test_a_second_click_while_one_is_at_work_is_a_sentence(monkeypatch, office, excel):
    monkeypatch.setattr(bootstrap, "_LOCK_SECONDS", 0.1)
    with bootstrap.changing(office):
        assert press("merge", excel) == 3
    assert len(excel.said) == 1 and "正有另一个 xlsync 在工作" in excel.said[0]
    assert excel.modes == ["critical"] and excel.bar[-1] is False
    assert "button merge: E15" in office.log.read_text(encoding="utf-8")


def test_the_unforeseen_is_a_sentence_with_the_place_of_the_log_and_no_traceback(monkeypatch, office, excel):
    monkeypatch.setattr(pressing, "go", raiser(ValueError("某某同志的手机号")))
    assert press("refresh", excel) == 5
    (said,) = excel.said
    log = office.log.read_text(encoding="utf-8")
    assert str(office.log) in said and "\n" not in said and "手机号" not in said
    assert "pressing.py" in log and "手机号" not in log


def test_an_excel_that_is_gone_stops_no_work(monkeypatch, office):
    fill(office, HOUSING, {ROAD: {"progress": SAID}})
    excel = Excel(office.master)
    real = Excel.note
    gone = {"App.status_bar =", "App.alert"}
    monkeypatch.setattr(Excel, "note", lambda self, call: real(self, call) or (1 / 0 if call in gone else None))
    assert press("merge", excel) == 0
    assert table(office, "matters")[ROAD]["progress"] == SAID
    assert "button merge: exit code 0" in office.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["refresh", "merge", "board"])
def test_a_copy_of_the_master_is_not_worked_on(office, excel, key):
    """Saved as another name in the office's folder, elsewhere, or not at all."""
    before = office.master.read_bytes()
    excel.path = office.root / "督查台账 - 副本.xlsm"
    excel.path.write_bytes(before)
    assert press(key, excel) == 2
    assert "不是办公文件夹里的督查台账" in excel.said[0] and office.master.name in excel.said[0]
    excel.path = excel.path.relative_to(office.root.parent)
    assert press(key, excel) == 2
    assert office.master.read_bytes() == before and excel.selected == []


def test_a_workbook_outside_of_any_office_is_told_so(tmp_path):
    excel = Excel(tmp_path / "督查台账.xlsm")
    excel.path.touch()
    assert press("refresh", excel) == 2
    assert "没有找到 xlsync.toml" in excel.said[0]


def test_without_a_workbook_the_process_ends_with_a_sentence():
    with pytest.raises(SystemExit, match="没有找到点按钮的工作簿"):
        macros.refresh()


# --- a process of its own


def test_a_long_button_works_on_alone_whatever_the_folder_is_called(tmp_path):
    """Spaces, Chinese, = and &; a stray module beside the workbook is not found; the outcome stands in the log."""
    office = small_office(tmp_path / "督查 甲=乙 & 丙")
    (office.root / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (office.root / "xlsync.py").write_text("raise SystemExit(9)", encoding="utf-8")
    fill(office, HOUSING, {ROAD: {"progress": SAID}})
    excel = Excel(office.master)
    began = time.monotonic()
    macro.press(BY_KEY["merge"], excel.book)
    assert time.monotonic() - began < 1.0
    assert excel.bar == ["合并收件箱：已在后台进行，可以继续填表，完成后会提示。"]
    assert "button merge: exit code 0" in waited_for(office.log, "button merge")
    assert table(office, "matters")[ROAD]["progress"] == SAID


def waited_for(log, words: str) -> str:
    """Return the log once it holds some words."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        if words in text:
            return text
        time.sleep(0.1)
    raise AssertionError(f"the log never said {words!r}")


def test_on_windows_no_console_is_seen_and_the_words_go_over_as_they_are(monkeypatch, tmp_path):
    begun = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 8, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 2, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda words, **how: begun.append((words, how)))
    place = str(tmp_path / '甲 "乙"=丙&丁' / "督查台账.xlsm")
    start("merge", place)
    ((words, how),) = begun
    assert words == [sys.executable, "-m", "xlsync.entry.ribbon.background", "merge", place]
    assert how["creationflags"] == 10 and "shell" not in how
    assert {how["stdin"], how["stdout"], how["stderr"]} == {subprocess.DEVNULL}


def test_a_workbook_that_was_never_saved_starts_nothing(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", raiser(AssertionError()))
    excel = Excel("工作簿1")
    macro.press(BY_KEY["merge"], excel.book)
    assert "还没有存盘" in excel.said[0] and excel.bar == []


def test_a_process_that_may_not_be_started_is_told(monkeypatch, excel):
    monkeypatch.setattr(subprocess, "Popen", raiser(PermissionError(13, "denied")))
    macro.press(BY_KEY["merge"], excel.book)
    assert "安全软件" in excel.said[0] and excel.bar == []


# --- Workbook_Open


SETTINGS = [
    ["参数", None, None, None],
    [None, None, None, None],
    ["单位", "参数名", "我加的一栏", "参数值"],
    ["", "office_name", None, "督查室"],
]


@pytest.mark.parametrize(
    ("said", "begins"), [(date.today().isoformat(), False), ("2016-10-12", True), (None, True), ("", True)]
)
def test_opening_looks_after_the_lights_only_when_they_are_of_another_day(monkeypatch, excel, said, begins):
    begun = []
    excel.settings = [*SETTINGS, ["", "lights_as_of", None, said]]
    monkeypatch.setattr(macro, "start", lambda *words: begun.append(words))
    monkeypatch.setattr(macro, "caller", lambda: excel.book)
    macros.opened()
    assert begun == ([("opened", str(excel.path))] if begins else [])
    assert excel.calls.count("Range.value") == 1 and excel.bar == excel.said == []


def test_opening_is_silent_whatever_happens(monkeypatch, tmp_path, capfd):
    monkeypatch.setattr("xlsync.entry.log.tempfile.gettempdir", lambda: str(tmp_path))
    macros.opened()
    monkeypatch.setattr(macro, "caller", raiser(ValueError()))
    macros.opened()
    assert capfd.readouterr() == ("", "")
    assert "ValueError" in (tmp_path / "xlsync.log").read_text(encoding="utf-8")
