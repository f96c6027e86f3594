"""The sheet 错误清单: findings on the master made anew, questions about returned files kept until answered."""

from collections.abc import Mapping, Sequence, Set

from xlsync.model.finding import Finding
from xlsync.model.sheets import SHEETS
from xlsync.model.table import Row, Table, Value
from xlsync.rules.shown import show
from xlsync.vocabulary.terms import Kind, Severity, SubmissionState

_SHOWN_LENGTH = 200
STOPPED = {
    SubmissionState.HELD: "F01-held",
    SubmissionState.REJECTED: "F01-rejected",
    SubmissionState.QUARANTINED: "F01-quarantined",
}
"""The finding of a file that went no further, by the state that it stopped in."""


def finding_rows(listed: Table, own: Sequence[Finding], returned: Sequence[Finding]) -> list[dict[str, Value]]:
    """Return the rows of 错误清单, numbered from 1: findings on the master, kept ones, new ones of returned files.

    ``own`` are made anew each time. A row with a 来源文件 is kept until a file of its unit is merged, until the same
    file is handed in again, or until a person deletes the row. What was put right in a returned file by itself stands
    on its receipt, not here.
    """
    asked = [_row(finding) for finding in returned if finding.severity is not Severity.FIXED]
    files = {(finding.unit, finding.source) for finding in returned if finding.source}
    stopped = {(finding.unit, finding.source) for finding in returned if finding.code in STOPPED.values()}
    answered = {unit for unit, _ in files - stopped if unit}
    kept = [
        row for row in map(_unnumbered, listed) if row["source"] and (_is_open(row, files, answered) or row in asked)
    ]
    rows = [*map(_row, own), *kept, *(row for row in asked if row not in kept)]
    return [{**row, "line_no": number} for number, row in enumerate(rows, start=1)]


def _unnumbered(row: Row) -> dict[str, Value]:
    return {column.key: row[column.key] for column in SHEETS["findings"].columns if column.key != "line_no"}


def _is_open(row: Mapping[str, Value], files: Set[tuple[str, str]], answered: Set[str]) -> bool:
    return row["unit"] not in answered and (row["unit"] or "", row["source"]) not in files


def _row(finding: Finding) -> dict[str, Value]:
    return {
        "level": str(finding.severity),
        "sheet": finding.sheet or None,
        "cell": finding.cell or None,
        "matter_id": finding.matter or None,
        "unit": finding.unit or None,
        "column": finding.column or None,
        "value": (show(finding.value, Kind.TEXT) or "")[:_SHOWN_LENGTH] or None,
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.source or None,
    }
