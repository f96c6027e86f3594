"""What stops the work in an open spreadsheet program."""

from xlsync.vocabulary.errors.base import XlsyncError


class NoOffice(XlsyncError, ConnectionError):
    """No LibreOffice listens on a pipe."""

    code, exit_code = "E60", 3

    def __init__(self, pipe: str) -> None:
        super().__init__(
            f"没有连上 LibreOffice（通道“{pipe}”）。请确认 LibreOffice 已打开、xlsync 扩展已安装，必要时重新打开 LibreOffice 再试。"
        )


class OfficeNotStarted(XlsyncError, ConnectionError):
    """LibreOffice was started and did not answer; ``program`` is what was started."""

    code, exit_code = "E61", 3

    def __init__(self, program: str) -> None:
        super().__init__(
            f"LibreOffice（{program}）启动不了或没有应答。请确认已安装 LibreOffice 并能正常打开，再试一次。"
        )


class UnoMissing(XlsyncError, ImportError):
    """This Python cannot talk to LibreOffice."""

    code, exit_code = "E62", 2

    def __init__(self) -> None:
        super().__init__(
            "没有找到 LibreOffice 的 Python 接口（uno）。请安装 python3-uno（随 LibreOffice 提供）后再试。"
        )


class BookNotOpened(XlsyncError, OSError):
    """LibreOffice did not open a workbook; ``holder`` is what its lock file says, empty without one."""

    code, exit_code = "E63", 3

    def __init__(self, path: str, lock: str = "", holder: str = "") -> None:
        super().__init__(
            f"LibreOffice 打不开“{path}”：旁边有锁文件“{lock}”（{holder}）。"
            "请先让对方关闭这个文件；如果确实没有人打开它（上次异常退出留下的），请删除这个锁文件再试。"
            if lock
            else f"LibreOffice 打不开“{path}”。请确认文件完好、密码正确，再试一次。"
        )


class ProgramGone(XlsyncError):
    """The spreadsheet program ended, or broke off, while it was asked or written."""

    code, exit_code = "E78", 3

    def __init__(self) -> None:
        super().__init__(
            "表格程序中途关闭或没有应答，这一步没有做完。已记下的内容都不会丢；重新打开台账，或再运行一次，程序会接着做。"
        )
