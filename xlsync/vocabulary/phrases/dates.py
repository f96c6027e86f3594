"""The grammar of days and periods. Patterns meet cleaned text (NFKC, no spaces) and must match all of it.

Whatever two readers might understand differently is left out on purpose: 6月前, 中旬前, 3月内, 6月初, 年前.
"""

import re

_NUM = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = r"(?:(?P<year>\d{4}|\d{2}|[〇零一二三四五六七八九]{4})年|(?P<near>今年|本年度?|当年|明年|次年))"
_MONTH = r"(?P<near_month>本月|当月|下个?月|次月)"
_END = r"(?:底|末)(?:之?前|以前)?"
BEFORE = r"(?:(?P<before>之前|以前|前)|下班之?前)?"

FULL_DAYS = [
    re.compile(pattern + BEFORE)
    for pattern in (
        rf"{_YEAR}?(?P<month>{_NUM})月(?P<day>{_NUM})[日号]",
        r"(?P<year>\d{4}|\d{2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})日?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_MONTH}(?P<day>{_NUM})[日号]",
        r"(?P<near_week>本周|这周|本星期|下周|下个?星期)(?P<weekday>[一二三四五六日天])",
    )
]
SHORT_DAY = re.compile(r"(?P<month>\d{1,2})[./](?P<day>\d{1,2})" + BEFORE)
PERIODS = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}?(?P<month>{_NUM})月份?(?P<part>上旬|中旬|下旬)内?",
        rf"{_YEAR}?(?P<month>{_NUM})月份?{_END}",
        rf"{_YEAR}(?P<month>{_NUM})月(?:份?内|份)?",
        rf"(?P<month>{_NUM})月份内?",
        rf"{_MONTH}(?P<part>上旬|中旬|下旬)内?",
        rf"{_MONTH}(?:{_END}|份?内)",
        r"(?P<part>上旬|中旬|下旬|月中)",
        rf"(?P<this_month>月){_END}",
        rf"{_YEAR}?第?(?P<quarter>[1-4一二三四])季度(?:{_END}|内)?",
        rf"(?P<this_quarter>本季度|季度|季){_END}|(?P<within_quarter>本季度内)",
        rf"{_YEAR}?(?P<half>[上下])半年(?:{_END}|内)?",
        rf"{_YEAR}年?(?P<year_end>{_END})",
        r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})年|(?P<near>今年|本年度?|当年|明年|次年))(?P<year_end>内)",
        rf"(?P<this_year>年)(?:{_END}|内)",
    )
]
NEXT_YEAR, NEXT_MONTH, NEXT_WEEK = ("明年", "次年"), ("下月", "下个月", "次月"), ("下周", "下星期", "下个星期")
EARLY, MIDDLE, MIDMONTH, FIRST_HALF = "上旬", "中旬", "月中", "上"
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
TIME_OF_DAY = re.compile(r"(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
LOST_ZERO = re.compile(r"(?:19|20)\d{2}[./-]\d{1,2}")
HOLIDAY_NAMES = re.compile(r"元旦|春节|清明|五一|劳动节|端午|中秋|国庆|十一|两节|两会")
LOOKS_RELATIVE = re.compile(r"(?:起|后)|内$|\d+个?(?:工作日|小时|月)$")
MARKS_AT_END = "。.;；,，、!！"
