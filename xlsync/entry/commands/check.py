"""xlsync check: what in the master needs mending; changes nothing."""

from collections.abc import Mapping

from xlsync.entry.bootstrap import reading
from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.services.check import check
from xlsync.vocabulary.labels.reports import CHECKED, CLEAN, finding_line


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Report every finding on the master; exit code 1 when there is any."""
    with reading(office) as desk:
        findings = check(desk.image, policy=desk.policy, calendar=desk.calendar, today=desk.now.date())
    data = {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "matter": finding.matter,
                "message": finding.message,
                "remedy": finding.remedy,
            }
            for finding in findings
        ]
    }
    lines = [finding_line(finding.sheet, finding.cell, finding.message, finding.remedy) for finding in findings]
    total = CHECKED.format(count=len(findings)) if findings else CLEAN
    return Report(data, [*lines, total], 1 if findings else 0, place=len(lines))
