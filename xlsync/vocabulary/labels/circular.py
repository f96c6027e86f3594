"""Words of the 督查通报 that are not sentences of its template: names of the placeholders, lists, dates, the number."""

TEMPLATE = "督查通报.docx"
KIND = "督查通报"
TITLE = "关于{year}年第{quarter}季度政务督查事项办理情况的通报"
FILE_NAME = "{number} {title}.docx"
NUMBER = "{region}{code}〔{year}〕{sequence}号"
ADDRESSEES = "各县市区人民政府，市属各开发区管委会，市政府各部门、各单位"
DAY = "{day.year}年{day.month}月{day.day}日"
LAGGING = "{unit}{count}件"
LATE = "{unit}迟报{count}件"
SEPARATOR = "、"
IN_FORCE = "有效"
UNKNOWN_PLACEHOLDER = "中的“{names}”不是可用的占位符"
UNFINISHED_PLACEHOLDER = "中有一处占位符写法不完整（如缺少“}}”或“endif”）"
NO_WORD_FILE = "不是 Word 的 .docx 文档"
UNFINISHED_QUARTER = "{year}年第{quarter}季度到{last}才结束，现在生成通报，数字以后还会变。仍要生成吗？"
NO_MATTERS = "{year}年第{quarter}季度没有已立项的督查事项，未生成通报，也没有占用文号；请核对季度"

WHOLE_FACTS = {
    "total": "总数",
    "closed": "办结",
    "going": "在办",
    "red": "红灯",
    "amber": "黄灯",
    "due": "到期",
    "on_time": "按期",
    "late": "逾期办结",
    "overdue": "逾期",
    "other": "其他",
}
"""Placeholder by figure of a tally."""

CLOSED_RATE, NAME = "办结率", "名称"
FACTS = {
    "year": "年度",
    "quarter": "季度",
    "as_of": "截止日期",
    "office": "机关名称",
    "number": "文号",
    "to": "主送机关",
    "dated": "成文日期",
    "praised": "表扬单位",
    "lagging": "滞后单位",
    "late": "迟报单位",
    "appeal": "申诉期限",
    "families": "分类",
    "ranking": "排名",
}
RANK_FACTS = {"unit_class": "类别", "rank": "名次", "unit": "单位", "matters": "件数", "score": "得分"}
NO_SHARE = "—"
