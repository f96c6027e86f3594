"""Words of the 督查专报 on overdue and red matters that are not sentences of its template."""

TITLE = "关于逾期和亮红灯督查事项情况的专报"
REPORT_TO = "市政府领导"
NOTHING_RED = "截至{today}没有亮红灯的督查事项，未生成督查专报，也没有占用文号"
FAMILY = "{name}{count}件"
UNIT = "{unit}{count}件"
LONGEST = "{unit}承办的{matter}（逾期{days}个工作日）"
NO_REASON = "未说明"
FULL_STOP = "。"

FACTS = {
    "to": "报送对象",
    "total": "在办",
    "red": "红灯",
    "share": "红灯占比",
    "units": "单位数",
    "unreported": "逾期未办结",
    "reported": "逾期待核",
    "behind": "进度滞后",
    "other": "其他红灯",
    "silent": "未说明原因",
    "asked": "需协调",
    "families": "类别分布",
    "named": "较多单位",
    "longest": "逾期最长",
    "wishes": "协调事项",
    "list": "事项",
}
LINE_FACTS = {
    "number": "序号",
    "matter_id": "督查编号",
    "task": "事项内容",
    "unit": "牵头单位",
    "due": "完成时限",
    "overdue": "逾期",
    "state": "情况",
    "problems": "原因",
    "wish": "请求",
}
