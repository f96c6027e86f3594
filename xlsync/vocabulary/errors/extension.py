"""What stops the installation of the LibreOffice extension, or a click on its toolbar."""

from xlsync.vocabulary.errors.base import XlsyncError


class OfficeOpen(XlsyncError):
    """LibreOffice is running with the profile that was to be changed."""

    code, exit_code = "E75", 3

    def __init__(self, profile: str) -> None:
        super().__init__(
            f"LibreOffice 正开着（用户配置“{profile}”），没有作任何改动。"
            "请保存并关闭所有 LibreOffice 窗口（包括任务栏里的快速启动），再运行一次。"
        )


class ExtensionRefused(XlsyncError):
    """LibreOffice did not take the extension."""

    code, exit_code = "E76", 3

    def __init__(self, profile: str, reason: str) -> None:
        super().__init__(
            f"LibreOffice 没有装上督查工具栏（用户配置“{profile}”：{reason}）。"
            "请确认可以写入这个文件夹，并已安装 libreoffice-script-provider-python 与 python3-uno，再运行一次。"
        )


class BookNotFound(XlsyncError):
    """The LibreOffice behind the pipe does not have the workbook open that was clicked in."""

    code, exit_code = "E77", 3

    def __init__(self, url: str) -> None:
        super().__init__(
            f"连上的 LibreOffice 里没有打开“{url}”（可能刚刚关闭，或同时开着两个不同用户配置的 LibreOffice）。"
            "请只留一个 LibreOffice，重新打开台账再点。"
        )
