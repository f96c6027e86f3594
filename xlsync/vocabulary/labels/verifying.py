"""Sentences of verify: what is damaged, missing or does not agree, and what to do about it."""

from typing import NamedTuple


class Said(NamedTuple):
    """What is wrong, and what to do next."""

    message: str
    remedy: str


_BACKUP = "请用备份里的同一个文件替换它；没有备份的，请把这条结果发给维护人员"
_STOP = "请先不要再合并，把办公文件夹整个复制一份，再用备份恢复 .xlsync 文件夹"

PROBLEMS = {
    "V01": Said("存档文件的内容与它的校验码不符，已损坏{of}", _BACKUP),
    "V02": Said("{of}在存档中找不到", "请用备份恢复 .xlsync/store 里的这个文件"),
    "V03": Said("存档文件夹里有不属于程序的文件", "不影响使用；确认不需要后可以移走"),
    "V04": Said("存档文件读不出来", "请检查该文件的权限和磁盘，再核对一次"),
    "V10": Said("流水有损坏：{what}", _STOP),
    "V11": Said(
        "按流水推算应为“{expected}”，台账里是“{found}”",
        "请用 xlsync trace 查这一格的来历并核对；以台账为准的不必改，要恢复的请在台账里改回",
    ),
    "V12": Said("流水里第{number}批改过这一行，推算时没有这一行", "请把这条结果发给维护人员"),
    "V13": Said("台账写着已含第{found}批，流水只记到第{last}批", "流水可能是旧的备份；请恢复最近的 .xlsync 文件夹"),
    "V14": Said("流水里没有可以推算的台账版本", "请用备份恢复 .xlsync/store，再核对一次"),
    "V15": Said(
        "台账是较早的一份（第{found}批），流水已记到第{last}批",
        "运行 xlsync refresh，程序会把此后的内容补回台账",
    ),
    "V16": Said(
        "台账已写到第{found}批，流水库却是空的，多半是换错了流水库",
        "请把 xlsync.toml 的 journal 一项改回原来的流水库，或用备份恢复流水库",
    ),
    "V20": Said(
        "台账文件已损坏（{what}）", "请关闭 Excel，用 xlsync restore {number} --copy 另存最近的完好版本，核对后替换"
    ),
    "V21": Said("台账读不出来：{what}", "请用 xlsync restore {number} --copy 另存最近的完好版本，核对后替换"),
    "V22": Said(
        "台账文件有{count}个字节与存档不同，不像是在Excel中保存过，可能是磁盘或传输出错",
        "请用 xlsync restore {number} --copy 另存最近的完好版本，核对后替换",
    ),
    "V23": Said(
        "在Excel中改过，程序还没有记录：程序记录为“{expected}”，现为“{found}”",
        "不是错误；下次运行任一命令时自动记入流水",
    ),
    "V24": Said("台账文件在程序之外保存过，各表内容没有变化", "不是错误；下次运行任一命令时自动记下"),
    "V25": Said(
        "第{number}批还没有存进台账（写入时中断，正等着台账关闭，或写在打开着的台账里还没有保存）",
        "不是错误；台账开着的请保存并关闭，再运行 xlsync refresh，程序会自动做完",
    ),
    "V26": Said("新的一行，程序还没有记录", "不是错误；下次运行任一命令时自动记入流水"),
    "V30": Said("下发时的签名与流水里的内容对不上", "该单位报回的这张表将无法核验；请用备份恢复流水和密钥，或重新下发"),
}
"""By code: V01-V04 the store, V10-V16 the journal, V20-V26 the master, V30 the forms."""

STOP, OF = "。", "（{of}）"
SUBMISSION = "第{number}号填报表（{file}）的原件"
MASTER = "第{number}批以后的台账"
IN_STORE = ".xlsync/store/{place}"
IN_JOURNAL = "流水 {table} 第{number}行"
IN_CELL = "{sheet} {key} {column}"
IN_ROW = "{sheet} {key}"
IN_FORM = "填报表 {form}（{unit}）"
MASTER_FILE = "台账"
JOURNAL = "流水"
NOT_A_PACKAGE = "不是完整的 xlsx 或 xlsm 文件"
BAD_PART = "其中“{part}”校验不符"
MORE = "……另有{count}处同类差异"
BLANK = "（空）"

LINE = "{code}  {where}：{message}。{remedy}。"
WHOLE = "核对通过：存档{files}个文件、流水{batches}批、填报表{forms}份，台账与流水一致。"
FAULTY = "发现{count}个问题，请按上面的办法逐条处理；本命令没有作任何改动。"
NOTED = "另有{count}条说明，不是错误。"
PROGRESS = "核对存档"
