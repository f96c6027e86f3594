"""Input messages and error texts of the columns that people fill in: what to type, and what to do when it is refused."""

from xlsync.vocabulary.terms import Kind

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
"""Excel refuses longer titles and messages of a data validation."""

KIND_MESSAGES = {
    Kind.TEXT: "填写文字。",
    Kind.LONG_TEXT: "填写文字；格内换行按 Alt+Enter。",
    Kind.DATE: "填日期，如 2016-9-30。",
    Kind.MOMENT: "填日期和时间，如 2016-9-30 17:30。",
    Kind.NUMBER: "只填数字，单位见表头或计量单位一栏。",
    Kind.PERCENT: "填 0 至 100%，如 60%。",
    Kind.INTEGER: "填整数，不小于 0。",
}

KIND_ERRORS = {
    Kind.DATE: "这里要填 2000 年以后的日期，如 2016-9-30。说不准的日期请写在备注或进展情况里，这里留空。",
    Kind.MOMENT: "这里要填日期和时间，如 2016-9-30 17:30。",
    Kind.NUMBER: "这里只能填数字，不要带“亿元”“约”等字；请改为数字，说明写在备注或进展情况里。",
    Kind.PERCENT: "这里要填 0 至 100%，如 60%。",
    Kind.INTEGER: "这里要填不小于 0 的整数。",
}

LIST_MESSAGE = "从下拉清单中选（字典：{name}）。"
LIST_ERROR = "清单中没有这个词。请从下拉清单中选；确需新词，请先在“字典”表类型“{name}”下加一行。"
FORM_LIST_ERROR = "请从下拉清单中选择；情况特殊的，请选最接近的一项，并在“进展情况”中说明。"

SOURCE_MESSAGES = {
    "@units": "从下拉清单中选单位全称（来自“单位”表）。",
    "@people": "从下拉清单中选人员（来自“人员”表）。",
    "@categories": "从下拉清单中选事项类别（来自“事项类别”表）。",
}
SOURCE_ERRORS = {
    "@units": "“单位”表中没有这个名称。请从清单中选；新单位请先在“单位”表加一行。",
    "@people": "“人员”表中没有这个人员。请从清单中选；新人员请先在“人员”表加一行。",
    "@categories": "“事项类别”表中没有这个类别。请从清单中选；新类别请先在“事项类别”表加一行并写明时限。",
}

ERROR_TITLE = "请核对"
REQUIRED_MARK = "必填。"
COMPUTED_MESSAGE = "由程序计算，勿改。改动会在下次刷新时恢复，并记入错误清单。"
SYSTEM_MESSAGE = "由程序填写，勿改。"
NUMBER_MESSAGE = "程序编号，勿改。新增一行时留空，下次刷新时由程序编号。"

COLUMN_MESSAGES: dict[tuple[str, str], str] = {
    ("matters", "registered_on"): "立项（交办）日期，如 2016-3-1；没有写明起算日时从次日起计算时限。",
    ("matters", "category"): "决定默认时限、反馈频次和黄灯提前量。",
    ("matters", "source"): "文号或会议届次，照原文写，如“市政府第58次常务会议”。",
    ("matters", "source_item"): "来源文件或纪要中的条目号，如 3-1。",
    ("matters", "task"): "一行只写一件事；照来源原文写清做什么、做到什么程度。",
    ("matters", "target_value"): "只填数字，单位写在“计量单位”。",
    ("matters", "instruction"): "只写批示要点；有密级的不写在这里。",
    ("matters", "secrecy"): "有密级的事项不进入填报表，也不发往单位。没有密级请留空。",
    ("matters", "lead_unit"): "只填一个牵头单位。",
    ("matters", "joint_units"): "多个单位用顿号隔开，写全称或已登记的别名。",
    ("matters", "unit_person"): "本单位具体负责的岗位或姓名。",
    ("matters", "contact"): "联系人和电话。",
    ("matters", "limit_text"): "照原文写时限，如“6月底前”“15个工作日内”“每季度末”；读不懂的程序会列入错误清单。",
    ("matters", "limit_from"): "从哪天起算；空着从立项日期起算。",
    ("matters", "feedback_limit"): "首次反馈的时限，如“3个工作日”；空着按事项类别。",
    ("matters", "manual_due"): "确需人工改定完成时限时填，须同时写明改定理由。",
    ("matters", "manual_due_reason"): "为什么改定时限；没有理由的改定不生效。",
    ("matters", "stage"): "办结须经核验：填销号人和销号日期。",
    ("matters", "progress"): "写已经做了什么、完成多少，写具体数字和时间；格内换行按 Alt+Enter。没有变化可以不改。",
    ("matters", "problems"): "写具体问题；没有请写“无”。",
    ("matters", "next_steps"): "写下一步做什么、何时完成。",
    ("matters", "coordination"): "需要市政府协调的写明事项和建议；没有请写“无”。",
    ("matters", "evidence"): "文件名、文号或照片名；报“已完成”的必填。",
    ("matters", "done_on"): "实际办结的日期，如 2016-9-30；没有办结请留空。",
    ("matters", "manual_light"): "由督查室人工亮灯，须同时写明理由；撤销时清空。",
    ("matters", "manual_light_reason"): "人工亮灯的理由；没有理由的人工亮灯不生效。",
    ("matters", "closed_by"): "销号人，不得为本事项的A角，由B角复核。",
    ("matters", "closed_on"): "销号日期：单位办结经核验认可的，填单位的办结日期。",
    ("proposals", "matter_id"): "照“督查事项”表的督查编号填写。",
    ("schedule", "schedule_id"): "督查编号加期别，如 YS-2016-报-0001-Q3；可以留空。",
    ("milestones", "milestone_id"): "项目编号加序号，如 XM-001-1；可以留空。",
    ("indicators", "value_id"): "由程序或导入填写；可以留空。",
    ("conflicts", "choice"): "选“保留现值”或“采用报送值”，选完运行刷新。",
    ("feedback", "state"): "不合格的改为“退回”，刷新后计入退回次数。",
    ("extensions", "granted_until"): "同意的日期可以早于申请的日期；审核状态选“同意”后生效。",
    ("units", "unit"): "单位全称，不得重复。",
    ("units", "unit_class"): "只在同一类别内排名。",
    ("units", "mail"): "收发填报表的邮箱，如 dept@example.gov.cn；几个用分号隔开，整个域名写 @example.gov.cn。",
    ("aliases", "alias"): "单位在来文或报表中的写法，如简称、旧名。",
    ("rules", "points"): "扣分填负数，加分填正数。",
    ("rules", "status"): "核对后改为“已确认”。",
    ("rules", "lower"): "区间下限（含）。",
    ("rules", "upper"): "区间上限（含）；空着表示没有上限。",
    ("categories", "amber_within"): "距时限多少天（含）亮黄灯；单位见“提前量单位”。",
    ("dictionary", "list"): "同一类型的词条须连在一起。",
    ("indicators", "month"): "写成 2016-07 的样子。",
    ("indicator_catalogue", "silent_months"): "没有数据的月份，用顿号隔开，如 1、2。",
    ("schedule", "period"): "写成 2016-Q3 或 2016-07 的样子。",
    ("settings", "value"): "按“参数含义”和“单位”填写；灯与得分计算到由程序填写。",
}
"""Particular sentences by sheet and column; the others are made from the kind of the column."""
