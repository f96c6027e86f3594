"""Words of the receipt and of the 退回 note: polite, complete, ready to be sent as they are."""

from dataclasses import dataclass

from xlsync.vocabulary.terms import Severity, SubmissionState

TAKEN, RETURNED, ASKED = "回执", "退回补正通知", "待确认通知"
TITLE_OF_STATE = {
    SubmissionState.REJECTED: RETURNED,
    SubmissionState.QUARANTINED: RETURNED,
    SubmissionState.HELD: ASKED,
}
"""Title by final state; every other state is a receipt."""

HEADING = "督查事项填报表{title}"
GREETING = "{unit}："
NO_UNIT = "报送单位"
RECEIVED = "你单位报送的“{file}”已于{when}收到。"
RECEIVED_UNDATED = "你单位报送的“{file}”已收到。"
PERIOD = "填报期别：{period}    表单编号：{form_id}"
RESULT = "处理结果：{reason}。"
RESULT_CONFLICTS = "与台账现值不一致之处，由督查室核定后生效；如有依据，请一并说明。"
RESULT_RETURNED = "处理结果：本次未并入，请补正后重新报送。原因：{reason}"
RESULT_ASKED = "处理结果：暂未并入，待核实后办理。原因：{reason}"

NOT_RETURNED = "未返回的事项"
NOT_RETURNED_NOTE = "以下事项已随表下发，报送的表中没有，按未反馈登记，请在原表中补报："


@dataclass(frozen=True, slots=True)
class Group:
    """One group of findings in a note: its heading, a sentence below it, and the severities it takes."""

    heading: str
    severities: tuple[Severity, ...]
    note: str = ""


TO_MEND = (Severity.RETURN, Severity.ERROR)
GROUPS = (
    Group("请补正", TO_MEND),
    Group(
        "请确认", (Severity.QUESTION,), "以下内容暂未采用或正在核实；如与实际不符，请改好后重新报送，或直接答复说明："
    ),
    Group("已自动更正（供核对）", (Severity.FIXED,), "以下内容已按规则识读，如有出入请告知："),
    Group("提示", (Severity.NOTE,)),
)
"""Groups of findings in the order of the note."""

GROUP_HEADING = "{ordinal}、{heading}（{count} 处）"
ORDINALS = "一二三四五六七八九"
PLACE = "[{matter}] "
CELL = "{sheet} {cell}："
READ = "（表中内容：“{value}”）"
REMEDY = "   → {remedy}"
REMEDY_OF_MANY = "   → 以上第{first}至{last}条：{remedy}"

CLOSING_TAKEN = "以上内容如无异议，无需回复；如需更正，请在原填报表上修改后重新报送，后报的会替换先报的。"
CLOSING_ASKED = "以上内容督查室将核实；如有说明，请直接答复，或在原填报表上改好后重新报送，后报的会替换先报的。"
CLOSING_MEND = "请在原填报表上改好后，存为 .xlsx 直接回复报送；已填妥的内容不必重填。如有疑问，请与督查室联系。"
SIGNED = "{office}"
FILE_DATE = "{0.year}年{0.month}月{0.day}日{0.hour}时{0.minute:02d}分"
DAY = "{0.year}年{0.month}月{0.day}日"
SHOWN_DAY = "{0.year}-{0.month}-{0.day}"
