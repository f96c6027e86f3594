"""Words of taking back: undo of a submission, restore of an earlier state, closing what a person dealt with."""

UNDO_KIND, RESTORE_KIND, CLOSE_KIND = "撤销反馈", "恢复台账", "人工处理"
"""Kinds of plans and of lines on 变更记录."""

UNDONE_LINE = "撤销第{number}号反馈“{file}”"
RESTORED_LINE = "台账恢复到第{number}批（{at}）时的内容"
CLOSED_LINE = "第{number}号文件“{file}”已由人工处理：{reason}"
CLOSED_REASON = "已由人工处理：{reason}"

SUBMISSION_NAMED = "第{number}号 {file}（{unit}，{received}收到）"
LISTED = "  {submission}"
SUBMISSION = "第{number}号 {file}（{unit}，{received}收到，{state}）"
NO_UNIT = "单位未识别"
OPENED = "邮件或压缩包，里面的文件各有自己的号"
CANDIDATES = "；"

CELL = "  {sheet} {matter} {column}：{now} → {then}"
ROW = "  {sheet} 删除一行：{key}"
ROW_BACK = "  {sheet} 补回一行：{key}"
MORE = "  ……另有{count}处，加 --json 可看全部"
WOULD_UNDO = "拟撤销：{submissions}"
COUNTS = "恢复{cells}格，删除{rows}行，补回{added}行；亮灯、得分和清单随后重算{derived}格。"
UNDONE = "已撤销：{submissions}。台账已恢复到合并以前的内容，记入“变更记录”（第{plan}批）。"
UNDONE_NEXT = "请该单位更正后重新报送，放进收件箱再合并；确要把原文件重新并入，请运行 xlsync merge --again {numbers}"
NO_MERGE = "台账里没有可以撤销的合并（合并过的都已撤销，或者还没有合并过）"
UNSAVED_MERGE = "最近一次合并（第{number}批）写在打开着的台账里，还没有保存。请先保存台账，再撤销"
CONFIRM = "以上内容写入台账吗？"
NOT_DONE = "（只是预览，未作任何改动。核对无误后加 --yes 再运行）"
DECLINED = "未作任何改动。"

CLASHED = "不能撤销：此后有{count}处被改过，为免覆盖，未作任何改动："
CLASH = "  {sheet} {key} {column}：合并时写入‘{expected}’，现为‘{found}’（{by}）"
CLASH_ROW = "  {sheet} {key}：合并时登记的这一行已不在表中（{by}）"
CLASH_BY = "第{plan}批，{who}"
CLASH_BY_FILE = "第{number}号 {file}"
CLASH_BY_NOBODY = "何时改动未见记录"
CLASH_REMEDY = (
    "请逐处核对：由后来的填报表改动的，先撤销那一份（xlsync undo 后面写它的号）；"
    "由人改动的，以现值为准的不必撤销，要回到合并以前的请直接在台账里改。"
)
CLASH_TOGETHER = "也可以连同后来的填报表一起撤销：先运行 xlsync undo {numbers} -n 看看会改回哪些。"
RECEIPTS_VOID = "以下回执不再作数，已经发给单位的请告知单位，没有发的可以删除："
LATER_FILES = (
    "提醒：该单位后来还报过{files}，其中与本文件相同的内容当时没有重复并入，撤销本文件后台账里就没有了；"
    "仍要这些内容的，请撤销后来那份，再用 xlsync merge --again 重新合并它。"
)

CANNOT_UNDO = {
    "UNDONE": "先前已经撤销过。要把它重新并入台账，请运行 xlsync merge --again {number}",
    "CLOSED": "已由人工处理，没有并入台账，无需撤销",
    "HELD": "还在待处理，没有并入台账，无需撤销；处理完请运行 xlsync close {number} --reason 处理结果",
    "REJECTED": "已退回，没有并入台账，无需撤销",
    "QUARANTINED": "已隔离，没有并入台账，无需撤销",
    "BUSY": "正在合并，请等合并结束再撤销",
}
NOTHING_MERGED = "本身没有并入台账的内容（如邮件、压缩包），无需撤销；其中的填报表各有自己的号，见 xlsync status"
TOGETHER = (
    "同一单位的{files}是在同一批里接着合并的，后一份建立在前一份之上，只能一起撤销：xlsync undo {numbers}。"
    "撤销后要保留的那份，可用 xlsync merge --again 重新合并"
)

