"""Words of the calendar that the office's tables use."""

REST, WORK = "休", "班"
DAY_KINDS = (REST, WORK)
CALENDAR_DAYS = "日历日"
BY_QUARTER, BY_MONTH = "季度", "月"
