"""Words that all kinds of documents share: kinds, numbers, the names of common placeholders, ways to say a list."""

KINDS = {
    "notice": "督查通知",
    "special": "督查专报",
    "circular": "督查通报",
    "briefing": "重要工作情况通报",
    "annual": "年度总结",
}
"""Name of each kind, as 文号登记 and the file name say it; its template has the same name."""

TEMPLATE = "{kind}.docx"
FILE_NAME = "{number} {title}.docx"
NUMBERS = {
    "notice": "{kind}{year}年第{sequence}期",
    "special": "{kind}{year}年第{sequence}期",
    "circular": "{region}{code}〔{year}〕{sequence}号",
    "briefing": "{kind}{year}年第{sequence}期",
    "annual": "{kind}〔{year}〕{sequence}号",
}
IN_FORCE = "有效"

DAY = "{day.year}年{day.month}月{day.day}日"
SHORT_DAY = "{day.month}月{day.day}日"
YEAR = "{year}年"
SEPARATOR, CLAUSES = "、", "，"
PATH_JOINT = "·"
NO_SHARE = "—"
ADDRESSEES = "各县市区人民政府，市属各开发区管委会，市政府各部门、各单位"

COMMON_FACTS = {
    "office": "机关名称",
    "number": "文号",
    "sequence": "期号",
    "issue_year": "签发年份",
    "as_of": "截止日期",
    "dated": "成文日期",
}
"""Placeholders that every template may use."""

NAME, CLOSED_RATE = "名称", "办结率"
TALLY_FACTS = {
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

SECRET_LEFT_OUT = "另有{count}件事项定有密级，没有写进这份公文，请按保密规定另行处理"

UNKNOWN_PLACEHOLDER = "中的“{names}”不是可用的占位符"
UNFINISHED_PLACEHOLDER = "中有一处占位符写法不完整（如缺少“}}”或“endif”）"
NO_WORD_FILE = "不是 Word 的 .docx 文档"

UNFINISHED_PERIOD = "{period}到{last}才结束，现在生成{kind}，数字以后还会变。仍要生成吗？"
SPAN_KINDS = {"Month": "月（如 2016-09）", "Quarter": "季度（如 2016-Q3）", "Year": "年（如 2016）"}
"""How a period of each class is typed."""
SPAN_FORM = "期间应写成{possible}"
NO_SPAN = "不能指定期间，一律按当天计算"
