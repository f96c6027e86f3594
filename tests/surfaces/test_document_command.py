"""What document and charts say on the command line: paths, figures with their rows, and refusals in plain words."""

import shutil
from pathlib import Path

import pytest

from tests.services.small_ledger import ROAD, SECRET, small_office, type_in_excel
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.demo.office import office_tables
from xlsync.demo.run import DEMO_SECRET
from xlsync.entry.founding import found_office
from xlsync.entry.settings import office_at


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    root = small_office(tmp_path_factory.mktemp("pristine") / "office").root
    for matter in (ROAD, SECRET):
        type_in_excel(office_at(root), "matters", matter, {"limit_text": "2016年9月20日前"})
    return root


@pytest.fixture
def office(pristine, tmp_path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "office"))


@pytest.fixture(scope="module")
def with_indicators(tmp_path_factory) -> Path:
    """Return an office that holds the demo's units and two of its indicators, marked as a demo."""
    tables = {name: rows for name, rows in office_tables().items() if name != "matters"}
    small = ("settings", "units", "indicator_catalogue", "categories", "dictionary", "rules")
    tables = {name: tables[name] for name in small} | {
        "indicators": [row for row in tables["indicators"] if row["value_id"].startswith(("ZB-1-", "ZB-4-"))]
    }
    root = tmp_path_factory.mktemp("charts") / "office"
    found_office(root, tables, secret=DEMO_SECRET, settings="today = 2016-10-20\n", mark="demo")
    assert MemoryMaster(tables).read()["indicators"]
    return root


def test_a_document_tells_its_path_its_number_and_the_rows_of_every_figure(xlsync, office):
    said = xlsync("document", "special", office, "--json").json
    assert said["number"] == "督查专报2016年第1期" and Path(said["path"]).is_file()
    red = next(figure for figure in said["figures"] if figure["text"] == "红灯")
    assert red == {"text": "红灯", "value": 1, "sheet": "matters", "rows": [ROAD]}
    assert said["notes"] == ["另有1件事项定有密级，没有写进这份公文，请按保密规定另行处理"]
    assert "另有1件事项定有密级" in xlsync("document", "special", office).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("special", "--period", "2016-09"), "督查专报不能按“2016-09”生成：不能指定期间，一律按当天计算"),
        (("annual", "--period", "2016-Q3"), "年度总结不能按“2016-Q3”生成：期间应写成年（如 2016）"),
        (("circular", "--period", "2016"), "期间应写成季度（如 2016-Q3）"),
        (("briefing", "--period", "2016"), "期间应写成月（如 2016-09）、季度（如 2016-Q3）"),
        (("circular", "--period", "2016-09", "--quarter", "2016-Q3"), "期间只能写一个"),
    ],
)
def test_a_period_that_the_kind_cannot_have_is_a_usage_error(xlsync, office, words, said):
    answer = xlsync("document", *words, office)
    assert (answer.code, answer.out) == (2, "") and said in answer.err
    assert not list((office / "公文").rglob("*.docx"))


def test_only_a_circular_asks_before_its_period_has_ended(xlsync, office):
    """今天是2016年10月20日：第四季度未完，通报先问；10月的情况通报和2016年的总结写明截至今天，不问。"""
    asked = xlsync("document", "circular", office, "--period", "2016-Q4")
    assert asked.code == 2 and "2016年第四季度到2016年12月31日才结束" in asked.err
    assert [xlsync("document", kind, office).code for kind in ("briefing", "annual")] == [0, 0]


def test_charts_are_written_for_each_indicator_and_their_paths_told(xlsync, with_indicators, tmp_path):
    office = Path(shutil.copytree(with_indicators, tmp_path / "office"))
    master = (office / "督查台账.xlsm").read_bytes()
    rehearsed = xlsync("charts", office, "-n", "--json").json
    assert not any(Path(path).exists() for path in rehearsed["paths"])
    said = xlsync("charts", office, "--json").json
    assert said["paths"] == rehearsed["paths"] and len(said["left_out"]) == 6
    assert [Path(path).relative_to(office).as_posix() for path in said["paths"]] == [
        f"图表/2016-09/{name}.{suffix}"
        for name in ("规模以上工业增加值增速", "一般公共预算收入")
        for suffix in ("png", "pdf")
    ]
    assert all(Path(path).stat().st_size > 10_000 for path in said["paths"])
    assert len(said["figures"]) == 34 and said["figures"][0]["rows"] == ["ZB-1-01-09"]
    assert (office / "督查台账.xlsm").read_bytes() == master


def test_indicators_that_never_had_figures_are_named_as_such(xlsync, with_indicators):
    said = xlsync("charts", with_indicators, "-n").out
    assert "以下指标还没有任何数据，没有画：" in said and "None" not in said


def test_a_month_without_figures_is_refused_with_the_months_that_exist(xlsync, with_indicators):
    """1月没有工业数据，只有财政收入；10月还没有发布。"""
    answer = xlsync("charts", with_indicators, "--month", "2016-10")
    assert answer.code == 1
    assert "2016年10月没有任何指标数据" in answer.err and "2016年1月、2016年2月" in answer.err
    said = xlsync("charts", with_indicators, "--month", "2016-01", "-n")
    assert "2016年1月没有数据，没有画：规模以上工业增加值增速" in said.out and said.code == 0


def test_an_office_without_indicators_is_told_what_to_fill_in(xlsync, office):
    answer = xlsync("charts", office)
    assert answer.code == 1 and "请先填写指标目录和经济指标" in answer.err
