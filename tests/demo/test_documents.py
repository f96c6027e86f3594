"""The documents of the demo year say what its sheets hold: every figure is counted again here, in plain Python."""

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from xlsync.adapters.holidays import calendar_from
from xlsync.adapters.memory_master import MemoryMaster
from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.model.sheets import SHEETS
from xlsync.rules.documents.content import Content, Sources
from xlsync.rules.plan import foresee
from xlsync.rules.policy import read_policy
from xlsync.services.charts import chosen_standings
from xlsync.services.kinds import BY_KEY, KINDS
from xlsync.services.refresh import refresh


@cache
def image():
    """Return the demo's ledger as its first refresh leaves it."""
    raw = MemoryMaster(office_tables()).read()
    plan = refresh(raw, policy=read_policy(raw), calendar=calendar_from(raw), today=DEMO_TODAY).plan
    return foresee(raw, plan)


@cache
def content(key: str) -> Content:
    """Return what a kind of document says of the demo on its day."""
    policy = read_policy(image())
    span = BY_KEY[key].usual(DEMO_TODAY, policy)
    return BY_KEY[key].content(Sources(image(), span, DEMO_TODAY, policy, calendar_from(image())))


def matters(**wanted):
    """Return the rows of 督查事项 whose columns hold the given values."""
    return [row for row in image()["matters"] if all(row[key] == value for key, value in wanted.items())]


def deadline(row):
    return row["adjusted_due"] or row["due"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_figure_names_rows_that_exist_and_a_count_as_many_as_it_says(kind):
    figures = content(kind.key).figures
    sheets = {figure.sheet for figure in figures}
    keys = {sheet: {row.text(SHEETS[sheet].key) for row in image()[sheet]} for sheet in sheets}
    for figure in figures:
        assert set(figure.rows) <= keys[figure.sheet], figure.text
        if isinstance(figure.value, int):
            assert figure.value == len(figure.rows), figure.text


def test_the_notice_lists_what_falls_due_this_month():
    """10月20日至31日到期、尚未报告完成、没有密级的。"""
    ended = {"办结", "撤销", "挂起", "待核"}
    due = {
        row["matter_id"]
        for row in image()["matters"]
        if row["stage"] not in ended
        and not row["secrecy"]
        and deadline(row)
        and date(2016, 10, 20) <= deadline(row) <= date(2016, 10, 31)
    }
    facts = content("notice").facts
    assert facts["事项数"] == len(due) > 50
    assert {line["督查编号"] for line in facts["事项"]} == due
    assert facts["单位数"] == len({line["牵头单位"] for line in facts["事项"]})


def test_the_special_report_counts_the_red_ones():
    red = [row for row in image()["matters"] if row.text("light").startswith("■红") and not row["secrecy"]]
    passed = Counter(row["stage"] == "待核" for row in red if deadline(row) < DEMO_TODAY)
    facts = content("special").facts
    assert facts["红灯"] == len(red) > 20
    assert (facts["逾期未办结"], facts["逾期待核"]) == (passed[False], passed[True])
    assert facts["进度滞后"] + facts["其他红灯"] == len(red) - passed.total()
    said = [int(count) for count in re.findall(r"(\d+)件", facts["类别分布"])]
    assert sum(said) == len(red)
    longest = max(row["overdue_workdays"] or 0 for row in red)
    assert f"逾期{longest:g}个工作日" in facts["逾期最长"]


def test_the_briefing_has_the_projects_of_the_year_and_the_indicators_of_september():
    """647.4与629.0亿元：97.2%，超时间进度13.8个百分点；8项指标各有17个地区。"""
    facts = content("briefing").facts
    assert [facts[name] for name in ("项目数", "年度计划", "累计完成", "占年度计划", "超欠序时")] == [
        33,
        "647.4",
        "629.0",
        "97.2%",
        "超13.8",
    ]
    assert facts["达到序时"] + facts["未达序时"] == 33
    assert [(line["月份"], line["地区数"]) for line in facts["指标"]] == [("2016年9月", 17)] * 8
    rows = [row for row in image()["indicators"] if (row["indicator"], row["month"]) == ("固定资产投资", "2016-09")]
    investment = next(line for line in facts["指标"] if line["名称"] == "固定资产投资")
    assert investment["合计"] == f"{sum(row['year_value'] for row in rows):.2f}亿元"
    best = max(rows, key=lambda row: row["growth"])
    assert investment["前列"].startswith(f"{best['area']}（{best['growth']:.1f}%）")
    not_revoked = [row for row in image()["matters"] if row["stage"] != "撤销"]
    assert facts["总数"] == len(not_revoked) == sum(line["总数"] for line in facts["分类"])


def test_the_summary_has_the_figures_of_the_seed():
    """一座城市年鉴里的数：273项、431项、33、9、101、711、224、307（落实288）、1+3、141、289、11；6次、13次、16次、20个、6个。"""
    facts = content("annual").facts
    assert facts["总数"] == 2534
    assert [facts[section]["总数"] for section in ("政府工作报告", "会议")] == [273, 431]
    counts = re.findall(
        r"(\D+?)(\d+)件（办结(\d+)件）、?", facts["批示和交办"]["明细"] + "、" + facts["建议提案"]["明细"]
    )
    said = {name.strip("、"): (int(total), int(done)) for name, total, done in counts}
    assert {name: total for name, (total, _) in said.items()} == {
        "省专项督查": 33,
        "省领导批示": 9,
        "市委领导批示": 101,
        "市政府领导批示": 711,
        "督办件": 224,
        "临时交办": 307,
        "省人大建议": 1,
        "省政协提案": 3,
        "市人大建议": 141,
        "市政协提案": 289,
        "审议评议意见": 11,
    }
    assert said["临时交办"] == (307, 288)
    assert all(done == len(matters(category=name, stage="办结")) for name, (_, done) in said.items())
    assert facts["会议次数"] == "综合性会议6次、常务会议13次、市长办公会议16次、专题会议20次、会议文件6个"
    assert [facts[name] for name in ("重点项目", "指标数", "调研次数", "现场督查", "联合督查")] == [33, 8, 34, 22, 6]
    assert (facts["答复"], facts["未答复"]) == (434, 0)


def test_the_summary_follows_when_one_matter_changes():
    """一件在办的改为办结：办结多一件，在办少一件，总数不变。"""
    row = matters(stage="在办", category="督办件")[0]
    tables = {name: [dict(line.values) for line in table] for name, table in image().tables.items()}
    next(line for line in tables["matters"] if line["matter_id"] == row["matter_id"])["stage"] = "办结"
    changed = MemoryMaster(tables).read()
    policy = read_policy(changed)
    sources = Sources(changed, BY_KEY["annual"].usual(DEMO_TODAY, policy), DEMO_TODAY, policy, calendar_from(changed))
    before, after = content("annual").facts, BY_KEY["annual"].content(sources).facts
    moved = [after[name] - before[name] for name in ("总数", "办结", "在办", "未判定")]
    assert moved == [0, 1, -1, 1]


def test_every_indicator_of_the_demo_has_a_poster_of_17_areas_in_the_official_order():
    shown, left_out = chosen_standings(image(), None)
    order = [row["unit"] for row in sorted(image()["units"], key=lambda row: row["order_no"])][:17]
    assert (len(shown), left_out) == (8, [])
    for standing in shown:
        assert [area.name for area in standing.areas] == order
        worst = sorted(area.value for area in standing.areas)[2]
        assert {area.name for area in standing.areas if area.is_last} == {
            area.name for area in standing.areas if area.value <= worst
        }
