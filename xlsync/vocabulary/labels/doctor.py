"""Words of the health check: the name of each check and its hints."""

CHECKS = {
    "python": "Python 版本",
    "office": "办公文件夹",
    "master": "督查台账",
    "program": "表格程序",
    "xlwings": "连接打开的台账",
    "extension": "LibreOffice 工具栏",
    "saved": "台账完整",
    "interpreter": "台账中的 Python",
    "fonts": "公文字体",
    "holidays": "节假日安排",
    "lock": "台账占用",
    "journal": "变更流水",
    "disk": "磁盘空间",
    "share": "网络共享",
    "access": "读写权限",
    "mail": "邮件草稿",
    "today": "计算日期",
}

HINTS = {
    "python": "Python {version}",
    "python_old": "现为 Python {version}，需要 3.11 或更高版本；请到 python.org 下载安装后重装 xlsync",
    "office": "{root}",
    "office_missing": "“{root}”及其上级没有 xlsync.toml；请进入办公文件夹运行，或先用 xlsync init 新建",
    "master": "{path}",
    "master_missing": "没有找到“{path}”；请把台账放回原处，或在 xlsync.toml 的 master 一项写明文件名",
    "program": "找到 {names}",
    "program_missing": "没有找到 Excel、WPS 或 LibreOffice；合并和评分不受影响，但本机不能打开台账查看",
    "xlwings": "组件 xlwings 已装",
    "xlwings_missing": "缺少组件 xlwings，台账开着时不能直接写入（关闭后照常）；请重新安装 xlsync",
    "extension": "已装 {version}；LibreOffice 现在没有打开",
    "extension_open": "已装 {version}，LibreOffice 正开着，可以直接写入打开的台账",
    "extension_unneeded": "不需要（本机用 Excel，或没有 LibreOffice）",
    "extension_missing": "没有装；想在 LibreOffice 里用“督查”工具栏，请运行 xlsync office-extension install",
    "extension_old": "装的是 {found}，本程序是 {version}；请再运行一次 xlsync office-extension install",
    "saved": "没有被 LibreOffice 保存造成的缺失",
    "saved_damaged": "台账被 LibreOffice 保存过，丢了宏、代码名、表格样式等（数据不受影响）；请关闭台账后运行 xlsync repair，再交给 Excel 使用",
    "interpreter": "{path}",
    "interpreter_gone": "台账里写的是 {path}，本机没有这个文件，Excel 里的按钮不能用；请运行 xlsync install",
    "interpreter_none": "台账没有“xlwings.conf”表，Excel 里的按钮不能用；请用命令行或自动收件",
    "interpreter_elsewhere": "不需要（只在 Windows 的 Excel 里用到）",
    "fonts": "公文所需字体齐全",
    "fonts_replaced": "缺少 {missing}，本机打开公文时以“{stand_in}”代替，版面会与规定字体不同；定稿、打印前请安装，或换一台装有这些字体的电脑",
    "fonts_missing": "没有找到任何中文字体，公文和图表会显示为方框；请安装宋体、仿宋或 Noto CJK 字体",
    "holidays": "已公布到 {year} 年",
    "holidays_unknown": "{year} 年的安排没有内置；请在“节假日”表补录国务院办公厅通知，此前该年时限为暂定",
    "journal": "PostgreSQL 上的流水库可以使用",
    "journal_file": "可以使用（本机的 SQLite；是否完好请用 xlsync verify 核对）",
    "journal_none": "还没有建立，第一次运行时自动建立",
    "journal_bad": "{reason}",
    "lock": "未被占用",
    "lock_live": "台账正在这台电脑上打开，可以直接写入打开的台账，不必关闭",
    "lock_program": "另一个 xlsync 命令正在运行；等它结束即可",
    "lock_editor": "督查台账正被{who}打开；关闭后再运行要做的命令（开着 xlsync watch 的会自动接着做）",
    "disk": "剩余 {free} GB",
    "disk_full": "只剩 {free} MB，至少需要 {needed} MB；请清理磁盘，否则新来的文件会排队",
    "share": "在本机磁盘上",
    "share_network": "在网络共享上，收件箱将用轮询方式查看",
    "share_journal": "在网络共享上，而流水库是 SQLite，可能损坏；请在 xlsync.toml 的 journal 一项改用 PostgreSQL 或本机磁盘",
    "access": "可以写入",
    "access_denied": "不能写入“{path}”；请检查该文件夹的权限",
    "mail": "发件地址 {address}",
    "mail_blank": "未设发件地址，邮件草稿由打开它的邮箱程序补上；要固定地址请在 xlsync.toml 写 mail_from",
    "mail_wrong": "“{address}”不像邮件地址；请改正 xlsync.toml 的 mail_from",
    "today": "按今天 {day} 计算",
    "today_fixed": "固定按 {day} 计算（{origin}）；演示以外请去掉这一项",
}

FONTS = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")
"""Fonts of GB/T 9704 documents."""

FONT_ALIASES = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S",),
    "仿宋_GB2312": ("仿宋", "FangSong", "FangSong_GB2312"),
    "楷体_GB2312": ("楷体", "KaiTi", "KaiTi_GB2312"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun", "NSimSun"),
}
"""Other names under which systems know these fonts."""

STAND_INS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Songti SC", "PingFang SC", "微软雅黑")
"""Fonts that can stand in, best first."""

JOINT = "、"
PASSED, FAILED = "正常", "注意"
SUMMARY = "共检查 {total} 项，{bad} 项需要注意。"
