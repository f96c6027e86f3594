"""The demo office has the figures of the seed, hangs together, and reads like an office."""

import random
import re
import time
from collections import Counter
from datetime import date
from functools import cache

import pytest

from xlsync.demo.feedback import fresh_answer
from xlsync.demo.material import lines_of
from xlsync.demo.office import DEMO_TODAY, office_tables
from xlsync.model.sheets import SHEETS
from xlsync.vocabulary.terms import Stage

CHOICE_COLUMNS = {
    "@units": ("units", "unit"),
    "@people": ("people", "person"),
    "@categories": ("categories", "category"),
}


@cache
def office():
    return office_tables()


def column(sheet, key):
    return [row.get(key) for row in office()[sheet]]


@pytest.mark.parametrize(
    ("category", "count"),
    [
        ("政府工作报告", 273),
        ("省专项督查", 33),
        ("省领导批示", 9),
        ("市委领导批示", 101),
        ("市政府领导批示", 711),
        ("督办件", 224),
        ("临时交办", 307),
        ("省人大建议", 1),
        ("省政协提案", 3),
        ("市人大建议", 141),
        ("市政协提案", 289),
        ("审议评议意见", 11),
    ],
)
def test_each_category_has_the_seeds_number_of_matters(category, count):
    assert Counter(column("matters", "category"))[category] == count


def test_the_year_has_2534_matters_and_431_come_from_meetings():
    assert len(office()["matters"]) == 2534
    kinds = Counter(column("meetings", "kind"))
    assert kinds == {"综合性会议": 6, "常务会议": 13, "市长办公会议": 16, "专题会议": 20, "会议文件": 6}
    assert sum(row["category"] in kinds for row in office()["matters"]) == 431


def test_every_meeting_has_as_many_matters_as_it_says_and_at_least_one():
    names = [row["name"] for row in office()["meetings"]]
    assert len(names) == len(set(names))
    sources = Counter(column("matters", "source"))
    assert all(sources[row["name"]] == row["decisions"] >= 1 for row in office()["meetings"])


def test_ad_hoc_matters_are_done_but_19_and_all_proposals_are_answered():
    closed = Counter(row["category"] for row in office()["matters"] if row["stage"] == Stage.CLOSED)
    assert closed["临时交办"] == 288
    assert [closed[name] for name in ("省人大建议", "省政协提案", "市人大建议", "市政协提案")] == [1, 3, 141, 289]
    assert all(row.get("replied_on") for row in office()["proposals"])


def test_the_other_sheets_have_their_sizes():
    sizes = {"projects": 33, "proposals": 434, "surveys": 34, "visits": 22, "joint_inspections": 6, "meetings": 61}
    sizes |= {"schedule": 273 * 4, "indicator_catalogue": 8, "indicators": 8 * 17 * 12, "units": 63, "urges": 60}
    assert {sheet: len(office()[sheet]) for sheet in sizes} == sizes
    assert 4000 <= len(office()["feedback"]) <= 6000


def test_the_projects_add_up_to_the_figures_of_the_bulletin():
    """647.4 and 629.0 亿元, kept in 万元: 97.2 % of the plan, 13.8 points ahead of ten twelfths of the year."""
    plan, done = sum(column("projects", "year_plan")), sum(column("projects", "year_invested"))
    assert (plan, done) == (6_474_000, 6_290_000)
    assert round((done / plan - 10 / 12) * 100, 1) == 13.8
    assert min(column("projects", "year_plan")) > 0 and min(column("projects", "year_invested")) > 0


