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
