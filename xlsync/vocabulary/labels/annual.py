"""Words of the 年度总结 that are not sentences of its template; its model is a city's published yearbook text."""

TITLE = "{year}年政务督查工作总结"
NOTHING = "{year}年没有已立项的督查事项，未生成年度总结，也没有占用文号；请核对年份"

SECTIONS = {
    "report": ("政府工作报告",),
    "meetings": ("会议",),
    "instructions": ("省专项督查", "省领导批示", "市委领导批示", "市政府领导批示", "督办件", "临时交办"),
    "proposals": ("省人大建议", "省政协提案", "市人大建议", "市政协提案", "审议评议意见"),
}
"""统计大类 of each section; families that an office added itself stand in the section of the rest."""

FACTS = {
    "year": "年度",
    "total": "总数",
    "closed": "办结",
    "going": "在办",
    "cancelled": "撤销",
    "rate": "办结率",
    "unjudged": "未判定",
    "on_time": "按期",
    "late": "逾期办结",
    "on_time_rate": "按期率",
    "red": "红灯",
    "deductions": "扣分条数",
    "feedback": "反馈次数",
    "documents": "公文数",
    "documents_said": "公文明细",
    "visits": "现场督查",
    "joint": "联合督查",
    "joint_topics": "联合督查专题",
    "projects": "重点项目",
    "indicators": "指标数",
    "meeting_count": "会议数",
    "meetings_said": "会议次数",
    "surveys": "调研次数",
    "replied": "答复",
    "unreplied": "未答复",
    "judged_replies": "评价",
    "satisfied": "满意",
    "mostly": "基本满意",
    "unsatisfied": "不满意",
}
SECTION_FACTS = {
    "report": "政府工作报告",
    "meetings": "会议",
    "instructions": "批示和交办",
    "proposals": "建议提案",
    "rest": "其他事项",
}
SECTION_LIST = "明细"
FAMILY = "{name}{total}件（办结{closed}件）"
DOCUMENT = "《{kind}》{count}期"
MEETING = "{kind}{count}{measure}"
MEASURES = {"会议文件": "个"}
"""Measure word of a kind of meeting where it is not the usual one."""
MEASURE = "次"
