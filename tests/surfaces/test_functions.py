"""The worksheet functions: they answer as 刷新 does, and with a sentence where there is no answer."""

import inspect
import json
import subprocess
import sys
from datetime import date, datetime

import pytest

from tests.house.tree import ROOT
from tools.macros.wrappers import wrapper_module
from xlsync import functions
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.entry import calling_workbook
from xlsync.entry import functions as entry
from xlsync.entry.bootstrap import changing, master_of
from xlsync.entry.calling_workbook import CallingWorkbook, Readings
from xlsync.entry.commands.refresh import refresh_desk
from xlsync.entry.founding import found_office
from xlsync.entry.settings import office_at
from xlsync.model.table import MasterImage
from xlsync.vocabulary.labels.functions import CATEGORY, FUNCTIONS

MATTERS = 50


def tables():
    """Return the demo's tables with a part of its ledger: every tenth matter."""
    everything = office_tables()
    return everything | {"matters": everything["matters"][::10]}


@pytest.fixture(scope="module")
def open_workbook() -> CallingWorkbook:
    """The demo's ledger as staff typed it: nothing computed yet."""
    return CallingWorkbook(MemoryMaster(tables()).read())


@pytest.fixture(autouse=True)
def called_from(monkeypatch: pytest.MonkeyPatch, open_workbook: CallingWorkbook) -> None:
    monkeypatch.setattr(entry, "_caller", lambda: open_workbook)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> MasterImage:
    """The same ledger as the command `refresh` left it in the file."""
    root = tmp_path_factory.mktemp("functions") / "office"
    found_office(root, tables(), settings=f"today = {DEMO_TODAY}\n")
    office = office_at(root)
    with changing(office) as desk:
        refresh_desk(desk)
    return master_of(office).read()


