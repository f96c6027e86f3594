"""Prints the table of the demo's returns: failure mode -> file -> outcome, from a demo run in a temporary folder.

    python tools/failure_table.py > table.md

A line is marked where the outcome is not the one that workbooks/demo/returns.toml asks for.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlsync.demo.returns.table import Return, Wave, returns
from xlsync.demo.run import run_demo
from xlsync.entry.console import Console
from xlsync.model.submission import Outcome
from xlsync.vocabulary.labels import reports as words

HEAD = "| Mode | File | Outcome | Findings |\n|---|---|---|---|"
NOT_RECEIVED = "IGNORED"
LAST = 99  # files that show no failure stand at the end


def paired(outcomes: Iterable[Outcome]) -> list[tuple[Return, Outcome | None]]:
    """Return every entry of the table with its outcome, None for those that are no submissions.

    What lay in a mail or an archive has outcomes of its own, which are no entries.
    """
    came = (outcome for outcome in outcomes if outcome.envelope in ("", outcome.sha256))
    in_order = sorted(returns(), key=lambda entry: entry.wave is Wave.LATE)
    return [(entry, next(came) if entry.counted else None) for entry in in_order]


def differences(entry: Return, outcome: Outcome | None) -> Iterator[str]:
    """Yield in what an outcome differs from what the table asks for."""
    state = str(outcome.state) if outcome else NOT_RECEIVED
    codes = {finding.code for finding in outcome.findings} if outcome else set()
    if state != entry.state:
        yield f"{state} instead of {entry.state}"
    yield from (f"no {code}" for code in entry.findings if code not in codes)


def line(mode: int, entry: Return, outcome: Outcome | None) -> str:
    """Return one line of the table."""
    codes = Counter(finding.code for finding in outcome.findings) if outcome else Counter()
    told = ", ".join(f"{code} x{count}" if count > 1 else code for code, count in sorted(codes.items()))
    if outcome is not None and not told:
        told = outcome.reason
    state = str(outcome.state) if outcome else NOT_RECEIVED
    marks = "; ".join(differences(entry, outcome))
    return f"| {mode or 'none'} | {entry.name} | {state}{f' **({marks})**' if marks else ''} | {told} |"


def main() -> None:
    """Run the demo and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = paired(run_demo(Path(folder) / "office", Console(), words.DEMO_STEPS).outcomes)
    lines = [(mode, line(mode, *pair)) for pair in pairs for mode in pair[0].modes or (0,)]
    print(HEAD)
    for _, text in sorted(lines, key=lambda item: item[0] or LAST):
        print(text)
    modes = {mode for mode, _ in lines if mode}
    submissions = sum(outcome is not None for _, outcome in pairs)
    print(f"\n{submissions} returns, {len(modes)} of the 52 failure modes.")
    if any(list(differences(*pair)) for pair in pairs):
        sys.exit(1)


if __name__ == "__main__":
    main()
