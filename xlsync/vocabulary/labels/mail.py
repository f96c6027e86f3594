"""Words of the mail draft that goes out with a form; no cell of the ledger stands in it, only counts."""

SUBJECT = "【{office}】{unit} {period} 督查事项填报表（请于{due}前返回）"
BODY = """{unit}：

现将{period}督查事项填报表发给你单位，共 {matters} 项，请于{due}前填报返回。

填报要求：
1. 直接在附件中填写浅色单元格；灰色栏由督查室填写，请勿改动、增删行列或改名。
2. 表内已带出上次填报内容，只需更新有变化的部分；确无进展的请写明原因和下步打算。
3. “填报说明”页请填写审签领导、审签日期、填报人和联系电话。
4. 填好后仍存为 .xlsx，作为附件直接回复本邮件；不要设密码，不要转成 PDF 或图片。

收到后将发回执，写明并入情况和需要补正的地方。

{office}
{issued_on}
"""
ATTACHMENT_KIND = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
