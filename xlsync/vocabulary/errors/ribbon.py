"""What stops a button of the spreadsheet program before its command begins."""

from xlsync.vocabulary.errors.base import XlsyncError


class NotTheMasterOpen(XlsyncError):
    """A button was clicked in a workbook that is not the master of its office; ``master`` is that one's name."""

    code, exit_code = "E70", 2

    def __init__(self, book: str, master: str) -> None:
        super().__init__(
            f"“{book}”不是办公文件夹里的督查台账（可能是另存的副本，或还没有存盘），没有做任何事。"
            f"请打开“{master}”，在那里再点按钮。"
        )


class SheetAbsent(XlsyncError):
    """A sheet that a button shows is hidden or gone."""

    code, exit_code = "E71", 2

    def __init__(self, sheet: str) -> None:
        super().__init__(f"看不到“{sheet}”表：它被隐藏、改名或删除了。请取消隐藏或把表名改回，再点一次。")


class BackgroundRefused(XlsyncError):
    """No process may be started from the spreadsheet program."""

    code, exit_code = "E72", 3

    def __init__(self) -> None:
        super().__init__(
            "后台程序启动不了（可能被安全软件拦住），没有做任何事。"
            "请让管理员放行 Python 后再点；急用时可在命令行运行 xlsync，命令与按钮相同。"
        )
