"""Words of the commands: button label, one-line help, the longer text and examples; and the help of every option."""

GROUPS = {
    "daily": "日常",
    "returns": "反馈",
    "documents": "公文",
    "safety": "核对与恢复",
    "shows": "展示",
    "help": "帮助",
}
"""Groups of the ribbon, the help and the manual, in this order."""

LABELS = {
    "status": "办理状态",
    "check": "检查台账",
    "refresh": "刷新灯与得分",
    "trace": "追溯来历",
    "issue": "下发填报表",
    "merge": "合并反馈",
    "watch": "自动收件",
    "resolve": "处理冲突",
    "undo": "撤销反馈",
    "close": "人工处理",
    "ledger": "往日台账",
    "verify": "核对存档",
    "restore": "恢复台账",
    "repair": "修复台账",
    "document": "生成公文",
    "charts": "指标柱状图",
    "init": "新建办公文件夹",
    "demo": "建立演示",
    "config": "查看设置",
    "office-extension": "LibreOffice 工具栏",
    "install": "接通 Excel",
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
    "resolve": "落实“冲突”表里已作的选择（连同刷新），并列出还没有选择的。",
    "undo": "把合并过的一份填报表从台账里撤出来，台账回到合并以前；先列出要改回的每一格，此后有人改过的就一格也不动。",
    "close": "把待处理或已退回、由人工另行处理完的文件登记下来，写明原因，不再列入待处理。",
    "ledger": "看某一天结束时的台账是什么样，可另存为 CSV 或 xlsx；不改动台账。",
    "verify": "核对存档的每个文件、流水和台账有没有损坏、缺失或对不上；什么也不改。",
    "restore": "把台账恢复到某一批或某一天的内容，先列出要改的；或把当时的台账另存一份。",
    "document": "从台账生成 Word 公文（督查通知、专报、通报、重要工作情况通报、年度总结），登记文号；文中每个数字都能追到台账的行。",
    "charts": "给每项经济指标画一张 A3 柱状图（PNG 和 PDF），存入“图表”文件夹；后三位不靠颜色也能看出。",
    "repair": "台账被 LibreOffice 保存过以后，补回丢掉的宏、代码名、表格样式等；表中的数据一格不改。",
    "init": "在指定位置新建一个空的办公文件夹，带默认考核办法（请逐条核对）。",
    "demo": "建立2016年的演示办公文件夹，并把下发、回收、合并、亮灯、评分、通报整套跑一遍。",
    "config": "显示每项设置的值，以及它来自命令行、环境变量、xlsync.toml 还是默认值。",
    "office-extension": "给 LibreOffice 装上（或卸下）督查工具栏和菜单，点一下就做校验、合并、刷新、出公文。",
    "install": "在 Windows 上把本机的 Python 写进台账，让 Excel 的“督查”选项卡能用，并逐项检查各种限制。",
    "doctor": "检查这台电脑和办公文件夹是否具备运行条件，逐项给出办法。",
}

