"""Cells of an answer: numbers, shares, dates and stages as units write them; what is doubtful is asked, never 0."""

from datetime import date

import pytest

from tests.rules.shipped_rules import POLICY
from xlsync.model.table import Value
from xlsync.rules.reading.dates import read_date
from xlsync.rules.reading.numbers import read_number, read_percent
from xlsync.rules.reading.result import Doubt, Note, Reading
from xlsync.rules.reading.text import clean_text
from xlsync.rules.reading.words import read_stage, reference_of
from xlsync.vocabulary.terms import Stage

APRIL = date(2016, 4, 1)


@pytest.mark.parametrize(
    ("cell", "measure", "number"),
    [
        (32000, "万元", 32000),
        ("32000", "万元", 32000),
        ("３２，０００", "万元", 32000),
        ("32,000", "万元", 32000),
        ("3.2亿元", "万元", 32000),
        ("3.2亿", "万元", 32000),
        ("32000万", "万元", 32000),
        ("32000万元", "亿元", 3.2),
        ("3000元", "万元", 0.3),
        ("1.5万平方米", "平方米", 15000),
        ("12个", "个", 12),
        (" 12 ", "个", 12),
        ("-3.5", "万元", -3.5),
        ("0", "个", 0),
    ],
)
def test_a_number_comes_in_the_measure_of_its_column(cell: Value, measure: str, number: float) -> None:
    reading = read_number(cell, measure=measure, policy=POLICY)
    assert reading.value == number and reading.is_sure


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("约5亿", Doubt.APPROXIMATE),
        ("2000余万", Doubt.APPROXIMATE),
        ("近300个", Doubt.APPROXIMATE),
        ("300多个", Doubt.APPROXIMATE),
        ("5亿以上", Doubt.APPROXIMATE),
        ("5-6亿", Doubt.RANGE),
        ("5～6亿", Doubt.RANGE),
        ("5亿至6亿", Doubt.RANGE),
        ("3公里", Doubt.WRONG_UNIT),
        ("12%", Doubt.WRONG_UNIT),
        ("12,34", Doubt.NOT_A_NUMBER),
        ("1.2.3", Doubt.NOT_A_NUMBER),
        ("=1+1", Doubt.NOT_A_NUMBER),
        ("正在统计", Doubt.NOT_A_NUMBER),
        ("2000万(含配套)", Doubt.WRONG_UNIT),
        (date(2016, 3, 1), Doubt.NOT_A_NUMBER),
    ],
)
def test_an_unclear_number_is_a_question_and_never_0(cell: Value, doubt: Doubt) -> None:
    assert read_number(cell, measure="万元", policy=POLICY) == Reading(doubt=doubt)


def test_an_amount_of_money_is_a_question_in_a_column_without_measure() -> None:
    assert read_number("5亿", measure="", policy=POLICY).doubt is Doubt.WRONG_UNIT


@pytest.mark.parametrize("cell", [None, "", "　", "无", "—", "／", "暂无"])
def test_a_null_word_says_nothing(cell: Value) -> None:
    readings = [read_number(cell, measure="万元", policy=POLICY), read_percent(cell, stage=None, policy=POLICY)]
    readings.append(read_date(cell, around=APRIL, policy=POLICY))
    assert [(reading.value, reading.doubt) for reading in readings] == [(None, None)] * 3


@pytest.mark.parametrize(
    ("cell", "stage", "share"),
    [
        (0.85, None, 0.85),
        (85, None, 0.85),
        ("85", None, 0.85),
        ("85%", None, 0.85),
        ("８５％", None, 0.85),
        ("0.85", None, 0.85),
        ("已完成85%", None, 0.85),
        ("1%", None, 0.01),
        ("100%", None, 1.0),
        (100, None, 1.0),
        (1, Stage.REPORTED, 1.0),
        ("1", Stage.CLOSED, 1.0),
        (0, None, 0.0),
    ],
)
def test_a_share_is_a_fraction_however_it_is_written(cell: Value, stage: Stage | None, share: float) -> None:
    reading = read_percent(cell, stage=stage, policy=POLICY)
    assert reading.value == share and reading.is_sure


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("八成", Doubt.APPROXIMATE),
        ("已完成85%以上", Doubt.APPROXIMATE),
        ("过半", Doubt.APPROXIMATE),
        ("30-40%", Doubt.RANGE),
        (1, Doubt.ONE_OR_WHOLE),
        ("1", Doubt.ONE_OR_WHOLE),
        (1.2, Doubt.ONE_OR_WHOLE),
        (120, Doubt.OVER_WHOLE),
        ("120%", Doubt.OVER_WHOLE),
        (-1, Doubt.NOT_A_PERCENT),
        ("已开工", Doubt.NOT_A_PERCENT),
    ],
)
def test_an_unclear_share_is_a_question(cell: Value, doubt: Doubt) -> None:
    assert read_percent(cell, stage=Stage.OPEN, policy=POLICY) == Reading(doubt=doubt)


