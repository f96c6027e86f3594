"""What stops the work at the master workbook."""

from xlsync.vocabulary.errors.base import XlsyncError


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
            f"工作表“{sheet}”的表头缺少“{missing}”栏（可能被改名或删除）。请把第3行表头改回原名；"
            "整栏删掉的，请撤销删除，或不保存就关闭台账，再重新打开。未作任何改动。"
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
    """The master was saved by someone, or typed into, between reading and writing."""

    code, exit_code = "E06", 3

    def __init__(self) -> None:
        super().__init__("处理期间台账有了新的改动，为避免覆盖，本次未写入。请重新运行一次。")


class OlderCopyOpen(XlsyncError):
    """An older copy of the master was put back and is open before somebody; it is brought up to date when closed."""

    code, exit_code = "E51", 3

    def __init__(self, found: int, number: int) -> None:
        super().__init__(
            f"打开着的台账是以前的备份（只到第{found}批，流水已到第{number}批），本次没有任何改动。"
            "请保存并关闭台账后运行 xlsync refresh，程序会先把缺少的内容补齐。"
        )


class OutdatedWorkbookOpen(XlsyncError):
    """The open workbook is older than its file: saving it would take back what was written since it was opened."""

    code, exit_code = "E52", 3

    def __init__(self) -> None:
        super().__init__(
            "台账文件在打开以后被更新过，打开着的这一份是旧的，本次没有任何改动。"
            "请不要保存；先把自己新填的内容记下，关闭后重新打开台账，再做一次。"
        )


class UnsafeMaster(XlsyncError):
    """The master cannot be patched without risk."""

    code, exit_code = "E07", 2

    def __init__(self, reason: str) -> None:
        super().__init__(f"台账暂不能安全写入：{reason}。未作任何改动；请按提示处理后再运行。")


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
