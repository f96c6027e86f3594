"""Phrases of limits: what is understood, what it comes to, and what is refused rather than guessed."""

from datetime import date, datetime

import pytest

from tests.rules.shipped_rules import CALENDAR, POLICY, shipped_policy
from xlsync.model.table import Value
from xlsync.rules.reading.limits import Limit, Refused, read_limit
from xlsync.rules.reading.numerals import whole_number
from xlsync.rules.reading.result import Doubt
from xlsync.vocabulary.terms import LimitKind

TUESDAY = date(2016, 3, 1)

ACCEPTED = """
2016年6月30日前           2016-06-30
2016年6月30日             2016-06-30
２０１６年６月３０日前    2016-06-30
2016 年 6 月 30 日 之前   2016-06-30
二〇一六年六月三十日前    2016-06-30
二零一六年十月十日        2016-10-10
16年6月30日前             2016-06-30
6月30日前                 2016-06-30
6月30日以前完成           2016-06-30
6月30号前                 2016-06-30
请于6月30日前办结。       2016-06-30
截至6月30日               2016-06-30
不迟于6月30日             2016-06-30
三月五日                  2016-03-05
十二月三十一日前          2016-12-31
明年1月15日前             2017-01-15
今年9月10日前             2016-09-10
2016.3.5                  2016-03-05
2016.03.05前              2016-03-05
2016/3/5                  2016-03-05
2016-06-30                2016-06-30
2016-06-30 00:00:00       2016-06-30
16.3.5                    2016-03-05
20160305                  2016-03-05
6.30前                    2016-06-30
本月25日前                2016-03-25
下月10日前                2016-04-10
本周五前                  2016-03-04
下周三前                  2016-03-09
3月底                     2016-03-31
6月底前完成               2016-06-30
2017年2月底前             2017-02-28
12月底前                  2016-12-31
6月上旬                   2016-06-10
6月中旬                   2016-06-20
2016年6月下旬             2016-06-30
上旬                      2016-03-10
月中                      2016-03-15
月底前                    2016-03-31
本月底前                  2016-03-31
下月中旬                  2016-04-20
6月份                     2016-06-30
2016年10月                2016-10-31
2016年10月份              2016-10-31
上半年                    2016-06-30
上半年内                  2016-06-30
2016年下半年              2016-12-31
第一季度                  2016-03-31
三季度末                  2016-09-30
第三季度                  2016-09-30
3季度末前                 2016-09-30
2017年一季度              2017-03-31
本季度末前                2016-03-31
季度末                    2016-03-31
年底前                    2016-12-31
年内                      2016-12-31
2016年底前                2016-12-31
2016年年底                2016-12-31
今年年底前                2016-12-31
明年底前                  2017-12-31
7个工作日                 2016-03-10
7个工作日内               2016-03-10
七个工作日内办结          2016-03-10
十五个工作日              2016-03-22
30个工作日                2016-04-13
15日                      2016-03-16
15天内                    2016-03-16
10个自然日内              2016-03-11
二十日内                  2016-03-21
3个月                     2016-06-01
三个月内                  2016-06-01
会后10日                  2016-03-11
会后一周内                2016-03-08
会议结束后3个工作日内     2016-03-04
接通知后3个工作日         2016-03-04
收到本通知之日起十个工作日内办结   2016-03-15
自交办之日起7个工作日     2016-03-10
自交办之日起三个月内      2016-06-01
自本通知印发之日起30日内  2016-03-31
两周内                    2016-03-15
半年内                    2016-09-01
一年内                    2017-03-01
24小时内                  2016-03-02
48小时                    2016-03-03
6月30日下班前             2016-06-30
收到后3个工作日内         2016-03-04
两年内                    2018-03-01
2016年内                  2016-12-31
"""

REFUSED = """
长期坚持        open_ended
持续推进        open_ended
尽快            open_ended
适时            open_ended
国庆节前        holiday_name
春节前          holiday_name
供暖前          not_a_date
2016.2.30       impossible_date
9月31日         impossible_date
2月30日前       impossible_date
13月底          impossible_date
16.13.5         impossible_date
每月32日        impossible_date
2016.10         lost_zero
2016.1          lost_zero
3.5             not_a_date
6月前           not_a_date
中旬前          not_a_date
二季度前        not_a_date
3月内           relative
6月初           not_a_date
2016年          not_a_date
一周            not_a_date
半个月          not_a_date
三五日          not_a_date
0个工作日       not_a_date
约7日           not_a_date
7日左右         not_a_date
5-6日           not_a_date
10日前          not_a_date
周五前          not_a_date
年前            not_a_date
每月            not_a_date
随到随办        not_a_date
力争6月底前完成 not_a_date
6月30日或7月15日 not_a_date
2016.3/5        not_a_date
7日内反馈       not_a_date
五季度末        not_a_date
会后            relative
16年内          relative
前三季度        not_a_date
6月30日前后     relative
6月30日至7月15日 not_a_date
6月30日前完成50% not_a_date
1月15日前       past_date
上年底前        not_a_date
2061年6月30日   far_date
05.3.16         past_date
1900.1.1        far_date
"""