CANNOT_CLOSE = {
    "FILED": "已经并入台账；要退回合并以前，请运行 xlsync undo {number}",
    "APPLIED": "已经并入台账；要退回合并以前，请运行 xlsync undo {number}",
    "UNDONE": "已经撤销，没有需要处理的内容",
    "CLOSED": "{reason}，先前已登记过",
    "QUARANTINED": "已隔离，不会并入台账，无需再处理",
    "BUSY": "还没有处理完，请先运行 xlsync merge",
}
CLOSED = "已登记为人工处理：{submission}。原因：{reason}。它不再列入待处理，“错误清单”中与它有关的行已撤下。"
WOULD_CLOSE = "将登记为人工处理：{submission}。原因：{reason}。"

CANNOT_AGAIN = {
    "FILED": "已经并入台账，不必重新合并；要重来请先运行 xlsync undo {number}",
    "APPLIED": "已经并入台账，不必重新合并；要重来请先运行 xlsync undo {number}",
    "QUARANTINED": "已隔离，不能合并",
    "BUSY": "本来就排在合并之列，请直接运行 xlsync merge",
}
SAME_AS_UNDONE = (
    "与已撤销的第{number}号文件（{name}）内容完全相同，未再并入。"
    "单位有更正的，请它重新填报；确要把原文件重新并入，请运行 xlsync merge --again {number}"
)
SAME_AS_CLOSED = (
    "与已由人工处理的第{number}号文件（{name}）内容完全相同（{reason}），未再处理；"
    "确要重新合并，请运行 xlsync merge --again {number}"
)
CONTENT_LOST = "原文件在存档中找不到了，请从邮件里重新取出，改动任意一处后存盘再放入收件箱"

WOULD_RESTORE = "拟把台账恢复到{at}（第{number}批）时的内容："
RESTORED = "台账已恢复到{at}（第{number}批）时的内容（本次为第{plan}批）。“变更记录”“文号登记”照旧保留。"
RESTORE_TAKES_BACK = "此后合并的{count}份填报表一并撤销："
RESTORE_HELD_AGAINST = "它们先前的回执不再作数；单位下次报送将与恢复后的台账核对。"
RESTORE_SHOWS_AGAIN = "注意：以下{count}份先前已撤销，恢复后台账中又有它们的内容，如不需要请手工改回："
NOTHING_SINCE = "台账与{at}（第{number}批）时相同，没有要恢复的内容。"
COPIED = "已把{at}（第{number}批）的台账另存为：{path}（与当时的文件逐字节相同）。"
"""Sentences of restore."""

NOT_YET = "{day}还没有到，没有那天的台账。请写今天或以前的日期"
BEFORE_FIRST = "流水从{first}开始，{when}还没有台账的记录。请写{first}或以后的日期"
NO_SUCH_PLAN = "没有第{number}批，流水记到第{last}批。请核对批号"
NO_HISTORY = "流水里还没有台账的记录。请先运行 xlsync refresh"
VERSION_LOST = "存档中当时的台账（{sha}）找不到或已损坏，不能照原样另存。可去掉 --copy，按流水恢复台账内容"
UNREBUILDABLE = (
    "第{number}批以前的台账在存档中都找不到了，不能还原。请用备份恢复 .xlsync 文件夹，并运行 xlsync verify 查明缺了什么"
)

COPY_SECRET = "这是完整的台账；其中有定密事项的，请按保密规定保管这个文件。"
WOULD_COPY = "将把{at}（第{number}批）的台账另存为：{path}。（试运行，未作任何改动）"
LEDGER = "{day}结束时台账共{count}件事项（记到{at}第{number}批）。在Excel里的手工修改，以程序发现的时刻为准。"
LEDGER_LAID_OUT = "当时的台账文件在存档中找不到，以上是按流水还原的；请运行 xlsync verify 查明存档缺了什么。"
LEDGER_SAVED = "已另存为：{path}"
LEDGER_HINT = "要看明细，请加 --csv 文件名 或 --xlsx 文件名。"
LEDGER_SECRET = "其中{count}件定有密级，请按保密规定保管这个文件。"