@pytest.mark.parametrize(
    ("cell", "day", "note"),
    [
        (date(2016, 3, 5), "2016-03-05", None),
        (42434, "2016-03-05", Note.SERIAL),
        (42434.75, "2016-03-05", Note.SERIAL),
        (20160305, "2016-03-05", Note.TEXT_DATE),
        ("2016.3.5", "2016-03-05", Note.TEXT_DATE),
        ("16.3.5", "2016-03-05", Note.YEAR_ADDED),
        ("２０１６．３．５", "2016-03-05", Note.WIDTH),
        ("2016-03-05 08:30", "2016-03-05", Note.TEXT_DATE),
        ("3.5", "2016-03-05", Note.YEAR_ADDED),
        ("三月五日", "2016-03-05", Note.YEAR_ADDED),
        ("3月5日前", "2016-03-05", Note.YEAR_ADDED),
        ("3月底", "2016-03-31", Note.PERIOD),
        ("2016年上半年", "2016-06-30", Note.PERIOD),
    ],
)
def test_a_date_is_read_as_units_write_it(cell: Value, day: str, note: Note | None) -> None:
    reading = read_date(cell, around=APRIL, policy=POLICY)
    assert str(reading.value) == day
    assert note is None or note in reading.notes


def test_a_serial_number_follows_the_date_system_of_its_workbook() -> None:
    assert read_date(40972, around=APRIL, policy=POLICY, date_1904=True).value == date(2016, 3, 5)


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        (2016.1, Doubt.LOST_ZERO),
        (2016.12, Doubt.LOST_ZERO),
        ("2016.10", Doubt.LOST_ZERO),
        ("2016.2.30", Doubt.IMPOSSIBLE_DATE),
        ("9.31", Doubt.IMPOSSIBLE_DATE),
        ("12月28日", Doubt.FAR_DATE),
        (date(1900, 1, 5), Doubt.FAR_DATE),
        ("长期坚持", Doubt.OPEN_ENDED),
        ("会后一周内", Doubt.RELATIVE),
        ("国庆节前", Doubt.HOLIDAY_NAME),
        ("待定", Doubt.NOT_A_DATE),
        (5, Doubt.NOT_A_DATE),
    ],
)
def test_an_unclear_date_is_a_question(cell: Value, doubt: Doubt) -> None:
    assert read_date(cell, around=APRIL, policy=POLICY) == Reading(doubt=doubt)


@pytest.mark.parametrize(
    ("cell", "stage", "doubt"),
    [
        ("已办结 ", "待核", None),
        ("完成。", "待核", None),
        ("已完成！", "待核", None),
        ("√", "待核", None),
        ("１００％", "待核", None),
        (1.0, "待核", None),
        ("推进中", "在办", None),
        ("待签收", "待签收", None),
        ("基本完成", "在办", Doubt.SUSPECTED_STAGE),
        ("已开工", "在办", Doubt.SUSPECTED_STAGE),
        ("差不多了", None, Doubt.UNKNOWN_STAGE),
        ("无", None, None),
        (None, None, None),
    ],
)
def test_a_stage_is_read_through_the_lists_of_the_office(cell: Value, stage: str | None, doubt: Doubt | None) -> None:
    reading = read_stage(cell, POLICY)
    assert (reading.value, reading.doubt) == (stage, doubt)


def test_a_reference_word_is_no_answer_of_its_own() -> None:
    assert [reference_of(cell, POLICY) for cell in ("同上。", "详见附件", "已办结", 3)] == [
        "同上",
        "见附件",
        None,
        None,
    ]


def test_a_key_has_no_spaces_and_no_full_width_signs() -> None:
    assert clean_text(" ＹＳ－2016\u200b\n 政批\u3000") == "YS-2016政批"
