"""Runs xlwings' own tests on the LibreOffice engine: what passed, was refused, failed or skipped in each file.

    python -m tools.xlwings_suite FOLDER [FILE ...]

FOLDER is the tests folder of a source distribution of xlwings; it is copied first.  Each test that did not pass is
named with the reason.  A test that ends at a call which the engine refuses by name counts as refused, whether xlwings
itself lets it fail or skips it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

USUAL = ("range", "conversion", "table", "names", "sheet", "book", "app", "active")
MORE = (
    "fileformats",
    "font",
    "borders",
    "alignment",
    "shape",
    "characters",
    "table_rows",
    "table_columns",
    "table_sort",
)
PATIENCE = 600  # seconds for one file
OUTCOMES = ("passed", "refused", "failed", "skipped")
REFUSAL = "not supported by the LibreOffice engine"
ROOT = Path(__file__).resolve().parent.parent


class Refusals:
    """Notes in the report of each test which call the engine refused last."""

    def __init__(self) -> None:
        from xlsync.adapters.libreoffice.refusal import Unsupported

        self.calls: list[str] = []
        given = Unsupported.__init__

        def noted(error: Unsupported, call: str) -> None:
            self.calls.append(call)
            given(error, call)

        Unsupported.__init__ = noted  # type: ignore[assignment]

    def pytest_runtest_setup(self) -> None:
        self.calls.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Any:
        report = yield
        if self.calls:
            report.user_properties.append(("refused", self.calls[-1]))
        return report


def run_here(file: str, report: str) -> int:
    """Run one file in this process, the engine registered; return pytest's exit code."""
    from xlsync.adapters import libreoffice

    libreoffice.register(run_macros=True)
    options = ["-q", "-p", "no:cacheprovider", "-c", str(Path(file).with_name("empty.ini"))]
    return pytest.main([*options, f"--junitxml={report}", file], plugins=[Refusals()])


def results(folder: Path, name: str) -> list[tuple[str, str, str]]:
    """Return test, outcome and reason for one file, run in a process of its own."""
    report = folder.parent / f"{name}.xml"
    words = [sys.executable, "-m", "tools.xlwings_suite", "--here", str(folder / f"{name}.py"), str(report)]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        subprocess.run(words, cwd=folder, env=around, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return [(name, "failed", f"still running after {PATIENCE} s")]
    return list(outcomes(report)) if report.exists() else [(name, "failed", "the file could not be run")]


def outcomes(report: Path) -> Iterator[tuple[str, str, str]]:
    """Yield test, outcome and reason from a report of pytest."""
    for case in ElementTree.parse(report).iter("testcase"):
        found = {kind: case.find(kind) for kind in ("failure", "error", "skipped")}
        bad = next((node for node in found.values() if node is not None), None)
        outcome = "passed" if bad is None else "skipped" if bad.tag == "skipped" else "failed"
        call = next((node.get("value", "") for node in case.iter("property") if node.get("name") == "refused"), "")
        said = "" if bad is None else bad.get("message") or bad.text or ""
        if call and (outcome == "skipped" or REFUSAL in said):
            outcome = "refused"
        reason = call if outcome == "refused" else next(iter(said.splitlines()), "")[:140]
        yield f"{case.get('classname', '').rpartition('.')[2]}.{case.get('name')}", outcome, reason


def line(name: str, cells: Any) -> str:
    """Return a line of the table."""
    return f"{name:24}" + "".join(f"{cell:>9}" for cell in cells)


def main(words: list[str]) -> int:
    """Print the table; return 0 when no test failed, else 1."""
    given, total = Path(words[0]), Counter[str]()
    names = [f"test_{Path(word).stem.removeprefix('test_')}" for word in words[1:] or (*USUAL, *MORE)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(given, Path(place) / "tests"))
        (folder / "empty.ini").write_text("[pytest]\n", encoding="utf-8")
        print(line("", OUTCOMES), flush=True)
        for name in (name for name in names if (folder / f"{name}.py").exists()):
            ended = results(folder, name)
            counted = Counter(outcome for _, outcome, _ in ended)
            total += counted
            print(line(name, (counted[outcome] for outcome in OUTCOMES)), flush=True)
            for test, outcome, reason in ended:
                if outcome != "passed":
                    print(f"    {outcome} {test}: {reason}", flush=True)
    print(line("", (total[outcome] for outcome in OUTCOMES)))
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(run_here(*sys.argv[2:]) if sys.argv[1] == "--here" else main(sys.argv[1:]))
