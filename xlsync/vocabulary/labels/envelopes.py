"""Words about mails and archives that hold returned forms: what was taken out, what was not, and what to do."""

from collections.abc import Sequence

JOIN = " › "
MORE = "…"
TWIN = "{stem}（{number}）{suffix}"
NO_SENDER = "（邮件未写明）"
SENDERS_JOIN = "、"
UNTITLED_MAIL = "转发的邮件"
_LIST_JOIN = "、"
_LIST_MORE = "{names}等"
_LISTED = 5
MOMENT = "{0.year}年{0.month}月{0.day}日{0.hour}时{0.minute:02d}分"

KINDS = {"eml": "邮件", "msg": "邮件", "zip": "压缩包"}
TAKEN_OUT = "{kind}已拆开，取出{count}份表格，逐份处理"
DOCUMENTS = "另有{count}个非表格附件（{names}），已留存，请人工查看"
DAMAGED = "有{count}个文件已损坏，取不出来（{names}）"
CLAUSE_JOIN = "；"
REPLY_TO = "（回复地址：{sender}）"

_ALONE = "请打开后把其中的填报表（.xlsx）取出，单独放入收件箱"
_SEND_FORM = "请把填报表（.xlsx）作为附件直接报送，不要压缩、不要加密"

REFUSED: dict[str, tuple[str, str]] = {
    "no_form": (
        "{kind}里没有表格{found}。请打开查看：有网盘或超大附件链接的，下载后放入收件箱；把反馈写在正文里的，请单位改用填报表报送。",
        "收到的{kind}里没有填报表{found}。请在督查室发出的原填报表上填写，存为 .xlsx，作为附件报送。",
    ),
    "linked": (
        "邮件里没有表格，附件是超大附件或网盘链接{found}，程序不访问链接。请核实发件人后自行下载，把填报表放入收件箱。",
        "附件是超大附件或网盘链接，督查室没有收到文件。请把填报表（.xlsx）作为普通附件重新发送。",
    ),
    "bomb": (
        "{kind}异常（{detail}），疑似恶意文件，已隔离，没有取出其中的文件。请与报送单位联系，换用填报表重新报送。",
        f"{{kind}}异常（{{detail}}），没有打开。请查杀病毒后，{_SEND_FORM.removeprefix('请')}。",
    ),
    "too_large": (
        f"{{kind}}过大（{{detail}}），没有拆开。{_ALONE}。",
        f"{{kind}}过大（{{detail}}）。{_SEND_FORM}。",
    ),
    "nested": (
        f"{{kind}}层层嵌套超过{{limit}}层，没有拆开。{_ALONE}。",
        f"{{kind}}层层嵌套，没有拆开。{_SEND_FORM}。",
    ),
    "locked": (
        "压缩包设有打开密码，取不出其中的文件。请向报送单位要到密码，解压后把填报表（.xlsx）单独放入收件箱。",
        f"压缩包设有打开密码，无法打开。{_SEND_FORM}。",
    ),
    "method": (
        f"压缩包用了不常见的压缩方式，取不出其中的文件。{_ALONE}。",
        f"压缩包用了不常见的压缩方式，无法打开。{_SEND_FORM}。",
    ),
    "sealed": (
        "邮件已加密（S/MIME），取不出附件。请在邮箱里打开，把填报表（.xlsx）另存后放入收件箱。",
        "邮件已加密，取不出附件。请不加密重新发送填报表（.xlsx）。",
    ),
    "damaged": (
        "{kind}不完整或已损坏，拆不开。请从邮箱重新另存一次放入收件箱；仍不行的，请报送单位重新发送。",
        f"{{kind}}不完整或已损坏，拆不开。{_SEND_FORM}。",
    ),
    "web_page": (
        "收到的是“单个文件网页”（.mht），不是真正的 Excel 工作簿。请报送单位另存为 .xlsx 后重新报送。",
        "收到的是“单个文件网页”（.mht），不是真正的 Excel 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送。",
    ),
}
"""Why an envelope gave nothing, by kind: the sentence for the clerk, the sentence for who sent it."""

FOUND = "（只有：{names}）"
DETAIL_PARTS = "内含文件超过{limit}个"
DETAIL_LINES = "邮件结构或信头过于庞杂"
DETAIL_RATIO = "压缩比{ratio}倍"
DETAIL_UNPACKED = "解开后超过{limit}MB"
DETAIL_PACKED = "超过{limit}MB"


def listed(names: Sequence[str]) -> str:
    """Return names in one line, the first few of many."""
    line = _LIST_JOIN.join(names[:_LISTED])
    return _LIST_MORE.format(names=line) if len(names) > _LISTED else line
