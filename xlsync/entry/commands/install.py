"""xlsync install: the Python of this machine written into the master, and all that Excel may hold against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsync.adapters.windows.interpreter import interpreter_of, portable, with_interpreter
from xlsync.adapters.windows.machine import Machine, this_machine
from xlsync.adapters.workbook_file.master import MasterFile
from xlsync.entry.bootstrap import changing, master_of
from xlsync.entry.console import Console, Report
from xlsync.entry.installing import Scene, Step, look
from xlsync.entry.settings import Office
from xlsync.services.repair import put_version
from xlsync.services.writing import refuse_if_held
from xlsync.vocabulary.errors import NotConfirmed
from xlsync.vocabulary.labels import installing as words
from xlsync.vocabulary.labels.doctor import FAILED, PASSED, SUMMARY

_NOT_HERE = 2


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Install, or with dry_run only look; exit code 1 if something needs attention, 2 where there is no Windows."""
    machine = this_machine()
    if machine is None:
        return Report({"ok": False, "written": False, "interpreter": None, "checks": []}, [words.ELSEWHERE], _NOT_HERE)
    return _Installation(office, machine, console, bool(options["dry_run"])).run()


@dataclass(frozen=True)
class _Installation:
    office: Office
    machine: Machine
    console: Console
    dry_run: bool

    def run(self) -> Report:
        """Write what is to be written, then look at everything."""
        file = master_of(self.office)
        refuse_if_held(file)
        wanted, held = portable(self.machine), interpreter_of(file.content())
        is_new = held is not None and held != wanted
        unmarked = not self.dry_run and self._unmarked()
        if is_new and not self.dry_run:
            self._write(file, wanted)
        scene = Scene(
            *(self.machine, self.office.master, None if held is None else wanted),
            will_write=is_new and self.dry_run,
            unmarked=unmarked,
        )
        return self._report(look(scene), held, wanted)

    def _unmarked(self) -> bool:
        """Take the mark of the web off where a person agrees; return whether it was done."""
        if not self.machine.marks.is_marked(self.office.master):
            return False
        try:
            self.console.confirm(words.UNMARK.format(name=self.office.master.name))
            self.machine.marks.unmark(self.office.master)
        except (NotConfirmed, OSError):
            return False  # the check says what to do by hand
        return True

    def _write(self, file: MasterFile, path: str) -> None:
        with changing(self.office, file) as desk:
            before = file.content()
            put_version(file, desk.work, before, with_interpreter(before, path), desk.now)

    def _report(self, steps: list[Step], held: str | None, wanted: str) -> Report:
        bad = [step for step in steps if not step.ok]
        written = held not in (None, wanted) and not self.dry_run
        data = {
            "ok": not bad,
            "written": written,
            "interpreter": None if held is None else wanted,
            "checks": [{"name": step.name, "ok": step.ok, "hint": step.hint} for step in steps],
        }
        lines = [self._headline(held, wanted).format(path=wanted), *map(_line, steps)]
        return Report(data, [*lines, SUMMARY.format(total=len(steps), bad=len(bad))], 1 if bad else 0)

    def _headline(self, held: str | None, wanted: str) -> str:
        if held is None:
            return words.NO_SHEET
        if held == wanted:
            return words.ALREADY
        return words.WOULD if self.dry_run else words.WRITTEN


def _line(step: Step) -> str:
    return f"[{PASSED if step.ok else FAILED}] {step.label}  {step.hint}"
