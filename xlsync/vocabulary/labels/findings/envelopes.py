"""Words of the findings on mails and archives: who sent them, when they came, what else lay in them."""

from xlsync.vocabulary.labels.findings.text import FindingText
from xlsync.vocabulary.terms import Severity

TEXTS: dict[str, FindingText] = {
    "M49-unlisted": FindingText(
        Severity.NOTE,
        "“单位”表没有登记“{unit}”的电子邮箱，发件人{value}未作核对。",
        "请核实后在“单位”表补填该单位的电子邮箱，以后由程序核对。",
        mode=49,
        told="你单位的报送邮箱尚未登记，发件人{value}未作核对。",
    ),
    "M49-served": FindingText(
        Severity.FIXED,
        "收到时间按邮件服务器收到的{served}计（放入收件箱的时间是{arrived}）。",
        "无需处理。",
        mode=49,
        told="收到时间按邮件服务器收到的{served}计。",
    ),
    "M49-undated": FindingText(
        Severity.NOTE,
        "邮件自称发于{dated}，但没有可信的服务器收到时间，收到时间按放入收件箱的{arrived}计。",
        "请在邮箱里核对实际收到的时间；确实早已收到的，在“反馈登记”改正“收到日期”。",
        mode=49,
        told="邮件没有服务器收到时间，收到时间按登记的{arrived}计。",
    ),
    "M49-documents": FindingText(
        Severity.NOTE,
        "{kind}“{file}”里另有{count}个非表格附件，未作处理：{names}。",
        "请打开原件查看（原件留存在办公文件夹的 .xlsync/inbox-done 中）；看过后删除本行。",
        mode=49,
    ),
    "M49-damaged": FindingText(
        Severity.QUESTION,
        "{kind}“{file}”里有{count}个文件已损坏，取不出来：{names}。",
        "请报送单位重新发送这些文件；不是填报表的，删除本行即可。",
        mode=49,
    ),
}
