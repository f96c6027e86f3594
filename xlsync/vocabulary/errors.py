"""Whatever stops the work: each class takes the facts and writes one Chinese sentence with the remedy.

``code`` is stable; ``exit_code`` follows the command line: 1 findings, 2 usage, 3 busy or queued, 4 files rejected,
5 internal error.
"""

from collections.abc import Iterable

from xlsync.vocabulary.labels.journal import UNREACHABLE, UNUSABLE
from xlsync.vocabulary.labels.messages import NOT_CONFIRMED, USAGE_MISTAKES


class XlsyncError(Exception):
    """Base of every error that a user may see; str() is the sentence."""

    code = "E00"
    exit_code = 5


class OfficeMissing(XlsyncError):
    """No office folder was found."""

    code, exit_code = "E01", 2

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"在“{folder}”及其上级文件夹中没有找到 xlsync.toml。请进入办公文件夹再运行，或先用 xlsync init 新建。"
        )


class MasterMissing(XlsyncError):
    """The office has no master workbook."""

    code, exit_code = "E02", 2

    def __init__(self, path: str) -> None:
        super().__init__(f"没有找到督查台账“{path}”。请把台账放回原处，或在 xlsync.toml 的 master 一项写明文件名。")


class NotAMaster(XlsyncError):
    """The workbook named as master is not one of ours."""

    code, exit_code = "E03", 2

    def __init__(self, path: str, missing: str) -> None:
        super().__init__(
            f"“{path}”不是 xlsync 的督查台账（缺少{missing}）。未作任何改动；请核对文件，或用备份恢复台账。"
        )


class MasterDamaged(NotAMaster):
    """The workbook named as master is broken as a file; ``what`` is a clause about it."""

    code = "E48"

    def __init__(self, path: str, what: str) -> None:
        XlsyncError.__init__(
            self,
            f"“{path}”已损坏（{what}），读不出来。未作任何改动；请先不要移动或删除 .xlsync 文件夹，"
            "运行 xlsync verify，按它给出的办法另存最近完好的台账。",
        )


class HeaderChanged(XlsyncError):
    """A column of the master has lost its header."""

    code, exit_code = "E04", 2

    def __init__(self, sheet: str, missing: str) -> None:
        super().__init__(
            f"工作表“{sheet}”的表头缺少“{missing}”栏（可能被改名或删除）。请把第3行表头改回原名；未作任何改动。"
        )


class MasterLocked(XlsyncError):
    """The master is open somewhere: it was not written. ``who`` holds it, in words."""

    code, exit_code = "E05", 3

    def __init__(self, who: str) -> None:
        super().__init__(
            f"督查台账正被{who}打开，本次没有任何改动。请关闭台账后重新运行；"
            "收件箱里的文件仍在原处，开着 xlsync watch 的会自动合并。"
        )
        self.who = who


class MasterOpenedMeanwhile(MasterLocked):
    """Somebody opened the master after a plan was journalled: that one plan waits, and the next command writes it."""

    code = "E46"

    def __init__(self, who: str, number: int) -> None:
        XlsyncError.__init__(
            self,
            f"写入时督查台账被{who}打开，本次的内容（第{number}批）已经记下，还没有写进台账。"
            "请关闭台账后运行 xlsync refresh，程序会先写完它。",
        )
        self.who = who


class EarlierPlanWaits(MasterLocked):
    """The master is open and an earlier plan waits for it, so that the present command was not begun."""

    code = "E47"

    def __init__(self, who: str, number: int) -> None:
        XlsyncError.__init__(
            self,
            f"督查台账正被{who}打开，第{number}批还等着写入，本次未做。"
            "请关闭台账后重新运行本命令，程序会先写完等着的那一批。",
        )
        self.who = who


class MasterChangedMeanwhile(XlsyncError):
    """The master was saved by someone between reading and writing."""

    code, exit_code = "E06", 3

    def __init__(self) -> None:
        super().__init__("处理期间台账被他人保存过，为避免覆盖，本次未写入。请重新运行一次。")


class UnsafeMaster(XlsyncError):
    """The master cannot be patched without risk."""

    code, exit_code = "E07", 2

    def __init__(self, reason: str) -> None:
        super().__init__(f"台账暂不能安全写入：{reason}。未作任何改动；请按提示处理后再运行。")


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


class FolderExists(XlsyncError):
    """A demo or a new office would overwrite something."""

    code, exit_code = "E14", 2

    def __init__(self, path: str) -> None:
        super().__init__(f"文件夹“{path}”已存在且不为空。请换一个位置，或先把它移走；未作任何改动。")


class PlanHeld(XlsyncError):
    """A write was cut off, and people have changed the same cells since; what it should have brought is set aside."""

    code, exit_code = "E16", 1

    def __init__(self, cells: str, files: str) -> None:
        again = (
            f"核对后请把填报表（{files}，原件在 .xlsync/inbox-done 或收件箱）重新放入收件箱"
            if files
            else "请重新运行一次"
        )
        super().__init__(f"上次写入台账时中断，此后有人改过同样的单元格：{cells}。为免覆盖，该次内容未写入；{again}。")


class CopyEdited(XlsyncError):
    """An older copy of the master was put back and edited; all else came back, these cells keep what was typed."""

    code, exit_code = "E19", 1

    def __init__(self, cells: str) -> None:
        super().__init__(
            f"放回的是较早的台账，此后写入的内容已经补回；但其中有人改过同样的单元格：{cells}。"
            "这些单元格保留现值并已记入变更历史，请核对，需要时改为拟写的内容，再重新运行一次。"
        )


class FiguresContradict(XlsyncError):
    """A sum in a document is not made of its parts."""

    code, exit_code = "E17", 5

    def __init__(self, figure: str, whole: int, parts: int) -> None:
        super().__init__(
            f"“{figure}”前后不一致：合计{whole}，各部分相加{parts}。为免发出有误的公文，未生成，也未占用文号；"
            "请先运行 xlsync check，仍不一致请告知维护人员。"
        )


class UnitUnknown(XlsyncError):
    """A command names a unit that the office does not know."""

    code, exit_code = "E18", 2

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"“{unit}”不在“单位”表或“单位别名”表中。请核对名称，或先登记该单位，再运行；未下发任何填报表。"
        )


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


class OfficeBusy(XlsyncError):
    """Another xlsync is at work in this office."""

    code, exit_code = "E15", 3

    def __init__(self, office: str) -> None:
        super().__init__(f"“{office}”正有另一个 xlsync 在工作（可能是自动收件）。请稍候再运行，或先停止自动收件。")
