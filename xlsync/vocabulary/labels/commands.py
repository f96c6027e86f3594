"""Words of the commands: button label, one-line help, the longer text and examples; and the help of every option."""

GROUPS = {"daily": "日常", "returns": "反馈", "documents": "公文", "shows": "展示", "help": "帮助"}
"""Groups of the ribbon, the help and the manual, in this order."""

LABELS = {
    "status": "办理状态",
    "check": "检查台账",
    "refresh": "刷新灯与得分",
    "trace": "追溯来历",
    "issue": "下发填报表",
    "merge": "合并反馈",
    "watch": "自动收件",
    "document": "生成公文",
    "init": "新建办公文件夹",
    "demo": "建立演示",
    "config": "查看设置",
    "doctor": "检查环境",
}

HELP = {
    "status": "显示事项数、各灯数、待处理和待确认的文件，以及上次刷新日期。",
    "check": "检查台账里填得不对的地方，逐条说明怎么改；不改动台账。",
    "refresh": "重算时限、亮灯、扣分、得分和看板，并落实“冲突”表里已作的选择。",
    "trace": "查一件事项（或其中一栏）由谁、何时、从哪个文件的哪一格改成现在这样。",
    "issue": "给每个单位生成一份填报表，已带上次填报的内容。",
    "merge": "把收件箱里（或指定的）填报表合并进台账，并给每份写回执或退回说明。",
    "watch": "守着收件箱，来一份合并一份；按 Ctrl-C 停止，随时停都不丢东西。",
    "document": "从台账生成 Word 公文，文中每个数字都能追到台账的行。",
    "init": "在指定位置新建一个空的办公文件夹，带默认考核办法（请逐条核对）。",
    "demo": "建立2016年的演示办公文件夹，并把下发、回收、合并、亮灯、评分、通报整套跑一遍。",
    "config": "显示每项设置的值，以及它来自命令行、环境变量、xlsync.toml 还是默认值。",
    "doctor": "检查这台电脑和办公文件夹是否具备运行条件，逐项给出办法。",
}

EXAMPLES = {
    "status": ("xlsync status", "xlsync status demo-office --json"),
    "check": ("xlsync check",),
    "refresh": ("xlsync refresh", "xlsync refresh --today 2016-10-17 -n"),
    "trace": ("xlsync trace YS-2016-BG-001", "xlsync trace YS-2016-BG-001 进展情况"),
    "issue": ("xlsync issue --period 2016-Q3", "xlsync issue --unit 市住建局 --unit 市环保局 --mail"),
    "merge": ("xlsync merge", "xlsync merge 下载/市住建局.xlsx -n"),
    "watch": ("xlsync watch",),
    "document": ("xlsync document circular --quarter 2016-Q3",),
    "init": ("xlsync init 督查台账2017",),
    "demo": ("xlsync demo", "xlsync demo 演示 --yes"),
    "config": ("xlsync config", "xlsync config --set log_level=DEBUG"),
    "doctor": ("xlsync doctor",),
}

OPTIONS = {
    "office": "办公文件夹；不写时取当前位置或其上级中有 xlsync.toml 的文件夹",
    "folder": "要新建的文件夹",
    "files": "要合并的文件；不写时合并收件箱里的全部",
    "matter": "督查编号",
    "column": "栏目名称，如 进展情况；不写时查整件",
    "kind": "公文种类：circular（督查通报）",
    "unit": "只给这个单位（可写多次）",
    "period": "期别，如 2016-Q3 或 2016-09；不写时取本期",
    "mail": "同时给每个单位写一份邮件草稿（.eml），附上填报表",
    "quarter": "季度，如 2016-Q3；不写时取上一季度",
    "json": "在标准输出只写一个 JSON 对象，供其他程序读取",
    "today": "按这一天计算，格式 YYYY-MM-DD",
    "dry_run": "只说明将要做什么，什么也不改",
    "yes": "需要确认的步骤一律同意",
    "set": "本次临时改一项设置，写成 名称=值（可写多次）",
    "help": "显示本说明",
    "version": "显示版本",
    "completion": "输出命令补全脚本",
}

METAVARS = {
    "office": "OFFICE",
    "folder": "DIR",
    "files": "FILE",
    "matter": "MATTER",
    "column": "COLUMN",
    "kind": "KIND",
    "unit": "U",
    "period": "P",
    "quarter": "Q",
    "today": "YYYY-MM-DD",
    "set": "KEY=VALUE",
    "completion": "SHELL",
}

PROGRAM = "台账不离 Excel：下发填报表、合并反馈、计算时限、亮灯和得分、生成公文。"
USAGE = "用法："
HEADING_OPTIONS = "选项"
HEADING_ARGUMENTS = "参数"
HEADING_EXAMPLES = "示例"
EPILOG = "每个命令的详细说明：xlsync 命令 --help"

MANUAL_TITLE = "命令手册"
MANUAL_INTRO = (
    "本页由命令登记表（`xlsync/services/commands.py`）生成，请勿手改。在办公文件夹里运行时不必写 OFFICE；"
    "打开的窗口不在办公文件夹里时，把文件夹的路径写在命令后面。"
)
MANUAL_COMMON = "通用选项"
MANUAL_CHANGES = "会改动文件，可先加 `-n` 预览"
MANUAL_EXITS = "退出码"
MANUAL_SETTINGS = "设置（xlsync.toml）"
MANUAL_SETTINGS_INTRO = (
    "考核办法、时限、单位等规则都在台账里改；`xlsync.toml` 只放工具本身的设置。"
    "优先顺序：命令行 `--set`，环境变量 `XLSYNC_名称`，`xlsync.toml`，默认值。写错名称会报错。"
)
EXITS = {
    0: "完成",
    1: "完成，但有需要人处理的问题",
    2: "命令、设置或文件夹不对，什么也没改",
    3: "台账正被占用，已排队",
    4: "有文件被退回或不能读取",
    5: "程序内部错误，详见日志",
}
"""What the exit codes mean."""
