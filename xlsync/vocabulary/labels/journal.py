"""Words of the journal: who changed a cell when no submission and no command did, and what trace says of the rest."""

OBSERVED = "在Excel中修改"
"""``who`` of a change that staff typed themselves; no file proves which person it was."""

BASELINE = "建账时已有"
"""``who`` of a value that stood in the master before the journal began."""

UNTRACED = "没有找到“{matter}”这一行，无法追溯。请核对编号"
UNKNOWN_COLUMN = "“{sheet}”没有“{column}”这一栏，无法追溯。请核对栏名"

HELD_CELL = "“{sheet}”{key}的“{column}”（现为“{found}”，拟写“{after}”）"
HELD_JOINT, HELD_BLANK, HELD_MORE = "、", "（空）", "等{count}处"
"""Cells that stopped the recovery of a plan."""

OLDER_COPY = (
    "这是一份较早的台账（第{found}批），此后写入的内容（至第{number}批）在存档中找不到，无法补回，"
    "请放回最近的台账，或用备份恢复 .xlsync 文件夹"
)
"""A clause inside UnsafeMaster: an older copy of the master, and the store has lost what came after it."""

UNREACHABLE = "变更流水库“{place}”连不上，或者正被占用。台账没有损坏，做完的都已保存；请检查数据库或网络，稍后再运行，程序会接着做。"
UNUSABLE = {
    "url": (
        "xlsync.toml 的 journal 一项不是流水库地址。请写成 postgresql+psycopg://用户@主机/库名，或留空使用办公文件夹内的 SQLite；"
        "口令不要写在这里，请用环境变量 PGPASSWORD 或口令文件 .pgpass。"
    ),
    "driver": '流水库在 PostgreSQL 上，但没有装它的驱动。请在本程序的文件夹里运行 pip install ".[postgres]"，再运行一次。',
    "share": (
        "SQLite 流水库“{place}”在网络共享上，多台电脑同时写会损坏它，所以不用。"
        "请在 xlsync.toml 的 journal 一项写 PostgreSQL 地址，或写本机磁盘上的 sqlite:///路径。"
    ),
    "empty": (
        "台账里已有程序写入的内容，流水库“{place}”却是空的，多半是换错了流水库。未作任何改动；"
        "请把 xlsync.toml 的 journal 一项改回原来的流水库，或用备份恢复流水库，再运行一次。"
    ),
    "broken": "变更流水库“{place}”已损坏，读不出来。未作任何改动；请用备份恢复这个文件后再运行。",
    "names": "变更流水库的表或栏目与本程序的不符，可能已损坏，或是更新版本的程序所建。未作任何改动；请升级程序，或用备份恢复。",
}
"""Why a journal cannot be used, by kind."""

SEAL_BROKEN = "这一行与写入时的封记不符"
LINES_BROKEN = "第{number}批的明细与写入时的封记不符"
CHAIN_BROKEN = "本批的内容或前一批与封记链不符"
NO_BATCH = "所属的第{number}批不存在"
NO_MASTER = "第{number}批已写入台账，却没有台账的存档记录"
GAP = "应有{highest}行，现有{count}行"
UNREADABLE_LINES = "有内容读不出来（{kind}）"
FILE_FAULT = "数据库文件自检：{said}"
"""What of the journal is not as it was written."""
