"""Words of the macros in the master: VBA holds ASCII only, so its sentences stand in cells of the hidden settings."""

TITLE = "督查台账"
NO_PYTHON = (
    "没有找到运行督查工具的 Python，按钮暂时不能用；台账照常可看可填，内容没有任何改动。\n"
    "请在开始菜单打开“命令提示符”，运行 xlsync install 登记 Python 的位置；本机还没有安装的，见《在 Windows 上安装》。"
)
"""What a click says where no Python is found; opening the workbook says nothing."""
