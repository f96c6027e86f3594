"""Words of the findings of area: deadlines and lights."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

_ASK = Severity.QUESTION

TEXTS: dict[str, FindingText] = {
    "D01": FindingText(
        _ASK,
        "“{column}”写的“{text}”不能确定到具体日期。",
        "请改写为明确的时限，如“2016年6月30日前”“7个工作日”“每月25日前”，或在“人工改定时限”填写日期并注明理由。",
        16,
    ),
    "D02": FindingText(
        _ASK,
        "“{column}”的“{text}”只有年和月，且可能丢了末尾的0（1月还是10月？）。",
        "请写明年月日，例如“2016年10月31日前”。",
        13,
    ),
    "D03": FindingText(_ASK, "“{column}”的“{text}”不是日历上有的日期。", "请核对原件后改为正确的日期。", 17),
    "D04": FindingText(
        _ASK,
        "“{column}”的“{text}”没有完成日期。",
        "请约定下一个时间节点并填写日期；确属长期事项的，可写“每季度末”等周期。",
        15,
    ),
    "D05": FindingText(
        _ASK,
        "“{column}”的“{text}”与起算日相比不合情理（早于起算日或相隔过远），年份不能确定。",
        "请写明年份，例如“2017年1月15日前”，并核对起算日。",
        12,
    ),
    "D06": FindingText(
        _ASK,
        "“{column}”的“{text}”以节日为准，没有写明日期。",
        "请按该年放假安排改写为具体日期，例如“2016年9月30日前”。",
        16,
    ),
    "D07": FindingText(
        _ASK, "事项{matter}没有完成时限，其类别也没有默认时限。", "请在“时限原文”填写来函或交办所定的时限。"
    ),
    "D08": FindingText(_ASK, "“人工改定时限”没有写明理由。", "请在“改定理由”填写依据（如批准文件、领导指示及日期）。"),
    "D09": FindingText(
        Severity.NOTE,
        "延期申请{extension}于{asked_on}提出，晚于当时的时限{due}，不改变时限。",
        "按“到期前申请延期”的规定，仍按原时限计算；如确应延期，请由领导批准后填写“人工改定时限”和理由。",
    ),
    "D10": FindingText(_ASK, "事项{matter}没有起算日，时限无法计算。", "请填写“立项日期”“批示日期”或“起算日”。"),
    "D11": FindingText(
        Severity.NOTE,
        "事项{matter}已延期{count}次，超过规定的{limit}次。",
        "请核对“延期申请”；再次延期须报市政府分管领导同意。",
    ),
    "D12": FindingText(
        Severity.NOTE,
        "事项{matter}的时限{due}为暂定：所涉年度的节假日安排未登记。",
        "请在国务院办公厅公布放假安排后，在“节假日”表补录，再刷新。",
    ),
    "D13": FindingText(
        _ASK,
        "延期申请{extension}标为同意，但缺少申请日期或“同意延至”，或“同意延至”不晚于现时限。",
        "请在“延期申请”表补齐并核对日期，再刷新。",
    ),
    "D14": FindingText(
        _ASK,
        "“节假日”表的“{column}”写的是“{value}”，既不是“{rest}”也不是“{work}”，这一天未按该行计算。",
        "请从下拉列表中选“{rest}”（放假）或“{work}”（调休上班），再刷新。",
    ),
    "L01": FindingText(
        _ASK, "人工亮灯没有写明理由，未予采用。", "请在“人工亮灯理由”填写依据，再刷新；或清空“人工亮灯”。"
    ),
    "L02": FindingText(_ASK, "办理状态“{value}”不在规定的状态之内。", "请从下拉列表中选择办理状态。"),
}
