"""What the commands tell a person when they are done."""

from collections.abc import Mapping, Sequence

from xlsync.vocabulary.terms import Light

LIGHT_NAMES = {
    Light.GREEN: "●绿",
    Light.AMBER: "▲黄",
    Light.RED: "■红",
    Light.BLUE: "◆蓝",
    Light.GREY: "—未亮",
    Light.CLOSED: "✓结",
    Light.SUSPENDED: "‖挂起",
}
REFRESHED = (
    "已刷新：改动{cells}格，扣分合计{points:.2f}分，“错误清单”待处理{total}条（台账{ledger}条、来表{returned}条）。"
)
MADE_GOOD = "上次没有写完或没有保存的第{numbers}批，这次已补写进台账。"
MADE_GOOD_JOINT = "、"
DRY = "（试运行，未作任何改动）"
CHECKED = "共{count}条，请逐条处理后再运行一次。"
CLEAN = "台账检查通过，没有发现问题。"
ISSUING = "生成填报表"
ISSUED = "已为{forms}个单位生成填报表：{matters}件事项，按单位计{rows}行；请于{due}前收回；文件在：{folder}"
SHORT_NOTICE = "提醒：留给单位的时间不足{days}个工作日，建议延后报送期限。"
DRAFTED = "已写好{drafts}封邮件草稿（.eml，与填报表同一文件夹），双击打开核对后即可发送。"
NO_MAIL = "没有给{units}写邮件草稿：“单位”表没有填“电子邮箱”，请补填或另行送达填报表。"
LEFT_OUT = "另有{secret}件事项定有密级，未列入填报表和邮件，请按保密规定另行办理。"
MERGING = "合并填报表"
MERGE_LINE = "{state}  {number}{file}：{reason}"
MERGE_NUMBER = "第{number}号 "
MERGE_TOTAL = (
    "共收到{files}个文件：已处理{filed}个，重复{repeats}个，退回{rejected}个，待处理{held}个，隔离{quarantined}个；"
    "回执在：{folder}"
)
MERGE_UNSAVED = "{total}；待保存{count}个（已写入打开着的台账，保存后才算处理）"
INBOX_EMPTY = "“{folder}”里没有要合并的文件。请把单位报回的填报表放进去（用命令的也可以在命令后写明文件），再合并一次"
EMPTY_FILES = "收件箱里另有{count}个空文件（0字节），没有读：{files}。请让对方重新发送，空的可以删除。"
ARRIVING_FILES = "收件箱里另有{count}个文件还没有传完整，没有读：{files}。请过一分钟再运行。"
NAMES_JOINT = "、"
REPEATED = "重复"
STATE_NAMES = {
    "FILED": "已处理",
    "APPLYING": "待保存",
    "REJECTED": "已退回",
    "HELD": "待处理",
    "QUARANTINED": "已隔离",
    "UNDONE": "已撤销",
    "CLOSED": "已关闭",
}
STATUS_TOTAL = "{office}：事项{matters}件，单位{units}个；台账计算到{as_of}。"
STATUS_QUEUE = "收件箱待处理{queue}个文件，待人工处理{held}个，冲突待选择{conflicts}处。"
STATUS_LOCKED = (
    "督查台账正被{locked_by}打开，现在不能写入；关闭后再运行一次 xlsync merge（开着 xlsync watch 的会自动接着做）。"
)
STATUS_WAITS = "第{number}批（{kind}）还等着写入台账；台账关闭后运行 xlsync refresh，程序会先写完它。"
STATUS_UNSAVED = "第{number}批（{kind}）已写在打开着的台账里，等着保存；请看过后保存台账。"
STATUS_HELD = "  待处理  第{number}号 {file}（{unit}）：{reason}"
STATUS_RECENT = "  {state}  第{number}号 {file}（{unit}，{received}收到）"
UNDER_WAY = "处理中"
STATUS_RECENT_TITLE = "最近收到的填报表（撤销用 xlsync undo 号，人工处理完用 xlsync close 号）："
STATUS_FAMILY = "  {family} {count}"
NEVER_REFRESHED = "（尚未刷新）"
TRACE_LINE = "{at}  {who}  {column}：{before} → {after}{place}"
TRACE_UNDID = "撤销的是"
TRACE_PLACE = "（{place}）"
WATCHING = "正在守候“{folder}”，按 Ctrl-C 停止。"
WATCH_STOPPED = "已停止自动收件。"
MASTER_OPEN = "督查台账正被{who}打开，请关闭台账。"
QUEUED = "{reason}收到的{count}个文件已排队，程序会自动重试。"
FOUNDED = "已建好办公文件夹：{office}。请打开“{master}”，先核对“参数”“单位”“考核办法”三张表。"
DOCUMENT_DONE = "已生成{number}：{path}"
SETTINGS_JOINT = "；"
DEMO_REPLACE = "“{office}”是以前建的演示，要删掉重建吗？"
DEMO_WOULD = "将在“{office}”建立演示办公文件夹"
DEMO_STEPS = (
    "1/5 建立2016年演示办公文件夹（2,534件事项）……",
    "2/5 刷新灯与得分，给各单位下发填报表和邮件草稿……",
    "3/5 第一批填报表送到收件箱，合并……",
    "4/5 迟报、补报和有毛病的填报表送到，合并……",
    "5/5 生成第三季度督查通报……",
)
DEMO_DONE = """演示已建好：{office}
  台账    {master}（{matters}件事项，可直接用 Excel、WPS 或 LibreOffice 打开）
  填报表  {forms}（含邮件草稿 .eml）
  收到    {returns}份文件：处理{filed}份，退回{rejected}份，待处理{held}份，隔离{quarantined}份；冲突{conflicts}处待选择
  回执    {receipts}
  通报    {document}
接着可以试：xlsync status {office}，或把填报表填好后放进收件箱，再运行 xlsync merge {office}。"""


def would(line: str, dry_run: bool) -> str:
    """Return the line, marked when nothing was really done."""
    return line + DRY if dry_run else line


def lights_line(lights: Mapping[str, int]) -> str:
    """Return the counts of lights in one line."""
    return "，".join(f"{name}{lights.get(light.value, 0)}" for light, name in LIGHT_NAMES.items())


def finding_line(sheet: str, cell: str, message: str, remedy: str) -> str:
    """Return one finding as a person reads it on the console."""
    return f"{sheet} {cell}  {message}{remedy}"


def made_good_lines(numbers: Sequence[int]) -> list[str]:
    """Return the sentence on plans that were written again, none where there were none."""
    return [MADE_GOOD.format(numbers=MADE_GOOD_JOINT.join(map(str, numbers)))] if numbers else []
