"""What Excel may read as a number, a date or money when it is typed into a cell."""

CALENDAR_SIGNS = "年月日号时分秒点上下午"
CHINESE_DIGITS = "〇○零一二三四五六七八九十廿卅"
MONEY_SIGNS = "¥￥$€£"
