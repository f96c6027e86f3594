"""Rows that staff typed outside the table of their sheet: the program does not read them, so it says so."""

from collections.abc import Iterator, Sequence

from xlsync.model.finding import Finding
from xlsync.model.sheets import SHEETS
from xlsync.model.table import MasterImage
from xlsync.vocabulary.labels.findings.rows import RUN_OF_ROWS


def stray_rows(image: MasterImage) -> Iterator[Finding]:
    """Yield C25 for each run of filled rows below a table that do not belong to it."""
    for name, rows in image.strays.items():
        for first, last in _runs(rows):
            shown = str(first) if first == last else RUN_OF_ROWS.format(first=first, last=last)
            yield Finding("C25", SHEETS[name].sheet, f"A{first}", facts={"rows": shown})


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbouring rows; the rows are in rising order."""
    first = last = 0
    for row in rows:
        if first and row != last + 1:
            yield first, last
            first = row
        first, last = first or row, row
    if first:
        yield first, last
