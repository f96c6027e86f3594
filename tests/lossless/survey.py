"""Many files put through the writer: the checks that start other programs, the tallies, the table of results."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.lossless import sdk
from tests.lossless.office import by_libreoffice
from tests.lossless.opc import Workbook
from tests.lossless.readback import missing
from tests.lossless.trial import (
    CALAMINE,
    CRASH,
    GROWTH,
    IN_PROCESS,
    LINT,
    OPENPYXL,
    PARTS,
    REST,
    SCHEMA,
    UNREADABLE,
    Trial,
    is_1904,
    run_trial,
)

LIBREOFFICE, SDK = "LibreOffice", "Open XML SDK"
MOST_REFUSED = 0.02
SUFFIXES = (".xlsx", ".xlsm")
_WORDS = {
    PARTS: "every part that may not change byte-identical",
    REST: "edited sheet: every other cell, row and element kept",
    GROWTH: "table, formats, validations and names grew by the new rows, and only they",
    OPENPYXL: "read back by openpyxl: new values there, all others as before",
    CALAMINE: "read back by calamine: new values there, all others as before",
    LIBREOFFICE: "read back by LibreOffice: new values there",
    LINT: "no new lint finding",
    SCHEMA: "no new XSD error in touched parts",
    SDK: "no new error of the Open XML SDK",
    CRASH: "no crash",
}


@dataclass
class Survey:
    """The trials of many files."""

    trials: list[Trial] = field(default_factory=list)

    @property
    def workbooks(self) -> list[Trial]:
        return [trial for trial in self.trials if not trial.not_a_workbook]

    @property
    def others(self) -> list[Trial]:
        return [trial for trial in self.trials if trial.not_a_workbook]

    @property
    def patched(self) -> list[Trial]:
        return [trial for trial in self.workbooks if trial.after is not None]

    @property
    def refused(self) -> list[Trial]:
        return [trial for trial in self.workbooks if trial.refused]

    @property
    def wrong(self) -> list[Trial]:
        return [trial for trial in self.trials if trial.is_wrong]

    @property
    def refused_too_many(self) -> bool:
        return len(self.refused) > MOST_REFUSED * len(self.workbooks)


def files_of(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the workbooks of folders with the names they bear there, in one order on every machine."""
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
            yield path.relative_to(folder).as_posix(), path


def survey(
    files: Iterable[tuple[str, bytes]], libreoffice: bool = False, validator: bool = False, attempt: int = 0
) -> Survey:
    """Return the trials of the files; the last two checks start other programs and take their time."""
    done = Survey([run_trial(name, content, attempt) for name, content in files])
    if libreoffice:
        check_by_libreoffice(done.patched)
    if validator:
        sdk.validator()
        for trial in done.patched:
            assert trial.after is not None
            trial.faults[SDK] = sdk.new_errors(trial.before, trial.after, trial.suffix)
    return done


def check_by_libreoffice(trials: Sequence[Trial]) -> None:
    """Add to each trial what LibreOffice misses; a file whose original it cannot open either is told as such."""
    seen = by_libreoffice({trial.name: trial.after for trial in trials if trial.after is not None})
    dark = {trial.name: trial.before for trial in trials if seen.get(trial.name) is None}
    originals = by_libreoffice(dark)
    for trial in trials:
        assert trial.request is not None
        sheets = seen.get(trial.name)
        if sheets is not None:
            grid = sheets.get(trial.request.sheet, {})
            trial.faults[LIBREOFFICE] = list(missing(grid, trial.request.expected, is_1904(Workbook(trial.before))))
        else:
            is_dark = originals.get(trial.name) is None
            trial.faults[LIBREOFFICE] = [UNREADABLE] if is_dark else ["cannot open the patched file"]


def table_of(done: Survey) -> Iterator[str]:
    """Yield the table of results, then the names: refused, no workbook, wrong."""
    workbooks, patched = len(done.workbooks), len(done.patched)
    yield "| What | Files | Of |"
    yield "|---|---|---|"
    yield f"| files tried | {len(done.trials)} | |"
    yield f"| not a workbook (broken, hostile, encrypted) | {len(done.others)} | {len(done.trials)} |"
    yield f"| patched | {patched} | {workbooks} |"
    yield f"| refused with a reason | {len(done.refused)} ({_percent(len(done.refused), workbooks)}) | {workbooks} |"
    with_rows = [trial for trial in done.patched if trial.request and trial.request.rows]
    yield f"| patched with 3 rows appended to a table | {len(with_rows)} | {patched} |"
    yield from _crowded(done)
    for check in (*IN_PROCESS, LIBREOFFICE, SDK):
        yield from _line(check, done.patched)
    yield f"| {_WORDS[CRASH]} | {sum(CRASH not in t.faults for t in done.trials)} | {len(done.trials)} |"
    yield f"| seconds, checks in process | {sum(trial.seconds for trial in done.trials):.1f} | |"
    yield from _names(done)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _crowded(done: Survey) -> Iterator[str]:
    answers = [answer for trial in done.patched for answer in trial.crowded.values()]
    if answers:
        yield f"| tables with something in the way below: rows refused | {sum(map(bool, answers))} | {len(answers)} |"


def _line(check: str, patched: Sequence[Trial]) -> Iterator[str]:
    found = [trial.faults[check] for trial in patched if check in trial.faults]
    dark = sum(faults == [UNREADABLE] for faults in found)
    if found:
        remark = f" ({dark} whose original it cannot open either)" if dark else ""
        yield f"| {_WORDS[check]} | {sum(not faults for faults in found)}{remark} | {len(found)} |"


def _names(done: Survey) -> Iterator[str]:
    for reason, count in Counter(_without_names(trial.refused) for trial in done.refused).most_common():
        names = ", ".join(trial.name for trial in done.refused if _without_names(trial.refused) == reason)
        yield f"refused, {count}: {reason} [{names}]"
    for trial in done.others:
        answer = "refused" if trial.refused else "PATCHED"
        yield f"not a workbook: {trial.name}: {trial.not_a_workbook} ({answer})"
    for trial in done.wrong:
        for check, faults in trial.faults.items():
            if faults and faults != [UNREADABLE]:
                yield f"WRONG {trial.name}: {check}, {len(faults)}: {'; '.join(faults[:2])}"


def _without_names(reason: str) -> str:
    """Return a refusal without the sheet and cell that it names, so that equal reasons count together."""
    pieces = reason.split("“")
    return pieces[0] + "".join("“…”" + piece.partition("”")[2] for piece in pieces[1:])
