"""Words of rules.reading.result, by the values of Note and Doubt: fit after “该单元格”, without a full stop."""

NOTES = {
    "width": "全角字符已按半角识别",
    "text_date": "文本日期已识别",
    "year_added": "年份已按填报期补齐",
    "period": "时段已按末日计",
    "serial": "日期序列号已还原",
    "text_number": "文本数字已识别",
    "unit": "已换算为本栏计量单位",
    "percent": "已换算为百分比",
    "stage_word": "状态写法已统一",
    "null_word": "“无”“—”等视为未填写",
}
DOUBTS = {
    "lost_zero": "只有年和月，且可能丢了末尾的0（1月还是10月）",
    "far_date": "与填报期相隔过远",
    "impossible_date": "不是日历上有的日期",
    "past_date": "早于起算日",
    "holiday_name": "以节日为准，没有写明日期",
    "open_ended": "没有日期，须约定下一节点",
    "relative": "是相对时限，须写明日期",
    "not_a_date": "不是日期",
    "approximate": "是约数，须写明确数",
    "range": "是区间，须写明确数",
    "wrong_unit": "计量单位与本栏不同",
    "not_a_number": "不是数字",
    "one_or_whole": "不清楚是1%还是100%",
    "over_whole": "超过100%",
    "not_a_percent": "不是百分比",
    "suspected_stage": "不等于办结，须请单位确认",
    "unknown_stage": "不是规定的办理状态",
}
