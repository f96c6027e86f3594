"""Words of the findings of area: ledger (what people typed into the master)."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

_ERROR, _ASK, _NOTE, _FIXED = Severity.ERROR, Severity.QUESTION, Severity.NOTE, Severity.FIXED

LIST_MARK = "、"
MORE_WORDS = "{words}等{count}项"
UNCOUNTED_PIECE = "，“{piece}”暂不计入"

TEXTS: dict[str, FindingText] = {
    "C01": FindingText(_ERROR, "“{column}”是必填栏，尚未填写。", "请在{cell}补填“{column}”。"),
    "C02": FindingText(
        _ASK,
        "“{column}”的“{value}”不在可选范围之内。",
        "请从下拉列表中选择（可填：{allowed}）；确需新增的，请先登记到“{listed}”表。",
    ),
    "C03": FindingText(
        _ASK, "牵头单位“{value}”没有登记，该事项暂不计入任何单位的得分。", "请改为规范名称，或在“单位别名”登记。", 29
    ),
    "C04": FindingText(
        _ASK,
        "责任单位中的“{doubt}”不能确定是哪个单位{around}。",
        "请写明单位的规范名称，用顿号分开；常用简称可在“单位别名”登记。",
        30,
    ),
    "C05": FindingText(
        _ERROR, "“{column}”的“{value}”与第{first}行重复，程序只认第一行。", "请核对两行，改正或删去重复的一行。"
    ),
    "C06": FindingText(
        _ASK,
        "事项{matter}已办结，但没有“实际办结日期”，不能判断是否按期。",
        "请补填“实际办结日期”，再刷新。",
    ),
    "C07": FindingText(
        _ASK, "事项{matter}的办结日期{value}早于立项日期{registered}。", "请核对两个日期，改正其中一个。", 17
    ),
    "C08": FindingText(_ASK, "事项{matter}的办结日期{value}晚于今天。", "请核对“实际办结日期”。", 17),
    "C09": FindingText(
        _ASK,
        "事项{matter}的销号人与A角同为“{value}”。",
        "销号应由承办人以外的人复核，请由B角复核后更正“销号人”。",
    ),
    "C10": FindingText(
        _ERROR, "“{column}”的“{value}”不是日期，未参加计算。", "请按“年-月-日”重新填写，例如2016-6-30。", 12
    ),
    "C11": FindingText(_ERROR, "“{column}”的“{value}”不是数字，未参加计算。", "请只填数字，单位按栏目名称所示。", 20),
    "C12": FindingText(
        _ASK,
        "{year}年的节假日安排没有登记，涉及该年的时限均为暂定。",
        "请按国务院办公厅通知在“节假日”表补录全年安排（自元旦至国庆节），再刷新。",
    ),
    "C13": FindingText(
        _NOTE,
        "{year}年的节假日安排尚未登记，跨年的时限暂按周一至周五计算。",
        "国务院办公厅通知公布后，请及时在“节假日”表补录全年安排（自元旦至国庆节）。",
    ),
    "C14": FindingText(
        _ASK,
        "事项{matter}定有密级“{value}”，却标为可以公开。",
        "请核对“密级”与“可否公开”；有密级的事项不得公开。",
    ),
    "C15": FindingText(
        _ERROR, "规则{rule}的“{column}”没有填写数字，该规则暂不起作用。", "请在“考核办法”补填，再刷新。"
    ),
    "C16": FindingText(
        _ERROR, "“考核办法”中没有现行有效的规则{rule}，有关得分不完整。", "请恢复该规则一行，并核对施行、废止日期。"
    ),
    "C17": FindingText(
        _ASK,
        "人工计分{entry}须由两人分别登记和核定，目前只作建议分。",
        "请由登记人以外的人在“核定人”栏签名，再刷新。",
    ),
    "C18": FindingText(
        _ERROR,
        "人工计分{entry}未计分：单位、规则号、日期不能识别，或所指事项不存在、已撤销、已挂起。",
        "请核对该行后再刷新。",
    ),
    "C19": FindingText(
        _ASK,
        "“{unit}”不是事项{matter}的牵头或责任单位，该行不计分。",
        "请核对单位名称，或在该事项的“责任单位”中补上。",
    ),
    "C20": FindingText(_ERROR, "督查编号“{value}”在“督查事项”表中不存在。", "请核对编号。"),
    "C21": FindingText(
        _FIXED,
        "计算栏“{column}”被改为“{value}”，已恢复为程序计算的结果。",
        "该栏由程序计算，请勿修改；有疑问请核对依据栏目。",
    ),
    "C22": FindingText(
        _ASK,
        "冲突{conflict}的报送值“{value}”不能读作“{column}”栏的值，未采用。",
        "请直接在台账中填写，再选“保留现值”。",
    ),
    "C24": FindingText(
        _ASK,
        "冲突{conflict}的{note}。",
        "请核对“冲突”表的“台账现值”和“报送值”，重新选择“处理”，再刷新。",
    ),
    "C23": FindingText(
        _ASK,
        "新立项的一行还没有督查编号：事项类别“{value}”没有登记编号代字。",
        "请改选已登记的事项类别，或在“事项类别”表补填“编号代字”，再刷新。",
    ),
    "C30": FindingText(
        _ERROR,
        "参数“{name}”还没有填写，下发填报表、督查编号或公文文号要用到它。",
        "请在“参数”表的“参数值”栏填写本单位的“{name}”，再把“状态”改为“已确认”。",
    ),
}
