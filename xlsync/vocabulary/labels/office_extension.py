"""Words of the LibreOffice door: the extension, what it says in the office, and the command that installs it."""

NAME = "xlsync 督查台账"
PUBLISHER = "xlsync"

SAID = {
    "title": "督查",
    "starting": "“{label}”正在处理，请稍候……",
    "busy": "“{label}”还没有做完。请等它做完（见窗口下方状态栏）再点。",
    "no_python": "没有找到运行 xlsync 的 Python（{python}），可能已移动或卸载。请重新安装 xlsync，再运行 xlsync office-extension install。",
    "no_document": "没有打开的工作簿。请先打开办公文件夹里的督查台账，再点按钮。",
    "never_saved": "这个工作簿还没有保存过。请先保存到办公文件夹里，或打开那里的督查台账，再点按钮。",
    "not_local": "这个工作簿不在本机或映射的磁盘上（{url}）。请先把办公文件夹映射为磁盘，从那里打开督查台账再点按钮。",
    "no_office": "“{name}”不在办公文件夹里（它所在的文件夹及其上级都没有 xlsync.toml）。请打开办公文件夹里的督查台账，再点按钮。",
    "not_started": "“{label}”启动不了（{reason}）。请运行 xlsync doctor 检查；如仍不行，请重新安装 xlsync。",
    "failed": "“{label}”中途停了（退出码 {code}），台账没有写坏。请看办公文件夹里的日志 .xlsync/log/xlsync.log，或运行 xlsync doctor。",
}
"""What the part inside LibreOffice says, with the names that it fills in."""

INSTALLED = "已装入 LibreOffice {office} 的督查工具栏和菜单（{version} 版，{profile}）。下次打开表格即可看到。"
REINSTALLED = "督查工具栏和菜单已更新为 {version} 版（LibreOffice {office}，{profile}）。下次打开表格即可看到。"
UNINSTALLED = "已从 LibreOffice {office} 中卸下督查工具栏和菜单（{profile}）。"
NOT_INSTALLED = "LibreOffice 里没有装过督查工具栏（{profile}），无需卸下。"
BUILT = "已生成扩展文件“{path}”（{version} 版，只在这台电脑上有效：里面写着这里的 Python）。"
WOULD_INSTALL = "将把督查工具栏和菜单（{version} 版）装入 LibreOffice 的用户配置“{profile}”。"
WOULD_UNINSTALL = "将从 LibreOffice 的用户配置“{profile}”中卸下督查工具栏和菜单。"
WOULD_BUILD = "将生成扩展文件“{path}”（{version} 版）。"
