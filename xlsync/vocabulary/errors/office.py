"""What stops the work at the office folder, its settings, the disk and the journal."""

from xlsync.vocabulary.errors.base import XlsyncError
from xlsync.vocabulary.labels.journal import UNREACHABLE, UNUSABLE


class OfficeMissing(XlsyncError):
    """No office folder was found."""

    code, exit_code = "E01", 2

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"在“{folder}”及其上级文件夹中没有找到 xlsync.toml。请进入办公文件夹再运行，或先用 xlsync init 新建。"
        )


class SettingsInvalid(XlsyncError):
    """xlsync.toml or the sheet 参数 holds something that cannot be used."""

    code, exit_code = "E08", 2

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"设置“{place}”不能使用：{reason}。请改正后再运行。")


class SecretMissing(XlsyncError):
    """The key that signs the forms is gone."""

    code, exit_code = "E09", 2

    def __init__(self, path: str) -> None:
        super().__init__(
            f"没有找到填报表的签名密钥“{path}”，已发出的填报表无法核验。未作任何改动；请用备份恢复这个文件后再运行。"
        )


class FolderExists(XlsyncError):
    """A demo or a new office would overwrite something."""

    code, exit_code = "E14", 2

    def __init__(self, path: str) -> None:
        super().__init__(f"文件夹“{path}”已存在且不为空。请换一个位置，或先把它移走；未作任何改动。")


class DiskFull(XlsyncError):
    """There is no room left for what has to be written."""

    code, exit_code = "E20", 3

    def __init__(self, place: str) -> None:
        super().__init__(
            f"磁盘已满，写不下“{place}”。台账和来表都没有损坏，做完的都已保存；请先腾出空间，再运行一次，程序会接着做。"
        )


class WriteDenied(XlsyncError):
    """A file or folder of the office may not be written."""

    code, exit_code = "E21", 3

    def __init__(self, place: str) -> None:
        super().__init__(
            f"没有写入“{place}”的权限，或者它是只读的。台账和来表都没有损坏，做完的都已保存；"
            "请让管理员放开这个文件夹的写入权限，再运行一次，程序会接着做。"
        )


class DiskFailing(XlsyncError):
    """The disk or the share answers with errors."""

    code, exit_code = "E22", 3

    def __init__(self, place: str) -> None:
        super().__init__(
            f"读写“{place}”时磁盘或共享文件夹出错。台账仍是完整的，做完的都已保存；"
            "请检查磁盘、移动盘或网络连接，再运行一次，程序会接着做。"
        )


class JournalUnreachable(XlsyncError):
    """The database of the journal does not answer; ``place`` names no user and no password."""

    code, exit_code = "E23", 3

    def __init__(self, place: str) -> None:
        super().__init__(UNREACHABLE.format(place=place))


class JournalUnusable(XlsyncError):
    """The journal cannot be used as it is set or as it stands; ``kind`` is a key of labels.journal.UNUSABLE."""

    code, exit_code = "E24", 2

    def __init__(self, kind: str, place: str = "") -> None:
        super().__init__(UNUSABLE[kind].format(place=place))
        self.kind = kind


class OfficeBusy(XlsyncError):
    """Another xlsync is at work in this office."""

    code, exit_code = "E15", 3

    def __init__(self, office: str) -> None:
        super().__init__(f"“{office}”正有另一个 xlsync 在工作（可能是自动收件）。请稍候再运行，或先停止自动收件。")