@pytest.fixture
def some(refreshed: MasterImage):
    """Fifty matters from all over the ledger."""
    rows = refreshed["matters"].rows
    return rows[:: len(rows) // MATTERS][:MATTERS]


def test_light_and_score_of_fifty_matters_are_those_that_a_refresh_writes(some) -> None:
    today = datetime.combine(DEMO_TODAY, datetime.min.time())
    for row in some:
        assert functions.ducha_light(row.text("matter_id"), today) == row["light"]
        points = (row["bonus"] or 0) - (row["deduction"] or 0)
        assert functions.ducha_score(row.text("matter_id"), today) == points
    assert len({row.text("light")[0] for row in some}) > 2 and any(row["deduction"] for row in some)


def test_the_deadline_of_a_phrase_is_the_one_that_a_refresh_writes(some) -> None:
    compared = 0
    for row in some:
        start = row.day("limit_from") or row.day("instructed_on") or row.day("registered_on")
        if row["limit_text"] and not row["manual_due"] and row["due"]:
            assert functions.ducha_deadline(row["limit_text"], start) == datetime.combine(
                row["due"], datetime.min.time()
            )
            compared += 1
    assert compared > MATTERS // 3


def test_workdays_follow_the_holidays_of_the_workbook(open_workbook: CallingWorkbook, some) -> None:
    """From Friday 30 September to Monday 10 October 2016 lie the holiday week and two make-up days (8, 9 October)."""
    assert functions.ducha_workdays(datetime(2016, 9, 30), datetime(2016, 10, 10)) == 3
    assert functions.ducha_workdays(datetime(2016, 10, 10), datetime(2016, 9, 30)) == -3
    late = [row for row in some if row["overdue_workdays"] and row["light"].startswith("■") and row["stage"] == "在办"]
    for row in late:
        due = row.day("adjusted_due") or row.day("due")
        assert functions.ducha_workdays(due, DEMO_TODAY) == row["overdue_workdays"]
    assert late


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("2016年6月底前", datetime(2016, 6, 30)),
        ("6月中旬", datetime(2016, 6, 20)),
        ("2016-10-17", datetime(2016, 10, 17)),
        (datetime(2016, 10, 17), datetime(2016, 10, 17)),
        (42660.0, datetime(2016, 10, 17)),
        (None, None),
    ],
)
def test_a_phrase_becomes_its_day(phrase, day) -> None:
    assert functions.ducha_date(phrase, datetime(2016, 10, 17)) == day


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda: functions.ducha_date("抓紧办理"), "“短语”写的“抓紧办理”不能确定到具体日期。"),
        (lambda: functions.ducha_date("2016年2月30日"), "不是日历上有的日期"),
        (lambda: functions.ducha_deadline("长期坚持", datetime(2016, 9, 1)), "没有完成日期"),
        (lambda: functions.ducha_deadline("15个工作日内", None), "请写起算日期。"),
        (lambda: functions.ducha_deadline("每月25日前", datetime(2016, 9, 1)), "没有最后一天："),
        (lambda: functions.ducha_workdays("不是日期", datetime(2016, 9, 1)), "“不是日期”不是日期，请写成"),
        (lambda: functions.ducha_light("没有这件"), "台账里没有督查编号“没有这件”，请核对编号。"),
        (lambda: functions.ducha_score(None), "台账里没有督查编号“”"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_and_never_a_guess(answer, sentence) -> None:
    assert sentence in answer()


def test_blank_cells_give_blanks() -> None:
    assert functions.ducha_workdays("", datetime(2016, 9, 1)) == functions.ducha_deadline("", date(2016, 9, 1)) == ""


class Book:
    """A workbook by its name."""

    def __init__(self, fullname: str) -> None:
        self.fullname = self.name = fullname


def test_a_column_of_functions_reads_the_workbook_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """second | workbook | read
    0.0 .. 1.9 | one | once; at 2.1 again; another workbook at once
    """
    seen: list[str] = []
    clock = [0.0]
    monkeypatch.setattr(calling_workbook, "_read", lambda book: seen.append(book.fullname))
    readings = Readings(lambda: clock[0])
    one, other = Book("one"), Book("other")
    for second, book in [(0.0, one), (1.0, one), (1.9, one), (2.1, one), (2.2, other), (2.3, other)]:
        clock[0] = second
        readings.of(book)
    assert seen == ["one", "one", "other"]


def test_every_function_and_argument_has_its_help() -> None:
    assert sorted(functions.__all__) == sorted(FUNCTIONS)
    for name, (meaning, arguments) in FUNCTIONS.items():
        assert list(arguments) == list(inspect.signature(getattr(functions, name)).parameters)
        assert all(
            0 < len(text) <= 255 and "\n" not in text for text in (meaning, *arguments.values())
        )  # Excel's limit


def test_the_shipped_wrappers_are_those_that_xlwings_itself_would_write() -> None:
    """Apart from blanks; xlwings is made to believe that it runs on Windows."""
    program = "tests.surfaces.xlwings_wrappers"
    ran = subprocess.run([sys.executable, "-m", program], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert ran.returncode == 0, ran.stderr
    made = json.loads(ran.stdout)
    assert words(wrapper_module().partition("\n")[2]) == words(made["vba"])
    for name, (meaning, arguments) in FUNCTIONS.items():
        told = made["told"][name]
        assert (told["category"], told["ret"]["doc"]) == (CATEGORY, meaning)
        assert {arg["name"]: arg["doc"] for arg in told["args"]} == arguments
        converters = [arg["options"] for arg in told["args"]] + [told["ret"]["options"]]
        assert all(options == {"convert": "typing.Any"} for options in converters)


def words(vba: str) -> list[str]:
    return [" ".join(line.split()) for line in vba.splitlines() if line.strip()]


def test_importing_the_functions_loads_nothing_heavy() -> None:
    heavy = ("pandas", "matplotlib", "sqlalchemy", "openpyxl", "docxtpl", "python_calamine", "click", "rich")
    script = f"import sys, xlsync.functions; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert ran.stdout.strip() == "[]", ran.stderr
