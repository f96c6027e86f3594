"""What a button says: in the status bar, in its message, and when it asks."""

TITLE = "督查台账"
"""Title of every message."""

WORKING = "{label}：正在进行，请稍候……"
STARTED = "{label}：已在后台进行，可以继续填表，完成后会提示。"
STEP = "{label}（{step}）：{done}/{total}"
DECLINED = "{label}：未作任何改动。"
SHOWN = "已转到“{sheet}”表。"
MORE_LINES = "……另有{count}条"
CUT = "……"
FILE_AT = "文件在：{path}"
NO_CALLER = "没有找到点按钮的工作簿。请在 Excel 里打开督查台账，再点一次按钮。"

NEXT = {
    "check": "改好后请再点“校验”；点“刷新”后，全部问题列在“错误清单”表。",
    "merge": "退回和待确认的逐条列在“错误清单”表；报送值与台账不一致的列在“冲突”表。",
}
"""What a person does next where a command found something."""
