"""What stops one command: its files, its documents, what it was asked for."""

from collections.abc import Iterable

from xlsync.vocabulary.errors.base import XlsyncError
from xlsync.vocabulary.labels.charts import NO_FONT
from xlsync.vocabulary.labels.messages import NOT_CONFIRMED, USAGE_MISTAKES


class UnreadableFile(XlsyncError):
    """A file cannot be read as a workbook; ``kind`` is a key of labels.messages.UNREADABLE."""

    code, exit_code = "E10", 4

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class ReadingImpossible(XlsyncError):
    """The process that reads files cannot be started; the files wait."""

    code, exit_code = "E30", 3

    def __init__(self) -> None:
        super().__init__(
            "读取文件用的子进程启动不了（可能被安全软件拦住，或内存不足）。文件都还在收件箱，未作任何改动；"
            "请关闭一些程序或让管理员放行 xlsync 后重新运行。"
        )


class TemplateBroken(XlsyncError):
    """A Word template cannot be filled; ``fault`` is a clause about what is wrong with it."""

    code, exit_code = "E11", 2

    def __init__(self, template: str, fault: str, names: str) -> None:
        super().__init__(
            f"公文模板“{template}”{fault}。可用的占位符有：{names}。请用 Word 改正模板后再试；未占用任何文号。"
        )


class TargetLocked(XlsyncError):
    """An output file is open in another program."""

    code, exit_code = "E12", 3

    def __init__(self, path: str) -> None:
        super().__init__(f"文件“{path}”正被占用，无法写入。请关闭后再试；未占用任何文号。")


class NothingToDo(XlsyncError):
    """A period or an inbox holds nothing to work on."""

    code, exit_code = "E13", 1

    def __init__(self, what: str, more: Iterable[str] = ()) -> None:
        super().__init__("".join((f"{what}。", *more)))


class FiguresContradict(XlsyncError):
    """A sum in a document is not made of its parts."""

    code, exit_code = "E17", 5

    def __init__(self, figure: str, whole: int, parts: int) -> None:
        super().__init__(
            f"“{figure}”前后不一致：合计{whole}，各部分相加{parts}。为免发出有误的公文，未生成，也未占用文号；"
            "请先运行 xlsync check，仍不一致请告知维护人员。"
        )


class ChartFontMissing(XlsyncError):
    """No font on this machine can write Chinese on a chart; ``fonts`` are those that could."""

    code, exit_code = "E53", 2

    def __init__(self, fonts: str) -> None:
        super().__init__(NO_FONT.format(fonts=fonts))


class UnitUnknown(XlsyncError):
    """A command names a unit that the office does not know."""

    code, exit_code = "E18", 2

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"“{unit}”不在“单位”表或“单位别名”表中。请核对名称，或先登记该单位，再运行；未下发任何填报表。"
        )


class SubmissionUnknown(XlsyncError):
    """No submission has this number, file name or beginning of a SHA-256."""

    code, exit_code = "E40", 2

    def __init__(self, word: str) -> None:
        super().__init__(
            f"没有找到“{word}”这份填报表。请写 xlsync status 或合并结果里的号（如 3）、文件名，或文件校验码的前几位。"
        )


class SubmissionAmbiguous(XlsyncError):
    """Several submissions are meant by one word; ``candidates`` names each with its number."""

    code, exit_code = "E41", 2

    def __init__(self, word: str, candidates: str) -> None:
        super().__init__(f"“{word}”可以指不止一份填报表：{candidates}。请改写其中一份的号，再运行。")


class NotTakenBack(XlsyncError):
    """A submission cannot be taken back, closed or merged again as it stands; ``why`` is a clause with the way out."""

    code, exit_code = "E42", 1

    def __init__(self, submission: str, why: str) -> None:
        super().__init__(f"{submission}{why}。未作任何改动。")


class NoSuchMoment(XlsyncError):
    """The journal knows no master of the moment that was asked for; ``why`` is a clause with the way out."""

    code, exit_code = "E43", 2

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}。")


class PlaceTaken(XlsyncError):
    """A file would be overwritten that the user has not asked to replace."""

    code, exit_code = "E44", 2

    def __init__(self, path: str) -> None:
        super().__init__(f"“{path}”已经存在。请换一个文件名再运行；未作任何改动。")


class NoSuchFolder(XlsyncError):
    """A file would be written into a folder that is not there; a slip of the pen makes no folders."""

    code, exit_code = "E49", 2

    def __init__(self, folder: str) -> None:
        super().__init__(f"没有“{folder}”这个文件夹。请核对路径，或先建好它再运行；未作任何改动。")


class UsageMistake(XlsyncError):
    """A command was typed in a way that cannot be understood; ``kind`` is a key of labels.messages.USAGE_MISTAKES."""

    code, exit_code = "E90", 2

    def __init__(self, kind: str, word: str, command: str = "xlsync", choices: str = "") -> None:
        super().__init__(USAGE_MISTAKES[kind].format(word=word, command=command, choices=choices))
        self.kind = kind


class NotConfirmed(XlsyncError):
    """A step that asks was not agreed to."""

    code, exit_code = "E91", 2

    def __init__(self, question: str) -> None:
        super().__init__(NOT_CONFIRMED.format(question=question))
