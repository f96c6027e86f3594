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


class SheetProtected(XlsyncError):
    """A sheet of the open workbook is protected: a plan that was journalled waits until it is not."""

    code, exit_code = "E66", 3

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"工作表“{sheet}”设了保护，写不进打开着的台账；要写的内容已经记下，台账没有改动。"
            "请取消工作表保护（Excel 在“审阅”选项卡，LibreOffice 在“工具”菜单），再做一次，程序会先写完记下的内容。"
        )
