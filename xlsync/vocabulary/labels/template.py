"""Words of the workbooks that we build: titles, legends, style names, notes; the master and the unit's form."""

from xlsync.vocabulary.terms import Light, Owner

FONT = "微软雅黑"

STYLE_NAMES = {Owner.OFFICE: "录入", Owner.UNIT: "录入", Owner.COMPUTED: "计算", Owner.SYSTEM: "系统"}
"""The three named cell styles of the master by owner of the column."""

OWNER_NOTES = {
    Owner.OFFICE: "督查室录入",
    Owner.UNIT: "承办单位填报，督查室可改",
    Owner.COMPUTED: "由程序计算，勿改",
    Owner.SYSTEM: "程序编号，勿改",
}

LIGHT_MARKS = {
    Light.RED: "■",
    Light.AMBER: "▲",
    Light.GREEN: "●",
    Light.BLUE: "◆",
    Light.CLOSED: "✓",
    Light.SUSPENDED: "‖",
    Light.GREY: "—",
}
"""The first character of the text of a light: the symbol says the same as the colour."""

LIGHT_WORDS = {
    Light.RED: "■红",
    Light.AMBER: "▲黄",
    Light.GREEN: "●绿",
    Light.BLUE: "◆蓝",
    Light.CLOSED: "✓结",
    Light.SUSPENDED: "‖挂起",
    Light.GREY: "— 未亮",
}

LIGHT_MEANINGS = {
    Light.RED: "已过完成时限，或进度严重落后，或人工亮红灯；“逾5”指已逾期5个工作日",
    Light.AMBER: "临近完成时限，或欠反馈，或进度落后；“余3”指距时限还有3个工作日",
    Light.GREEN: "正常推进；“余12”指距时限还有12个工作日",
    Light.BLUE: "单位已报完成，等待督查室核验销号",
    Light.CLOSED: "已办结销号；逾期办结的写明逾期天数，仍按规则计分",
    Light.SUSPENDED: "经批准挂起，不计时、不计分",
    Light.GREY: "尚未签收，或没有完成时限、本期没有节点，或事项已撤销",
}

LIGHT_LEGEND = (
    "亮灯：■红 已逾时限或严重落后 · ▲黄 临近时限、欠反馈或进度落后 · ●绿 正常推进 · "
    "◆蓝 已报完成待核 · ✓结 已销号 · ‖挂起 · — 未亮。逾、余后的数字为工作日"
)
OWNER_HEADING = "表头颜色："
OWNER_LEGEND = {
    Owner.OFFICE: "蓝 督查室录入",
    Owner.UNIT: "绿 承办单位填报",
    Owner.COMPUTED: "灰 由程序计算，勿改",
    Owner.SYSTEM: "深灰 程序编号，勿改",
}
LEGEND_GAP = " · "
GROUP_HINT = "点列标上方的 [+] 展开其余栏目，点左上角 [1] [2] 收起或展开全部。"
CONTENTS_TIP = "回到使用说明的目录"

