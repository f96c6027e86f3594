"""Unit names in responsibility columns: exact names and aliases only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsync.adapters.defaults import default_rows
from xlsync.demo.material import settings_rows
from xlsync.model.table import MasterImage, Row, Table, Value
from xlsync.rules.units import UnitNames, UnitsRead

REFORM = date(2016, 7, 1)
UNITS: list[dict[str, Value]] = [
    {"unit": "市发展和改革委员会", "short_name": "市发改委", "unit_class": "市直部门（经济管理类）", "order_no": 1},
    {"unit": "市财政局", "short_name": "财政局", "unit_class": "市直部门（经济管理类）", "order_no": 2},
    {"unit": "市人力资源和社会保障局", "short_name": "市人社局", "unit_class": "市直部门（社会事业类）", "order_no": 3},
    {"unit": "西城区", "unit_class": "县市区", "order_no": 11},
    {"unit": "东城区", "unit_class": "县市区", "order_no": 10},
    {"unit": "开发区", "unit_class": "市属开发区", "order_no": 20},
]
ALIASES: list[dict[str, Value]] = [
    {"alias": "发改委", "unit": "市发展和改革委员会"},
    {"alias": "市物价局", "unit": "市发展和改革委员会", "valid_from": REFORM},
    {"alias": "市劳动局", "unit": "市人力资源和社会保障局", "valid_to": date(2010, 1, 1)},
    {"alias": "两局", "unit": "市财政局"},
    {"alias": "两局", "unit": "市人力资源和社会保障局"},
]


def _table(name: str, key: str, rows: list[dict[str, Value]]) -> Table:
    return Table(name, key, [Row(number, row) for number, row in enumerate(rows, 4)])


IMAGE = MasterImage(
    {
        "units": _table("units", "unit", UNITS),
        "aliases": _table("aliases", "alias", ALIASES),
        "dictionary": _table("dictionary", "entry_id", default_rows("dictionary")),
        "settings": _table("settings", "key", settings_rows()),
    },
    "",
    0,
)
TODAY = date(2016, 8, 1)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市发改委", ["市发展和改革委员会"]),
        ("市发改委、市财政局", ["市发展和改革委员会", "市财政局"]),
        ("市发改委，市财政局；西城区", ["市发展和改革委员会", "市财政局", "西城区"]),
        ("市发改委 市财政局\n东城区", ["市发展和改革委员会", "市财政局", "东城区"]),
        ("市人力资源和社会保障局和市财政局", ["市人力资源和社会保障局", "市财政局"]),
        ("市财政局及各县市区", ["市财政局", "东城区", "西城区"]),
        ("各县（市、区）", ["东城区", "西城区"]),
        ("各县市区、开发区", ["东城区", "西城区", "开发区"]),
        ("市　财政局\u200b", ["市财政局"]),
        ("演示市财政局、演示市东城区", ["市财政局", "东城区"]),
        ("市发改委(市物价局)", ["市发展和改革委员会"]),
        ("市财政局、市财政局", ["市财政局"]),
        ("", []),
    ],
)
def test_every_usual_way_of_writing_units_is_resolved(text: str, units: list[str]) -> None:
    assert UnitNames(IMAGE).resolve(text, TODAY) == UnitsRead(tuple(units), ())


@pytest.mark.parametrize("text", ["有关部门", "市教育局", "市财政", "市劳动局", "两局", "市财政局(市物价局)"])
def test_an_unknown_unclear_or_outdated_name_is_a_doubt_and_no_unit(text: str) -> None:
    assert UnitNames(IMAGE).resolve(text, TODAY) == UnitsRead((), (text,))


def test_an_unclear_part_does_not_hide_the_clear_one() -> None:
    assert UnitNames(IMAGE).resolve("市财政局、有关县市区", TODAY) == UnitsRead(("市财政局",), ("有关县市区",))


def test_an_alias_counts_only_within_its_dates() -> None:
    names = UnitNames(IMAGE)
    assert names.one("市物价局", date(2016, 6, 30)) is None
    assert names.one("市物价局", REFORM) == "市发展和改革委员会"
    assert names.one("市劳动局", None) == "市人力资源和社会保障局"


@given(st.text(alphabet="市财政局发改委和及、， 区东城", max_size=14))
def test_a_resolved_unit_always_stands_in_the_unit_table(text: str) -> None:
    assert set(UnitNames(IMAGE).resolve(text, TODAY).units) <= {row["unit"] for row in UNITS}