EXAMPLES = {
    "status": ("xlsync status", "xlsync status demo-office --json"),
    "check": ("xlsync check",),
    "refresh": ("xlsync refresh", "xlsync refresh --today 2016-10-17 -n"),
    "trace": ("xlsync trace YS-2016-BG-001", "xlsync trace YS-2016-BG-001 进展情况"),
    "issue": ("xlsync issue --period 2016-Q3", "xlsync issue --unit 市住建局 --unit 市环保局 --mail"),
    "merge": ("xlsync merge", "xlsync merge 下载/市住建局.xlsx -n", "xlsync merge --again 3"),
    "watch": ("xlsync watch",),
    "resolve": ("xlsync resolve", "xlsync resolve -n"),
    "undo": (
        "xlsync undo 3 -n",
        "xlsync undo 市住建局反馈.xlsx",
        "xlsync undo 3 4 --yes",
        "xlsync undo --last",
    ),
    "close": ("xlsync close 5 --reason 已电话核实，按原数登记",),
    "ledger": ("xlsync ledger --as-of 2016-10-18", "xlsync ledger --as-of 2016-10-18 --csv 十月中旬台账.csv"),
    "verify": ("xlsync verify", "xlsync verify --json"),
    "restore": (
        "xlsync restore 2016-10-18 -n",
        "xlsync restore 37 --yes",
        "xlsync restore 2016-10-18 --copy 十月中旬.xlsm",
    ),
    "document": (
        "xlsync document circular --quarter 2016-Q3",
        "xlsync document notice --period 2016-11 -n",
        "xlsync document annual --period 2016",
    ),
    "charts": ("xlsync charts", "xlsync charts --month 2016-09 -n"),
    "init": ("xlsync init 督查台账2017",),
    "demo": ("xlsync demo", "xlsync demo 演示 --yes"),
    "config": ("xlsync config", "xlsync config --set log_level=DEBUG"),
    "office-extension": (
        "xlsync office-extension install",
        "xlsync office-extension uninstall",
        "xlsync office-extension build xlsync.oxt",
    ),
    "repair": ("xlsync repair -n", "xlsync repair"),
    "install": ("xlsync install -n", "xlsync install"),
    "doctor": ("xlsync doctor",),
}

OPTIONS = {
    "office": "办公文件夹；不写时取当前位置或其上级中有 xlsync.toml 的文件夹",
    "folder": "要新建的文件夹",
    "files": "要合并的文件；不写时合并收件箱里的全部",
    "matter": "督查编号",
    "column": "栏目名称，如 进展情况；不写时查整件",
    "kind": "公文种类：notice（督查通知）、special（督查专报）、circular（督查通报）、briefing（重要工作情况通报）、annual（年度总结）",
    "unit": "只给这个单位（可写多次）",
    "period": "期别，如 2016-Q3 或 2016-09；不写时取本期",
    "mail": "同时给每个单位写一份邮件草稿（.eml），附上填报表",
    "span": "期间，如 2016-11、2016-Q3 或 2016；不写时：通知和重要工作情况通报取本月，通报取上一季度，总结取台账年度；专报一律按当天",
    "quarter": "同 --period，只写季度，如 2016-Q3",
    "month": "月份，如 2016-09；不写时每项指标取最近有数据的月份",
    "submission": "填报表的号（见 status 和合并结果）、文件名，或文件校验码的前几位；可写多份",
    "last": "撤销最近一次合并的全部文件（不必写号）",
    "closed": "填报表的号（见 status 和合并结果）、文件名，或文件校验码的前几位",
    "reason": "怎么处理的，一句话",
    "again": "把已撤销、待处理或已由人工处理的这份填报表重新合并（写号；可写多次）",
    "as_of": "哪一天结束时的台账，格式 YYYY-MM-DD；不写时取今天",
    "csv": "另存为 CSV 文件（Excel 可直接打开）",
    "xlsx": "另存为 xlsx 文件",
    "action": "install（装上或更新）、uninstall（卸下）或 build（只生成扩展文件，不安装）",
    "file": "build 时要生成的文件；不写时是当前位置的 xlsync.oxt",
    "profile": "LibreOffice 的用户配置文件夹；不写时取本人默认的",
    "when": "批号（如 37）、日期（2016-10-18，当天结束时）或时刻（2016-10-18T14:30）",
    "copy": "不改台账，只把当时的台账原样另存为这个文件",
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
    "span": "P",
    "quarter": "Q",
    "month": "YYYY-MM",
    "submission": "SUBMISSION",
    "closed": "SUBMISSION",
    "reason": "TEXT",
    "again": "SUBMISSION",
    "as_of": "YYYY-MM-DD",
    "csv": "PATH",
    "xlsx": "PATH",
    "when": "WHEN",
    "copy": "PATH",
    "action": "ACTION",
    "file": "PATH",
    "profile": "DIR",
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
    3: "现在做不了（台账正开着、另一个 xlsync 在工作、磁盘或数据库不可用），请稍后再运行",
    4: "有文件被退回或不能读取",
    5: "程序内部错误，详见日志",
}
"""What the exit codes mean."""
