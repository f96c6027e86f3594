"""What stops the work while the master stands open in a spreadsheet program."""

from xlsync.vocabulary.errors.base import XlsyncError
from xlsync.vocabulary.errors.master import MasterLocked


class ExcelBusy(MasterLocked):
    """The program that has the master open refuses calls: a cell is being edited, a dialogue is open."""

    code = "E65"

    def __init__(self, program: str = "Excel") -> None:
        XlsyncError.__init__(
            self,
            f"{program}正忙（可能有单元格正在编辑，或开着对话框），本次没有做完。"
            "请先按回车或 Esc 结束编辑、关闭对话框，再运行一次，程序会接着做。",
        )
        self.who = program
