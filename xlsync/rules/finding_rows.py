"""The sheet 错误清单: findings on the master made anew, questions about returned files kept until answered."""

from collections.abc import Sequence

from xlsync.model.finding import Finding
from xlsync.model.table import Table, Value
from xlsync.rules.shown import show
from xlsync.vocabulary.terms import Kind, Severity

_SHOWN_LENGTH = 200


def finding_rows(listed: Table, own: Sequence[Finding], returned: Sequence[Finding]) -> list[dict[str, Value]]:
    """Return the rows of 错误清单, numbered from 1: findings on the master, kept ones, new ones of returned files.

    ``own`` are made anew each time. A row with a 来源文件 is kept until its unit sends again, or until a person deletes
    the row. What was put right in a returned file by itself stands on its receipt, not here.
    """
    asked = [finding for finding in returned if finding.severity is not Severity.FIXED]
    answered = {finding.unit for finding in returned if finding.source}
    kept = [dict(row.values) for row in listed if row["source"] is not None and row.text("unit") not in answered]
    rows = [*map(_row, own), *kept, *map(_row, asked)]
    return [{**row, "line_no": number} for number, row in enumerate(rows, start=1)]


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