def pairs(block: str) -> list[tuple[str, str]]:
    """Return phrase and outcome of each line; the outcome is its last word."""
    return [(line.rpartition(" ")[0].strip(), line.rpartition(" ")[2]) for line in block.strip().splitlines()]


def read(text: Value, anchor: date = TUESDAY) -> Limit | Refused:
    return read_limit(text, anchor=anchor, policy=POLICY, calendar=CALENDAR)


@pytest.mark.parametrize(("phrase", "day"), pairs(ACCEPTED))
def test_a_clear_phrase_gives_its_day(phrase: str, day: str) -> None:
    """Counted from Tuesday 1 March 2016."""
    limit = read(phrase)
    assert isinstance(limit, Limit) and limit.due == date.fromisoformat(day)
    assert limit.note


@pytest.mark.parametrize(("phrase", "reason"), pairs(REFUSED))
def test_an_unclear_phrase_is_refused_with_its_reason(phrase: str, reason: str) -> None:
    assert read(phrase) == Refused(Doubt(reason), phrase)


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("每月25日", ["2016-03-25", "2016-04-25"]),
        ("每月5日前", ["2016-03-05", "2016-04-05"]),
        ("每月底前", ["2016-03-31", "2016-04-30"]),
        ("每月31日", ["2016-03-31", "2016-04-30"]),
        ("每季度末", ["2016-03-31", "2016-06-30"]),
        ("每季度末月25日前", ["2016-03-25", "2016-06-25"]),
        ("每周五", ["2016-03-04", "2016-03-11"]),
        ("每半年", ["2016-06-30", "2016-12-31"]),
        ("每年12月10日前", ["2016-12-10", "2017-12-10"]),
        ("每年底", ["2016-12-31", "2017-12-31"]),
        ("每天", ["2016-03-02", "2016-03-03"]),
    ],
)
def test_a_recurring_limit_has_no_last_day_but_a_next_one(phrase: str, days: list[str]) -> None:
    limit = read(phrase)
    assert isinstance(limit, Limit) and limit.every is not None
    first = limit.every.next_after(TUESDAY)
    assert (limit.kind, limit.due) == (LimitKind.RECURRING, None)
    assert [str(first), str(limit.every.next_after(first))] == days


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (date(2016, 6, 30), "2016-06-30"),
        (datetime(2016, 6, 30, 17, 30), "2016-06-30"),
        (42551, "2016-06-30"),
        (42551.0, "2016-06-30"),
        (20160630, "2016-06-30"),
    ],
)
def test_a_real_date_or_its_serial_is_a_limit(value: Value, due: str) -> None:
    limit = read(value)
    assert isinstance(limit, Limit) and str(limit.due) == due


@pytest.mark.parametrize("number", [2016.1, 2016.12, 2016])
def test_a_year_and_a_decimal_is_never_a_date(number: float) -> None:
    """2016.10 typed into Excel is the number 2016.1: January or October?"""
    assert read(number) == Refused(Doubt.LOST_ZERO, f"{number:g}")


def test_a_limit_on_a_rest_day_moves_to_the_next_workday_where_the_office_does_so() -> None:
    """15日 from Friday 2016-04-15 is Saturday 04-30; 05-01 and 05-02 are 劳动节:

    参数 遇休息日顺延 | 完成时限
    是              | 2016-05-03
    否              | 2016-04-30
    """
    friday = date(2016, 4, 15)
    firm = read_limit("15日", anchor=friday, policy=shipped_policy(roll_rest_days="否"), calendar=CALENDAR)
    moved = read("15日", friday)
    assert isinstance(moved, Limit) and isinstance(firm, Limit)
    assert (moved.due, moved.rolled_from) == (date(2016, 5, 3), date(2016, 4, 30))
    assert firm.due == date(2016, 4, 30)


def test_before_a_day_includes_that_day_unless_the_office_says_otherwise() -> None:
    strict = shipped_policy(before_includes_day="否")
    limit = read_limit("6月30日前", anchor=TUESDAY, policy=strict, calendar=CALENDAR)
    period = read_limit("6月底前", anchor=TUESDAY, policy=strict, calendar=CALENDAR)
    plain = read("6月30日前")
    assert isinstance(limit, Limit) and isinstance(plain, Limit) and isinstance(period, Limit)
    assert (limit.due, limit.includes_day) == (date(2016, 6, 29), False)
    assert plain.includes_day and "含当日" in plain.note
    assert period.due == date(2016, 6, 30)


def test_workdays_in_a_year_without_holidays_are_provisional() -> None:
    limit = read("7个工作日", date(2029, 9, 28))
    assert isinstance(limit, Limit) and limit.provisional and "暂定" in limit.note


def test_a_first_answer_may_be_asked_for_in_its_own_words() -> None:
    limit = read_limit("3个工作日内反馈", anchor=TUESDAY, policy=POLICY, calendar=CALENDAR, feedback=True)
    assert isinstance(limit, Limit) and limit.due == date(2016, 3, 4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("一百二十", 120),
        ("一百零五", 105),
        ("两", 2),
        ("15", 15),
    ]
    + [(text, None) for text in ("三五", "十十", "二十两", "", "一百五", "零", "1十")],
)
def test_chinese_numerals_are_read_only_when_written_properly(text: str, number: int | None) -> None:
    assert whole_number(text) == number
