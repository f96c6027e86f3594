"""Prints the threat table: threat -> file -> how it ended, in how many seconds of reading, beside an honest file.

    python -m tools.threat_table > table.md

A line is marked where the end is not the promised one, where the honest file did not go through, or where it took long.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.small_batch import Ended, answers, copy_of, run
from tests.hostile.threats import THREATS, Threat
from tests.services.small_ledger import small_office
from xlsync.vocabulary.terms import SubmissionState

HEAD = "| Threat | File | State | Told | Seconds of reading |\n|---|---|---|---|---|"
SECONDS = 2.0


def faults(threat: Threat, ended: Ended) -> Iterator[str]:
    """Yield in what an end differs from the promise."""
    if ended.hostile["state"] != threat.state:
        yield f"not {threat.state}"
    if ended.honest["state"] != SubmissionState.FILED:
        yield "the honest file did not go through"
    if ended.seconds > SECONDS:
        yield "slow"


def line(threat: Threat, ended: Ended) -> str:
    """Return one line of the table."""
    told = ", ".join(sorted(ended.codes)) if ended.codes else str(ended.hostile["reason"])
    marks = "; ".join(faults(threat, ended))
    state = f"{ended.hostile['state']}{f' **({marks})**' if marks else ''}"
    name = threat.name.replace("|", "\\|")
    return f"| {threat.row} | {name} | {state} | {told.replace('|', ' ')} | {ended.seconds:.2f} |"


def main() -> None:
    """Merge every threat in a copy of a small office and print the table; exit code 1 where a line is marked."""
    with tempfile.TemporaryDirectory() as folder:
        office = small_office(Path(folder) / "office")
        forms = answers(office)
        ends = [
            (threat, run(copy_of(office, Path(folder) / str(n)), threat, forms)) for n, threat in enumerate(THREATS)
        ]
    print(HEAD)
    for threat, ended in ends:
        print(line(threat, ended))
    slowest = max(ended.seconds for _, ended in ends)
    print(f"\n{len(ends)} files, each merged beside an honest one; reading both took {slowest:.2f} s at most.")
    sys.exit(any(list(faults(threat, ended)) for threat, ended in ends))


if __name__ == "__main__":
    main()