def test_the_same_seed_gives_the_same_office_within_two_seconds():
    start = time.perf_counter()
    again = office_tables()
    assert time.perf_counter() - start < 2
    assert again == office()
    assert office_tables(7)["matters"] != again["matters"]


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_rows_know_only_declared_columns_and_have_their_key_once(sheet):
    rows, schema = office().get(sheet, []), SHEETS[sheet]
    assert {key for row in rows for key in row} <= set(schema.by_key)
    keys = [str(row[schema.key]) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_every_choice_is_on_its_list(sheet):
    dictionary = {(row["list"], row["word"]) for row in office()["dictionary"]}
    for declared in SHEETS[sheet].columns:
        for row in office().get(sheet, []):
            value = row.get(declared.key)
            if value is None or not declared.choices:
                continue
            if declared.choices in CHOICE_COLUMNS:
                assert value in column(*CHOICE_COLUMNS[declared.choices])
            else:
                assert (declared.choices, value) in dictionary, (sheet, declared.key)


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_every_matter_that_is_named_exists(sheet):
    ids = set(column("matters", "matter_id"))
    if "matter_id" in SHEETS[sheet].by_key:
        assert {row["matter_id"] for row in office().get(sheet, []) if row.get("matter_id")} <= ids
    named = {name for text in column("surveys", "matter_ids") if text for name in text.split("、")}
    assert named == {row["matter_id"] for row in office()["matters"] if row["category"] == "临时交办"}


def test_62_units_lead_matters_and_one_has_none():
    leads = Counter(column("matters", "lead_unit"))
    assert len(leads) == 62 and set(column("units", "unit")) - set(leads) == {"市地方史志办公室"}
    assert max(leads.values()) > 90 and min(leads.values()) < 10
    named = {name for text in column("matters", "joint_units") if text for name in text.split("、")}
    assert named <= set(column("units", "unit")) | {"各县市区"}
    assert not set(column("aliases", "alias")) & set(column("units", "unit"))


def test_matters_go_forward_in_time():
    for row in office()["matters"]:
        assert row["registered_on"] <= DEMO_TODAY
        closed = row["stage"] == Stage.CLOSED
        assert closed == ("closed_on" in row) and (not closed or (row["percent"] == 1 and row.get("done_on")))
        if closed:
            assert row["registered_on"] <= row["done_on"] <= row["closed_on"] <= DEMO_TODAY
            assert row["closed_by"] != row["officer_a"]


def test_numbers_of_matters_are_like_the_settings_say_and_the_guids_differ():
    assert all(re.fullmatch(r"YS-2016-\D{1,2}-\d{4}", name) for name in column("matters", "matter_id"))
    assert len(set(column("matters", "row_guid"))) == 2534


def test_texts_vary():
    tasks = Counter(column("matters", "task"))
    assert len(tasks) >= 0.95 * 2534 and max(tasks.values()) <= 3
    progress = Counter(text for text in column("matters", "progress") if text)
    assert max(progress.values()) <= 3
    sentences = Counter(sentence for text in progress for sentence in re.split("[。；]", text) if len(sentence) > 24)
    assert max(sentences.values()) <= 3
    assert not [task for task in tasks if "{" in task or "。。" in task or "，，" in task]


def test_limits_are_written_in_many_ways_and_some_defy_reading():
    limits = Counter(column("matters", "limit_text"))
    assert len(limits) > 100 and limits[None] > 300
    assert limits["长期坚持"] and limits["适时"]


def test_a_few_matters_are_secret_and_none_in_the_benchmarks_office():
    assert 5 <= sum(bool(value) for value in column("matters", "secrecy")) <= 30
    everything = office_tables(all_open=True)
    assert {row["stage"] for row in everything["matters"]} == {Stage.OPEN}
    assert len(everything["matters"]) == 2534 and not any("secrecy" in row for row in everything["matters"])
    assert not any("done_on" in row or "closed_on" in row for row in everything["matters"])


def test_people_are_roles_and_no_address_or_telephone_can_exist():
    assert all("督查" in person for person in column("people", "person"))
    assert all(mail.endswith("@demo.invalid") for mail in column("units", "mail"))
    assert all(re.search(r" 0000-\d+$", contact) for contact in column("matters", "contact"))


def test_cumulative_indicators_never_fall_and_unreleased_months_are_blank():
    basis = {row["indicator"]: row["basis"] for row in office()["indicator_catalogue"]}
    last: dict[tuple[str, str], float] = {}
    for row in office()["indicators"]:
        value, place = row.get("year_value"), (row["indicator"], row["area"])
        assert (value is None) or date.fromisoformat(f"{row['month']}-01") < DEMO_TODAY
        if value is not None and basis[row["indicator"]] == "累计":
            assert value >= last.get(place, 0)
            last[place] = value
    assert len(last) == 17 * sum(kind == "累计" for kind in basis.values())


def test_extensions_are_of_all_kinds_and_one_came_after_the_deadline():
    assert set(column("extensions", "state")) == {"同意", "不同意", "待审"}
    assert any("超过时限" in (row.get("opinion") or "") for row in office()["extensions"])
    granted = {row["matter_id"] for row in office()["extensions"] if row["state"] == "同意"}
    assert granted == {row["matter_id"] for row in office()["matters"] if row["stage"] == Stage.EXTENDED}


def test_a_fresh_answer_goes_on_from_the_last_one():
    rng = random.Random(1)
    still_open = [row for row in office()["matters"] if row["stage"] == Stage.OPEN]
    for row in still_open:
        answer = fresh_answer(row, rng)
        assert answer["percent"] >= row["percent"] and answer["progress"] != row["progress"]
        assert (answer["stage"] == Stage.REPORTED) == ("done_on" in answer) == (answer["percent"] == 1)
        assert "done_on" not in answer or row["registered_on"] <= answer["done_on"] <= DEMO_TODAY


def test_there_is_a_weight_for_every_unit():
    assert all(int(line["weight"]) >= 0 for line in lines_of("units"))
