"""Words of the mail draft that goes out with a form; no cell of the ledger stands in it, only counts."""

from xlsync.vocabulary.labels.periods import period_words

ATTACHMENT_TYPE = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ADDRESS_SEPARATORS = ";；,，、"
FORMULA_MARKS = "=+-@＝＋－＠"

_SUBJECT = "{unit}{period}督查事项填报表"
_BODY = """{unit}：

现将{period}督查事项填报表发给你单位，共 {matters} 项，请于 {due} 前填报返回。

填报要求：
1. 直接在附件中填写浅色单元格；灰色栏由督查机构填写，请勿改动，请勿增删行列或修改栏名。
2. 表内已带出上次填报内容，只需更新有变化的部分；确无进展的，请写明原因和下步打算。
3. “填报说明”页请填写审签领导、审签日期、填报人和联系电话。
4. 填好后最好仍存为 .xlsx（.xls、.ods 也可以），作为附件直接回复本邮件；请不要设密码，不要转成 PDF 或图片。

收到后将发送回执，说明并入情况和需要补正的内容。
"""


def form_subject(unit: str, period: str) -> str:
    """Return the subject of the mail that carries a form."""
    return _SUBJECT.format(unit=unit, period=period_words(period))


def form_body(unit: str, period: str, due: str, matters: int) -> str:
    """Return the body: unit, period, how many matters, the due day, how to fill and return the form."""
    return _BODY.format(unit=unit, period=period_words(period), due=due, matters=matters)
