"""Words of the lights: the text of the cell says it without colour, the reason says it in a sentence."""

from xlsync.vocabulary.terms import Light

MARKS = {
    Light.CLOSED: "✓结",
    Light.SUSPENDED: "‖挂起",
    Light.RED: "■红",
    Light.AMBER: "▲黄",
    Light.GREEN: "●绿",
    Light.BLUE: "◆蓝",
    Light.GREY: "—",
}
MANUAL_LIGHTS = {"红": Light.RED, "黄": Light.AMBER, "绿": Light.GREEN}

TEXT_CLOSED_LATE = "{mark}(逾{days})"
TEXT_CLOSED_ON_REST_DAY = "{mark}(逾期)"
TEXT_MANUAL = "{mark} (人工)"
TEXT_CHECK = "{mark} 待核{days}日"
TEXT_OVERDUE = "{mark} 逾{days}"
TEXT_PASSED = "{mark} 已过"
TEXT_BEHIND = "{mark} 落后{points:.0f}点"
TEXT_LEFT = "{mark} 余{days}"
TEXT_NO_FEEDBACK = "{mark} 欠反馈"
TEXT_NODE = "{mark} 反馈余{days}"
WORKDAYS = "工作日"
TEXT_PENDING = "{text} 延审"

CLOSED_ON_TIME = "{done:%Y-%m-%d}办结，未超过时限{due:%Y-%m-%d}。"
CLOSED_LATE = "{done:%Y-%m-%d}办结，超过时限{due:%Y-%m-%d}，逾期{days}个工作日。"
CLOSED_ON_REST_DAY = "{done:%Y-%m-%d}办结，超过时限{due:%Y-%m-%d}，其间没有工作日。"
CLOSED_NO_DUE = "{done:%Y-%m-%d}办结，无完成时限。"
CLOSED_NO_DAY = "已办结，未登记办结日期，不能判断是否按期。"
SUSPENDED = "按上级要求挂起，暂不计时限。"
CANCELLED = "事项已撤销。"
MANUAL = "督查室人工亮灯：{reason}。"
CHECK = "{reported:%Y-%m-%d}报告完成（时限{due:%Y-%m-%d}），等待复核{days}个工作日。"
CHECK_NO_DUE = "{reported:%Y-%m-%d}报告完成，等待复核{days}个工作日。"
OVERDUE = "时限{due:%Y-%m-%d}已过，截至{today:%Y-%m-%d}逾期{days}个工作日。"
REPORTED_LATE = "时限{due:%Y-%m-%d}已过，{reported:%Y-%m-%d}才报告完成，逾期{days}个工作日。"
PASSED = "时限{due:%Y-%m-%d}已过，至{today:%Y-%m-%d}没有工作日。"
REPORTED_ON_REST_DAY = "时限{due:%Y-%m-%d}已过，{reported:%Y-%m-%d}才报告完成，其间没有工作日。"
BEHIND_RED = "完成{percent:.1f}%，时间已过{elapsed:.1f}%，落后{points:.1f}个百分点，超过{limit:g}个百分点。"
BEHIND_AMBER = "完成{percent:.1f}%，时间已过{elapsed:.1f}%，落后{points:.1f}个百分点，达到{limit:g}个百分点。"
NEAR = "距时限{due:%Y-%m-%d}还有{days}个工作日，已进入提前量{within}{unit}。"
NO_FEEDBACK = "应于{day:%Y-%m-%d}反馈，尚未收到；完成时限{due:%Y-%m-%d}未到。"
NO_FEEDBACK_NO_DUE = "应于{day:%Y-%m-%d}反馈，尚未收到。"
IN_PROGRESS = "正在办理，距时限{due:%Y-%m-%d}还有{days}个工作日。"
NEXT_NODE = "长期事项，本期应于{day:%Y-%m-%d}反馈，还有{days}个工作日。"
NO_NODE = "长期事项，本期没有应反馈节点。"
NOT_STARTED = "尚未签收，距时限{due:%Y-%m-%d}还有{days}个工作日。"
NO_DUE = "没有完成时限，不能亮灯：{why}。"
UNKNOWN_STAGE = "办理状态“{stage}”不认识，暂不亮灯；时限{due:%Y-%m-%d}。"
PROVISIONAL = "（时限涉及未登记节假日的年度，天数为暂定）"
EXTENSION_PENDING = "延期申请正在审核，批准前仍按原时限计算。"
FULL_STOP = "。"
