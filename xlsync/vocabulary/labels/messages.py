"""Sentences of the command line that belong to no single command, and the names of an office's folders."""

MASTER_NAME = "督查台账.xlsm"
SETTINGS_NAME = "xlsync.toml"

FOLDERS = {
    "inbox": "收件箱",
    "forms": "填报表",
    "receipts": "回执",
    "documents": "公文",
    "charts": "图表",
    "templates": "模板",
}
"""Folders of an office by their English name."""

INTERRUPTED = "已按您的要求停止；已完成的部分都已保存，重新运行会接着做。"
UNEXPECTED = "程序遇到没有预料到的情况（{kind}），已停止。经过记在“{log}”，请把这个文件发给维护人员。"
UNLOGGED = "程序遇到没有预料到的情况（{kind}），已停止，而且日志也写不进“{log}”。请检查该处的权限和剩余空间后再运行。"
QUESTION = "{question} [y/N] "
CONFIRM_WORDS = ("y", "yes", "是")

USAGE_MISTAKES = {
    "unknown_command": "没有“{word}”这个命令。请运行 xlsync --help 查看全部命令。",
    "unknown_option": "没有“{word}”这个选项。请运行 {command} --help 查看用法。",
    "missing": "缺少 {word}：{choices}。请补上再运行，用法见 {command} --help。",
    "no_value": "“{word}”这个选项后面要写上值，或不该写值。请运行 {command} --help 查看用法。",
    "surplus": "多出了参数“{word}”。请运行 {command} --help 查看用法。",
    "no_file": "没有找到文件“{word}”。请核对路径后再运行。",
    "bad_choice": "“{word}”不在可选范围内，可选：{choices}。",
    "bad_day": "“{word}”不是 YYYY-MM-DD 格式的日期，例如 2016-10-17。",
    "bad_period": "“{word}”不是期别，应写成 2016-Q3 或 2016-09。",
    "bad_quarter": "“{word}”不是季度，应写成 2016-Q3。",
    "bad_span": "“{word}”不是期间，应写成月 2016-09、季度 2016-Q3 或年 2016。",
    "bad_month": "“{word}”不是月份，应写成 2016-09。",
    "two_spans": "期间只能写一个，现在写了{word}。请在 --period 和 --quarter 中去掉一个。",
    "no_such_span": "{command}不能按“{word}”生成：{choices}。请改正，或不写期间。",
    "bad_when": "“{word}”不是批号、日期或时刻，应写成 37、2016-10-17 或 2016-10-17T14:30。",
    "no_reason": "请写明怎么处理的，例如：xlsync close {word} --reason 已电话核实，按原数登记。",
    "no_set": "演示一律用自带的设置，不能改“{word}”；未作任何改动。请去掉 --set，或用 xlsync init 新建办公文件夹时再写。",
    "bad_setting": "“{word}”应写成 名称=值，例如 log_level=DEBUG。",
    "other": "命令写法不对（{word}）。请运行 {command} --help 查看用法。",
}
"""Sentence for each way to mistype a command."""

NOT_CONFIRMED = "“{question}”需要确认，未作任何改动。确实要做请加 --yes 再运行。"

SETTINGS_HELP = {
    "master": "台账文件名",
    "journal": "流水库地址，空为办公文件夹内的 SQLite；多台电脑共用写 postgresql+psycopg://用户@主机/库名，口令另放 PGPASSWORD 或 .pgpass",
    "settle_seconds": "文件不再变化多少秒后才读",
    "rescan_seconds": "每隔多少秒全面清点一次收件箱",
    "polling": "收件箱在网络共享上时用轮询：auto、on、off",
    "log_level": "日志详细程度：DEBUG、INFO、WARNING、ERROR",
    "today": "固定按哪一天计算，只供演示，正式使用请留空",
    "mail_from": "邮件草稿的发件地址",
    "read_seconds": "读取一个文件最多用多少秒（大文件每 MB 另加 1 秒），超过即停",
    "read_memory_mb": "读取一个文件最多用多少 MB 内存，超过即停",
}
"""What each setting of xlsync.toml means."""

SETTINGS_FILE_INTRO = "以下各项都写着默认值。要改哪一项，去掉该行行首的“# ”，改成所要的值再保存。"

SETTING_ORIGINS = {"flag": "命令行", "environment": "环境变量 {name}", "file": "xlsync.toml", "default": "默认值"}
SETTING_REASONS = {
    "extra_forbidden": "没有这一项，可用的有：{known}",
    "literal_error": "值“{value}”不在可选范围内（{expected}）",
    "greater_than": "值“{value}”必须大于 {gt}",
    "greater_than_equal": "值“{value}”不能小于 {ge}",
    "less_than_equal": "值“{value}”不能大于 {le}",
    "other": "值“{value}”的类型或格式不对",
}
SETTINGS_BROKEN = "第{line}行写法不对"
SETTINGS_UNREADABLE = "文件不能读取或不是 UTF-8 文字"
SETTINGS_JOURNAL = (
    "不是流水库地址，应写成 postgresql+psycopg://用户@主机/库名 或 sqlite:///文件；"
    "口令不能写在这里，请用环境变量 PGPASSWORD 或口令文件 .pgpass"
)
SETTINGS_NAME_ONLY = "只能写文件名，不能带文件夹"
SETTINGS_OFFICE = "办公文件夹：{root}"
BLANK = "（空）"

UNSAVED = "台账正开着，并有您还没有保存的内容：第{numbers}批已写在打开着的台账里，请您看过后保存台账，保存后才算完成。"
UNSAVED_JOINT = "、"