SHEET_HINTS = {
    "board": "本表由程序按“督查事项”汇总，勿改。",
    "matters": "立项紧接最后一行填蓝色栏目，督查编号留空；绿色栏目由报送合并而来；其余勿改。",
    "schedule": "一行是一个事项在一个期别的计划与实际；季度计划写在这里。",
    "projects": "每月填投资完成数；占比、超欠序时和灯由程序计算。金额单位：万元。",
    "milestones": "一行是一个项目的一个节点。",
    "indicators": "一行是一个指标、一个县市区、一个月；位次由程序计算。",
    "indicator_catalogue": "指标的口径、方向和年度目标；无数据月份用顿号隔开。",
    "proposals": "督查编号照“督查事项”填写，这里登记建议提案特有的栏目。",
    "meetings": "一行是一次会议；立项数、办结数由程序统计。",
    "visits": "一行是一次现场督查；发现的问题转为督查事项的，填转办督查编号。",
    "joint_inspections": "一行是一个联合督查专题。",
    "surveys": "一行是一次调研；多个督查编号用顿号隔开。",
    "readings": "谁在何时审阅过哪份报告。",
    "units": "单位名称是唯一的；改名请停用旧名、新增一行，并在“单位别名”写明旧名。",
    "aliases": "单位写法与正式名称的对应；程序只认写在这里的别名，不猜。",
    "people": "按岗位登记督查人员；请假期间由B角代办。",
    "rules": "计分规则。标“默认待确认”的分值请对照本市办法核对后改为“已确认”；改动在下次刷新时生效。",
    "points": "每一分的来历：规则、条款、日期、工作日和依据。本表由程序生成，勿改。",
    "manual_points": "人工认定的加分、扣分；须两人确认的，登记人与核定人不得为同一人。程序建议的分也在这里核定。",
    "scores": "已核定得分 = 基础分 + 加分 − 扣分；含建议得分另列，仅供参考。只在本类别内排名。",
    "appeals": "单位对计分的申诉及处理结果。",
    "extensions": "延期须在到期前申请；审核状态选“同意”并填同意延至，刷新后生效。",
    "urges": "一行是一次催办。",
    "documents": "文号由程序登记，按年连续，不重号；作废的把状态改为“作废”。",
    "feedback": "单位的每一次报送；受理状态可改为“退回”。",
    "conflicts": "同一栏目双方都改过：在“处理”选“保留现值”或“采用报送值”，再运行刷新。",
    "findings": "需要人处理的问题，每次刷新重新生成，按“处理办法”做完后再刷新；有来源文件的行留到单位重新报送，或由您删去该行。",
    "changes": "合并、冲突处理、立项编号、同意延期和刷新或合并时见到的手工修改，每件事项一行；每一格的来历用“追溯”查。勿改。",
    "categories": "事项类别及其默认时限；黄灯提前量决定何时亮黄灯。",
    "dictionary": "各栏下拉清单的词语：加词请在同一类型的最后一行之后插入一行，同类型须连在一起。",
    "holidays": "休：放假的工作日；班：调休上班的周末。没有登记的年份，时限一律注明“暂定”。",
    "settings": "只改“参数值”和“状态”；参数名勿改。",
}
"""What a person does on the sheet: the second line of every sheet."""

AS_OF_TODAY = "灯与得分计算到今天。"
AS_OF_NEVER = "灯与得分尚未计算：请运行“刷新”。"
AS_OF_DATE = "灯与得分计算到 "
AS_OF_STALE = "，早于今天，请运行“刷新”。"

PAGE_FOOTER = "第 &P 页 / 共 &N 页"
BOARD_CHART_TITLE = "各类事项亮灯情况"
CREATOR = "xlsync"

FORM_TITLE = "督查事项办理情况填报表"
FORM_DATA_TITLE = "督查事项办理情况填报表（{unit} {period}）"
FORM_COVER_NOTE = "表单编号用于自动识别本表，请勿改动、勿复制到其他表。"
FORM_SIGN_HEADING = "审签"
FORM_HOW_HEADING = "填报方法"
FORM_WORDS_HEADING = "几点说明"
FORM_HOW = (
    "打开下方“填报表”工作表，一行是一件事项；只填浅黄色的栏目，灰色栏目由督查室填写，已锁定。",
    "“办理状态”从下拉清单中选；办完的选“已完成”，并填“实际办结日期”和“佐证材料”（文件名或文号）。",
    "“进展情况”写已经做了什么、完成了多少，请写具体数字和时间；同一格内换行按 Alt+Enter。",
    "“完成比例”填 0 至 100%，如 60%；“累计完成值”只填数字，单位见“计量单位”一栏。",
    "日期填成 2016-9-30 的样子；说不准的日期请写在“进展情况”里，不要填在日期栏。",
    "请不要增删行、列，不要改工作表名称，不要合并单元格；可以调整列宽行高、筛选和打印。",
    "填完请本单位领导审签（填在下面的审签栏），于报送截止日前把本文件作为邮件附件发回督查室。",
    "用 Excel、WPS 或 LibreOffice 打开、保存都可以；最好仍存为 .xlsx，.xls、.ods 也可以。",
)
FORM_WORDS = (
    "已预填的内容是上次报送的情况：没有变化就不必改动。把格子清空等于“没有变化”，不会删掉原来的内容。",
    "没有问题、不需要协调的，写“无”即可。",
    "请不要写“同上”“见附件”：每件事项各写各的，附件请在“佐证材料”写明文件名。",
    "“基本完成”“阶段性完成”不等于办结，请选“在办”，并写明还差什么、何时完成。",
    "需要延期的，请在到期之前另行书面申请，写明原因和申请延至的日期。",
    "发现发错了，改好后重新发送即可，以后发的为准。",
)
FORM_HINT = "浅黄色栏目由单位填写，灰色栏目已锁定；空着表示“没有变化”，没有请写“无”；单元格内换行按 Alt+Enter。"
FORM_STAGE_LIST = "填报状态"
FORM_SIGNATURE_KEYS = ("signed_by", "signed_on", "filled_by", "phone")
MASTER_TITLE = "督查台账"
