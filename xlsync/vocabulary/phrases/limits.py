"""The grammar of limits: counts from a start (7个工作日内, 会后一周内) and recurring ones (每月25日前).

Patterns meet cleaned text (NFKC, no spaces) and must match all of it.
"""

import re

_NUM = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_COUNT = r"(?P<count>\d{1,3}|[零一二两三四五六七八九十百]{1,6})"
_PAPER = r"本?(?:通知|文件|批示|来文|来函|纪要|交办|任务|交办通知|督办通知)"
_EVENT = rf"(?:会议结束|会议?|[接收]到(?:{_PAPER})?|[接收]{_PAPER}|(?:{_PAPER})?(?:印发|下发|发出|送达|转办)|{_PAPER}|立项|发文|收文|签收|交办)"
SINCE = rf"(?P<since>[自从]?{_EVENT}(?:之日|日)?(?:起算?|之后|以后|后),?)"
_WITHIN = r"(?P<within>之内|以内|内)"
_BEFORE = r"(?P<before>之前|以前|前)?"

LEAD = re.compile(r"^(?:请|须|应|务必)?(?:于|在)?(?:截至|截止[到至]?|不迟于|最迟|最晚)?")
DONE_VERB = re.compile(r"(?:完成|办结|办理完毕|落实到位|落实|完成整改|整改到位)$")
FEEDBACK_VERB = re.compile(r"(?:反馈|反馈情况|报送|上报|报告|回复|报送情况|报告情况)$")

WORKDAYS = re.compile(rf"{SINCE}?{_COUNT}个?工作[日天]{_WITHIN}?")
DAYS = re.compile(rf"{SINCE}?{_COUNT}(?:个?自然日|个?日历日|[日天]){_WITHIN}?")
MONTHS = re.compile(rf"{SINCE}?{_COUNT}个月{_WITHIN}?")
HOURS = re.compile(rf"{SINCE}?{_COUNT}个?小时{_WITHIN}?")
WEEKS = re.compile(rf"{SINCE}?{_COUNT}(?:周|个?星期){_WITHIN}?")
HALF_YEAR = re.compile(rf"{SINCE}?半年{_WITHIN}")
# 16年内 may be the year 2016, so a count of years has one figure.
YEARS = re.compile(rf"{SINCE}?(?P<count>[1-9一二两三四五六七八九])年{_WITHIN}")

EVERY_MONTH = re.compile(rf"每个?月(?:(?P<day>{_NUM})[日号]|(?P<last>[底末])){_BEFORE}")
EVERY_QUARTER = re.compile(rf"每个?季度?(?:[底末]|末月(?P<day>{_NUM})[日号]){_BEFORE}")
EVERY_HALF = re.compile(rf"每半年[底末]?{_BEFORE}")
EVERY_YEAR = re.compile(rf"每年(?:[底末]|(?P<month>{_NUM})月(?P<day>{_NUM})[日号]){_BEFORE}")
EVERY_WEEK = re.compile(rf"每(?:周|个?星期)(?P<weekday>[一二三四五六日天]){_BEFORE}")
EVERY_DAY = re.compile(r"每[日天]")

WEEKLY, MONTHLY, QUARTERLY, DAILY, ONCE = "每周", "每月", "每季度", "每日", "一次性"
